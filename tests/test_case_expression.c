/* case/expression.h: the grammar, its refusals and their places; and the unit algebra, through whole cases. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "case/expression.h"
#include "run_suite.h"
#include "support.h"

/* ---- help ------------------------------------------------------------------------------------------------ */

static mkba_i_arena arena;
static mkba_i_names parameters, streams;

static void make_names(mkba_i_names *names, const char *const *items, size_t n)
{
    ck_assert(mkba_i_names_new(names, &arena, n));
    for (size_t i = 0; i < n; i++)
        names->items[i] = items[i];
    mkba_i_names_sort(names);
}

static void set_up(void)
{
    static const char *const of_parameters[] = {"uren", "tarief", "a", "b", "_c2", "minimum"};
    static const char *const of_streams[] = {"s", "hulp", "min"};
    make_names(&parameters, of_parameters, 6);
    make_names(&streams, of_streams, 3);
}

static void tear_down(void)
{
    mkba_i_arena_free(&arena);
}

static mkba_status parse(const char *text, mkba_i_expression *expression, mkba_error *error)
{
    mkba_i_scope scope = {.parameters = &parameters, .streams = &streams};
    return mkba_i_expression_parse(text, &scope, &arena, expression, error);
}

/* A term as text in which every operation has its parentheses: ((2 ^ 3) * a). */
static void write_tree(const mkba_i_expression *e, size_t position, mkba_i_text *out)
{
    static const char *const signs[] = {
        [MKBA_I_ADD] = "+",   [MKBA_I_SUBTRACT] = "-", [MKBA_I_MULTIPLY] = "*", [MKBA_I_DIVIDE] = "/",
        [MKBA_I_POWER] = "^", [MKBA_I_MIN] = "min",    [MKBA_I_MAX] = "max",    [MKBA_I_NEGATE] = "neg",
        [MKBA_I_EXP] = "exp", [MKBA_I_LOG] = "log",    [MKBA_I_SQRT] = "sqrt",  [MKBA_I_ABS] = "abs"};
    static const char *const fields[] = {
        [MKBA_I_CLIENTS] = "clients", [MKBA_I_COST] = "cost", [MKBA_I_CHANGE] = "change"};
    const mkba_i_term *term = &e->terms[position];
    if (term->op == MKBA_I_NUMBER) {
        mkba_i_text_number(out, term->number);
    } else if (term->op == MKBA_I_PARAMETER) {
        mkba_i_text_add(out, parameters.items[term->symbol]);
    } else if (term->op <= MKBA_I_CHANGE) {
        mkba_i_text_format(out, "%s.%s", streams.items[term->symbol], fields[term->op]);
    } else {
        ck_assert(term->left < position && (term->op >= MKBA_I_NEGATE || term->right < position));
        mkba_i_text_format(out, "(%s ", signs[term->op]);
        write_tree(e, term->left, out);
        if (term->op < MKBA_I_NEGATE) {
            mkba_i_text_add(out, " ");
            write_tree(e, term->right, out);
        }
        mkba_i_text_add(out, ")");
    }
}

static void check_tree(const char *text, const char *tree)
{
    mkba_i_expression e = {0};
    mkba_i_text out = {0};
    mkba_error error;
    if (parse(text, &e, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", text, error.message);
    write_tree(&e, e.n_terms - 1, &out);
    if (strcmp(out.data, tree) != 0 || strcmp(e.text, text) != 0)
        ck_abort_msg("%s became %s, not %s", text, out.data, tree);
    mkba_i_text_drop(&out);
}

/* ---- grammar --------------------------------------------------------------------------------------------- */

START_TEST(operators_bind_as_in_arithmetic)
{
    static const char *const trees[][2] = {{"-2^2", "(neg (^ 2 2))"},
                                           {"(-2)^2", "(^ (neg 2) 2)"},
                                           {"2^-1", "(^ 2 (neg 1))"},
                                           {"2^3^2", "(^ 2 (^ 3 2))"},
                                           {"2^-3^2", "(^ 2 (neg (^ 3 2)))"},
                                           {"-2^-2", "(neg (^ 2 (neg 2)))"},
                                           {"2*-3", "(* 2 (neg 3))"},
                                           {"2 * -3^2", "(* 2 (neg (^ 3 2)))"},
                                           {"2 - -3", "(- 2 (neg 3))"},
                                           {"--2", "(neg (neg 2))"},
                                           {"-a*b", "(* (neg a) b)"},
                                           {"-(a*b)", "(neg (* a b))"},
                                           {"a-b-1", "(- (- a b) 1)"},
                                           {"a/b/2", "(/ (/ a b) 2)"},
                                           {"a/b*2", "(* (/ a b) 2)"},
                                           {"a+b*2^3", "(+ a (* b (^ 2 3)))"},
                                           {"a*b+2*3", "(+ (* a b) (* 2 3))"},
                                           {"(a+b)*2", "(* (+ a b) 2)"},
                                           {"((((a))))", "a"},
                                           {"1/2^2", "(/ 1 (^ 2 2))"},
                                           {"(2^3)^2", "(^ (^ 2 3) 2)"}};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++)
        check_tree(trees[i][0], trees[i][1]);
}
END_TEST

START_TEST(functions_take_one_argument_and_min_and_max_as_many_as_there_are)
{
    static const char *const trees[][2] = {{"min(a,b)", "(min a b)"},
                                           {"max(a, b, 3, -1)", "(max (max (max a b) 3) (neg 1))"},
                                           {"min(max(1,2),3)", "(min (max 1 2) 3)"},
                                           {"exp(a)", "(exp a)"},
                                           {"log(a+b)", "(log (+ a b))"},
                                           {"sqrt (a)^2", "(^ (sqrt a) 2)"},
                                           {"-abs(-a)", "(neg (abs (neg a)))"},
                                           {"2^exp(a)", "(^ 2 (exp a))"}};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++)
        check_tree(trees[i][0], trees[i][1]);
}
END_TEST

START_TEST(numbers_and_names_are_what_the_format_says)
{
    static const char *const trees[][2] = {{"1", "1"},
                                           {"1.5", "1.5"},
                                           {".5", "0.5"},
                                           {"1e-3", "0.001"},
                                           {"1.5E+2", "150"},
                                           {"007", "7"},
                                           {"1e-400", "0"},
                                           {"_c2", "_c2"},
                                           {"minimum", "minimum"},
                                           {"s.clients", "s.clients"},
                                           {"hulp.cost", "hulp.cost"},
                                           {"s.change", "s.change"},
                                           {"min.change", "min.change"},
                                           {"1.5*a", "(* 1.5 a)"},
                                           {"2e3*a", "(* 2000 a)"}};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++)
        check_tree(trees[i][0], trees[i][1]);
}
END_TEST

START_TEST(blanks_stand_anywhere_between)
{
    static const char *const texts[] = {"min(a,b+1)*2", " min ( a , b + 1 ) * 2 ", "min(a,\n  b\t+ 1)\r\n* 2",
                                        "\xC2\xA0min(a,\xC2\xA0"
                                        "b + 1)\xC2\xA0*\xC2\xA0"
                                        "2\xC2\xA0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_tree(texts[i], "(* (min a (+ b 1)) 2)");
}
END_TEST

/* ---- refusals -------------------------------------------------------------------------------------------- */

/* The text, and what must be in the message. */
static const char *const refusals[][2] = {
    {"", "ends where a number, a name or \"(\" should stand"},
    {"   ", "ends where"},
    {"a +", "ends where a number, a name or \"(\""},
    {"a b", "an operator should stand at character 3 of the expression, not \"b\""},
    {"2a", "an operator should stand at character 2"},
    {"2 a", "character 3"},
    {"1.2.3", "an operator should stand at character 4"},
    {"a..b", "\"a\", which is no stream"},
    {"a.clients", "\"a\", which is no stream"},
    {"+a", "a number, a name or \"(\" should stand at character 1"},
    {"a * / b", "character 5"},
    {"a ^", "ends where"},
    {"(a", "ends where an operator or \")\""},
    {"a)", "an operator should stand at character 2"},
    {"()", "character 2"},
    {"a,b", "an operator should stand at character 2"},
    {"0,5 * a", "decimals follow a point"},
    {"10% * a", "write 10 % as 0.1"},
    {"a ** 2", "character 4 of the expression, not \"* 2\"; write a power with ^"},
    {"a \xC3\x97 b", "write a product with *"},
    {"a \xC2\xB7 b", "write a product with *"},
    {"a \xC3\xB7 b", "write a quotient with /"},
    {"a : b", "write a quotient with /"},
    {"a \xE2\x88\x92 b", "write a minus as -"},
    {"a \xE2\x80\x93 b", "write a minus as -"},
    {"a\xC2\xB2", "write a power as ^2"},
    {"a = b", "character 3"},
    {"a;b", "character 2"},
    {"\"a\"", "character 1"},
    {"a[0]", "character 2"},
    {"\xE2\x82\xAC 5", "character 1"},
    {"min(a)", "min takes two arguments or more"},
    {"max()", "character 5"},
    {"min(a,)", "character 7"},
    {"min(a b)", "\",\" or \")\" should stand at character 7"},
    {"min(a,b", "ends where \",\" or \")\""},
    {"exp(a, b)", "exp takes one argument"},
    {"exp()", "character 5"},
    {"exp", "\"exp\", which is no parameter"},
    {"pow(a, 2)", "\"pow\" is no function: there are min, max, exp, log, sqrt and abs"},
    {"sqr(a)", "did you mean \"sqrt\"?"},
    {"tarif * 2", "\"tarif\", which is no parameter of this case; did you mean \"tarief\"?"},
    {"Uren", "did you mean \"uren\"?"},
    {"ur\xC3\xA9n", "did you mean \"uren\"?"},
    {"zzz", "\"zzz\", which is no parameter of this case"},
    {"hlp.change", "\"hlp\", which is no stream of this case; did you mean \"hulp\"?"},
    {"s.", "ends where clients, cost or change"},
    {"s.stock", "clients, cost or change should stand at character 3 of the expression, not \"stock\""},
    {"s.changes", "character 3"},
    {"s .change", "\"s\", which is no parameter"},
    {"s. change", "no blank may stand after the point at character 2"},
    {"s", "\"s\", which is no parameter"},
    {"1e999", "the number at character 1 of the expression is too large"},
    {"a + 1e999", "the number at character 5"},
    {"\xC3\xA9 + \xC3\xA9", "\xC3\xA9"},
    {"(a + b) \xE2\x82\xAC", "character 9"},
};

START_TEST(what_is_no_expression_is_refused_at_its_place)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        mkba_i_expression e = {.n_terms = 42};
        mkba_error error;
        if (parse(refusals[i][0], &e, &error) != MKBA_ERROR_CASE || error.status != MKBA_ERROR_CASE)
            ck_abort_msg("%s was not refused", refusals[i][0]);
        if (strstr(error.message, refusals[i][1]) == NULL)
            ck_abort_msg("%s: %s", refusals[i][0], error.message);
        ck_assert_uint_eq(e.n_terms, 42);
        ck_assert_int_eq(parse(refusals[i][0], &e, NULL), MKBA_ERROR_CASE);
    }
}
END_TEST

START_TEST(streams_are_refused_where_only_parameters_may_stand)
{
    mkba_i_scope scope = {.parameters = &parameters};
    mkba_i_expression e = {0};
    mkba_error error;
    ck_assert_int_eq(mkba_i_expression_parse("a * s.change", &scope, &arena, &e, &error), MKBA_ERROR_CASE);
    ck_assert_ptr_nonnull(strstr(error.message, "only a line's value and volume may"));
    ck_assert_int_eq(mkba_i_expression_parse("a * b", &scope, &arena, &e, &error), MKBA_OK);
}
END_TEST

START_TEST(no_name_is_looked_for_when_no_hints_are_wanted)
{
    mkba_i_scope scope = {.parameters = &parameters, .no_hints = true};
    mkba_i_expression e = {0};
    mkba_error error;
    ck_assert_int_eq(mkba_i_expression_parse("tarif", &scope, &arena, &e, &error), MKBA_ERROR_CASE);
    ck_assert_ptr_null(strstr(error.message, "did you mean"));
}
END_TEST

START_TEST(messages_quote_no_half_characters)
{
    char text[1000] = "";
    mkba_i_expression e = {0};
    mkba_error error;
    for (size_t i = 0; i < 300; i++)
        strcat(text, "\xE2\x82\xAC"); /* three bytes each, no letter */
    for (size_t i = 0; i < 3; i++) {
        memmove(text + 1, text, strlen(text) + 1);
        text[0] = 'a';
        ck_assert_int_eq(parse(text, &e, &error), MKBA_ERROR_CASE);
        for (size_t at = 0, step; error.message[at] != '\0'; at += step) {
            step = mkba_i_utf8_length(error.message + at, strlen(error.message + at));
            ck_assert_uint_gt(step, 0);
        }
    }
}
END_TEST

/* ---- limits ---------------------------------------------------------------------------------------------- */

/* `n` times `before`, then "a", then n times `after`. */
static char *nested(size_t n, const char *before, const char *after)
{
    mkba_i_text text = {0};
    for (size_t i = 0; i < n; i++)
        mkba_i_text_add(&text, before);
    mkba_i_text_add(&text, "a");
    for (size_t i = 0; i < n; i++)
        mkba_i_text_add(&text, after);
    return mkba_i_text_take(&text);
}

START_TEST(nesting_goes_a_hundred_deep)
{
    static const char *const pairs[][2] = {{"(", ")"},    {"-", ""},       {"2^", ""},
                                           {"exp(", ")"}, {"min(1,", ")"}, {"2^-", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t per = strcmp(pairs[i][0], "2^-") == 0 ? 2 : 1;
        char *fits = nested(MKBA_I_EXPRESSION_DEPTH / per, pairs[i][0], pairs[i][1]);
        char *deeper = nested(MKBA_I_EXPRESSION_DEPTH / per + 1, pairs[i][0], pairs[i][1]);
        mkba_i_expression e = {0};
        mkba_error error;
        ck_assert_int_eq(parse(fits, &e, NULL), MKBA_OK);
        ck_assert_int_eq(parse(deeper, &e, &error), MKBA_ERROR_LIMIT);
        ck_assert_ptr_nonnull(strstr(error.message, "100 levels"));
        mkba_text_free(fits);
        mkba_text_free(deeper);
    }
}
END_TEST

START_TEST(a_long_sum_is_no_nesting)
{
    mkba_i_text text = {0};
    mkba_i_expression e = {0};
    mkba_i_text_add(&text, "a");
    while (text.length + 2 <= MKBA_I_EXPRESSION_BYTES)
        mkba_i_text_add(&text, "+a");
    ck_assert_int_eq(parse(text.data, &e, NULL), MKBA_OK);
    ck_assert_uint_eq(e.n_terms, text.length);
    mkba_i_text_add(&text, " ");
    mkba_i_text_add(&text, " ");
    ck_assert_int_eq(parse(text.data, &e, NULL), MKBA_ERROR_LIMIT);
    mkba_i_text_drop(&text);
}
END_TEST

/* ---- what is kept ---------------------------------------------------------------------------------------- */

static void check_piece(const mkba_i_expression *e, size_t position, const char *piece)
{
    const mkba_i_term *term = &e->terms[position];
    ck_assert_uint_eq(term->end - term->start, strlen(piece));
    ck_assert_mem_eq(e->text + term->start, piece, strlen(piece));
}

START_TEST(every_term_knows_the_text_it_covers)
{
    mkba_i_expression e = {0};
    ck_assert_int_eq(parse(" 2 * ( a+b ) - min(a, s.change ^ -2 , 3) ", &e, NULL), MKBA_OK);
    check_piece(&e, e.n_terms - 1, "2 * ( a+b ) - min(a, s.change ^ -2 , 3)");
    check_piece(&e, e.terms[e.n_terms - 1].left, "2 * ( a+b )");
    check_piece(&e, e.terms[e.terms[e.n_terms - 1].left].right, "( a+b )");
    check_piece(&e, e.terms[e.n_terms - 1].right, "min(a, s.change ^ -2 , 3)");
    const mkba_i_term *outer = &e.terms[e.terms[e.n_terms - 1].right];
    check_piece(&e, e.terms[outer->left].right, "s.change ^ -2");
}
END_TEST

START_TEST(an_expression_without_symbols_is_constant)
{
    static const char *const constant[] = {"1", "-2^2", "min(1, exp(2))", "0"};
    static const char *const other[] = {"a", "1 + s.clients", "0 * a", "s.cost", "2 * s.change"};
    mkba_i_expression e = {0};
    for (size_t i = 0; i < sizeof constant / sizeof *constant; i++) {
        ck_assert_int_eq(parse(constant[i], &e, NULL), MKBA_OK);
        ck_assert(mkba_i_expression_is_constant(&e));
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        ck_assert_int_eq(parse(other[i], &e, NULL), MKBA_OK);
        ck_assert(!mkba_i_expression_is_constant(&e));
    }
}
END_TEST

START_TEST(a_number_is_an_expression_too)
{
    mkba_i_expression e = {0};
    ck_assert_int_eq(mkba_i_expression_number(-0.1, &arena, &e, NULL), MKBA_OK);
    ck_assert_uint_eq(e.n_terms, 1);
    ck_assert_double_eq(e.terms[0].number, -0.1);
    ck_assert_str_eq(e.text, "-0.1");
    check_piece(&e, 0, "-0.1");
}
END_TEST

START_TEST(parameter_names_are_small_letters_digits_and_underscores)
{
    static const char *const good[] = {"a", "_",       "a1",   "_1",      "kosten_per_uur",
                                       "e", "minimum", "year", "clients", "value"};
    static const char *const bad[] = {"",         "1a",         "A",        "aB",     "a-b",  "a b", "a.b",
                                      "\xC3\xA9", "a\xC3\xA9",  "min",      "max",    "exp",  "log", "sqrt",
                                      "abs",      "parameters", "discount", "timing", "years"};
    const char *why = NULL;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(mkba_i_parameter_name_ok(good[i], &why), "%s: %s", good[i], why);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        why = NULL;
        ck_assert_msg(!mkba_i_parameter_name_ok(bad[i], &why), "%s", bad[i]);
        ck_assert_ptr_nonnull(why);
    }
}
END_TEST

/* ---- units, through whole cases -------------------------------------------------------------------------- */

/* The base case with a yearly or one-off line whose value is this. */
static mkba_status with_value(const char *base, const char *value, bool once, mkba_error *error)
{
    mkba_draft *draft = support_draft(base);
    mkba_case *mkba = NULL;
    ck_assert_int_eq(mkba_draft_set_text(draft, "/lines/0/value", value, NULL), MKBA_OK);
    if (once)
        support_set(draft, "/lines/0/once", "true");
    support_set(draft, "/parameters/maanden", "{\"value\": 3, \"unit\": \"maand/client\"}");
    support_set(draft, "/parameters/reis", "{\"value\": 5, \"unit\": \"EUR*client^-1\"}");
    support_set(draft, "/parameters/clienten", "{\"value\": 5, \"unit\": \"client\"}");
    mkba_status status = mkba_draft_case(draft, NULL, &mkba, error);
    mkba_case_free(mkba);
    mkba_draft_free(draft);
    return status;
}

static void check_accepted(const char *const *values, size_t n, bool once)
{
    char *text = support_data("refused/base.json", NULL);
    for (size_t i = 0; i < n; i++) {
        mkba_error error = {.status = MKBA_OK};
        if (with_value(text, values[i], once, &error) != MKBA_OK)
            ck_abort_msg("%s: %s", values[i], error.message);
    }
    free(text);
}

START_TEST(values_in_eur_per_year_are_accepted)
{
    static const char *const values[] = {
        "bedrag", "-bedrag", "abs(-bedrag)", "bedrag * effect", "bedrag / kans", "2 * bedrag", "bedrag / 3",
        "min(bedrag, 2 * bedrag)", "max(0, bedrag)", "min(0, -bedrag, bedrag)", "bedrag + 0", "0 - bedrag", "0",
        "3 * 4", "-2^0.5", "hulp.cost", "hulp.change * kosten", "(licht.clients - 2 * licht.clients) * kosten",
        "bedrag^2 / bedrag", "bedrag^-1 * bedrag^(1 + 1)", "sqrt(bedrag * bedrag)", "sqrt(bedrag^4) / bedrag",
        "exp(effect) * bedrag", "log(1 + kans) * bedrag", "bedrag * 2^effect", "bedrag * kans^0.5",
        "clienten * uren * tarief", "clienten * reis / (maanden * clienten)",
        "bedrag + clienten * reis / maanden / clienten", "los", "los * uren", "min(los, bedrag)", "exp(los * bedrag)",
        "bedrag * bedrag^0", "0 * bedrag",
        /* an exponent that is written out may be worked out first */
        "bedrag^min(1, 2)", "bedrag^max(1, 0)", "bedrag^abs(-1)", "bedrag^(6 / 2 - 2)", "bedrag^exp(0)",
        "bedrag^(log(1) + 1)", "bedrag^sqrt(1)", "bedrag^(3^0)", "bedrag^-(-1)", "bedrag^(2 * 0.5)"};
    check_accepted(values, sizeof values / sizeof *values, false);
}
END_TEST

START_TEST(one_off_values_are_in_eur_or_eur_per_year)
{
    static const char *const values[] = {"bedrag", "clienten * reis", "3", "los * uren",
                                         "kosten * clienten * maanden * clienten"};
    check_accepted(values, sizeof values / sizeof *values, true);
}
END_TEST

START_TEST(a_symbol_without_a_parameter_unit_leaves_only_its_own_expression_unchecked)
{
    char *text = support_data("refused/base.json", NULL);
    mkba_error error = {.status = MKBA_OK};
    ck_assert_int_eq(with_value(text, "uren + bedrag + los", false, &error), MKBA_OK);
    ck_assert_int_eq(with_value(text, "uren + bedrag", false, &error), MKBA_ERROR_UNIT);
    ck_assert_str_eq(error.where, "/lines/0/value");
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case expression");
    TCase *grammar = tcase_create("grammar");
    tcase_add_checked_fixture(grammar, set_up, tear_down);
    tcase_add_test(grammar, operators_bind_as_in_arithmetic);
    tcase_add_test(grammar, functions_take_one_argument_and_min_and_max_as_many_as_there_are);
    tcase_add_test(grammar, numbers_and_names_are_what_the_format_says);
    tcase_add_test(grammar, blanks_stand_anywhere_between);
    tcase_add_test(grammar, what_is_no_expression_is_refused_at_its_place);
    tcase_add_test(grammar, streams_are_refused_where_only_parameters_may_stand);
    tcase_add_test(grammar, no_name_is_looked_for_when_no_hints_are_wanted);
    tcase_add_test(grammar, messages_quote_no_half_characters);
    tcase_add_test(grammar, nesting_goes_a_hundred_deep);
    tcase_add_test(grammar, a_long_sum_is_no_nesting);
    tcase_add_test(grammar, every_term_knows_the_text_it_covers);
    tcase_add_test(grammar, an_expression_without_symbols_is_constant);
    tcase_add_test(grammar, a_number_is_an_expression_too);
    tcase_add_test(grammar, parameter_names_are_small_letters_digits_and_underscores);
    suite_add_tcase(suite, grammar);
    TCase *units = tcase_create("units");
    tcase_add_test(units, values_in_eur_per_year_are_accepted);
    tcase_add_test(units, one_off_values_are_in_eur_or_eur_per_year);
    tcase_add_test(units, a_symbol_without_a_parameter_unit_leaves_only_its_own_expression_unchecked);
    suite_add_tcase(suite, units);
    return run_suite(suite);
}
