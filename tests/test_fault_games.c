/* Every allocation of coalition games fails once: the call answers MKBA_ERROR_MEMORY, leaves its outputs as they were and
 * loses nothing. */
#include <stdlib.h>

#include <check.h>

#include "fault.h"
#include <mkba/koers_scale.h>

#include "run_suite.h"

static const char *const names[] = {"a", "b", "c"};
static const double worths[] = {0, 4, 5, 7, 6, 9, 10, 11}, volumes[] = {1, 2, 3};

static bool sized(void *data, uint64_t coalition, double *worth)
{
    (void) data;
    *worth = (double) coalition;
    return true;
}

static int finish_game(mkba_status status, mkba_game *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_game_free(made);
    return MKBA_OK;
}

static int listed(mkba_error *error)
{
    mkba_game *made = NULL;
    mkba_status status = mkba_game_new(names, 3, worths, 8, MKBA_GAME_COST, &made, error);
    return finish_game(status, made);
}

static int asked(mkba_error *error)
{
    mkba_game *made = NULL;
    mkba_status status = mkba_game_from_function(names, 3, sized, NULL, MKBA_GAME_COST, &made, error);
    return finish_game(status, made);
}

static int of_scale(mkba_error *error)
{
    mkba_game *made = NULL;
    mkba_status status = mkba_game_of_scale(names, 3, volumes, 3, 1, 2, 0.9, 1, &made, error);
    return finish_game(status, made);
}

static mkba_game *game;

static int finish(mkba_status status, mkba_table *made)
{
    if (status != MKBA_OK)
        return made == NULL ? (int) status : -1;
    mkba_table_free(made);
    return MKBA_OK;
}

static int exact(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_game_shapley(game, NULL, NULL, NULL, &made, error);
    return finish(status, made);
}

static int sampled(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_shapley_options options;
    mkba_shapley_options_init(&options);
    options.draws = 10;
    mkba_status status = mkba_game_shapley(game, &options, NULL, NULL, &made, error);
    return finish(status, made);
}

static int coalitions(mkba_error *error)
{
    static const double amounts[] = {3, 4, 4};
    mkba_table *made = NULL;
    mkba_status status = mkba_game_coalitions(game, amounts, 3, 0, &made, error);
    return finish(status, made);
}

static int properties(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_game_properties(game, &made, error);
    return finish(status, made);
}

static int sizes(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_game_sizes(game, &made, error);
    return finish(status, made);
}

static int keys(mkba_error *error)
{
    const mkba_cost_key key = {"per client", volumes, 3};
    mkba_keys_options options;
    mkba_table *made = NULL;
    mkba_keys_options_init(&options);
    options.keys = &key;
    options.n_keys = 1;
    mkba_status status = mkba_game_keys(game, &options, MKBA_KEYS_LEAVING, &made, error);
    if (status == MKBA_OK)
        mkba_table_free(made);
    made = NULL;
    if (status == MKBA_OK)
        status = mkba_game_keys(game, &options, MKBA_KEYS_SUMMARY, &made, error);
    return finish(status, made);
}

/* Those of GLPK too. */
static int solution(mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_game_can_solve()
                             ? mkba_game_solve(game, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_COALITIONS, &made, error)
                             : mkba_game_sizes(game, &made, error);
    return finish(status, made);
}

static const mkba_scale_level levels[] = {
    {.name = "local", .fixed = 1, .unit_cost = 1, .elasticity = 1, .alone = true},
    {.name = "region", .fixed = 2, .unit_cost = 1, .elasticity = 0.9, .other_volume = 5, .other_partners = 2}};

static mkba_scale_options task(void)
{
    mkba_scale_options options;
    mkba_scale_options_init(&options);
    options.members = names;
    options.volumes = volumes;
    options.levels = levels;
    options.n_members = options.n_volumes = 3;
    options.n_levels = 2;
    options.quality_value = 1;
    return options;
}

static int scale(mkba_error *error)
{
    mkba_scale_options options = task();
    mkba_status status = MKBA_OK;
    for (int view = 0; status == MKBA_OK && view < 3; view++) {
        mkba_table *made = NULL;
        status = mkba_scale_table(&options, (mkba_scale_view) view, &made, error);
        if (finish(status, made) == -1)
            return -1;
    }
    return (int) status;
}

static int scale_case(mkba_error *error)
{
    mkba_scale_options options = task();
    char *text = NULL;
    mkba_status status = mkba_scale_case(&options, &text, error);
    if (status != MKBA_OK)
        return text == NULL ? (int) status : -1;
    mkba_text_free(text);
    return MKBA_OK;
}

static fault_scenario *const scenarios[] = {listed, asked, of_scale, exact,      sampled, coalitions,
                                            sizes,  keys,  solution, properties, scale,   scale_case};

START_TEST(a_game_survives_every_allocation_that_fails)
{
    ck_assert_int_eq(mkba_game_new(names, 3, worths, 8, MKBA_GAME_COST, &game, NULL), MKBA_OK);
    ck_assert_int_eq(scenarios[_i](NULL), MKBA_OK); /* a first thread leaves a stack for the next, which stays */
    fault_sweep(scenarios[_i]);
    mkba_game_free(game);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("faults");
    tcase_add_loop_test(tests, a_game_survives_every_allocation_that_fails, 0,
                        (int) (sizeof scenarios / sizeof *scenarios));
    Suite *suite = suite_create("test_fault_games");
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
