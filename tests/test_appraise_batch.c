/* appraise/batch.h: for every draw the bits, and for the first that fails the words, of a run of that draw alone; for
 * programs made at random of every operation, and for whole cases. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "appraise/batch.h"
#include "appraise/plan.h"
#include "base/hash.h"
#include "run_suite.h"
#include "support.h"

static mkba_i_program program;

static void set_up(void)
{
    mkba_i_origin origin = {.subject = MKBA_I_SUBJECT_TOTAL, .what = "total", .place = {"/here", 0, 0}};
    program = (mkba_i_program){.n = 0};
    mkba_i_program_origin(&program, &origin);
}

static void tear_down(void)
{
    mkba_i_program_free(&program);
}

/* ---- numbers made at random ------------------------------------------------------------------------------ */

static uint64_t state;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static size_t below(size_t n)
{
    return (size_t) (next() % n);
}

static double between(double low, double high)
{
    return low + (high - low) * (double) (next() >> 11) * 0x1p-53;
}

/* Mostly about 1, sometimes a number that is easily wrong. */
static double any_number(void)
{
    static const double odd[] = {0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.0, 1e-300, 1e300, 700.0, -745.0, 1e16};
    return below(8) == 0 ? odd[below(sizeof odd / sizeof *odd)] : between(-2, 4);
}

/* ---- what a batch should give ---------------------------------------------------------------------------- */

typedef struct expected {
    size_t n;        /* draws that were looked at: up to the first that fails */
    double *values;  /* [wanted * most + draw] */
    uint64_t failed; /* its number from 1, 0 where none does */
    mkba_error error;
} expected;

typedef struct asked {
    const mkba_i_node *wanted, *checks;
    size_t n_wanted, n_checks;
    const double *const *inputs;
    size_t n;
    uint64_t first;
} asked;

static void need(bool *needed, mkba_i_node node)
{
    const mkba_i_operation *operation = &program.operations[node];
    unsigned arity = mkba_i_arity(operation->op);
    if (needed[node])
        return;
    needed[node] = true;
    if (arity > 0)
        need(needed, operation->a);
    if (arity > 1)
        need(needed, operation->b);
    if (arity > 2)
        need(needed, operation->c);
}

/* The draw operation by operation; of those that are needed the first without a value is refused. */
static mkba_status run_draw(const asked *ask, const bool *needed, size_t d, double *values, mkba_error *error)
{
    for (size_t i = 0; i < program.n; i++) {
        const mkba_i_operation *operation = &program.operations[i];
        mkba_i_operands of = mkba_i_operands_of(operation, values);
        if (operation->op == MKBA_I_OP_INPUT)
            values[i] = ask->inputs[operation->a] == NULL ? 0.0 : ask->inputs[operation->a][d];
        else
            values[i] = mkba_i_operation_value(operation, &of);
        if (needed[i] && operation->op != MKBA_I_OP_CONSTANT && !isfinite(values[i]))
            return mkba_i_operation_refuse(&program, operation, &of, ask->first + d + 1, error);
    }
    return MKBA_OK;
}

static expected expect(const asked *ask)
{
    bool *needed = calloc(program.n, sizeof *needed);
    double *values = calloc(program.n, sizeof *values);
    expected made = {.values = calloc(ask->n_wanted * ask->n + 1, sizeof *made.values)};
    for (size_t i = 0; i < ask->n_wanted; i++)
        need(needed, ask->wanted[i]);
    for (size_t i = 0; i < ask->n_checks; i++)
        need(needed, ask->checks[i]);
    for (; made.n < ask->n && made.failed == 0; made.n++) {
        if (run_draw(ask, needed, made.n, values, &made.error) != MKBA_OK)
            made.failed = ask->first + made.n + 1;
        for (size_t i = 0; i < ask->n_wanted; i++)
            made.values[i * ask->n + made.n] = values[ask->wanted[i]];
    }
    free(needed);
    free(values);
    return made;
}

/* ---- holding a batch against it -------------------------------------------------------------------------- */

static bool is_same(const double *a, const double *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Blocks of `most` draws, as a simulation would run them; gives the number of draws that were right. */
static size_t hold_blocks(const mkba_i_batch *batch, const asked *ask, const expected *right, size_t most)
{
    const double **out = calloc(ask->n_wanted + 1, sizeof *out),
                 **inputs = calloc(program.n_inputs + 1, sizeof *inputs);
    mkba_i_batch_space *space = NULL;
    size_t held = 0;
    ck_assert_int_eq(mkba_i_batch_space_make(batch, most, &space, NULL), MKBA_OK);
    for (size_t from = 0; from < ask->n; from += most) {
        size_t n = ask->n - from < most ? ask->n - from : most;
        mkba_error error = {.status = MKBA_OK};
        for (size_t i = 0; i < program.n_inputs; i++)
            inputs[i] = mkba_i_batch_uses(batch, i) ? ask->inputs[i] + from : NULL;
        mkba_status status = mkba_i_batch_run(batch, space, inputs, n, ask->first + from, out, &error);
        if (status != MKBA_OK) {
            ck_assert_int_eq(status, MKBA_ERROR_EVALUATION);
            ck_assert_uint_eq(mkba_i_batch_failed(space), right->failed);
            ck_assert_str_eq(error.message, right->error.message);
            ck_assert_str_eq(error.where, right->error.where);
            break;
        }
        ck_assert_uint_eq(mkba_i_batch_failed(space), 0);
        ck_assert(right->failed == 0 || right->failed > ask->first + from + n);
        for (size_t w = 0; w < ask->n_wanted; w++)
            for (size_t d = 0; d < n; d++)
                if (!is_same(&out[w][d], &right->values[w * ask->n + from + d]))
                    ck_abort_msg("wanted %zu of draw %zu in blocks of %zu is %a, not %a", w, from + d, most, out[w][d],
                                 right->values[w * ask->n + from + d]);
        held += n;
    }
    mkba_i_batch_space_free(space);
    free(out);
    free(inputs);
    return held;
}

/* Every variant that this processor runs, in blocks of every size; whether the batch could be made. */
static size_t hold(const asked *ask)
{
    static const size_t blocks[] = {1, 3, 8, 100, 511, 512, 4096};
    expected right = expect(ask);
    size_t held = 0;
    for (int variant = 0; variant < MKBA_I_VARIANTS; variant++) {
        mkba_i_batch_setup setup = {ask->wanted, ask->n_wanted, ask->checks, ask->n_checks, (mkba_i_variant) variant};
        mkba_i_batch *batch = NULL;
        mkba_error error;
        if (!mkba_i_variant_runs(setup.variant))
            continue;
        if (mkba_i_batch_make(&program, &setup, &batch, &error) != MKBA_OK) {
            ck_assert_uint_eq(right.failed, ask->first + 1); /* what depends on no draw fails in the first */
            break;
        }
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
            held += hold_blocks(batch, ask, &right, blocks[i]);
        mkba_i_batch_free(batch);
    }
    free(right.values);
    return held;
}

/* Inputs for n draws, made by a function of the input and the draw; free with free_draws. */
static double **make_draws(size_t n, double (*draw)(size_t input))
{
    double **inputs = calloc(program.n_inputs + 1, sizeof *inputs);
    for (size_t i = 0; i < program.n_inputs; i++) {
        inputs[i] = calloc(n + 1, sizeof **inputs);
        for (size_t d = 0; d < n; d++)
            inputs[i][d] = draw(i);
    }
    return inputs;
}

static void free_draws(double **inputs)
{
    for (size_t i = 0; i < program.n_inputs; i++)
        free(inputs[i]);
    free(inputs);
}

/* ---- programs made at random ----------------------------------------------------------------------------- */

enum { MOST_NODES = 400, ROOM = 64, LAST_OP = MKBA_I_OP_SAME };

static double bases[MOST_NODES + ROOM]; /* of each node: its value where the inputs are the program's own */

/* Half of them sums and products, which a batch runs in chains. */
static mkba_i_opcode any_operation(void)
{
    static const mkba_i_opcode linear[] = {MKBA_I_OP_ADD, MKBA_I_OP_MULTIPLY, MKBA_I_OP_SUBTRACT, MKBA_I_OP_ADD};
    if (below(2) == 0)
        return linear[below(4)];
    return (mkba_i_opcode) (MKBA_I_OP_ADD + below(LAST_OP - MKBA_I_OP_ADD + 1));
}

/* One of all nodes, or of the latest few: chains are made of those. */
static mkba_i_node any_node(void)
{
    return below(2) == 0 || program.n < 8 ? below(program.n) : program.n - 1 - below(8);
}

static double base_of(const mkba_i_operation *operation)
{
    mkba_i_operands of = mkba_i_operands_of(operation, bases);
    return mkba_i_operation_value(operation, &of);
}

/* Powers and sums of powers are made of several operations. */
static void add_operation(const mkba_i_operation *made)
{
    unsigned arity = mkba_i_arity(made->op);
    size_t before = program.n;
    if (made->op == MKBA_I_OP_RAISED)
        mkba_i_power(&program, made->a, (double) below(40) / 2 - 5);
    else if (made->op == MKBA_I_OP_GEOMETRIC)
        mkba_i_geometric(&program, made->a, 1 + below(50));
    else if (arity == 1)
        mkba_i_unary(&program, made->op, made->a);
    else if (arity == 2)
        mkba_i_binary(&program, made->op, made->a, made->b);
    else
        mkba_i_ternary(&program, made->op, made->a, made->b, made->c);
    for (size_t node = before; node < program.n; node++)
        bases[node] = base_of(&program.operations[node]);
}

/* An operation that has a value at the base; now and then one that has none. */
static void add_any_operation(void)
{
    mkba_i_operation made = {.op = any_operation()};
    made.a = (uint32_t) any_node();
    made.b = made.op == MKBA_I_OP_SAME && below(8) != 0 ? made.a : (uint32_t) any_node();
    made.c = (uint32_t) any_node();
    bool takes_root = made.op == MKBA_I_OP_RAISED || made.op == MKBA_I_OP_GEOMETRIC;
    if ((isfinite(base_of(&made)) && (!takes_root || bases[made.a] > 0)) || below(300) == 0)
        add_operation(&made);
}

static void make_program(size_t n)
{
    size_t n_inputs = 1 + below(6), n_constants = 1 + below(5);
    for (size_t i = 0; i < n_inputs; i++) {
        double value = any_number();
        bases[mkba_i_input(&program, value)] = value;
    }
    for (size_t i = 0; i < n_constants; i++) {
        double value = any_number();
        bases[mkba_i_constant(&program, value)] = value;
    }
    for (size_t i = 0; i < 10 * n && program.n < n; i++)
        add_any_operation();
}

/* About the base; in one of a thousand draws far from it. */
static double draw_near(size_t input)
{
    if (below(1000) == 0)
        return any_number();
    return program.inputs[input] * between(0.95, 1.05);
}

static void hold_program(size_t n_draws)
{
    mkba_i_node wanted[8], checks[3];
    double **inputs = make_draws(n_draws, draw_near);
    asked ask = {.wanted = wanted,
                 .checks = checks,
                 .n_wanted = 1 + below(8),
                 .n_checks = below(4),
                 .inputs = (const double *const *) inputs,
                 .n = n_draws,
                 .first = below(3) * 1000000};
    for (size_t i = 0; i < ask.n_wanted; i++)
        wanted[i] = below(3) == 0 ? program.n - 1 : below(program.n);
    for (size_t i = 0; i < ask.n_checks; i++)
        checks[i] = below(program.n);
    hold(&ask);
    free_draws(inputs);
}

START_TEST(programs_made_at_random_have_the_bits_and_the_failures_of_each_draw_alone)
{
    state = (uint64_t) _i + 1;
    for (int i = 0; i < 40; i++) {
        tear_down();
        set_up();
        make_program(5 + below(i % 4 == 0 ? MOST_NODES - 5 : 60));
        hold_program(i % 8 == 0 ? 1200 : 1 + below(150));
    }
}
END_TEST

/* ---- whole cases ----------------------------------------------------------------------------------------- */

/* What a simulation asks of a case. */
static size_t wanted_of(const mkba_i_plan *plan, mkba_i_node *wanted)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_outcomes; i++) {
        const mkba_i_outcome *outcome = &plan->outcomes[i];
        wanted[n++] = outcome->npv;
        wanted[n++] = outcome->pv_costs;
        wanted[n++] = outcome->pv_benefits;
        for (size_t k = 0; k < outcome->n_actors; k++)
            wanted[n++] = outcome->actors[k].net;
        for (size_t y = 0; y < plan->n_years; y++)
            wanted[n++] = outcome->net_by_year[y];
        for (size_t k = 0; k < outcome->n_budgets; k++)
            for (size_t y = 0; y < plan->n_years; y++)
                wanted[n++] = outcome->budgets[k].cash[y];
    }
    return n;
}

static size_t count_wanted(const mkba_i_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += 3 + plan->outcomes[i].n_actors + plan->n_years * (1 + plan->outcomes[i].n_budgets);
    return n;
}

static double draw_about(size_t input)
{
    return program.inputs[input] * between(0.97, 1.03);
}

/* Whether draws of a case were run, and had the bits of each alone. */
static size_t hold_case(const mkba_case *mkba, size_t n_draws)
{
    mkba_i_plan plan;
    ck_assert_int_eq(mkba_i_plan_make(mkba, NULL, &plan, NULL), MKBA_OK);
    program = plan.program;
    mkba_i_node *wanted = calloc(count_wanted(&plan) + 1, sizeof *wanted);
    double **inputs = make_draws(n_draws, draw_about);
    asked ask = {.wanted = wanted, .n_wanted = wanted_of(&plan, wanted), .n = n_draws};
    ask.inputs = (const double *const *) inputs;
    size_t held = hold(&ask);
    ask.n_wanted = 1; /* the balance alone: the rest is left out */
    held += hold(&ask);
    free_draws(inputs);
    free(wanted);
    program = (mkba_i_program){.n = 0};
    mkba_i_plan_free(&plan);
    return held;
}

static const char *const names[] = {
#include "data/cases/names.inc"
};
enum { N_NAMES = sizeof names / sizeof *names };

START_TEST(the_draws_of_whole_cases_have_the_bits_of_each_alone)
{
    mkba_case *mkba = support_case(names[_i]);
    state = (uint64_t) _i;
    ck_assert_uint_gt(hold_case(mkba, 70), 0);
    mkba_case_free(mkba);
}
END_TEST

START_TEST(so_do_those_of_the_case_of_forty_effects)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    snprintf(path, sizeof path, "%s/reference/uncertainty/effects40x20.json", shared == NULL ? "../shared" : shared);
    char *text = support_file(path, NULL);
    if (text == NULL) {
        printf("# SKIP so_do_those_of_the_case_of_forty_effects: no %s\n", path);
        return;
    }
    mkba_case *mkba = support_parse(text);
    ck_assert_uint_ge(hold_case(mkba, 600), 600);
    mkba_case_free(mkba);
    free(text);
}
END_TEST

/* ---- what is kept, given out, refused -------------------------------------------------------------------- */

static mkba_i_batch *make(const mkba_i_node *wanted, size_t n_wanted, const mkba_i_node *checks, size_t n_checks)
{
    mkba_i_batch_setup setup = {wanted, n_wanted, checks, n_checks, mkba_i_variant_best()};
    mkba_i_batch *batch = NULL;
    ck_assert_int_eq(mkba_i_batch_make(&program, &setup, &batch, NULL), MKBA_OK);
    return batch;
}

START_TEST(only_inputs_that_matter_are_used)
{
    mkba_i_node x = mkba_i_input(&program, 1), y = mkba_i_input(&program, 2), z = mkba_i_input(&program, 3);
    mkba_i_node sum = mkba_i_add(&program, x, mkba_i_constant(&program, 1)),
                root = mkba_i_unary(&program, MKBA_I_OP_SQRT, z);
    mkba_i_unary(&program, MKBA_I_OP_LOG, y);
    mkba_i_batch *batch = make(&sum, 1, &root, 1);
    ck_assert(mkba_i_batch_uses(batch, 0));
    ck_assert(!mkba_i_batch_uses(batch, 1));
    ck_assert(mkba_i_batch_uses(batch, 2));
    mkba_i_batch_free(batch);
}
END_TEST

START_TEST(inputs_constants_and_what_is_asked_twice_are_given_out)
{
    mkba_i_node x = mkba_i_input(&program, 1), c = mkba_i_constant(&program, 7), sum = mkba_i_add(&program, x, c);
    mkba_i_node wanted[] = {sum, x, c, sum, x};
    mkba_i_batch *batch = make(wanted, 5, NULL, 0);
    mkba_i_batch_space *space = NULL;
    const double draws[] = {10, 20, 30}, *inputs[] = {draws}, *out[5];
    ck_assert_int_eq(mkba_i_batch_space_make(batch, 3, &space, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_batch_run(batch, space, inputs, 3, 0, out, NULL), MKBA_OK);
    for (size_t d = 0; d < 3; d++) {
        ck_assert_double_eq(out[0][d], draws[d] + 7);
        ck_assert_double_eq(out[1][d], draws[d]);
        ck_assert_double_eq(out[2][d], 7);
    }
    ck_assert_ptr_eq(out[3], out[0]);
    ck_assert_ptr_eq(out[4], out[1]);
    ck_assert_int_eq(mkba_i_batch_run(batch, space, inputs, 0, 0, out, NULL), MKBA_OK);
    mkba_i_batch_space_free(space);
    mkba_i_batch_free(batch);
}
END_TEST

START_TEST(spaces_of_one_batch_do_not_touch_each_other)
{
    mkba_i_node x = mkba_i_input(&program, 1),
                root = mkba_i_unary(&program, MKBA_I_OP_SQRT, mkba_i_add(&program, x, x));
    mkba_i_batch *batch = make(&root, 1, NULL, 0);
    mkba_i_batch_space *spaces[2];
    const double draws[2] = {8, 18}, *first = &draws[0], *second = &draws[1], *out[2];
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(mkba_i_batch_space_make(batch, 1, &spaces[i], NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_batch_run(batch, spaces[0], &first, 1, 0, &out[0], NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_batch_run(batch, spaces[1], &second, 1, 0, &out[1], NULL), MKBA_OK);
    ck_assert_double_eq(*out[0], 4);
    ck_assert_double_eq(*out[1], 6);
    for (size_t i = 0; i < 2; i++)
        mkba_i_batch_space_free(spaces[i]);
    mkba_i_batch_free(batch);
}
END_TEST

START_TEST(what_depends_on_no_input_and_has_no_value_is_refused_when_the_batch_is_made)
{
    mkba_i_node root = mkba_i_unary(&program, MKBA_I_OP_SQRT, mkba_i_constant(&program, -4));
    mkba_i_node x = mkba_i_input(&program, 1), sum = mkba_i_add(&program, x, root);
    mkba_i_batch_setup setup = {.wanted = &sum, .n_wanted = 1};
    mkba_i_batch *batch = NULL;
    mkba_error error;
    ck_assert_int_eq(mkba_i_batch_make(&program, &setup, &batch, &error), MKBA_ERROR_EVALUATION);
    ck_assert_str_eq(error.message, "total: its total cannot be computed: the root is of -4, which is negative");
    ck_assert_str_eq(error.where, "/here");
    ck_assert_ptr_null(batch);
    setup.wanted = &x; /* what nobody needs is not worked out */
    ck_assert_int_eq(mkba_i_batch_make(&program, &setup, &batch, &error), MKBA_OK);
    mkba_i_batch_free(batch);
}
END_TEST

START_TEST(the_first_draw_that_fails_is_named_as_the_simulation_counts)
{
    enum { N = 1000 };
    static double x[N], y[N];
    mkba_i_node a = mkba_i_input(&program, 1), b = mkba_i_input(&program, 1);
    mkba_i_node wanted[] = {mkba_i_unary(&program, MKBA_I_OP_LOG, a), mkba_i_unary(&program, MKBA_I_OP_SQRT, b)};
    mkba_i_batch *batch = make(wanted, 2, NULL, 0);
    mkba_i_batch_space *space = NULL;
    const double *inputs[] = {x, y}, *out[2] = {x, y};
    mkba_error error;
    for (size_t d = 0; d < N; d++)
        x[d] = y[d] = 2;
    x[900] = 0;
    y[701] = -1;
    ck_assert_int_eq(mkba_i_batch_space_make(batch, N, &space, NULL), MKBA_OK);
    ck_assert_int_eq(mkba_i_batch_run(batch, space, inputs, N, 5000000000, out, &error), MKBA_ERROR_EVALUATION);
    ck_assert_str_eq(error.message,
                     "total, draw 5000000702: its total cannot be computed: the root is of -1, which is negative");
    ck_assert_uint_eq(mkba_i_batch_failed(space), 5000000702);
    ck_assert_ptr_eq(out[0], x); /* untouched */
    ck_assert_int_eq(mkba_i_batch_run(batch, space, inputs, 701, 0, out, &error), MKBA_OK);
    ck_assert_uint_eq(mkba_i_batch_failed(space), 0);
    mkba_i_batch_space_free(space);
    mkba_i_batch_free(batch);
}
END_TEST

/* Twice the input, which is too large in every draw, and nothing but that. */
static void hold_unseen(mkba_i_node node)
{
    const double draws[] = {1.7e308, -1.7e308};
    mkba_i_batch *batch = make(&node, 1, NULL, 0);
    mkba_i_batch_space *space = NULL;
    ck_assert_int_eq(mkba_i_batch_space_make(batch, 1, &space, NULL), MKBA_OK);
    for (size_t d = 0; d < 2; d++) {
        const double *inputs[] = {&draws[d]}, *out[1];
        mkba_error error;
        ck_assert_int_eq(mkba_i_batch_run(batch, space, inputs, 1, 0, out, &error), MKBA_ERROR_EVALUATION);
        ck_assert_str_eq(error.message, "total, draw 1: its total cannot be computed: the outcome is too large");
    }
    mkba_i_batch_space_free(space);
    mkba_i_batch_free(batch);
}

/* Operations whose outcome is a number though an operand is none, and that operand is not wanted. */
START_TEST(nothing_that_is_not_finite_passes_unseen)
{
    static const mkba_i_opcode hiding[] = {MKBA_I_OP_MIN,    MKBA_I_OP_MAX,    MKBA_I_OP_AT_LEAST, MKBA_I_OP_DIVIDE,
                                           MKBA_I_OP_SELECT, MKBA_I_OP_WITHIN, MKBA_I_OP_ABOVE,    MKBA_I_OP_POWER,
                                           MKBA_I_OP_EXP,    MKBA_I_OP_SPREAD, MKBA_I_OP_LINGER};
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        for (unsigned k = 0; k < mkba_i_arity(hiding[i]); k++) {
            tear_down();
            set_up();
            mkba_i_node x = mkba_i_input(&program, 1), twice = mkba_i_add(&program, x, x), of[3];
            for (unsigned j = 0; j < 3; j++)
                of[j] = j == k ? twice : mkba_i_constant(&program, j == 0 ? 0.5 : j == 1 ? 0 : 1);
            hold_unseen(mkba_i_arity(hiding[i]) == 1   ? mkba_i_unary(&program, hiding[i], of[0])
                        : mkba_i_arity(hiding[i]) == 2 ? mkba_i_binary(&program, hiding[i], of[0], of[1])
                                                       : mkba_i_ternary(&program, hiding[i], of[0], of[1], of[2]));
        }
    tear_down();
    set_up();
    mkba_i_node x = mkba_i_input(&program, 1);
    hold_unseen(mkba_i_power(&program, mkba_i_add(&program, x, x), -3)); /* 1 / infinity is 0 */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise batch");
    TCase *bits = tcase_create("bits");
    tcase_add_checked_fixture(bits, set_up, tear_down);
    tcase_add_loop_test(bits, programs_made_at_random_have_the_bits_and_the_failures_of_each_draw_alone, 0, 8);
    tcase_add_loop_test(bits, the_draws_of_whole_cases_have_the_bits_of_each_alone, 0, N_NAMES);
    tcase_add_test(bits, so_do_those_of_the_case_of_forty_effects);
    suite_add_tcase(suite, bits);
    TCase *running = tcase_create("running");
    tcase_add_checked_fixture(running, set_up, tear_down);
    tcase_add_test(running, only_inputs_that_matter_are_used);
    tcase_add_test(running, inputs_constants_and_what_is_asked_twice_are_given_out);
    tcase_add_test(running, spaces_of_one_batch_do_not_touch_each_other);
    suite_add_tcase(suite, running);
    TCase *failing = tcase_create("failing");
    tcase_add_checked_fixture(failing, set_up, tear_down);
    tcase_add_test(failing, what_depends_on_no_input_and_has_no_value_is_refused_when_the_batch_is_made);
    tcase_add_test(failing, the_first_draw_that_fails_is_named_as_the_simulation_counts);
    tcase_add_test(failing, nothing_that_is_not_finite_passes_unseen);
    suite_add_tcase(suite, failing);
    return run_suite(suite);
}
