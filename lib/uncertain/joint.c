/* The smallest joint change: the point nearest to the deterministic one at which an outcome is 0. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/exact.h"
#include "base/options.h"
#include "stat/distribution.h"
#include "uncertain/what_if_table.h"

void mkba_joint_options_init_size(mkba_joint_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, sizeof *options);
}

/* A parameter that moves: its change is z times scale, in its own unit. */
typedef struct mover {
    size_t axis;
    double scale;
} mover;

/* A point, in changes; what the outcome is there, and its derivatives to the changes. */
typedef struct point {
    double *z, *gradient;
    double outcome;
} point;

typedef struct joint {
    mkba_i_what_if w;
    mkba_joint_options options;
    mkba_i_arena arena;
    mover *movers;
    size_t n;
    double *inputs, *values, *adjoints, *slopes; /* of the program */
    point here, next, best;
    double *step, *direction, *origin; /* the last: the gradient at the deterministic values */
    double start;                      /* the outcome there */
    bool found;                        /* whether there is a best */
    bool *moves;
    unsigned char *degrees;
    size_t *order; /* of the rows */
} joint;

/* ---- vectors --------------------------------------------------------------------------------------------- */

static double dot(const joint *j, const double *a, const double *b)
{
    double sum = 0.0;

    for (size_t i = 0; i < j->n; i++)
        sum += a[i] * b[i];
    return sum;
}

static double length(const joint *j, const double *a)
{
    return sqrt(dot(j, a, a));
}

/* Between z and the line along the gradient: 0 at a minimum. At z = 0 every direction will do. */
static double angle_of(const joint *j, const point *p)
{
    double of_z = length(j, p->z), of_gradient = length(j, p->gradient), along, off = 0.0;

    if (of_z == 0.0 || of_gradient == 0.0)
        return of_z == 0.0 ? 0.0 : 2.0;
    along = dot(j, p->z, p->gradient) / of_gradient / of_gradient;
    for (size_t i = 0; i < j->n; i++)
        off += (p->z[i] - along * p->gradient[i]) * (p->z[i] - along * p->gradient[i]);
    return mkba_i_asin(fmin(1.0, sqrt(off) / of_z));
}

/* ---- points ---------------------------------------------------------------------------------------------- */

/* The outcome and its derivatives; whether the case can be appraised there. */
static bool evaluate(joint *j, size_t target, point *p)
{
    const mkba_i_program *program = &j->w.plan.program;
    mkba_error problem;

    memcpy(j->inputs, program->inputs, program->n_inputs * sizeof *j->inputs);
    for (size_t i = 0; i < j->n; i++) {
        const mkba_i_axis *axis = &j->w.axes[j->movers[i].axis];

        if (axis->has_input)
            j->inputs[axis->input] += p->z[i] * j->movers[i].scale * axis->scale;
    }
    if (mkba_i_program_run(program, j->inputs, j->values, &problem) != MKBA_OK)
        return false;
    p->outcome = j->values[j->w.targets[target].node];
    mkba_i_gradient(program, j->values, j->w.targets[target].node, j->adjoints, j->slopes);
    for (size_t i = 0; i < j->n; i++) {
        const mkba_i_axis *axis = &j->w.axes[j->movers[i].axis];

        p->gradient[i] = axis->has_input ? j->slopes[axis->input] * axis->scale * j->movers[i].scale : 0.0;
        if (!isfinite(p->gradient[i]))
            return false;
    }
    return true;
}

/* ---- to the boundary, on which the outcome is 0 ---------------------------------------------------------- */

enum { MOST_STEPS = 400, MOST_HALVINGS = 30, MOST_NEWTON = 40, MOST_LENGTHS = 80, MOST_BISECTIONS = 100 };
#define RESIDUAL 1e-9 /* of the outcome at the deterministic values */
#define ANGLE 1e-8    /* radian */

static bool is_on_boundary(const joint *j, const point *p)
{
    return fabs(p->outcome) <= RESIDUAL * fabs(j->start);
}

static bool is_solution(const joint *j, const point *p)
{
    return is_on_boundary(j, p) && angle_of(j, p) <= ANGLE;
}

static void copy_point(const joint *j, const point *from, point *to)
{
    memcpy(to->z, from->z, j->n * sizeof *to->z);
    memcpy(to->gradient, from->gradient, j->n * sizeof *to->gradient);
    to->outcome = from->outcome;
}

/* `next` onto the boundary: Newton along the gradient, as long as it brings the outcome nearer to 0. */
static bool project(joint *j, size_t target)
{
    double before = INFINITY;

    if (!evaluate(j, target, &j->next))
        return false;
    for (int k = 0; k < MOST_NEWTON && fabs(j->next.outcome) > 1e-4 * RESIDUAL * fabs(j->start); k++) {
        double square = dot(j, j->next.gradient, j->next.gradient), to = j->next.outcome / square;

        if (square == 0.0 || fabs(j->next.outcome) >= before)
            break;
        before = fabs(j->next.outcome);
        for (size_t i = 0; i < j->n; i++)
            j->next.z[i] -= to * j->next.gradient[i];
        if (!evaluate(j, target, &j->next))
            return false;
    }
    return is_on_boundary(j, &j->next);
}

static bool evaluate_along(joint *j, size_t target, double along)
{
    for (size_t i = 0; i < j->n; i++)
        j->next.z[i] = along * j->direction[i];
    return evaluate(j, target, &j->next);
}

/* `next` becomes the first point of the boundary seen along the direction. */
static bool reach(joint *j, size_t target)
{
    double norm = length(j, j->direction), inside = 0.0, outside = 0.01;

    if (norm == 0.0 || !isfinite(norm))
        return false;
    for (size_t i = 0; i < j->n; i++)
        j->direction[i] /= norm;
    for (int k = 0;; k++, outside *= 1.4) {
        if (k == MOST_LENGTHS || !evaluate_along(j, target, outside))
            return false;
        if (j->next.outcome == 0.0 || (j->next.outcome < 0.0) != (j->start < 0.0))
            break;
        inside = outside;
    }
    for (int k = 0; k < MOST_BISECTIONS && !is_on_boundary(j, &j->next); k++) {
        double middle = inside / 2.0 + outside / 2.0;

        if (!evaluate_along(j, target, middle))
            return false;
        if ((j->next.outcome < 0.0) == (j->start < 0.0))
            inside = middle;
        else
            outside = middle;
    }
    return project(j, target);
}

/* ---- along the boundary ---------------------------------------------------------------------------------- */

/* Nearer, or as near to the last bits and better aligned. */
static bool is_better(const joint *j, double least)
{
    double before = length(j, j->here.z), after = length(j, j->next.z);

    return after < before * (1.0 - least) ||
           (after <= before * (1.0 + 1e-12) && angle_of(j, &j->next) < 0.9 * angle_of(j, &j->here));
}

/* From `here` along the boundary to where it comes nearest: part of the way to the nearest point of the tangent plane. */
static bool take_step(joint *j, size_t target, double *part)
{
    double square = dot(j, j->here.gradient, j->here.gradient), to, angle = angle_of(j, &j->here);

    if (square == 0.0)
        return false;
    to = dot(j, j->here.gradient, j->here.z) / square;
    for (size_t i = 0; i < j->n; i++)
        j->step[i] = to * j->here.gradient[i] - j->here.z[i];
    for (int k = 0; k < MOST_HALVINGS; k++, *part /= 2.0) {
        for (size_t i = 0; i < j->n; i++)
            j->next.z[i] = j->here.z[i] + *part * j->step[i];
        if (!project(j, target) || !is_better(j, 0.1 * *part * angle * angle + 1e-15))
            continue;
        copy_point(j, &j->next, &j->here);
        *part = fmin(2.0 * *part, 4.0);
        return true;
    }
    return false;
}

static void descend(joint *j, size_t target)
{
    double part = 1.0;

    copy_point(j, &j->next, &j->here);
    for (int k = 0; k < MOST_STEPS && !is_solution(j, &j->here); k++)
        if (!take_step(j, target, &part))
            return;
}

/* ---- starts ---------------------------------------------------------------------------------------------- */

enum { MOST_PAIRED = 6, RANDOM = 16, ROUNDS = 20 };

/* Even on (-1, 1): a linear congruential generator, the same in every run. */
static double random_of(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (double) (*state >> 11) / 4503599627370496.0 - 1.0;
}

/* Along the direction to the boundary and down; the best of all so far is kept. */
static void try_direction(joint *j, size_t target)
{
    if (!reach(j, target))
        return;
    descend(j, target);
    if (j->found && length(j, j->here.z) >= length(j, j->best.z) * (1.0 - 1e-12) &&
        (is_solution(j, &j->best) || !is_solution(j, &j->here)))
        return;
    copy_point(j, &j->here, &j->best);
    j->found = true;
}

/* One or two parameters, both ways. */
static void try_pair(joint *j, size_t target, size_t a, size_t b)
{
    for (int signs = 0; signs < (a == b ? 2 : 4); signs++) {
        memset(j->direction, 0, j->n * sizeof *j->direction);
        j->direction[b] = signs & 2 ? -1.0 : 1.0;
        j->direction[a] = signs & 1 ? -1.0 : 1.0;
        try_direction(j, target);
    }
}

static void try_starts(joint *j, size_t target)
{
    uint64_t state = 1;

    for (int sign = -1; sign <= 1; sign += 2) {
        for (size_t i = 0; i < j->n; i++)
            j->direction[i] = sign * j->origin[i];
        try_direction(j, target);
    }
    for (size_t a = 0; a < j->n; a++) {
        try_pair(j, target, a, a);
        for (size_t b = a + 1; b < j->n && b < MOST_PAIRED; b++)
            try_pair(j, target, a, b);
    }
    for (int k = 0; k < RANDOM; k++) {
        for (size_t i = 0; i < j->n; i++)
            j->direction[i] = random_of(&state);
        try_direction(j, target);
    }
}

/* Off the best point along the boundary, both ways: a maximum or a saddle is left, since nearer points lie beside it. */
static bool leave(joint *j, size_t target, uint64_t *state)
{
    double distance = length(j, j->best.z);

    for (size_t k = 0; k < 2 * j->n + RANDOM; k++) {
        double step = (k % 2 == 0 ? 1e-2 : -1e-2) * distance;

        for (size_t i = 0; i < j->n; i++)
            j->next.z[i] = j->best.z[i] + step * (k < 2 * j->n ? (double) (i == k / 2) : random_of(state));
        if (!project(j, target) || length(j, j->next.z) >= distance * (1.0 - 1e-10))
            continue;
        descend(j, target);
        if (length(j, j->here.z) < distance * (1.0 - 1e-10)) {
            copy_point(j, &j->here, &j->best);
            return true;
        }
    }
    return false;
}

/* Whether a point on the boundary was found: the nearest of those seen is then `here`. */
static bool solve(joint *j, size_t target, bool linear)
{
    uint64_t state = 2;

    j->start = 0.0;
    j->found = false;
    memset(j->next.z, 0, j->n * sizeof *j->next.z);
    if (!evaluate(j, target, &j->next))
        return false;
    j->start = j->next.outcome;
    memcpy(j->origin, j->next.gradient, j->n * sizeof *j->origin);
    copy_point(j, &j->next, &j->here);
    if (j->start == 0.0)
        return true;
    if (project(j, target)) { /* straight down the gradient: all there is to do where the outcome is linear */
        descend(j, target);
        copy_point(j, &j->here, &j->best);
        j->found = true;
    }
    if (!linear) {
        try_starts(j, target);
        for (int k = 0; k < ROUNDS && j->found && leave(j, target, &state); k++)
            continue;
    }
    if (j->found)
        copy_point(j, &j->best, &j->here);
    return j->found;
}

/* ---- which parameters move ------------------------------------------------------------------------------- */

static mkba_status measure(joint *j, size_t axis, double *scale, mkba_error *error)
{
    const mkba_i_axis *of = &j->w.axes[axis];

    if (j->options.relative) {
        *scale = fabs(of->value);
        if (*scale > 0.0)
            return MKBA_OK;
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "relative",
                           "the value of \"%.100s\" is 0, to which no change is relative", of->parameter->name);
    }
    if (of->distribution != NULL)
        return mkba_i_distribution_sd(of->distribution, scale, error);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                       "\"%.100s\" has no distribution, so its change cannot be measured in standard deviations",
                       of->parameter->name);
}

static mkba_status list_movers(joint *j, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t axis = 0; axis < j->w.n_axes && status == MKBA_OK; axis++) {
        double scale = 0.0;

        status = measure(j, axis, &scale, error);
        if (status == MKBA_OK && scale > 0.0) /* a distribution of one value does not move */
            j->movers[j->n++] = (mover){axis, scale};
    }
    return status;
}

static mkba_status list_moves(joint *j, const mkba_case *mkba, bool *moves, mkba_error *error)
{
    if (j->options.n_parameters > 0 && j->options.parameters == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "parameters must not be NULL when n_parameters is above 0");
    for (size_t i = 0; i < j->options.n_parameters; i++) {
        size_t position = 0;
        mkba_status status;

        if (j->options.parameters[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters", "parameters[%zu] must not be NULL", i);
        status = mkba_i_case_parameter(mkba, j->options.parameters[i], "parameters", &position, error);
        if (status != MKBA_OK)
            return status;
        if (moves[position])
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters", "\"%.100s\" is named twice",
                               j->options.parameters[i]);
        moves[position] = true;
    }
    return MKBA_OK;
}

/* Of the parameters that can move only those that were named. */
static void keep_named(joint *j, const bool *moves)
{
    size_t n = 0;

    for (size_t i = 0; i < j->w.n_axes; i++)
        if (moves[j->w.axes[i].position])
            j->w.axes[n++] = j->w.axes[i];
    j->w.n_axes = n;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

/* Whether the outcome is linear in all that moves. */
static bool is_linear(joint *j, size_t target)
{
    const mkba_i_program *program = &j->w.plan.program;

    memset(j->moves, 0, program->n_inputs * sizeof *j->moves);
    for (size_t i = 0; i < j->n; i++)
        if (j->w.axes[j->movers[i].axis].has_input)
            j->moves[j->w.axes[j->movers[i].axis].input] = true;
    return mkba_i_dependence_of(program, j->moves, j->w.targets[target].node, j->degrees) <= MKBA_I_DEPENDENCE_LINEAR;
}

/* Largest change first, of equal ones as in the case: by insertion, there are few. */
static void sort_rows(joint *j)
{
    for (size_t i = 0; i < j->n; i++) {
        size_t k = i;

        for (; k > 0 && fabs(j->here.z[j->order[k - 1]]) < fabs(j->here.z[i]); k--)
            j->order[k] = j->order[k - 1];
        j->order[k] = i;
    }
}

static const char *word_of(const joint *j, bool found, bool linear)
{
    if (!found)
        return "none";
    if (!is_solution(j, &j->here))
        return "boundary";
    return linear ? "least" : "local";
}

static void write_row(const joint *j, size_t target, size_t i, bool found, bool linear, mkba_i_row *row)
{
    const mkba_i_axis *axis = &j->w.axes[j->movers[i].axis];
    double z = j->here.z[i], distance = length(j, j->here.z), change = z * j->movers[i].scale;
    bool has_distribution = axis->distribution != NULL;

    mkba_i_what_if_row(row, &j->w, target, j->movers[i].axis);
    mkba_i_row_real_if(row, axis->value + change, found);
    mkba_i_row_real_if(row, change, found);
    mkba_i_row_real_if(row, z, found);
    mkba_i_row_real_if(row, distance > 0.0 ? z / distance * (z / distance) : 0.0, found && distance > 0.0);
    mkba_i_row_real_if(
        row, found && has_distribution ? mkba_i_what_if_probability(axis->distribution, axis->value + change) : 0.0,
        found && has_distribution);
    mkba_i_row_real_if(row, distance, found);
    mkba_i_row_real(row, j->start);
    mkba_i_row_real_if(row, j->here.outcome, found);
    mkba_i_row_real_if(row, found ? angle_of(j, &j->here) : 0.0, found);
    mkba_i_row_boolean(row, linear);
    mkba_i_row_text(row, word_of(j, found, linear));
    mkba_i_row_next(row);
}

static mkba_status write(joint *j, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_WHAT_IF_COLUMNS,
                                            {"break_even", MKBA_COLUMN_REAL, NULL},
                                            {"change", MKBA_COLUMN_REAL, NULL},
                                            {"z", MKBA_COLUMN_REAL, "1"},
                                            {"share", MKBA_COLUMN_REAL, "1"},
                                            {"probability", MKBA_COLUMN_REAL, "1"},
                                            {"distance", MKBA_COLUMN_REAL, "1"},
                                            {"outcome", MKBA_COLUMN_REAL, "EUR"},
                                            {"residual", MKBA_COLUMN_REAL, "EUR"},
                                            {"angle", MKBA_COLUMN_REAL, "1"},
                                            {"linear", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"found", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("joint_break_even", COLUMNS, MKBA_I_LENGTH(COLUMNS), j->w.n_targets * j->n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t target = 0; target < j->w.n_targets; target++) {
        bool linear = is_linear(j, target), found = solve(j, target, linear);

        sort_rows(j);
        for (size_t i = 0; i < j->n; i++)
            write_row(j, target, j->order[i], found, linear, &row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static double *numbers(joint *j, size_t n)
{
    return mkba_i_arena_new(&j->arena, n, sizeof(double));
}

static bool make_room(joint *j)
{
    const mkba_i_program *program = &j->w.plan.program;
    size_t n = j->w.n_axes;

    j->movers = mkba_i_arena_new(&j->arena, n, sizeof *j->movers);
    j->inputs = numbers(j, program->n_inputs);
    j->slopes = numbers(j, program->n_inputs);
    j->values = numbers(j, program->n);
    j->adjoints = numbers(j, program->n);
    j->here = (point){numbers(j, n), numbers(j, n), 0.0};
    j->next = (point){numbers(j, n), numbers(j, n), 0.0};
    j->best = (point){numbers(j, n), numbers(j, n), 0.0};
    j->step = numbers(j, n);
    j->direction = numbers(j, n);
    j->origin = numbers(j, n);
    j->moves = mkba_i_arena_new(&j->arena, program->n_inputs, sizeof *j->moves);
    j->degrees = mkba_i_arena_new(&j->arena, program->n, sizeof *j->degrees);
    j->order = mkba_i_arena_new(&j->arena, n, sizeof *j->order);
    return j->movers != NULL && j->inputs != NULL && j->slopes != NULL && j->values != NULL && j->adjoints != NULL &&
           j->here.z != NULL && j->here.gradient != NULL && j->next.z != NULL && j->next.gradient != NULL &&
           j->best.z != NULL && j->best.gradient != NULL && j->direction != NULL && j->origin != NULL &&
           j->step != NULL && j->moves != NULL && j->degrees != NULL && j->order != NULL;
}

static mkba_status compute(joint *j, const bool *moves, mkba_table **table, mkba_error *error)
{
    mkba_status status;

    if (j->options.n_parameters > 0)
        keep_named(j, moves);
    if (!make_room(j))
        return mkba_i_fail_memory(error);
    status = mkba_i_what_if_run(&j->w, 1, MKBA_I_NONE, MKBA_I_NONE, error);
    if (status == MKBA_OK)
        status = list_movers(j, error);
    return status == MKBA_OK ? write(j, table, error) : status;
}

static mkba_status run(joint *j, const mkba_case *mkba, mkba_table **table, mkba_error *error)
{
    bool *moves = mkba_i_arena_new(&j->arena, mkba->model.parameter_names.n, sizeof *moves);
    mkba_i_what_if_setup setup = {.scenario = j->options.scenario,
                                  .alternative = j->options.alternative,
                                  .against = j->options.against,
                                  .actor = j->options.actor,
                                  .moves = moves};
    mkba_status status = moves == NULL ? mkba_i_fail_memory(error) : list_moves(j, mkba, moves, error);

    if (status == MKBA_OK)
        status = mkba_i_what_if_make(mkba, &setup, &j->w, error);
    if (status != MKBA_OK)
        return status;
    status = compute(j, moves, table, error);
    mkba_i_what_if_free(&j->w);
    return status;
}

mkba_status mkba_case_joint_break_even(const mkba_case *mkba, const mkba_joint_options *options, mkba_table **table,
                                       mkba_error *error)
{
    joint j = {.n = 0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));

    mkba_joint_options_init(&j.options);
    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &j.options, sizeof j.options, "mkba_joint_options_init", error);
    if (status == MKBA_OK)
        status = run(&j, mkba, table, error);
    mkba_i_arena_free(&j.arena);
    return status;
}
