/* The network of a Koers: walks, contributions and euros. The figures for tests/data/koers/base.json were worked out by
 * hand (in the comments); networks of any shape are held against an enumeration of every path. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/koers_din.h>
#include <mkba/uncertain.h>

#include "base/text.h"
#include "run_suite.h"
#include "support.h"

static mkba_koers *base(void)
{
    char *text = support_data("koers/base.json", NULL);
    mkba_koers *koers = support_koers(text);
    free(text);
    return koers;
}

/* The first row in which columns have these texts; NULL is missing. */
static size_t find(const mkba_table *table, const char *column, const char *text, const char *other, const char *also)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *found = support_text(table, row, column), *second = support_text(table, row, other);
        bool same = text == NULL ? found == NULL : found != NULL && strcmp(found, text) == 0;
        if (same && second != NULL && strcmp(second, also) == 0)
            return row;
    }
    ck_abort_msg("no row with %s %s, %s %s", column, text == NULL ? "missing" : text, other, also);
    return 0;
}

/* ---- by hand ----------------------------------------------------------------------------------------------- */

START_TEST(contributions_are_sums_over_paths_of_products_of_shares)
{
    static const struct {
        const char *effort, *node;
        double part;
    } expected[] = {
        {"training", "minder", 0.315}, /* 0.6 (0.5 + 0.25 0.1) */
        {"training", "sneller", 0.15}, /* 0.6 0.25 */
        {"training", "gewoon", 0.219}, /* 0.315 0.6 + 0.15 0.2 */
        {"training", "samen", 0.045},  /* 0.15 0.3 */
        {"loket", "minder", 0.05},     /* 1 0.5 0.1 */
        {"loket", "gewoon", 0.13},     /* 0.05 0.6 + 0.5 0.2 */
        {NULL, "gewoon", 0.651},       /* 1 - 0.219 - 0.13 */
        {NULL, "sneller", 0.35},
    };
    mkba_koers *koers = base();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_koers_contributions(koers, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 12);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        support_expect(table, find(table, "effort", expected[i].effort, "node", expected[i].node), "contribution",
                       expected[i].part, 1e-15);
    ck_assert_str_eq(support_text(table, 0, "programme"), "teams");
    mkba_table_free(table);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(hoe_and_waartoe_show_what_is_reached)
{
    mkba_koers *koers = base();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_koers_walk(koers, "samen", false, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 6); /* sneller, vakmanschap, toegang, training, loket and itself */
    ck_assert_str_eq(support_text(table, 5, "node"), "samen");
    support_expect(table, 5, "contribution", 1, 0);
    support_expect(table, find(table, "node", "loket", "level", "inspanning"), "contribution", 0.15, 1e-15);
    ck_assert_int_eq(support_integer(table, find(table, "node", "loket", "level", "inspanning"), "distance"), 3);
    mkba_table_free(table);
    ck_assert_int_eq(mkba_koers_walk(koers, "toegang", true, &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    support_expect(table, find(table, "node", "samen", "level", "doel"), "contribution", 0.15, 1e-15);
    support_expect(table, find(table, "node", "gewoon", "level", "doel"), "contribution", 0.13, 1e-15);
    ck_assert_int_eq(support_integer(table, find(table, "node", "gewoon", "level", "doel"), "distance"), 2);
    mkba_table_free(table);
    mkba_koers_free(koers);
}
END_TEST

START_TEST(what_falls_away_is_what_was_due)
{
    mkba_koers *koers = base();
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_koers_stop(koers, "loket", &table, NULL), MKBA_OK);
    ck_assert_uint_eq(mkba_table_n_rows(table), 5);
    size_t gewoon = find(table, "node", "gewoon", "level", "doel"),
           toegang = find(table, "node", "toegang", "level", "vermogen");
    support_expect(table, gewoon, "lost", 0.13, 1e-15);
    support_expect(table, gewoon, "left", 0.219, 1e-15);
    ck_assert_int_eq(support_integer(table, gewoon, "unsupported"), 0);
    support_expect(table, toegang, "left", 0, 0);
    ck_assert_int_eq(support_integer(table, toegang, "unsupported"), 1);
    mkba_table_free(table);
    mkba_koers_free(koers);
}
END_TEST

static mkba_table *allocate(const mkba_koers *koers, double help, mkba_allocation_view view)
{
    static const char *const lines[] = {"pad", "hulp", "inzet", "elders"};
    const double amounts[] = {100, help, 0, 7};
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_koers_allocate(koers, lines, 4, amounts, 4, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return table;
}

/* hulp 1000 (0.8 minder, 0.2 sneller), pad 100 (0.5 minder), elders 7: minder 850, sneller 200, not linked 57.
 * Up: sneller 200 is minder 100, gewoon 50, samen 50; minder 950 is gewoon 950.
 * Down: minder 850 is vakmanschap 425, sneller 85, kept 340; sneller 285 is vakmanschap 71.25, toegang 142.50, kept 71.25;
 * vakmanschap 496.25 is training 297.75, kept 198.50; toegang 142.50 is loket 142.50. */
START_TEST(euros_go_up_by_split_and_down_by_share)
{
    mkba_koers *koers = base();
    mkba_table *table = allocate(koers, 1000, MKBA_ALLOCATION_OPGAVEN);
    support_expect(table, find(table, "opgave", "normaliseren", "kind", "opgave"), "euros", 1000, 0);
    support_expect(table, find(table, "opgave", "samenwerken", "kind", "opgave"), "euros", 50, 0);
    support_expect(table, find(table, "opgave", NULL, "kind", "not allocated"), "euros", 0, 0);
    support_expect(table, find(table, "opgave", NULL, "kind", "not linked"), "euros", 57, 0);
    ck_assert(support_missing(table, 0, "mean"));
    mkba_table_free(table);
    table = allocate(koers, 1000, MKBA_ALLOCATION_PROGRAMMES);
    support_expect(table, find(table, "programme", "teams", "kind", "programme"), "euros", 440.25, 0);
    support_expect(table, find(table, "programme", NULL, "kind", "not allocated"), "euros", 609.75, 0);
    support_expect(table, find(table, "programme", NULL, "kind", "not linked"), "euros", 57, 0);
    mkba_table_free(table);
    table = allocate(koers, 1000, MKBA_ALLOCATION_NODES);
    size_t sneller = find(table, "node", "sneller", "level", "baat");
    support_expect(table, sneller, "linked", 200, 0);
    support_expect(table, sneller, "upward", 200, 0);
    support_expect(table, sneller, "kept_upward", 0, 0);
    support_expect(table, sneller, "downward", 285, 0);
    support_expect(table, sneller, "kept_downward", 71.25, 0);
    mkba_table_free(table);
    mkba_koers_free(koers);
}
END_TEST

/* 0.8 of 100101 cents is 80080.8, 0.2 is 20020.2: the cent that is left goes to the larger remainder. Of -100101 too. */
START_TEST(the_last_cent_goes_to_the_largest_remainder)
{
    mkba_koers *koers = base();
    for (int sign = -1; sign <= 1; sign += 2) {
        mkba_table *table = allocate(koers, sign * 1001.01, MKBA_ALLOCATION_NODES);
        support_expect(table, find(table, "node", "minder", "level", "baat"), "linked", sign * 800.81 + 50, 1e-12);
        support_expect(table, find(table, "node", "sneller", "level", "baat"), "linked", sign * 200.20, 1e-12);
        mkba_table_free(table);
    }
    mkba_koers_free(koers);
}
END_TEST

START_TEST(lines_say_what_is_linked)
{
    mkba_koers *koers = base();
    mkba_table *table = allocate(koers, 1000, MKBA_ALLOCATION_LINES);
    ck_assert_str_eq(support_text(table, 0, "line"), "pad");
    support_expect(table, 0, "linked", 0.5, 0);
    support_expect(table, 0, "allocated", 50, 0);
    support_expect(table, 3, "not_linked", 7, 0);
    mkba_table_free(table);
    mkba_koers_free(koers);
}
END_TEST

/* ---- networks of any shape --------------------------------------------------------------------------------- */

static uint64_t state;

static double chance(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double) (state >> 11) / 9007199254740992.0;
}

enum { NODES = 12 };

/* What edges there are: share[from][to]. Nodes 0 to 3 are efforts, to 5 capabilities, to 8 benefits, the rest goals. */
static double shares[NODES][NODES];

static const char *level_of(int node)
{
    return node < 4 ? "inspanning" : node < 6 ? "vermogen" : node < 9 ? "baat" : "doel";
}

static mkba_koers *random_koers(unsigned seed)
{
    mkba_i_text text = {.data = NULL};
    bool first = true;
    state = seed;
    mkba_i_text_add(&text, "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"opgaven\": {\"o\": {\"title\": \"o\"}}, "
                           "\"programmes\": {\"p\": {\"title\": \"p\"}}, \"nodes\": {");
    for (int i = 0; i < NODES; i++) {
        mkba_i_text_format(&text, "%s\"n%d\": {\"level\": \"%s\", \"title\": \"\"", i == 0 ? "" : ", ", i, level_of(i));
        if (i % 2 == 0 && (i < 4 || i >= 9))
            mkba_i_text_add(&text, i < 4 ? ", \"programme\": \"p\"" : ", \"opgave\": \"o\"");
        mkba_i_text_format(&text, ", \"lines\": {\"a\": %d.%03d}}", 0, 1 + (int) (80 * chance()));
    }
    mkba_i_text_add(&text, "}, \"edges\": [");
    for (int to = 0; to < NODES; to++) {
        double left = chance() < 0.4 ? 1 : chance();
        for (int from = 0; from < to; from++) {
            double share = shares[from][to] = chance() < 0.5 ? 0 : floor(left * chance() * 1e6) / 1e6;
            if (share <= 0)
                continue;
            left -= share;
            mkba_i_text_format(&text, "%s{\"from\": \"n%d\", \"to\": \"n%d\", \"share\": ", first ? "" : ", ", from,
                               to);
            mkba_i_text_number(&text, share);
            mkba_i_text_add(&text, "}");
            first = false;
        }
    }
    mkba_i_text_add(&text, "]}");
    mkba_koers *koers = support_koers(text.data);
    mkba_i_text_drop(&text);
    return koers;
}

/* Every path, one by one. */
static double over_paths(int from, int to)
{
    double sum = from == to ? 1 : 0;
    for (int next = from + 1; next <= to && from != to; next++)
        sum += shares[from][next] > 0 ? shares[from][next] * over_paths(next, to) : 0;
    return sum;
}

START_TEST(a_contribution_is_what_an_enumeration_of_paths_finds)
{
    mkba_koers *koers = random_koers((unsigned) _i);
    for (int from = 0; from < NODES; from++) {
        mkba_table *table = NULL;
        char name[20];
        snprintf(name, sizeof name, "n%d", from);
        ck_assert_int_eq(mkba_koers_walk(koers, name, true, &table, NULL), MKBA_OK);
        for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
            int to = atoi(support_text(table, row, "node") + 1);
            support_expect(table, row, "contribution", over_paths(from, to), 1e-13);
        }
        mkba_table_free(table);
    }
    mkba_koers_free(koers);
}
END_TEST

static int64_t cents(const mkba_table *table, const char *column)
{
    int64_t sum = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        double euros = support_real(table, row, column);
        int64_t whole = (int64_t) llround(euros * 100);
        ck_assert_double_eq(euros, (double) whole / 100);
        sum += whole;
    }
    return sum;
}

START_TEST(every_table_adds_up_to_the_cent)
{
    static const char *const lines[] = {"a", "b"};
    static const double totals[][2] = {{1, 0},        {0.01, 0},    {-0.01, 0}, {123456.78, -33.33},
                                       {-7e12, 1e-9}, {9e12, 0.015}};
    mkba_koers *koers = random_koers((unsigned) _i);
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        int64_t total = 0;
        for (int k = 0; k < 2; k++) /* half a cent away from 0 */
            total += (int64_t) (totals[i][k] < 0 ? -floor(0.5 - totals[i][k] * 100) : floor(0.5 + totals[i][k] * 100));
        for (int view = MKBA_ALLOCATION_OPGAVEN; view <= MKBA_ALLOCATION_LINES; view++) {
            mkba_table *table = NULL;
            ck_assert_int_eq(
                mkba_koers_allocate(koers, lines, 2, totals[i], 2, (mkba_allocation_view) view, &table, NULL), MKBA_OK);
            if (view == MKBA_ALLOCATION_NODES) {
                ck_assert_int_eq(cents(table, "kept_upward"), cents(table, "linked"));
                ck_assert_int_eq(cents(table, "kept_downward"), cents(table, "linked"));
            } else {
                ck_assert_int_eq(cents(table, "euros"), total);
            }
            mkba_table_free(table);
        }
    }
    mkba_koers_free(koers);
}
END_TEST

/* ---- a case ------------------------------------------------------------------------------------------------ */

static mkba_case *example(void)
{
    char *text = support_data("../../examples/gebiedsteams.json", NULL);
    mkba_case *mkba = support_parse(text);
    free(text);
    return mkba;
}

static const char LINKED[] =
    "{\"format\": \"mkba-koers/1\", \"title\": \"t\", \"case\": {\"path\": \"gebiedsteams.json\", \"alternative\": \"teams\"}, "
    "\"opgaven\": {\"o\": {\"title\": \"o\"}, \"p\": {\"title\": \"p\"}}, \"nodes\": {"
    "\"d\": {\"level\": \"doel\", \"title\": \"d\", \"opgave\": \"o\"}, \"e\": {\"level\": \"doel\", \"title\": \"e\", \"opgave\": \"p\"}, "
    "\"b\": {\"level\": \"baat\", \"title\": \"b\", \"lines\": {\"jeugdhulp\": 1, \"wmo_begeleiding\": 0.5, \"licht\": 1, \"kwaliteit\": 1, \"saamhorigheid\": 1}}, "
    "\"i\": {\"level\": \"inspanning\", \"title\": \"i\", \"lines\": {\"inzet\": 1, \"start\": 0.5}}}, \"edges\": ["
    "{\"from\": \"b\", \"to\": \"d\", \"share\": 0.5, \"split\": 0.75}, {\"from\": \"b\", \"to\": \"e\", \"share\": 0.2, \"split\": 0.25}, "
    "{\"from\": \"i\", \"to\": \"b\", \"share\": 0.4}]}";

static mkba_table *allocate_case(const mkba_koers *koers, const mkba_case *mkba, mkba_allocation_of of, int draws,
                                 mkba_allocation_view view)
{
    mkba_allocation_options options;
    mkba_table *table = NULL;
    mkba_error error;
    mkba_allocation_options_init(&options);
    options.of = of;
    options.draws = draws;
    options.seed = 5;
    if (mkba_koers_allocate_case(koers, mkba, &options, view, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return table;
}

START_TEST(a_case_is_allocated_as_it_is_appraised)
{
    mkba_case *mkba = example();
    mkba_koers *koers = support_koers(LINKED);
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    mkba_table *summary = support_table(appraisal, MKBA_VIEW_SUMMARY);
    static const char *const columns[] = {"npv", "pv_benefits", "pv_costs"};
    for (int of = MKBA_ALLOCATION_NET; of <= MKBA_ALLOCATION_COSTS; of++) {
        mkba_table *table = allocate_case(koers, mkba, (mkba_allocation_of) of, 0, MKBA_ALLOCATION_OPGAVEN);
        support_expect(summary, 0, columns[of], (double) cents(table, "euros") / 100,
                       0.04); /* each line is rounded once */
        mkba_table_free(table);
    }
    mkba_table_free(summary);
    mkba_appraisal_free(appraisal);
    mkba_koers_free(koers);
    mkba_case_free(mkba);
}
END_TEST

/* Opgave o has 3/4 of what b passes on, p 1/4: so have their draws; and the mean of all is that of the simulation. */
START_TEST(draws_are_allocated_by_the_same_shares)
{
    mkba_case *mkba = example();
    mkba_koers *koers = support_koers(LINKED);
    mkba_simulate_options options;
    mkba_simulation *simulation = NULL;
    mkba_table *summary = NULL;
    mkba_table *table = allocate_case(koers, mkba, MKBA_ALLOCATION_NET, 2000, MKBA_ALLOCATION_OPGAVEN);
    mkba_simulate_options_init(&options);
    options.draws = 2000;
    options.seed = 5;
    ck_assert_int_eq(mkba_case_simulate(mkba, &options, NULL, NULL, &simulation, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_simulation_table(simulation, MKBA_SIMULATION_SUMMARY, &summary, NULL), MKBA_OK);
    double mean = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++)
        mean += support_real(table, row, "mean");
    size_t npv = find(summary, "measure", "npv", "alternative", "teams");
    ck_assert_double_eq_tol(support_real(summary, npv, "mean"), mean, 1e-6 * fabs(mean));
    ck_assert_double_eq_tol(support_real(table, 0, "low"), 3 * support_real(table, 1, "low"), 1e-6);
    ck_assert_double_eq_tol(support_real(table, 0, "sd"), 3 * support_real(table, 1, "sd"), 1e-6);
    ck_assert_double_eq(support_real(table, 0, "p_positive"), support_real(table, 1, "p_positive"));
    mkba_table_free(table);
    table = allocate_case(koers, mkba, MKBA_ALLOCATION_NET, 2000, MKBA_ALLOCATION_NODES);
    mkba_table *other = allocate_case(koers, mkba, MKBA_ALLOCATION_NET, 2000, MKBA_ALLOCATION_OPGAVEN);
    ck_assert_double_eq_tol(support_real(table, 0, "upward_low"), support_real(other, 0, "low"), 1e-6);
    ck_assert_double_eq_tol(support_real(table, 0, "upward_high"), support_real(other, 0, "high"), 1e-6);
    mkba_table_free(other);
    mkba_table_free(table);
    mkba_table_free(summary);
    mkba_simulation_free(simulation);
    mkba_koers_free(koers);
    mkba_case_free(mkba);
}
END_TEST

/* ---- errors ------------------------------------------------------------------------------------------------ */

START_TEST(what_cannot_be_allocated_is_refused)
{
    static const char *const lines[] = {"hulp", "pad", "inzet"}, *const twice[] = {"hulp", "pad", "inzet", "pad"};
    const double amounts[] = {1, 2, 3, 4}, infinite[] = {1, INFINITY, 3}, large[] = {1, 1e14, 3};
    mkba_koers *koers = base();
    mkba_table *const untouched = (mkba_table *) &koers;
    mkba_table *table = untouched;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 2, amounts, 2, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "\"inzet\""));
    ck_assert_int_eq(mkba_koers_allocate(koers, twice, 4, amounts, 4, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "\"pad\" comes twice");
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 3, amounts, 2, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "amounts");
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 3, infinite, 3, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "infinity"));
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 3, large, 3, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_LIMIT);
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 3, amounts, 3, (mkba_allocation_view) 9, &table, &error),
                     MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_koers_allocate(NULL, lines, 3, amounts, 3, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_allocate(koers, NULL, 3, amounts, 3, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_allocate(koers, lines, 3, NULL, 3, MKBA_ALLOCATION_NODES, &table, &error),
                     MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_eq(table, untouched);
    mkba_koers_free(koers);
}
END_TEST

static void refuse_case(const char *where, mkba_status wanted, const char *words, const mkba_koers *koers,
                        const mkba_allocation_options *options)
{
    mkba_case *mkba = example();
    mkba_table *table = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_allocate_case(koers, mkba, options, MKBA_ALLOCATION_NODES, &table, &error), wanted);
    ck_assert_str_eq(error.where, where);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
    ck_assert_ptr_null(table);
    mkba_case_free(mkba);
}

START_TEST(options_and_links_that_are_wrong_are_refused_at_their_place)
{
    mkba_koers *koers = support_koers(LINKED), *other = base();
    mkba_allocation_options options;
    refuse_case("alternative", MKBA_ERROR_UNKNOWN, "\"plan\" is no policy alternative", other, NULL);
    mkba_allocation_options_init(&options);
    options.alternative = "teams";
    refuse_case("scenario", MKBA_ERROR_UNKNOWN, "", other, (options.scenario = "laagst", &options));
    options.scenario = "laag";
    refuse_case("/nodes/minder/lines/hulp", MKBA_ERROR_UNKNOWN, "\"hulp\"", other, &options);
    mkba_allocation_options_init(&options);
    options.alternative = "nul";
    refuse_case("alternative", MKBA_ERROR_UNKNOWN, "it is the nulalternatief", koers, &options);
    mkba_allocation_options_init(&options);
    options.draws = -1;
    refuse_case("draws", MKBA_ERROR_ARGUMENT, "not -1", koers, &options);
    mkba_allocation_options_init(&options);
    options.level = 1;
    refuse_case("level", MKBA_ERROR_ARGUMENT, "not 1", koers, &options);
    mkba_allocation_options_init(&options);
    options.of = (mkba_allocation_of) 7;
    refuse_case("of", MKBA_ERROR_UNKNOWN, "7", koers, &options);
    mkba_koers_free(koers);
    mkba_koers_free(other);
}
END_TEST

START_TEST(walks_refuse_what_is_not_there)
{
    mkba_koers *koers = base();
    mkba_table *table = NULL;
    char *text = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_koers_walk(koers, "mindr", true, &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.message, "did you mean \"minder\"?"));
    ck_assert_str_eq(error.where, "node");
    ck_assert_int_eq(mkba_koers_stop(koers, "minder", &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "\"minder\" is a baat: only an inspanning can stop");
    ck_assert_int_eq(mkba_koers_stop(koers, "x", &table, &error), MKBA_ERROR_UNKNOWN);
    ck_assert_int_eq(mkba_koers_walk(koers, NULL, true, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_contributions(NULL, &table, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_dot(NULL, &text, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_int_eq(mkba_koers_of_draft(NULL, &koers, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    mkba_koers_free(koers);
}
END_TEST

/* ---- the picture, and changing ------------------------------------------------------------------------------- */

START_TEST(the_picture_has_every_node_and_edge_and_keeps_quotation_marks_apart)
{
    mkba_koers *koers = support_koers(
        "{\"format\": \"mkba-koers/1\", \"title\": \"a \\\"b\\\" \\\\\", \"opgaven\": {}, \"nodes\": {\"x\": "
        "{\"level\": \"baat\", \"title\": \"een\\ntwee\"}, \"y\": {\"level\": \"doel\", \"title\": \"\"}}, "
        "\"edges\": [{\"from\": \"x\", \"to\": \"y\", \"share\": 0.25}]}");
    char *text = NULL;
    ck_assert_int_eq(mkba_koers_dot(koers, &text, NULL), MKBA_OK);
    ck_assert_ptr_nonnull(strstr(text, "label=\"a \\\"b\\\" \\\\\""));
    ck_assert_ptr_nonnull(strstr(text, "n0 [label=\"een twee\", tooltip=\"x\"];"));
    ck_assert_ptr_nonnull(strstr(text, "n1 [label=\"y\""));
    ck_assert_ptr_nonnull(strstr(text, "n0 -> n1 [label=\"0.25\"];"));
    mkba_text_free(text);
    mkba_koers_free(koers);
}
END_TEST

static mkba_koers *changed(const mkba_koers *koers, const char *first, const char *value, const char *second,
                           const char *other)
{
    mkba_draft *draft = support_draft(mkba_koers_text(koers));
    mkba_koers *made = NULL;
    mkba_error error;
    support_set(draft, first, value);
    support_set(draft, second, other);
    if (mkba_koers_of_draft(draft, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_draft_free(draft);
    return made;
}

START_TEST(taking_a_node_out_and_putting_it_back_changes_nothing)
{
    mkba_koers *koers = base();
    mkba_koers *without = changed(koers, "/edges/1", NULL, "/nodes/loket", NULL);
    mkba_koers *again = changed(
        without, "/nodes/loket",
        "{\"level\": \"inspanning\", \"title\": \"Loket inrichten\", \"programme\": \"teams\", \"lines\": {\"inzet\": 1}}",
        "/edges/-", "{\"from\": \"loket\", \"to\": \"toegang\", \"share\": 1}");
    for (int view = MKBA_ALLOCATION_OPGAVEN; view <= MKBA_ALLOCATION_NODES; view++) {
        mkba_table *a = allocate(koers, 999.99, (mkba_allocation_view) view);
        mkba_table *b = allocate(again, 999.99, (mkba_allocation_view) view);
        char *one = NULL, *two = NULL;
        ck_assert_int_eq(mkba_table_csv(a, &one, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_table_csv(b, &two, NULL), MKBA_OK);
        ck_assert_str_eq(one, two);
        mkba_text_free(one);
        mkba_text_free(two);
        mkba_table_free(a);
        mkba_table_free(b);
    }
    mkba_table *table = allocate(without, 1000, MKBA_ALLOCATION_PROGRAMMES); /* 440.25 - 142.50 */
    support_expect(table, 0, "euros", 297.75, 0);
    mkba_table_free(table);
    mkba_koers_free(without);
    mkba_koers_free(again);
    mkba_koers_free(koers);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers din");
    TCase *hand = tcase_create("by hand");
    tcase_add_test(hand, contributions_are_sums_over_paths_of_products_of_shares);
    tcase_add_test(hand, hoe_and_waartoe_show_what_is_reached);
    tcase_add_test(hand, what_falls_away_is_what_was_due);
    tcase_add_test(hand, euros_go_up_by_split_and_down_by_share);
    tcase_add_test(hand, the_last_cent_goes_to_the_largest_remainder);
    tcase_add_test(hand, lines_say_what_is_linked);
    suite_add_tcase(suite, hand);
    TCase *shape = tcase_create("any shape");
    tcase_add_loop_test(shape, a_contribution_is_what_an_enumeration_of_paths_finds, 0, 20);
    tcase_add_loop_test(shape, every_table_adds_up_to_the_cent, 0, 20);
    suite_add_tcase(suite, shape);
    TCase *of_case = tcase_create("case");
    tcase_add_test(of_case, a_case_is_allocated_as_it_is_appraised);
    tcase_add_test(of_case, draws_are_allocated_by_the_same_shares);
    suite_add_tcase(suite, of_case);
    TCase *wrong = tcase_create("errors");
    tcase_add_test(wrong, what_cannot_be_allocated_is_refused);
    tcase_add_test(wrong, options_and_links_that_are_wrong_are_refused_at_their_place);
    tcase_add_test(wrong, walks_refuse_what_is_not_there);
    suite_add_tcase(suite, wrong);
    TCase *rest = tcase_create("rest");
    tcase_add_test(rest, the_picture_has_every_node_and_edge_and_keeps_quotation_marks_apart);
    tcase_add_test(rest, taking_a_node_out_and_putting_it_back_changes_nothing);
    suite_add_tcase(suite, rest);
    return run_suite(suite);
}
