/* appraise/program.h: operations that are one when they are equal, the two functions of continuous turnover, and
 * what is said of what has no value. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "appraise/appraisal.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_program program;

static void set_up(void)
{
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_TOTAL, .what = "total", .place = {"", 0, 0}};
    program = (mkba_i_program){.n = 0};
    mkba_i_program_origin(&program, &origin);
}

static void tear_down(void)
{
    mkba_i_program_free(&program);
}

/* The value of one operation. */
static double value_of(mkba_i_node node)
{
    double *values = calloc(program.n, sizeof *values);
    mkba_error error;
    ck_assert_ptr_nonnull(values);
    if (mkba_i_program_run(&program, program.inputs, values, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    double value = values[node];
    free(values);
    return value;
}

/* ---- equal operations ------------------------------------------------------------------------------------ */

START_TEST(equal_operations_are_one)
{
    mkba_i_node a = mkba_i_constant(&program, 2), b = mkba_i_constant(&program, 3);
    ck_assert_uint_ne(a, b);
    ck_assert_uint_eq(mkba_i_constant(&program, 2), a);
    mkba_i_node sum = mkba_i_binary(&program, MKBA_I_OP_ADD, a, b);
    ck_assert_uint_eq(mkba_i_binary(&program, MKBA_I_OP_ADD, a, b), sum);
    ck_assert_uint_ne(mkba_i_binary(&program, MKBA_I_OP_ADD, b, a), sum);
    ck_assert_uint_ne(mkba_i_binary(&program, MKBA_I_OP_SUBTRACT, a, b), sum);
    ck_assert_uint_eq(mkba_i_unary(&program, MKBA_I_OP_EXP, a), mkba_i_unary(&program, MKBA_I_OP_EXP, a));
    ck_assert_uint_eq(mkba_i_ternary(&program, MKBA_I_OP_SELECT, a, b, sum),
                      mkba_i_ternary(&program, MKBA_I_OP_SELECT, a, b, sum));
    ck_assert_uint_eq(program.n, 7);
}
END_TEST

START_TEST(constants_are_equal_when_their_bits_are)
{
    mkba_i_node zero = mkba_i_constant(&program, 0.0), minus = mkba_i_constant(&program, -0.0);
    ck_assert_uint_ne(zero, minus);
    ck_assert_uint_ne(mkba_i_constant(&program, 1.0), mkba_i_constant(&program, nextafter(1.0, 2.0)));
    ck_assert(mkba_i_is_constant(&program, minus, 0.0));
    ck_assert(!mkba_i_is_constant(&program, zero, 1.0));
}
END_TEST

START_TEST(each_input_is_one_of_its_own)
{
    mkba_i_node a = mkba_i_input(&program, 5), b = mkba_i_input(&program, 5);
    ck_assert_uint_ne(a, b);
    ck_assert_uint_eq(program.n_inputs, 2);
    ck_assert_double_eq(program.inputs[1], 5);
}
END_TEST

START_TEST(what_changes_no_bit_is_left_out)
{
    mkba_i_node a = mkba_i_input(&program, 5), one = mkba_i_constant(&program, 1), zero = mkba_i_constant(&program, 0);
    ck_assert_uint_eq(mkba_i_multiply(&program, a, one), a);
    ck_assert_uint_eq(mkba_i_multiply(&program, one, a), a);
    ck_assert_uint_eq(mkba_i_add(&program, a, zero), a);
    ck_assert_uint_eq(mkba_i_add(&program, zero, a), a);
    ck_assert_uint_eq(mkba_i_subtract(&program, a, zero), a);
    ck_assert_uint_eq(program.n, 3);
    ck_assert_uint_ne(mkba_i_subtract(&program, zero, a), a);
    ck_assert_uint_ne(mkba_i_multiply(&program, a, zero), zero);
}
END_TEST

/* Beyond the first table, and round numbers, which differ in their high bits only. */
START_TEST(thousands_of_operations_are_found_again)
{
    enum { N = 20000 };
    mkba_i_node first[N];
    for (int i = 0; i < N; i++)
        first[i] = mkba_i_constant(&program, i % 2 == 0 ? (double) i : ldexp(1, i % 1000) * i);
    for (int i = 0; i < N; i++)
        ck_assert_uint_eq(mkba_i_constant(&program, i % 2 == 0 ? (double) i : ldexp(1, i % 1000) * i), first[i]);
    ck_assert(!program.failed);
}
END_TEST

/* ---- running -------------------------------------------------------------------------------------------- */

START_TEST(an_appraisal_is_a_run_of_one_draw)
{
    mkba_case *mkba = support_case("alles");
    mkba_appraisal *appraisal = support_appraise(mkba, NULL);
    const mkba_i_program *of_case = &appraisal->plan.program;
    double *values = calloc(of_case->n, sizeof *values);
    ck_assert_int_eq(mkba_i_program_run(of_case, of_case->inputs, values, NULL), MKBA_OK);
    ck_assert_mem_eq(values, appraisal->values, of_case->n * sizeof *values);
    free(values);
    mkba_appraisal_free(appraisal);
    mkba_case_free(mkba);
}
END_TEST

/* ---- arithmetic ------------------------------------------------------------------------------------------ */

static double binary(mkba_i_opcode op, double a, double b)
{
    return value_of(mkba_i_binary(&program, op, mkba_i_constant(&program, a), mkba_i_constant(&program, b)));
}

START_TEST(powers_minima_and_choices_at_the_edges)
{
    ck_assert_double_eq(binary(MKBA_I_OP_POWER, 0, 0), 1);
    ck_assert_double_eq(binary(MKBA_I_OP_POWER, -2, 3), -8);
    ck_assert_double_eq(binary(MKBA_I_OP_POWER, -2, -1), -0.5);
    ck_assert_double_eq(binary(MKBA_I_OP_POWER, 0, 5), 0);
    ck_assert_double_eq(binary(MKBA_I_OP_POWER, 1e-300, 2), 0);
    ck_assert_double_eq(binary(MKBA_I_OP_MIN, 2, -3), -3);
    ck_assert_double_eq(binary(MKBA_I_OP_MAX, 2, -3), 2);
    ck_assert_double_eq(binary(MKBA_I_OP_AT_LEAST, 2, 2), 1);
    ck_assert_double_eq(binary(MKBA_I_OP_AT_LEAST, 2, 3), 0);
    mkba_i_node zero = mkba_i_constant(&program, 0), one = mkba_i_constant(&program, 1),
                two = mkba_i_constant(&program, 2);
    ck_assert_double_eq(value_of(mkba_i_ternary(&program, MKBA_I_OP_SELECT, zero, one, two)), 2);
    ck_assert_double_eq(value_of(mkba_i_ternary(&program, MKBA_I_OP_SELECT, two, one, zero)), 1);
    ck_assert_double_eq(value_of(mkba_i_ternary(&program, MKBA_I_OP_WITHIN, one, zero, one)), 1);
    ck_assert_double_eq(value_of(mkba_i_ternary(&program, MKBA_I_OP_WITHIN, zero, zero, one)), 0);
}
END_TEST

static void check_close(const char *what, double h, double expected, double found)
{
    if (fabs(found - expected) > 4e-15 * expected)
        ck_abort_msg("%s(%g) is %.17g, not %.17g", what, h, found, expected);
}

START_TEST(spread_and_linger_keep_their_digits)
{
    char *text = support_data("appraise/spread.tsv", NULL);
    size_t n = 0;
    for (char *line = strchr(text, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n'), n++) {
        char *end = line;
        double h = strtod(end, &end), spread = strtod(end, &end), linger = strtod(end, &end);
        mkba_i_node hazard = mkba_i_constant(&program, h);
        check_close("spread", h, spread, value_of(mkba_i_unary(&program, MKBA_I_OP_SPREAD, hazard)));
        check_close("linger", h, linger, value_of(mkba_i_unary(&program, MKBA_I_OP_LINGER, hazard)));
    }
    ck_assert_uint_gt(n, 50);
    mkba_i_node zero = mkba_i_constant(&program, 0);
    ck_assert_double_eq(value_of(mkba_i_unary(&program, MKBA_I_OP_SPREAD, zero)), 1);
    ck_assert_double_eq(value_of(mkba_i_unary(&program, MKBA_I_OP_LINGER, zero)), 0.5);
    free(text);
}
END_TEST

/* ---- what has no value ----------------------------------------------------------------------------------- */

static const mkba_i_term terms[] = {{.op = MKBA_I_PARAMETER, .start = 4, .end = 5},
                                    {.op = MKBA_I_LOG, .start = 0, .end = 6}};
static const mkba_i_expression expression = {
    .text = "log(x) + 1", .where = "/lines/0/value", .line = 7, .column = 9, .terms = terms, .n_terms = 2};

/* Runs the program with this value of the one input, as a draw of this number (0: none), and gives the error. */
static mkba_error error_of(double input, uint64_t draw)
{
    double *values = calloc(program.n, sizeof *values);
    mkba_error error = {.status = MKBA_OK};
    ck_assert_int_eq(mkba_i_operations_run(&program, program.operations, program.n, &input, draw, values, &error),
                     MKBA_ERROR_EVALUATION);
    ck_assert_int_eq(mkba_i_program_run(&program, &input, values, NULL), MKBA_ERROR_EVALUATION);
    free(values);
    return error;
}

START_TEST(an_error_names_subject_alternative_year_draw_and_sub_expression)
{
    mkba_i_node x = mkba_i_input(&program, 1);
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_LINE,
                            .name = "inzet",
                            .alternative = "plan",
                            .what = "value",
                            .year = 2028,
                            .expression = &expression,
                            .place = mkba_i_place_of(&expression)};
    mkba_i_program_origin(&program, &origin);
    program.term = 1;
    mkba_i_unary(&program, MKBA_I_OP_LOG, x);
    mkba_error error = error_of(-1, 3);
    ck_assert_str_eq(error.message,
                     "line \"inzet\" in \"plan\", 2028, draw 3: in its value, \"log(x)\" cannot be computed: "
                     "the logarithm is of -1, which is not above 0");
    ck_assert_str_eq(error.where, "/lines/0/value");
    ck_assert_uint_eq(error.line, 7);
    ck_assert_uint_eq(error.column, 9);
    error = error_of(0, 0);
    ck_assert_str_eq(error.message, "line \"inzet\" in \"plan\", 2028: in its value, \"log(x)\" cannot be computed: "
                                    "the logarithm is of 0, which is not above 0");
}
END_TEST

START_TEST(the_first_origin_of_equal_operations_is_named)
{
    static const char *const names[] = {"eerste", "tweede"};
    mkba_i_node x = mkba_i_input(&program, 1);
    for (size_t i = 0; i < 2; i++) {
        mkba_i_origin origin = {
            .subject = MKBA_I_SUBJECT_STREAM, .name = names[i], .what = "outflow", .place = {"/streams/a", 0, 0}};
        mkba_i_program_origin(&program, &origin);
        mkba_i_ternary(&program, MKBA_I_OP_WITHIN, x, mkba_i_constant(&program, 0),
                       mkba_i_constant(&program, 1 + 1e-12));
    }
    mkba_error error = error_of(1.5, 0);
    ck_assert_str_eq(error.message, "stream \"eerste\": its outflow is 1.5 and must lie from 0 to 1");
    ck_assert_str_eq(error.where, "/streams/a");
}
END_TEST

typedef struct failure {
    mkba_i_opcode op;
    double a, b, c;
    const char *why;
} failure;

START_TEST(every_failure_is_explained)
{
    static const failure failures[] = {
        {MKBA_I_OP_ADD, 1.5e308, 1.5e308, 0, "cannot be computed: the outcome is too large"},
        {MKBA_I_OP_MULTIPLY, 1e200, -1e200, 0, "too large"},
        {MKBA_I_OP_DIVIDE, 3, 0, 0, "3 is divided by zero"},
        {MKBA_I_OP_DIVIDE, 0, -0.0, 0, "0 is divided by zero"},
        {MKBA_I_OP_DIVIDE, 1e300, 1e-300, 0, "1e+300 / 1e-300 is too large"},
        {MKBA_I_OP_POWER, 0, -2, 0, "0 has no negative power, and this is -2"},
        {MKBA_I_OP_POWER, -0.0, -0.5, 0, "0 has no negative power"},
        {MKBA_I_OP_POWER, -8, 0.5, 0, "-8 is negative and its power 0.5 is not whole"},
        {MKBA_I_OP_POWER, 10, 400, 0, "10 to the power 400 is too large"},
        {MKBA_I_OP_EXP, 710, 0, 0, "too large"},
        {MKBA_I_OP_LOG, -1, 0, 0, "the logarithm is of -1"},
        {MKBA_I_OP_SQRT, -4, 0, 0, "the root is of -4, which is negative"},
        {MKBA_I_OP_WITHIN, -0.25, 0, 1, "its total is -0.25 and must lie from 0 to 1"},
        {MKBA_I_OP_WITHIN, -3, 0, HUGE_VAL, "its total is -3 and must be at least 0"},
        {MKBA_I_OP_ABOVE, -1, -1, 0, "its total is -1 and must lie above -1"},
        {MKBA_I_OP_SAME, 2, 3, 0, "its total"}};
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        const failure *f = &failures[i];
        tear_down();
        set_up();
        mkba_i_node a = mkba_i_input(&program, f->a), b = mkba_i_constant(&program, f->b),
                    c = mkba_i_constant(&program, f->c);
        if (f->op >= MKBA_I_OP_NEGATE && f->op <= MKBA_I_OP_ABS)
            mkba_i_unary(&program, f->op, a);
        else if (f->op == MKBA_I_OP_WITHIN)
            mkba_i_ternary(&program, f->op, a, b, c);
        else
            mkba_i_binary(&program, f->op, a, b);
        mkba_error error = error_of(f->a, 0);
        ck_assert_msg(strstr(error.message, f->why) != NULL, "%s", error.message);
    }
}
END_TEST

/* An input that is not finite, as a simulation might draw, is refused too. */
START_TEST(an_input_that_is_not_finite_is_refused)
{
    mkba_i_input(&program, 1);
    error_of((double) INFINITY, 0);
    error_of((double) NAN, 0);
}
END_TEST

START_TEST(long_names_and_expressions_are_cut_at_whole_characters)
{
    static char name[400], text[800];
    for (size_t i = 0; i + 3 < sizeof name; i += 2)
        memcpy(name + i, "\xC3\xA9", 3);
    text[0] = 'x';
    for (size_t i = 1; i + 4 < sizeof text; i += 3)
        memcpy(text + i, "\xE2\x82\xAC", 4);
    mkba_i_term term = {.op = MKBA_I_LOG, .start = 0, .end = strlen(text)};
    mkba_i_expression longest = {.text = text, .where = name, .terms = &term, .n_terms = 1};
    mkba_i_node x = mkba_i_input(&program, 1);
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_OVERLAP,
                            .name = name,
                            .alternative = name,
                            .what = "value",
                            .year = 9999,
                            .expression = &longest,
                            .place = {name, 0, 0}};
    mkba_i_program_origin(&program, &origin);
    mkba_i_unary(&program, MKBA_I_OP_LOG, x);
    mkba_error error = error_of(-1, 0);
    for (size_t at = 0, step; error.message[at] != '\0'; at += step) {
        step = mkba_i_utf8_length(error.message + at, strlen(error.message + at));
        ck_assert_uint_gt(step, 0);
    }
    ck_assert_ptr_nonnull(strstr(error.message, "...\" cannot be computed: the logarithm is of -1"));
    ck_assert_ptr_nonnull(strstr(error.message, ", 9999: "));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise program");
    TCase *making = tcase_create("making");
    tcase_add_checked_fixture(making, set_up, tear_down);
    tcase_add_test(making, equal_operations_are_one);
    tcase_add_test(making, constants_are_equal_when_their_bits_are);
    tcase_add_test(making, each_input_is_one_of_its_own);
    tcase_add_test(making, what_changes_no_bit_is_left_out);
    tcase_add_test(making, thousands_of_operations_are_found_again);
    suite_add_tcase(suite, making);
    TCase *running = tcase_create("running");
    tcase_add_checked_fixture(running, set_up, tear_down);
    tcase_add_test(running, an_appraisal_is_a_run_of_one_draw);
    tcase_add_test(running, powers_minima_and_choices_at_the_edges);
    tcase_add_test(running, spread_and_linger_keep_their_digits);
    suite_add_tcase(suite, running);
    TCase *failing = tcase_create("failing");
    tcase_add_checked_fixture(failing, set_up, tear_down);
    tcase_add_test(failing, an_error_names_subject_alternative_year_draw_and_sub_expression);
    tcase_add_test(failing, the_first_origin_of_equal_operations_is_named);
    tcase_add_test(failing, every_failure_is_explained);
    tcase_add_test(failing, an_input_that_is_not_finite_is_refused);
    tcase_add_test(failing, long_names_and_expressions_are_cut_at_whole_characters);
    suite_add_tcase(suite, failing);
    return run_suite(suite);
}
