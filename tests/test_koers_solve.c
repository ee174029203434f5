/* Who would rather leave, core, nucleolus, keys: what is published, Kohlberg's criterion, what holds always, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "stat/programme.h"
#include "stat/random.h"
#include "support.h"
#include <mkba/koers_coalition.h>

#include "run_suite.h"

#define MOST 13

#define NEEDS_GLPK                                                                                                     \
  if (!mkba_game_can_solve()) {                                                                                        \
    printf("# SKIP %s: built without GLPK\n", __func__);                                                               \
    return;                                                                                                            \
  }

static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"};

static mkba_game *game_of(const double *worths, size_t n, mkba_game_kind kind)
{
    mkba_game *game = NULL;
    ck_assert_int_eq(mkba_game_new(names, n, worths, (size_t) 1 << n, kind, &game, NULL), MKBA_OK);
    return game;
}

static mkba_table *solved(const mkba_game *game, mkba_game_concept concept, mkba_solution_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_game_solve(game, concept, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

static double *made_worths(size_t n, uint64_t seed, uint32_t below)
{
    double *worths = calloc((size_t) 1 << n, sizeof *worths);
    mkba_i_random stream = mkba_i_random_stream(seed, "worths");
    ck_assert_ptr_nonnull(worths);
    for (size_t s = 1; s < (size_t) 1 << n; s++)
        worths[s] = mkba_i_random_below(&stream, s, below);
    return worths;
}

/* ---- published -------------------------------------------------------------------------------------------- */

static double listed(const cJSON *item, const char *key, int i)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(item, key), i)->valuedouble;
}

static void check_published(const cJSON *each)
{
    double worths[64] = {0};
    int n = cJSON_GetArraySize(cJSON_GetObjectItem(each, "players"));
    const cJSON *tolerance = cJSON_GetObjectItem(each, "tolerance"), *epsilon = cJSON_GetObjectItem(each, "epsilon");
    double equal = tolerance == NULL ? 1e-12 : tolerance->valuedouble;
    mkba_game_kind kind = MKBA_GAME_COST;

    for (int s = 0; s < 1 << n; s++)
        worths[s] = listed(each, "worths", s);
    ck_assert_int_eq(mkba_game_kind_from_name(cJSON_GetObjectItem(each, "kind")->valuestring, &kind, NULL), MKBA_OK);
    mkba_game *game = game_of(worths, (size_t) n, kind);
    mkba_table *amounts = solved(game, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS);
    for (int i = 0; i < n; i++)
        support_expect(amounts, (size_t) i, "amount", listed(each, "nucleolus", i), equal);
    for (int concept = 0; concept < 2; concept ++) {
        mkba_table *summary = solved(game, (mkba_game_concept) concept, MKBA_SOLUTION_SUMMARY);
        ck_assert_int_eq(support_integer(summary, 0, "core_empty"),
                         cJSON_IsTrue(cJSON_GetObjectItem(each, "core_empty")));
        if (epsilon != NULL)
            support_expect(summary, 0, "epsilon", epsilon->valuedouble, 1e-12);
        ck_assert_double_le(support_real(summary, 0, "gap"), 1e-9);
        mkba_table_free(summary);
    }
    mkba_table_free(amounts);
    mkba_game_free(game);
}

START_TEST(published_nucleoli_and_cores_come_out)
{
    char *bytes = support_data("games/published.json", NULL);
    mkba_i_json *json = support_json(bytes);
    int checked = 0;

    NEEDS_GLPK
    for (const cJSON *each = support_at(mkba_i_json_root(json), "/games/0"); each != NULL; each = each->next, checked++)
        check_published(each);
    ck_assert_int_ge(checked, 7);
    mkba_i_json_free(json);
    free(bytes);
}
END_TEST

/* Littlechild (A simple expression for the nucleolus in a special case, International Journal of Game Theory 3, 1974) of costs
 * c_1 < .. < c_n: in turn r = min over k of (c_k - paid) / (k - i + 1), the last k = n divided by one less, each of i .. k
 * pays r. */
START_TEST(the_nucleolus_of_an_airport_is_littlechild_s)
{
    enum { N = 12 };
    double costs[N], pays[N], paid = 0, *worths = calloc((size_t) 1 << N, sizeof *worths);

    NEEDS_GLPK
    for (size_t i = 0; i < N; i++)
        costs[i] = 10.0 + (double) (i * i);
    for (size_t s = 1; s < (size_t) 1 << N; s++)
        for (size_t i = 0; i < N; i++)
            if (s >> i & 1)
                worths[s] = costs[i];
    for (size_t i = 0; i < N;) {
        size_t last = i;
        double least = INFINITY;
        for (size_t k = i; k < N; k++) {
            double part =
                k + 1 < N ? (costs[k] - paid) / (double) (k - i + 2) : (costs[k] - paid) / (double) (k - i + 1);
            if (part <= least) {
                least = part;
                last = k;
            }
        }
        for (; i <= last; i++) {
            pays[i] = least;
            paid += least;
        }
    }
    mkba_game *game = game_of(worths, N, MKBA_GAME_COST);
    mkba_table *table = solved(game, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS);
    for (size_t i = 0; i < N; i++)
        support_expect(table, i, "amount", pays[i], 1e-12);
    mkba_table_free(table);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* ---- Kohlberg ------------------------------------------------------------------------------------------------ */

/* Whether weights above 0 give every player 1: the largest least weight is found by a linear programme. */
static bool balanced(const size_t *sets, size_t n_sets, size_t n)
{
    size_t n_columns = n_sets + 1, n_rows = n + n_sets + 1;
    double *rows = calloc(n_rows * n_columns, sizeof *rows), *limits = calloc(n_rows, sizeof *limits);
    double *cost = calloc(n_columns, sizeof *cost), *x = calloc(n_columns, sizeof *x);
    double *prices = calloc(n_rows, sizeof *prices);
    bool *equal = calloc(n_rows, sizeof *equal), found;

    cost[n_sets] = -1;
    for (size_t i = 0; i < n; i++) {
        equal[i] = true;
        limits[i] = 1;
        for (size_t s = 0; s < n_sets; s++)
            rows[i * n_columns + s] = (double) (sets[s] >> i & 1);
    }
    for (size_t s = 0; s < n_sets; s++) {
        rows[(n + s) * n_columns + s] = -1;
        rows[(n + s) * n_columns + n_sets] = 1;
    }
    rows[(n + n_sets) * n_columns + n_sets] = 1;
    limits[n + n_sets] = 1;
    mkba_i_programme programme = {n_columns, n_rows, cost, rows, limits, equal};
    found = mkba_i_programme_solve(&programme, x, prices, NULL) == MKBA_OK && x[n_sets] > 1e-7;
    free(rows);
    free(limits);
    free(cost);
    free(x);
    free(prices);
    free(equal);
    return found;
}

/* E. Kohlberg, On the nucleolus of a characteristic function game, SIAM Journal on Applied Mathematics 20, 1971: x is the
 * nucleolus when, at every level, the coalitions with at least that excess are balanced. (Of the pre-nucleolus; Sobolev.) */
START_TEST(the_nucleolus_meets_kohlberg_s_criterion)
{
    size_t n = 2 + (size_t) _i % 4, n_sets = 0, *sets = calloc((size_t) 1 << n, sizeof *sets);
    double *worths = made_worths(n, 100 + (uint64_t) _i, _i % 3 == 0 ? 4 : 1000), amounts[MOST], sum = 0;
    mkba_table *rows = NULL;

    NEEDS_GLPK
    mkba_game *game = game_of(worths, n, _i % 2 == 0 ? MKBA_GAME_COST : MKBA_GAME_VALUE);
    mkba_table *table = solved(game, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS);
    for (size_t i = 0; i < n; i++)
        sum += amounts[i] = support_real(table, i, "amount");
    ck_assert_double_eq_tol(sum, worths[((size_t) 1 << n) - 1], 1e-9);
    ck_assert_int_eq(mkba_game_coalitions(game, amounts, n, 0, &rows, NULL), MKBA_OK);
    for (size_t r = 0; r < mkba_table_n_rows(rows); r++) {
        size_t position = (size_t) support_integer(rows, r, "position");
        double excess = support_real(rows, r, "excess");
        if (position + 1 < (size_t) 1 << n)
            sets[n_sets++] = position;
        bool level = r + 1 == mkba_table_n_rows(rows) || support_real(rows, r + 1, "excess") < excess - 1e-6;
        if (level && n_sets > 0)
            ck_assert_msg(balanced(sets, n_sets, n), "not balanced at %g", excess);
    }
    mkba_table_free(rows);
    mkba_table_free(table);
    mkba_game_free(game);
    free(worths);
    free(sets);
}
END_TEST

/* ---- what holds always ------------------------------------------------------------------------------------------ */

/* The weights of the first level give every player 1, and prove the level. */
START_TEST(the_weights_prove_the_least_excess)
{
    size_t n = 3 + (size_t) _i;
    double *worths = made_worths(n, 40 + (uint64_t) _i, 1000), weights = 0, proved = 0, of[MOST] = {0};

    NEEDS_GLPK
    mkba_game *game = game_of(worths, n, MKBA_GAME_COST);
    mkba_table *summary = solved(game, MKBA_GAME_LEAST_CORE, MKBA_SOLUTION_SUMMARY);
    mkba_table *deciders = solved(game, MKBA_GAME_LEAST_CORE, MKBA_SOLUTION_COALITIONS);
    for (size_t r = 0; r < mkba_table_n_rows(deciders); r++) {
        size_t position = (size_t) support_integer(deciders, r, "position");
        double weight = support_real(deciders, r, "weight");
        ck_assert_double_gt(weight, 0);
        weights += weight;
        proved += weight * worths[position];
        for (size_t i = 0; i < n; i++)
            of[i] += position >> i & 1 ? weight : 0;
    }
    for (size_t i = 0; i < n; i++)
        ck_assert_double_eq_tol(of[i], 1, 1e-12);
    proved = (worths[((size_t) 1 << n) - 1] - proved) / weights;
    support_expect(summary, 0, "epsilon", proved, 1e-9);
    mkba_table_free(summary);
    mkba_table_free(deciders);
    mkba_game_free(game);
    free(worths);
}
END_TEST

/* Amounts and levels grow with the game and move with what a player costs whatever it does. */
START_TEST(the_nucleolus_is_covariant)
{
    enum { N = 5 };
    double *worths = made_worths(N, 77, 1000), *other = made_worths(N, 77, 1000);

    NEEDS_GLPK
    for (size_t s = 1; s < 1 << N; s++) {
        other[s] *= 1e6;
        for (size_t i = 0; i < N; i++)
            other[s] += s >> i & 1 ? 1e5 * (double) i : 0;
    }
    mkba_game *one = game_of(worths, N, MKBA_GAME_COST), *two = game_of(other, N, MKBA_GAME_COST);
    mkba_table *first = solved(one, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS);
    mkba_table *second = solved(two, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS);
    for (size_t i = 0; i < N; i++)
        support_expect(second, i, "amount", 1e6 * support_real(first, i, "amount") + 1e5 * (double) i, 1e-3);
    mkba_table_free(first);
    mkba_table_free(second);
    mkba_game_free(one);
    mkba_game_free(two);
    free(worths);
    free(other);
}
END_TEST

START_TEST(those_who_lose_come_first_and_leave)
{
    const double gloves[] = {0, 0, 0, 1, 0, 1, 0, 1}, thirds[] = {1.0 / 3, 1.0 / 3, 1.0 / 3}, core[] = {1, 0, 0};
    mkba_game *game = game_of(gloves, 3, MKBA_GAME_VALUE);
    mkba_table *table = NULL;

    ck_assert_int_eq(mkba_game_coalitions(game, thirds, 3, 0, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 7);
    ck_assert_str_eq(support_text(table, 0, "coalition"), "a + b");
    ck_assert_str_eq(support_text(table, 1, "coalition"), "a + c");
    support_expect(table, 0, "excess", 1.0 / 3, 1e-15);
    support_expect(table, 0, "per_member", 1.0 / 6, 1e-15);
    support_expect(table, 0, "allocated", 2.0 / 3, 1e-15);
    ck_assert_int_eq(support_integer(table, 1, "leaves"), 1);
    ck_assert_int_eq(support_integer(table, 2, "leaves"), 0);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_game_coalitions(game, core, 3, 2, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    ck_assert_int_eq(support_integer(table, 0, "leaves"), 0);
    mkba_table_free(table);
    mkba_game_free(game);
}
END_TEST

/* ---- properties, sizes -------------------------------------------------------------------------------------------- */

static void holds(const mkba_table *table, size_t row, const char *property, bool wanted, double margin)
{
    ck_assert_str_eq(support_text(table, row, "property"), property);
    ck_assert_int_eq(support_integer(table, row, "holds"), wanted);
    support_expect(table, row, "margin", margin, 1e-12);
}

START_TEST(properties_are_told_with_the_place_where_they_fail)
{
    const double majority[] = {0, 0, 0, 1, 0, 1, 1, 1}, runway[] = {0, 1, 2, 2, 4, 4, 4, 4};
    mkba_game *one = game_of(majority, 3, MKBA_GAME_VALUE), *two = game_of(runway, 3, MKBA_GAME_COST);
    mkba_table *table = NULL;

    ck_assert_int_eq(mkba_game_properties(one, &table, NULL), MKBA_OK);
    holds(table, 0, "essential", true, 1);
    holds(table, 1, "monotone", true, 0);
    holds(table, 2, "additive together", true, 0);
    holds(table, 3, "convex", false, -1); /* a joins b for 1, b + c for 0 */
    ck_assert_str_eq(support_text(table, 3, "first"), "a + b");
    ck_assert_str_eq(support_text(table, 3, "second"), "a + c");
    holds(table, 4, "shapley in core", false, -1.0 / 3);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_game_properties(two, &table, NULL), MKBA_OK);
    holds(table, 0, "essential", true, 3);
    holds(table, 3, "convex", true, 0);
    holds(table, 4, "shapley in core", true, 0);
    mkba_table_free(table);
    mkba_game_free(one);
    mkba_game_free(two);
}
END_TEST

/* Fixed costs of 10 are shared, and each partner but the first costs 6, 6, then 20: two and three add, a fourth does not. */
START_TEST(sizes_say_from_where_to_where_a_coalition_adds)
{
    double worths[16] = {0};
    static const double coordination[] = {0, 0, 6, 12, 32};
    mkba_table *table = NULL;

    for (size_t s = 1; s < 16; s++) {
        size_t size = (s & 1) + (s >> 1 & 1) + (s >> 2 & 1) + (s >> 3 & 1);
        worths[s] = 10 + coordination[size] + (double) size;
    }
    mkba_game *game = game_of(worths, 4, MKBA_GAME_COST);
    ck_assert_int_eq(mkba_game_sizes(game, &table, NULL), MKBA_OK);
    const double gains[] = {0, 4, 8, -2}, steps[] = {4, 4, -10};
    for (size_t r = 0; r < 4; r++) {
        support_expect(table, r, "gain", gains[r], 1e-12);
        support_expect(table, r, "gain_mean", gains[r], 1e-12);
        support_expect(table, r, "gain_per_member", gains[r] / (double) (r + 1), 1e-12);
        ck_assert_int_eq(support_integer(table, r, "adds"), r == 1 || r == 2);
        if (r < 3)
            support_expect(table, r, "next", steps[r], 1e-12);
    }
    ck_assert_int_eq(support_integer(table, 1, "coalitions"), 6);
    ck_assert(support_missing(table, 3, "next"));
    support_expect(table, 1, "adding", 1, 0);
    support_expect(table, 2, "adding", 0, 0);
    mkba_table_free(table);
    mkba_game_free(game);
}
END_TEST

/* ---- keys ----------------------------------------------------------------------------------------------------------- */

START_TEST(keys_stand_beside_shapley_and_nucleolus)
{
    const double runway[] = {0, 1, 2, 2, 4, 4, 4, 4}, use[] = {1, 1, 2};
    const mkba_cost_key key = {"per use", use, 3};
    mkba_keys_options options;
    mkba_game *game = game_of(runway, 3, MKBA_GAME_COST);
    mkba_table *table = NULL;

    mkba_keys_options_init(&options);
    options.keys = &key;
    options.n_keys = 1;
    options.nucleolus = mkba_game_can_solve();
    ck_assert_int_eq(mkba_game_keys(game, &options, MKBA_KEYS_AMOUNTS, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), options.nucleolus ? 12 : 9);
    support_expect(table, 2, "amount", 2, 1e-15);
    support_expect(table, 2, "share", 0.5, 1e-15);
    support_expect(table, 3, "amount", 4.0 / 3, 1e-15); /* equal */
    support_expect(table, 3, "saving", 1 - 4.0 / 3, 1e-15);
    support_expect(table, 6, "amount", 1.0 / 3, 1e-15); /* shapley */
    support_expect(table, 8, "amount", 1.0 / 3 + 0.5 + 2, 1e-15);
    if (options.nucleolus)
        support_expect(table, 9, "amount", 0.5, 1e-15);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_game_keys(game, &options, MKBA_KEYS_SUMMARY, &table, NULL), MKBA_OK);
    ck_assert_int_eq(support_integer(table, 0, "in_core"), 1);
    ck_assert_int_eq(support_integer(table, 1, "in_core"), 0);
    ck_assert_int_eq(support_integer(table, 1, "leaving"), 2); /* a pays 4/3, not 1; a + b 8/3, not 2 */
    ck_assert_str_eq(support_text(table, 1, "worst"), "a + b");
    support_expect(table, 1, "excess", 2.0 / 3, 1e-15);
    support_expect(table, 1, "from_shapley", 1.5, 1e-15);
    support_expect(table, 2, "from_shapley", 0, 0);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_game_keys(game, &options, MKBA_KEYS_LEAVING, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 2);
    ck_assert_str_eq(support_text(table, 0, "key"), "equal");
    mkba_table_free(table);
    mkba_game_free(game);
}
END_TEST

/* ---- refused -------------------------------------------------------------------------------------------------------- */

static void expect(mkba_status status, mkba_status wanted, const char *where, const mkba_error *error)
{
    ck_assert_int_eq(status, wanted);
    ck_assert_str_eq(error->where, where);
    ck_assert_uint_gt(strlen(error->message), 10);
}

START_TEST(what_cannot_be_solved_is_refused)
{
    double *worths = made_worths(13, 1, 10), short_one[] = {1, 2}, bad[MOST] = {0, 0, NAN};
    mkba_game *large = game_of(worths, 13, MKBA_GAME_COST), *small = game_of(worths, 3, MKBA_GAME_COST);
    mkba_table *table = NULL;
    mkba_error e;

    expect(mkba_game_solve(large, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS, &table, &e), MKBA_ERROR_LIMIT, "game",
           &e);
    expect(mkba_game_solve(NULL, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS, &table, &e), MKBA_ERROR_ARGUMENT, "game",
           &e);
    expect(mkba_game_solve(small, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS, NULL, &e), MKBA_ERROR_ARGUMENT, "table",
           &e);
    expect(mkba_game_solve(small, (mkba_game_concept) 2, MKBA_SOLUTION_AMOUNTS, &table, &e), MKBA_ERROR_ARGUMENT,
           "concept", &e);
    expect(mkba_game_solve(small, MKBA_GAME_NUCLEOLUS, (mkba_solution_view) 3, &table, &e), MKBA_ERROR_ARGUMENT, "view",
           &e);
    if (!mkba_game_can_solve())
        expect(mkba_game_solve(small, MKBA_GAME_NUCLEOLUS, MKBA_SOLUTION_AMOUNTS, &table, &e), MKBA_ERROR_UNSUPPORTED,
               "game", &e);
    expect(mkba_game_coalitions(small, short_one, 2, 0, &table, &e), MKBA_ERROR_ARGUMENT, "allocation", &e);
    expect(mkba_game_coalitions(small, bad, 3, 0, &table, &e), MKBA_ERROR_ARGUMENT, "allocation[2]", &e);
    expect(mkba_game_coalitions(small, NULL, 3, 0, &table, &e), MKBA_ERROR_ARGUMENT, "allocation", &e);
    expect(mkba_game_properties(NULL, &table, &e), MKBA_ERROR_ARGUMENT, "game", &e);
    expect(mkba_game_sizes(small, NULL, &e), MKBA_ERROR_ARGUMENT, "table", &e);
    ck_assert_ptr_null(table);
    mkba_game_free(large);
    mkba_game_free(small);
    free(worths);
}
END_TEST

START_TEST(keys_that_are_none_are_refused)
{
    const double runway[] = {0, 1, 2, 2}, good[] = {1, 1}, zero[] = {0, 0}, below[] = {1, -1};
    const struct {
        mkba_cost_key keys[2];
        const char *where;
    } wrong[] = {{{{NULL, good, 2}, {"b", good, 2}}, "keys[0]"},      {{{"a", good, 2}, {"a", good, 2}}, "keys[1]"},
                 {{{"a", good, 2}, {"shapley", good, 2}}, "keys[1]"}, {{{"a", good, 1}, {"b", good, 2}}, "weights"},
                 {{{"a", NULL, 2}, {"b", good, 2}}, "weights"},       {{{"a", good, 2}, {"b", below, 2}}, "weights[1]"},
                 {{{"a", zero, 2}, {"b", good, 2}}, "weights"}};
    mkba_game *game = game_of(runway, 2, MKBA_GAME_COST);
    mkba_table *table = NULL;
    mkba_error e;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mkba_keys_options options;
        mkba_keys_options_init(&options);
        options.keys = wrong[i].keys;
        options.n_keys = 2;
        expect(mkba_game_keys(game, &options, MKBA_KEYS_AMOUNTS, &table, &e), MKBA_ERROR_ARGUMENT, wrong[i].where, &e);
    }
    expect(mkba_game_keys(game, NULL, (mkba_keys_view) 3, &table, &e), MKBA_ERROR_ARGUMENT, "view", &e);
    expect(mkba_game_keys(NULL, NULL, MKBA_KEYS_AMOUNTS, &table, &e), MKBA_ERROR_ARGUMENT, "game", &e);
    ck_assert_ptr_null(table);
    mkba_game_free(game);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("solutions");
    tcase_add_test(tests, published_nucleoli_and_cores_come_out);
    tcase_add_test(tests, the_nucleolus_of_an_airport_is_littlechild_s);
    tcase_add_loop_test(tests, the_nucleolus_meets_kohlberg_s_criterion, 0, 60);
    tcase_add_loop_test(tests, the_weights_prove_the_least_excess, 0, 10);
    tcase_add_test(tests, the_nucleolus_is_covariant);
    tcase_add_test(tests, those_who_lose_come_first_and_leave);
    tcase_add_test(tests, properties_are_told_with_the_place_where_they_fail);
    tcase_add_test(tests, sizes_say_from_where_to_where_a_coalition_adds);
    tcase_add_test(tests, keys_stand_beside_shapley_and_nucleolus);
    tcase_add_test(tests, what_cannot_be_solved_is_refused);
    tcase_add_test(tests, keys_that_are_none_are_refused);
    Suite *suite = suite_create("test_koers_solve");
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
