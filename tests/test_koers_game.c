/* Coalition games: what is published, an independent computation over all orders, what holds always, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "run_suite.h"
#include "stat/random.h"
#include "support.h"
#include <mkba/koers_coalition.h>

#define MOST 20

static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                        "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};

/* ---- games ------------------------------------------------------------------------------------------------ */

static mkba_game *game_of(const double *worths, size_t n, mkba_game_kind kind)
{
    mkba_game *game = NULL;
    mkba_error error;
    if (mkba_game_new(names, n, worths, (size_t) 1 << n, kind, &game, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return game;
}

static mkba_table *shapley(const mkba_game *game, const mkba_shapley_options *options)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_game_shapley(game, options, NULL, NULL, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    ck_assert_uint_eq(mkba_table_n_rows(table), mkba_game_n_players(game));
    return table;
}

static mkba_shapley_options sampled(uint64_t draws, uint64_t seed)
{
    mkba_shapley_options options;
    mkba_shapley_options_init(&options);
    options.draws = draws;
    options.seed = seed;
    return options;
}

/* Whole numbers from 0 to 999, of the seed. */
static double *made_worths(size_t n, uint64_t seed)
{
    double *worths = calloc((size_t) 1 << n, sizeof *worths);
    mkba_i_random stream = mkba_i_random_stream(seed, "worths");
    ck_assert_ptr_nonnull(worths);
    for (size_t s = 1; s < (size_t) 1 << n; s++)
        worths[s] = mkba_i_random_below(&stream, s, 1000);
    return worths;
}

static double amount(const mkba_table *table, size_t player)
{
    return support_real(table, player, "amount");
}

/* ---- published -------------------------------------------------------------------------------------------- */

static double listed(const cJSON *item, const char *key, int i)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(item, key), i)->valuedouble;
}

START_TEST(published_values_come_out)
{
    char *bytes = support_data("games/published.json", NULL);
    mkba_i_json *json = support_json(bytes);
    int checked = 0;

    for (const cJSON *each = support_at(mkba_i_json_root(json), "/games/0"); each != NULL; each = each->next) {
        double worths[64] = {0};
        int n = cJSON_GetArraySize(cJSON_GetObjectItem(each, "players"));
        const cJSON *tolerance = cJSON_GetObjectItem(each, "tolerance");
        mkba_game_kind kind = MKBA_GAME_COST;
        if (cJSON_GetObjectItem(each, "shapley") == NULL)
            continue;
        for (int s = 0; s < 1 << n; s++)
            worths[s] = listed(each, "worths", s);
        ck_assert_int_eq(mkba_game_kind_from_name(cJSON_GetObjectItem(each, "kind")->valuestring, &kind, NULL),
                         MKBA_OK);
        mkba_game *game = game_of(worths, (size_t) n, kind);
        mkba_table *table = shapley(game, NULL);
        for (int i = 0; i < n; i++, checked++)
            support_expect(table, (size_t) i, "amount", listed(each, "shapley", i),
                           tolerance == NULL ? 1e-12 : tolerance->valuedouble);
        mkba_table_free(table);
        mkba_game_free(game);
    }
    ck_assert_int_gt(checked, 10);
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

/* S.C. Littlechild and G. Owen, A simple expression for the Shapley value in a special case, Management Science 20, 1973:
 * each piece of the runway is paid equally by those that need it. With 20 sizes. */
START_TEST(runways_are_paid_by_those_that_need_them)
{
    double *worths = calloc((size_t) 1 << MOST, sizeof *worths), share = 0;
    double costs[MOST];

    for (size_t i = 0; i < MOST; i++)
        costs[i] = 100.0 + (double) (i * i * 7);
    for (size_t s = 1; s < (size_t) 1 << MOST; s++)
        for (size_t i = 0; i < MOST; i++)
            if (s >> i & 1)
                worths[s] = costs[i];
    mkba_game *game = game_of(worths, MOST, MKBA_GAME_COST);
    mkba_table *table = shapley(game, NULL);
    for (size_t i = 0; i < MOST; i++) {
        share += (costs[i] - (i == 0 ? 0 : costs[i - 1])) / (double) (MOST - i);
        support_expect(table, i, "amount", share, 1e-11);
        support_expect(table, i, "alone", costs[i], 0);
        support_expect(table, i, "saving", costs[i] - share, 1e-11);
        support_expect(table, i, "last", i + 1 < MOST ? 0 : costs[i] - costs[i - 1], 0);
        ck_assert_double_le(support_real(table, i, "bound"), 1e-12);
    }
    mkba_table_free(table);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* L.S. Shapley and M. Shubik, A method for evaluating the distribution of power in a committee system, American Political
 * Science Review 48, 1954, for the council of 15: nine votes, those of all five permanent members among them. A permanent
 * member has 421/2145, another 4/2145. */
START_TEST(the_security_council_has_its_published_powers)
{
    double *worths = calloc((size_t) 1 << 15, sizeof *worths);

    for (size_t s = 1; s < (size_t) 1 << 15; s++) {
        unsigned votes = 0;
        for (size_t i = 0; i < 15; i++)
            votes += (unsigned) (s >> i & 1);
        worths[s] = (s & 31) == 31 && votes >= 9;
    }
    mkba_game *game = game_of(worths, 15, MKBA_GAME_VALUE);
    mkba_table *table = shapley(game, NULL);
    for (size_t i = 0; i < 15; i++)
        support_expect(table, i, "amount", i < 5 ? 421.0 / 2145 : 4.0 / 2145, 1e-16);
    mkba_table_free(table);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* ---- an independent computation ------------------------------------------------------------------------------ */

START_TEST(values_are_means_over_all_orders)
{
    size_t n = (size_t) _i + 1, order[MOST], counts[MOST] = {0};
    double *worths = made_worths(n, 7 + (uint64_t) _i), sums[MOST] = {0}, orders = 0;

    /* Heap's algorithm goes through all orders. */
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = 0;;) {
        if (i == 0) {
            size_t coalition = 0;
            for (size_t k = 0; k < n; k++) {
                size_t with = coalition | (size_t) 1 << order[k];
                sums[order[k]] += worths[with] - worths[coalition];
                coalition = with;
            }
            orders++;
            i = 1;
        }
        while (i < n && counts[i] >= i)
            counts[i++] = 0;
        if (i >= n)
            break;
        size_t from = i % 2 == 0 ? 0 : counts[i], other = order[from];
        order[from] = order[i];
        order[i] = other;
        counts[i]++;
        i = 0;
    }
    ck_assert_double_eq(orders, tgamma((double) n + 1));
    mkba_game *game = game_of(worths, n, MKBA_GAME_VALUE);
    mkba_table *table = shapley(game, NULL);
    for (size_t i = 0; i < n; i++)
        ck_assert_double_le(fabs(amount(table, i) - sums[i] / orders), 1e-13 * (1 + fabs(sums[i] / orders)));
    mkba_table_free(table);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* ---- what holds always ------------------------------------------------------------------------------------------ */

static double worst_of(const mkba_game *game, double whole, const mkba_shapley_options *options)
{
    mkba_table *table = shapley(game, options);
    double sum = 0;
    for (size_t i = 0; i < mkba_game_n_players(game); i++)
        sum += amount(table, i);
    mkba_table_free(table);
    return fabs(sum - whole);
}

/* Figures of very different sizes: amounts add up to the whole within rounding, and a thread changes nothing. */
START_TEST(amounts_add_up_to_the_whole)
{
    double *worths = made_worths(16, 3);
    mkba_shapley_options two = sampled(0, 1);

    for (size_t s = 1; s < (size_t) 1 << 16; s++)
        worths[s] = s % 3 == 0 ? worths[s] * 1e9 : worths[s] / 7;
    worths[65535] = 12345.678;
    mkba_game *game = game_of(worths, 16, MKBA_GAME_COST);
    ck_assert_double_le(worst_of(game, 12345.678, NULL), 1e-4); /* 16 amounts of about 1e11, each to 1e-5 */
    two.threads = 2;
    mkba_table *one = shapley(game, NULL), *same = shapley(game, &two);
    for (size_t i = 0; i < 16; i++)
        ck_assert(amount(one, i) == amount(same, i));
    mkba_table_free(one);
    mkba_table_free(same);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* Who never adds anything pays nothing; who adds the same as another pays the same; adding games adds values. */
START_TEST(values_obey_the_axioms)
{
    enum { N = 6, SETS = 1 << N };
    double *first = made_worths(N, 11), *second = made_worths(N, 12), both[SETS];

    for (size_t s = 0; s < SETS; s++) {
        size_t swapped = (s & ~(size_t) 6) | (s & 2) << 1 | (s & 4) >> 1;
        if (s & 1)
            first[s] = first[s & ~(size_t) 1];
        if (swapped < s)
            first[s] = first[swapped];
    }
    for (size_t s = 0; s < SETS; s++)
        both[s] = first[s] + second[s];
    mkba_game *games[] = {game_of(first, N, MKBA_GAME_COST), game_of(second, N, MKBA_GAME_COST),
                          game_of(both, N, MKBA_GAME_COST)};
    mkba_table *tables[] = {shapley(games[0], NULL), shapley(games[1], NULL), shapley(games[2], NULL)};
    ck_assert_double_eq(amount(tables[0], 0), 0);
    ck_assert_double_eq_tol(amount(tables[0], 1), amount(tables[0], 2), 1e-13);
    for (size_t i = 0; i < N; i++)
        ck_assert_double_eq_tol(amount(tables[0], i) + amount(tables[1], i), amount(tables[2], i), 1e-12);
    for (size_t i = 0; i < 3; i++) {
        mkba_table_free(tables[i]);
        mkba_game_free(games[i]);
    }
    free(first);
    free(second);
}
END_TEST

/* ---- sampled ------------------------------------------------------------------------------------------------------ */

/* Of 200 seeds, intervals at 0.9 hold the exact value about nine times in ten, and bounds always. */
START_TEST(intervals_and_bounds_hold_the_exact_value)
{
    double *worths = made_worths(8, 5);
    mkba_game *game = game_of(worths, 8, MKBA_GAME_COST);
    mkba_table *exact = shapley(game, NULL);
    int inside = 0, tried = 0;

    for (uint64_t seed = 1; seed <= 200; seed++) {
        mkba_shapley_options options = sampled(400, seed);
        options.confidence = 0.9;
        mkba_table *table = shapley(game, &options);
        double sum = 0;
        for (size_t i = 0; i < 8; i++, tried++) {
            double wanted = amount(exact, i), error = fabs(amount(table, i) - wanted);
            inside += support_real(table, i, "lower") <= wanted && wanted <= support_real(table, i, "upper");
            ck_assert_double_le(error, support_real(table, i, "bound"));
            sum += amount(table, i);
        }
        ck_assert_double_eq_tol(sum, worths[255], 1e-9);
        mkba_table_free(table);
    }
    ck_assert_double_eq_tol((double) inside / tried, 0.9, 0.03);
    mkba_table_free(exact);
    mkba_game_free(game);
    free(worths);
}
END_TEST

START_TEST(as_many_draws_as_needed_reach_the_wanted_error)
{
    double *worths = made_worths(8, 5);
    mkba_game *game = game_of(worths, 8, MKBA_GAME_COST);
    mkba_shapley_options options = sampled(20000, 4);

    options.wanted = 5;
    mkba_table *first = shapley(game, &options);
    options.draws = (uint64_t) support_integer(first, 2, "needed");
    options.seed = 9;
    mkba_table *second = shapley(game, &options);
    ck_assert_double_eq_tol(support_real(second, 2, "se"), 5, 0.4);
    options.wanted = 0;
    mkba_table *third = shapley(game, &options);
    ck_assert(support_missing(third, 2, "needed"));
    mkba_table_free(first);
    mkba_table_free(second);
    mkba_table_free(third);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* A hundred municipalities of one size pay the same; the figures do not depend on the threads. */
START_TEST(a_hundred_players_are_sampled_alike_by_any_threads)
{
    static char made[100][8];
    const char *players[100];
    double volumes[100], one = 0;
    mkba_game *game = NULL;
    mkba_shapley_options options = sampled(2000, 1);

    for (size_t i = 0; i < 100; i++) {
        snprintf(made[i], sizeof made[i], "g%zu", i);
        players[i] = made[i];
        volumes[i] = i < 50 ? 10 : 30;
    }
    ck_assert_int_eq(mkba_game_of_scale(players, 100, volumes, 100, 5e5, 2e4, 0.9, 2e4, &game, NULL), MKBA_OK);
    mkba_table *first = shapley(game, &options);
    options.threads = 3;
    mkba_table *second = shapley(game, &options);
    for (size_t i = 0; i < 100; i++) {
        ck_assert(amount(first, i) == amount(second, i));
        ck_assert(support_real(first, i, "se") == support_real(second, i, "se"));
        ck_assert(!support_missing(first, i, "bound"));
        one += i < 50 ? amount(first, i) / 50 : 0;
        ck_assert_double_eq_tol(support_real(first, i, "alone"), 5e5 + 2e4 * pow(volumes[i], 0.9), 1e-6);
    }
    for (size_t i = 0; i < 50; i++)
        ck_assert_double_le(fabs(amount(first, i) - one), 5 * support_real(first, i, "se"));
    double whole = 5e5 + 2e4 * pow(2000, 0.9) + 99 * 2e4;
    ck_assert_double_le(worst_of(game, whole, &options), 1e-14 * whole * 100);
    mkba_table_free(first);
    mkba_table_free(second);
    mkba_game_free(game);
}
END_TEST

/* ---- of a function, of scale ---------------------------------------------------------------------------------------- */

static bool squared(void *data, uint64_t coalition, double *worth)
{
    double n = 0;
    for (; coalition != 0; coalition &= coalition - 1)
        n++;
    *worth = n * n;
    if (data != NULL)
        *(int *) data -= 1;
    return data == NULL || *(int *) data >= 0;
}

/* Of 30 equal players each adds 30 on the mean of all orders; in a pair of orders always 30. */
START_TEST(a_function_is_asked_for_coalitions)
{
    const char *players[30];
    static char made[30][8];
    mkba_game *game = NULL, *untouched = NULL;
    mkba_shapley_options options = sampled(100, 1);
    mkba_error error;
    int asks = 6;

    for (size_t i = 0; i < 30; i++) {
        snprintf(made[i], sizeof made[i], "g%zu", i);
        players[i] = made[i];
    }
    ck_assert_int_eq(mkba_game_from_function(players, 30, squared, NULL, MKBA_GAME_VALUE, &game, &error), MKBA_OK);
    mkba_table *table = shapley(game, &options);
    for (size_t i = 0; i < 30; i++) {
        support_expect(table, i, "amount", 30, 1e-12);
        ck_assert(support_missing(table, i, "bound"));
    }
    mkba_table_free(table);
    ck_assert_int_eq(mkba_game_shapley(game, NULL, NULL, NULL, &table, &error), MKBA_ERROR_LIMIT);
    ck_assert_str_eq(error.where, "draws");
    mkba_game_free(game);
    ck_assert_int_eq(mkba_game_from_function(players, 3, squared, &asks, MKBA_GAME_VALUE, &untouched, &error),
                     MKBA_ERROR_CANCELLED);
    ck_assert_ptr_null(untouched);
}
END_TEST

START_TEST(fixed_costs_are_shared_equally_and_others_by_volume)
{
    const double volumes[] = {10, 20, 30};
    mkba_game *game = NULL;

    ck_assert_int_eq(mkba_game_of_scale(names, 3, volumes, 3, 100, 5, 1, 7, &game, NULL), MKBA_OK);
    mkba_table *table = shapley(game, NULL);
    for (size_t i = 0; i < 3; i++) /* fixed and coordination shared equally, the rest by volume */
        support_expect(table, i, "amount", 100.0 / 3 + 5 * volumes[i] + 7 * 2 / 3.0, 1e-12);
    mkba_table_free(table);
    mkba_game_free(game);
}
END_TEST

/* ---- refused ------------------------------------------------------------------------------------------------------ */

static void expect(mkba_status status, mkba_status wanted, const char *where, const mkba_error *error)
{
    ck_assert_int_eq(status, wanted);
    ck_assert_str_eq(error->where, where);
    ck_assert_uint_gt(strlen(error->message), 10);
}

START_TEST(games_that_are_none_are_refused_with_their_place)
{
    const double good[] = {0, 1, 2, 3}, first[] = {1, 1, 2, 3}, infinite[] = {0, 1, INFINITY, 3},
                 large[] = {0, 1, 2, 1e101};
    const char *const twice[] = {"a", "a"}, *const empty[] = {"a", ""}, *const bytes[] = {"a", "\xff"},
                      *const hole[] = {"a", NULL};
    const char *const many[21] = {"a"};
    mkba_game *game = NULL;
    mkba_error e;

    expect(mkba_game_new(NULL, 2, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players", &e);
    expect(mkba_game_new(names, 2, NULL, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worths", &e);
    expect(mkba_game_new(names, 2, good, 4, MKBA_GAME_COST, NULL, &e), MKBA_ERROR_ARGUMENT, "out", &e);
    expect(mkba_game_new(names, 0, good, 1, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players", &e);
    expect(mkba_game_new(many, 21, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_LIMIT, "players", &e);
    expect(mkba_game_new(twice, 2, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players[1]", &e);
    expect(mkba_game_new(empty, 2, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players[1]", &e);
    expect(mkba_game_new(bytes, 2, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players[1]", &e);
    expect(mkba_game_new(hole, 2, good, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "players[1]", &e);
    expect(mkba_game_new(names, 2, good, 3, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worths", &e);
    expect(mkba_game_new(names, 2, first, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worths[0]", &e);
    expect(mkba_game_new(names, 2, infinite, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worths[2]", &e);
    expect(mkba_game_new(names, 2, large, 4, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worths[3]", &e);
    expect(mkba_game_new(names, 2, good, 4, (mkba_game_kind) 2, &game, &e), MKBA_ERROR_ARGUMENT, "kind", &e);
    expect(mkba_game_from_function(names, 2, NULL, NULL, MKBA_GAME_COST, &game, &e), MKBA_ERROR_ARGUMENT, "worth", &e);
    expect(mkba_game_kind_from_name("costs", NULL, &e), MKBA_ERROR_ARGUMENT, "kind", &e);
    ck_assert_str_eq(mkba_game_kind_name((mkba_game_kind) 7), "unknown kind");
    ck_assert_ptr_null(game);
}
END_TEST

static mkba_status scale(const double *volumes, double fixed, double unit_cost, double elasticity, double coordination,
                         mkba_error *error)
{
    mkba_game *game = NULL;
    mkba_status status =
        mkba_game_of_scale(names, 2, volumes, 2, fixed, unit_cost, elasticity, coordination, &game, error);
    ck_assert_ptr_null(game);
    return status;
}

START_TEST(costs_of_scale_that_are_none_are_refused)
{
    const double good[] = {1, 2}, zero[] = {1, 0};
    mkba_error e;

    expect(scale(NULL, 1, 1, 1, 1, &e), MKBA_ERROR_ARGUMENT, "volumes", &e);
    expect(scale(zero, 1, 1, 1, 1, &e), MKBA_ERROR_ARGUMENT, "volumes[1]", &e);
    expect(scale(good, -1, 1, 1, 1, &e), MKBA_ERROR_ARGUMENT, "fixed[0]", &e);
    expect(scale(good, 1, NAN, 1, 1, &e), MKBA_ERROR_ARGUMENT, "unit_cost[0]", &e);
    expect(scale(good, 1, 1, 5, 1, &e), MKBA_ERROR_ARGUMENT, "elasticity", &e);
    expect(scale(good, 1, 1, 1, -2, &e), MKBA_ERROR_ARGUMENT, "coordination[0]", &e);
    expect(scale(good, 1e200, 1, 1, 1, &e), MKBA_ERROR_EVALUATION, "volumes", &e);
}
END_TEST

START_TEST(options_out_of_range_are_refused)
{
    const double worths[] = {0, 1, 2, 3};
    mkba_game *game = game_of(worths, 2, MKBA_GAME_COST);
    mkba_shapley_options o = sampled(3, 1), unset;
    mkba_table *table = NULL;
    mkba_error e;

    memset(&unset, 0, sizeof unset);
    expect(mkba_game_shapley(NULL, NULL, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT, "game", &e);
    expect(mkba_game_shapley(game, NULL, NULL, NULL, NULL, &e), MKBA_ERROR_ARGUMENT, "table", &e);
    expect(mkba_game_shapley(game, &o, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT, "draws", &e);
    o = sampled(2, 1);
    expect(mkba_game_shapley(game, &o, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT, "draws", &e);
    o = sampled(4, 1);
    o.confidence = 1;
    expect(mkba_game_shapley(game, &o, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT, "confidence", &e);
    o = sampled(4, 1);
    o.wanted = -1;
    expect(mkba_game_shapley(game, &o, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT, "wanted", &e);
    ck_assert_int_eq(mkba_game_shapley(game, &unset, NULL, NULL, &table, &e), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_game_free(game);
    mkba_game_free(NULL);
    ck_assert_uint_eq(mkba_game_n_players(NULL), 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("games");
    tcase_add_test(tests, published_values_come_out);
    tcase_add_test(tests, runways_are_paid_by_those_that_need_them);
    tcase_add_test(tests, the_security_council_has_its_published_powers);
    tcase_add_loop_test(tests, values_are_means_over_all_orders, 0, 8);
    tcase_add_test(tests, amounts_add_up_to_the_whole);
    tcase_add_test(tests, values_obey_the_axioms);
    tcase_add_test(tests, intervals_and_bounds_hold_the_exact_value);
    tcase_add_test(tests, as_many_draws_as_needed_reach_the_wanted_error);
    tcase_add_test(tests, a_hundred_players_are_sampled_alike_by_any_threads);
    tcase_add_test(tests, a_function_is_asked_for_coalitions);
    tcase_add_test(tests, fixed_costs_are_shared_equally_and_others_by_volume);
    tcase_add_test(tests, games_that_are_none_are_refused_with_their_place);
    tcase_add_test(tests, costs_of_scale_that_are_none_are_refused);
    tcase_add_test(tests, options_out_of_range_are_refused);
    Suite *suite = suite_create("test_koers_game");
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
