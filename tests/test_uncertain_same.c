/* A simulation has the same bits whatever the threads, blocks and vector variant, and however it was split and sent; what
 * does not belong together is refused. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/hash.h"
#include "base/lanes.h"
#include "run_suite.h"
#include "simulation.h"
#include "support.h"

/* Two alternatives, everything the format knows, in small; and a sum of normals, of which all is known. */
static mkba_case *all, *sum;

static void set_up(void)
{
    char *text = support_data("uncertain/sum.json", NULL);

    all = support_case("alles");
    sum = support_parse(text);
    free(text);
}

static void tear_down(void)
{
    mkba_case_free(all);
    mkba_case_free(sum);
}

/* The bytes of a simulation, which is freed: two with the same bytes are the same to the last bit. */
typedef struct bytes {
    unsigned char *data;
    size_t n;
} bytes;

static bytes bytes_of(mkba_simulation *simulation)
{
    bytes made = {NULL, 0};

    ck_assert_int_eq(mkba_simulation_to_bytes(simulation, &made.data, &made.n, NULL), MKBA_OK);
    mkba_simulation_free(simulation);
    return made;
}

static void check_same(const bytes *expected, mkba_simulation *simulation, const char *what)
{
    bytes found = bytes_of(simulation);

    ck_assert_msg(found.n == expected->n && memcmp(found.data, expected->data, found.n) == 0, "%s", what);
    mkba_bytes_free(found.data);
}

/* ---- the same bits --------------------------------------------------------------------------------------- */

/* Every plan as a whole, then those that can be in replicates. */
enum { REPLICATED = 3, KINDS = 5 };

static mkba_simulate_options everything(int kind)
{
    mkba_simulate_options options = options_of(9000);

    options.plan = (mkba_plan) (kind < REPLICATED ? kind : kind - 2);
    if (kind >= REPLICATED)
        options.replicates = 9;
    options.streams = options.years = options.keep = true;
    options.block = 100;
    options.variant = "plain";
    return options;
}

START_TEST(threads_blocks_and_variants_change_no_bit)
{
    static const size_t THREADS[] = {1, 2, 3, 7}, BLOCKS[] = {1, 100, 4096, 0};

    for (int kind = 0; kind < KINDS; kind++) {
        mkba_simulate_options options = everything(kind);
        bytes expected = bytes_of(simulate(all, &options));

        for (size_t i = 0; i < 4; i++) {
            options.threads = THREADS[i];
            check_same(&expected, simulate(all, &options), "threads");
        }
        for (size_t i = 0; i < 4; i++) {
            options.block = BLOCKS[i];
            check_same(&expected, simulate(all, &options), "blocks");
        }
        for (int v = 0; v < MKBA_I_VARIANTS; v++) {
            if (!mkba_i_variant_runs((mkba_i_variant) v))
                continue;
            options.variant = mkba_i_variant_name((mkba_i_variant) v);
            check_same(&expected, simulate(all, &options), options.variant);
        }
        mkba_bytes_free(expected.data);
    }
}
END_TEST

static mkba_simulation *part(mkba_simulate_options options, uint64_t first, uint64_t count)
{
    options.first = first;
    options.count = count;
    return simulate(all, &options);
}

static mkba_simulation *merged(mkba_simulation *a, mkba_simulation *b)
{
    mkba_simulation *both = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_msg(mkba_simulation_merge(a, b, &both, &error) == MKBA_OK, "%s", error.message);
    mkba_simulation_free(a);
    mkba_simulation_free(b);
    return both;
}

/* One that went through bytes. */
static mkba_simulation *sent(mkba_simulation *simulation)
{
    bytes made = bytes_of(simulation);
    mkba_simulation *read = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_msg(mkba_simulation_from_bytes(made.data, made.n, &read, &error) == MKBA_OK, "%s", error.message);
    mkba_bytes_free(made.data);
    return read;
}

/* tests/data/uncertain/simulated.json was written once; Python and R are held against it as well. */
START_TEST(every_language_gives_the_same_text)
{
    mkba_simulate_options options = options_of(1000);
    mkba_simulation *simulation = NULL;
    char *expected = support_data("uncertain/simulated.json", NULL), *found = NULL;

    options.seed = 7;
    options.plan = MKBA_PLAN_LHS;
    options.streams = options.years = true;
    ck_assert_int_eq(mkba_case_simulate(all, &options, NULL, NULL, &simulation, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_simulation_json(simulation, &found, NULL), MKBA_OK);
    ck_assert_msg(strcmp(found, expected) == 0, "the text is another");
    mkba_text_free(found);
    free(expected);
    mkba_simulation_free(simulation);
}
END_TEST

START_TEST(parts_merged_in_any_order_are_the_whole)
{
    for (int kind = 0; kind < KINDS; kind++) {
        mkba_simulate_options options = everything(kind);
        bytes expected = bytes_of(simulate(all, &options));

        check_same(&expected, merged(part(options, 0, 4500), part(options, 4500, 0)), "halves");
        check_same(&expected, merged(part(options, 4500, 0), part(options, 0, 4500)), "halves the other way");
        check_same(&expected,
                   merged(merged(part(options, 0, 1), sent(part(options, 3000, 6000))), sent(part(options, 1, 2999))),
                   "the middle last");
        mkba_bytes_free(expected.data);
    }
}
END_TEST

/* Draws of a plan that does not depend on how many there are can be added to. */
START_TEST(more_draws_can_be_added_later)
{
    mkba_simulate_options few = options_of(500), more = options_of(2000);
    bytes expected = bytes_of(simulate(all, &more));
    mkba_simulation *begun = simulate(all, &few);

    check_same(&expected, merged(begun, part(more, 500, 0)), "added");
    mkba_bytes_free(expected.data);
}
END_TEST

/* ---- merging and reading what does not fit --------------------------------------------------------------- */

static void check_apart(const mkba_simulate_options *one, const mkba_case *of, const mkba_simulate_options *other,
                        const char *message)
{
    mkba_simulation *a = simulate(all, one), *b = simulate(of, other), *out = NULL;
    mkba_error error = {.status = MKBA_OK};

    ck_assert_int_eq(mkba_simulation_merge(a, b, &out, &error), MKBA_ERROR_ARGUMENT);
    ck_assert_str_eq(error.where, "other");
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_ptr_null(out);
    mkba_simulation_free(a);
    mkba_simulation_free(b);
}

START_TEST(parts_that_do_not_fit_are_refused)
{
    mkba_simulate_options base = options_of(100), other = base;

    base.count = 50;
    other.first = 50;
    check_apart(&base, sum, &other, "different cases");
    other.seed = 2;
    check_apart(&base, all, &other, "different seeds");
    other.seed = 1;
    other.plan = MKBA_PLAN_LHS;
    check_apart(&base, all, &other, "different plans");
    base.plan = MKBA_PLAN_LHS;
    other.draws = 101;
    check_apart(&base, all, &other, "Latin hypercube");
    base.plan = other.plan = MKBA_PLAN_SOBOL;
    base.replicates = 2;
    other.draws = 100;
    check_apart(&base, all, &other, "numbers of replicates");
    other.draws = 102;
    other.replicates = 2;
    check_apart(&base, all, &other, "of which replicates are equal parts");
    base.replicates = other.replicates = 1;
    other.draws = 100;
    base.plan = other.plan = MKBA_PLAN_RANDOM;
    other.scenario = "laag";
    check_apart(&base, all, &other, "different scenarios");
    other.scenario = NULL;
    other.years = true;
    check_apart(&base, all, &other, "different figures");
    other.years = false;
    other.keep = true;
    check_apart(&base, all, &other, "what they keep");
    other.keep = false;
    other.first = 49;
    check_apart(&base, all, &other, "the same draws");
}
END_TEST

START_TEST(bytes_that_were_changed_or_cut_are_refused)
{
    mkba_simulate_options options = everything(_i == 0 ? 0 : KINDS - 1);
    mkba_simulation *out = NULL;
    mkba_error error = {.status = MKBA_OK};
    bytes made;

    options.draws = 3;
    options.replicates = _i == 0 ? 1 : 3;
    made = bytes_of(simulate(all, &options));
    for (size_t i = 0; i < made.n; i += i < 300 ? 1 : 97) {
        made.data[i] ^= 0x20;
        ck_assert_int_ne(mkba_simulation_from_bytes(made.data, made.n, &out, &error), MKBA_OK);
        made.data[i] ^= 0x20;
        ck_assert_int_eq(mkba_simulation_from_bytes(made.data, i, &out, &error), MKBA_ERROR_SYNTAX);
    }
    ck_assert_ptr_null(out);
    mkba_bytes_free(made.data);
}
END_TEST

/* As if somebody had made it so: the seal fits again. */
static void reseal(bytes *made)
{
    uint64_t seal = mkba_i_hash(made->data, made->n - 8);

    for (size_t i = 0; i < 8; i++)
        made->data[made->n - 8 + i] = (unsigned char) (seal >> (8 * i));
}

/* All that can be asked of a simulation, whatever is in it. */
static void look_at(const mkba_simulation *simulation)
{
    char *text = NULL;

    for (int view = MKBA_SIMULATION_SUMMARY; view <= (int) MKBA_SIMULATION_FINDINGS; view++) {
        mkba_table *table = NULL;

        if (mkba_simulation_table(simulation, (mkba_simulation_view) view, &table, NULL) == MKBA_OK)
            mkba_table_free(table);
    }
    if (mkba_simulation_json(simulation, &text, NULL) == MKBA_OK)
        mkba_text_free(text);
}

START_TEST(forged_bytes_do_no_harm)
{
    static const unsigned char FLIPS[] = {0x01, 0x80, 0xff};
    mkba_simulate_options options = everything(_i == 0 ? 0 : KINDS - 1);
    size_t n_read = 0;
    bytes made;

    options.draws = 2;
    options.replicates = _i == 0 ? 1 : 2;
    options.years = false;
    made = bytes_of(simulate(all, &options));
    for (size_t i = 20; i + 8 < made.n; i += i < 600 ? 1 : 29)
        for (size_t k = 0; k < sizeof FLIPS; k++) {
            mkba_simulation *read = NULL;

            made.data[i] ^= FLIPS[k];
            reseal(&made);
            if (mkba_simulation_from_bytes(made.data, made.n, &read, NULL) == MKBA_OK) {
                look_at(read);
                n_read++;
            }
            mkba_simulation_free(read);
            made.data[i] ^= FLIPS[k];
        }
    ck_assert_uint_gt(n_read, 0); /* such as another title */
    mkba_bytes_free(made.data);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("uncertain_same");
    TCase *tcase = tcase_create("simulation");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, threads_blocks_and_variants_change_no_bit);
    tcase_add_test(tcase, every_language_gives_the_same_text);
    tcase_add_test(tcase, parts_merged_in_any_order_are_the_whole);
    tcase_add_test(tcase, more_draws_can_be_added_later);
    tcase_add_test(tcase, parts_that_do_not_fit_are_refused);
    tcase_add_loop_test(tcase, bytes_that_were_changed_or_cut_are_refused, 0, 2);
    tcase_add_loop_test(tcase, forged_bytes_do_no_harm, 0, 2);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
