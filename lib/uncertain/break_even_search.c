/* Seeking break-even values: see break_even_search.h. */
#include "base/exact.h"

#include "uncertain/break_even_search.h"

#include <math.h>
#include <string.h>

#include "stat/distribution.h"

/* ---- room ------------------------------------------------------------------------------------------------ */

enum { STEPS = 1024, STEPS_OF_MEANS = 64 };

bool mkba_i_break_even_room(mkba_i_break_even_search *s)
{
    const mkba_i_program *program = &s->w.plan.program;

    s->moves = mkba_i_arena_new(&s->arena, program->n_inputs, sizeof *s->moves);
    s->degrees = mkba_i_arena_new(&s->arena, program->n, sizeof *s->degrees);
    s->steps = s->by_means ? STEPS_OF_MEANS : STEPS;
    s->points = mkba_i_arena_new(&s->arena, s->steps + 1, sizeof *s->points);
    s->outcomes = mkba_i_arena_new(&s->arena, s->w.n_targets * (s->steps + 1), sizeof *s->outcomes);
    s->means = mkba_i_arena_new(&s->arena, s->w.n_targets, sizeof *s->means);
    return s->moves != NULL && s->degrees != NULL && s->points != NULL && s->outcomes != NULL && s->means != NULL;
}

static mkba_status note(mkba_i_break_even_search *s, mkba_i_break_even made, mkba_error *error)
{
    if (!mkba_i_grow((void **) &s->found, &s->capacity, s->n + 1, sizeof made))
        return mkba_i_fail_memory(error);
    s->found[s->n++] = made;
    return MKBA_OK;
}

/* ---- the range ------------------------------------------------------------------------------------------- */

#define TAIL 1e-6 /* probability at which a support without end is cut */

static mkba_status find_range(const mkba_i_break_even_search *s, size_t axis, double *low, double *high,
                              mkba_error *error)
{
    const mkba_i_axis *of = &s->w.axes[axis];
    const mkba_bounds *bounds = s->bounds[of->position];

    if (bounds != NULL) {
        *low = bounds->low;
        *high = bounds->high;
    } else if (of->distribution != NULL) {
        *low = mkba_i_distribution_quantile(of->distribution, 0.0);
        *high = mkba_i_distribution_quantile(of->distribution, 1.0);
        if (isinf(*low))
            *low = mkba_i_distribution_quantile(of->distribution, TAIL);
        if (isinf(*high))
            *high = mkba_i_distribution_quantile(of->distribution, 1.0 - TAIL);
    } else {
        *low = fmin(0.0, 10.0 * of->value);
        *high = fmax(0.0, 10.0 * of->value);
    }
    if (*low < *high)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bounds", "\"%.100s\" needs bounds: %s", of->parameter->name,
                       of->distribution == NULL ? "its value is 0 and it has no distribution"
                                                : "its distribution is one value");
}

/* ---- outcomes -------------------------------------------------------------------------------------------- */

static double *outcome_of(const mkba_i_break_even_search *s, size_t target, size_t point)
{
    return &s->outcomes[target * (s->steps + 1) + point];
}

static mkba_status run_means(mkba_i_break_even_search *s, size_t axis, size_t n, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < n && status == MKBA_OK; i++) {
        status = mkba_i_mean_run(&s->mean, s->w.axes[axis].position, s->points[i], s->means, error);
        for (size_t target = 0; target < s->w.n_targets && status == MKBA_OK; target++)
            *outcome_of(s, target, i) = s->means[target];
    }
    return status;
}

/* The outcomes at the first n points. */
static mkba_status run_points(mkba_i_break_even_search *s, size_t axis, size_t n, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    if (s->by_means)
        return run_means(s, axis, n, error);
    for (size_t from = 0; from < n && status == MKBA_OK; from += MKBA_I_WHAT_IF_POINTS) {
        size_t length = n - from < MKBA_I_WHAT_IF_POINTS ? n - from : MKBA_I_WHAT_IF_POINTS;

        for (size_t d = 0; d < length; d++)
            mkba_i_what_if_set(&s->w, axis, d, s->points[from + d]);
        status = mkba_i_what_if_run(&s->w, length, axis, MKBA_I_NONE, error);
        for (size_t target = 0; target < s->w.n_targets && status == MKBA_OK; target++)
            for (size_t d = 0; d < length; d++)
                *outcome_of(s, target, from + d) = s->w.outcomes[target][d];
    }
    return status;
}

/* Of one target along one parameter. */
typedef struct curve {
    mkba_i_break_even_search *s;
    const mkba_i_break_even *f;
} curve;

static mkba_status outcome_at(void *context, double x, double *y, mkba_error *error)
{
    const curve *c = context;
    mkba_i_break_even_search *s = c->s;
    mkba_status status;

    if (s->by_means) {
        status = mkba_i_mean_run(&s->mean, s->w.axes[c->f->axis].position, x, s->means, error);
        *y = s->means[c->f->target];
        return status;
    }
    mkba_i_what_if_set(&s->w, c->f->axis, 0, x);
    status = mkba_i_what_if_run(&s->w, 1, c->f->axis, MKBA_I_NONE, error);
    *y = s->w.outcomes[c->f->target][0];
    return status;
}

/* ---- linear ---------------------------------------------------------------------------------------------- */

/* The outcome at x; whether the case can be appraised there. */
static mkba_status try_point(mkba_i_break_even_search *s, const mkba_i_break_even *f, double x, double *outcome,
                             bool *possible, mkba_error *error)
{
    curve c = {s, f};
    mkba_error problem;
    mkba_status status = outcome_at(&c, x, outcome, &problem);

    *possible = status == MKBA_OK;
    return status == MKBA_ERROR_MEMORY ? mkba_i_fail_memory(error) : MKBA_OK;
}

/* Its one root, from the outcomes at two points, and once more from the outcome at that root, which takes the rounding of
 * a far root out. */
static mkba_status solve_linear(mkba_i_break_even_search *s, mkba_i_break_even f, mkba_error *error)
{
    double slope = (f.outcome_high - f.outcome_low) / (f.high - f.low), better, residual;
    bool possible;
    mkba_status status;

    f.kind = MKBA_I_BREAK_EVEN_LINEAR;
    f.at = s->w.axes[f.axis].value - f.outcome / slope;
    if (!isfinite(f.at)) { /* a slope that is nothing but rounding */
        f.kind = MKBA_I_BREAK_EVEN_NO_EFFECT;
        return note(s, f, error);
    }
    status = try_point(s, &f, f.at, &f.residual, &f.possible, error);
    if (status != MKBA_OK || !f.possible)
        return status == MKBA_OK ? note(s, f, error) : status;
    better = f.at - f.residual / slope;
    status = try_point(s, &f, better, &residual, &possible, error);
    if (status == MKBA_OK && possible && fabs(residual) < fabs(f.residual)) {
        f.at = better;
        f.residual = residual;
    }
    return status == MKBA_OK ? note(s, f, error) : status;
}

/* ---- others ---------------------------------------------------------------------------------------------- */

static mkba_status fill_grid(mkba_i_break_even_search *s, const mkba_i_break_even *f, mkba_error *error)
{
    for (size_t i = 0; i <= s->steps; i++)
        s->points[i] = i == s->steps ? f->high : f->low + (f->high - f->low) * (double) i / (double) s->steps;
    return run_points(s, f->axis, s->steps + 1, error);
}

/* A root at a point of the grid, or between it and the next. */
static mkba_status search_step(mkba_i_break_even_search *s, mkba_i_break_even f, size_t step, mkba_error *error)
{
    const double *outcomes = outcome_of(s, f.target, 0);
    curve c = {s, &f};
    mkba_i_root root = {s->points[step], 0.0, false};
    mkba_status status = MKBA_OK;

    if (outcomes[step] != 0.0) {
        if (step == s->steps || outcomes[step + 1] == 0.0 || (outcomes[step] < 0.0) == (outcomes[step + 1] < 0.0))
            return MKBA_OK;
        status = mkba_i_what_if_narrow(outcome_at, &c, s->points[step], s->points[step + 1], &root, error);
    }
    f.kind = root.is_jump ? MKBA_I_BREAK_EVEN_JUMP : MKBA_I_BREAK_EVEN_BRACKET;
    f.at = root.at;
    f.residual = root.residual;
    f.possible = true;
    return status == MKBA_OK ? note(s, f, error) : status;
}

/* The last point of the grid up to which the outcome stays 0, at the points and halfway between them. */
static mkba_status find_stretch(mkba_i_break_even_search *s, const mkba_i_break_even *f, size_t step, size_t *last,
                                mkba_error *error)
{
    const double *outcomes = outcome_of(s, f->target, 0);
    curve c = {s, f};
    mkba_status status = MKBA_OK;

    *last = step;
    while (outcomes[*last] == 0.0 && *last < s->steps && outcomes[*last + 1] == 0.0) {
        double between = 0.0;

        status = outcome_at(&c, s->points[*last] / 2.0 + s->points[*last + 1] / 2.0, &between, error);
        if (status != MKBA_OK || between != 0.0)
            break;
        ++*last;
    }
    return status;
}

enum { MOST_BISECTIONS = 200 };

/* From `zero`, where the outcome is 0, to the last such point before `other`, where it is not. */
static mkba_status find_edge(mkba_i_break_even_search *s, const mkba_i_break_even *f, double *zero, double other,
                             mkba_error *error)
{
    curve c = {s, f};
    mkba_status status = MKBA_OK;

    for (int k = 0; k < MOST_BISECTIONS && status == MKBA_OK; k++) {
        double middle = *zero / 2.0 + other / 2.0, outcome = 0.0;

        if (middle == *zero || middle == other)
            break;
        status = outcome_at(&c, middle, &outcome, error);
        if (outcome == 0.0)
            *zero = middle;
        else
            other = middle;
    }
    return status;
}

/* One row for all of a stretch: its point nearest to the deterministic value. All of the range is no stretch. */
static mkba_status note_stretch(mkba_i_break_even_search *s, mkba_i_break_even f, size_t first, size_t last,
                                mkba_error *error)
{
    mkba_status status = MKBA_OK;

    f.kind = MKBA_I_BREAK_EVEN_NO_EFFECT;
    if (first == 0 && last == s->steps)
        return note(s, f, error);
    f.kind = MKBA_I_BREAK_EVEN_FLAT;
    f.flat_low = s->points[first];
    f.flat_high = s->points[last];
    if (first > 0)
        status = find_edge(s, &f, &f.flat_low, s->points[first - 1], error);
    if (status == MKBA_OK && last < s->steps)
        status = find_edge(s, &f, &f.flat_high, s->points[last + 1], error);
    f.at = fmin(fmax(s->w.axes[f.axis].value, f.flat_low), f.flat_high);
    f.residual = 0.0;
    f.possible = true;
    return status == MKBA_OK ? note(s, f, error) : status;
}

static mkba_status search_range(mkba_i_break_even_search *s, mkba_i_break_even f, mkba_error *error)
{
    size_t before = s->n, last = 0;
    mkba_status status = MKBA_OK;

    for (size_t step = 0; step <= s->steps && status == MKBA_OK; step = last + 1) {
        status = find_stretch(s, &f, step, &last, error);
        if (status == MKBA_OK)
            status = last > step ? note_stretch(s, f, step, last, error) : search_step(s, f, step, error);
    }
    f.kind = MKBA_I_BREAK_EVEN_NONE;
    return status == MKBA_OK && s->n == before ? note(s, f, error) : status;
}

/* ---- one parameter --------------------------------------------------------------------------------------- */

static mkba_i_dependence dependence_of(mkba_i_break_even_search *s, size_t target, size_t axis)
{
    const mkba_i_axis *of = &s->w.axes[axis];
    mkba_i_dependence dependence;

    if (!of->has_input)
        return MKBA_I_DEPENDENCE_NONE;
    s->moves[of->input] = true;
    dependence = mkba_i_dependence_of(&s->w.plan.program, s->moves, s->w.targets[target].node, s->degrees);
    s->moves[of->input] = false;
    return dependence;
}

enum { BASE, LOW, HIGH, ENDS };

/* At the deterministic value and both ends of the range: a grid takes the place of the points, so they are kept apart. */
static mkba_status run_ends(mkba_i_break_even_search *s, const mkba_i_break_even *f, double *ends, mkba_error *error)
{
    mkba_status status;

    s->points[BASE] = s->w.axes[f->axis].value;
    s->points[LOW] = f->low;
    s->points[HIGH] = f->high;
    status = run_points(s, f->axis, ENDS, error);
    for (size_t i = 0; i < ENDS * s->w.n_targets && status == MKBA_OK; i++)
        ends[i] = *outcome_of(s, i / ENDS, i % ENDS);
    return status;
}

static mkba_status search_target(mkba_i_break_even_search *s, mkba_i_break_even f, bool *has_grid, mkba_error *error)
{
    mkba_i_dependence dependence = dependence_of(s, f.target, f.axis);
    mkba_status status = MKBA_OK;

    f.kind = MKBA_I_BREAK_EVEN_NO_EFFECT;
    if (dependence == MKBA_I_DEPENDENCE_NONE ||
        (dependence == MKBA_I_DEPENDENCE_LINEAR && f.outcome_low == f.outcome_high))
        return note(s, f, error);
    if (dependence == MKBA_I_DEPENDENCE_LINEAR)
        return solve_linear(s, f, error);
    if (!*has_grid)
        status = fill_grid(s, &f, error);
    *has_grid = *has_grid || status == MKBA_OK;
    return status == MKBA_OK ? search_range(s, f, error) : status;
}

/* Whether a failure leaves the other parameters as they are: then it becomes a row, unless this one was asked for. */
static bool is_of_one(const mkba_i_break_even_search *s, mkba_status status)
{
    return s->only == MKBA_I_NONE && (status == MKBA_ERROR_EVALUATION || status == MKBA_ERROR_ARGUMENT);
}

static mkba_status note_failure(mkba_i_break_even_search *s, mkba_i_break_even f, const mkba_error *problem,
                                mkba_error *error)
{
    f.kind = MKBA_I_BREAK_EVEN_FAILED;
    f.why = mkba_i_arena_text(&s->arena, problem->message, strlen(problem->message));
    return f.why == NULL ? mkba_i_fail_memory(error) : note(s, f, error);
}

static mkba_status search_targets(mkba_i_break_even_search *s, mkba_i_break_even f, const double *ends,
                                  mkba_error *error)
{
    bool has_grid = false;
    mkba_status status = MKBA_OK;

    for (; f.target < s->w.n_targets && status == MKBA_OK; f.target++) {
        const double *of = ends + ENDS * f.target;
        size_t before = s->n;
        mkba_error problem;

        f.outcome = of[BASE];
        f.outcome_low = of[LOW];
        f.outcome_high = of[HIGH];
        status = search_target(s, f, &has_grid, &problem);
        if (is_of_one(s, status)) {
            s->n = before;
            status = note_failure(s, f, &problem, error);
        } else if (status != MKBA_OK && error != NULL)
            *error = problem;
    }
    return status;
}

/* A row for each target that says why there is no value, with the outcomes that there are. A case that cannot be appraised
 * at the deterministic values fails as a whole. */
static mkba_status note_failures(mkba_i_break_even_search *s, mkba_i_break_even f, const mkba_error *problem,
                                 mkba_error *error)
{
    bool has_low, has_high;
    double base = 0.0;
    curve c = {s, &f};
    mkba_status status = MKBA_OK;

    for (; f.target < s->w.n_targets && status == MKBA_OK; f.target++) {
        status = outcome_at(&c, s->w.axes[f.axis].value, &base, error);
        f.outcome = base;
        if (status == MKBA_OK)
            status = try_point(s, &f, f.low, &f.outcome_low, &has_low, error);
        if (status == MKBA_OK)
            status = try_point(s, &f, f.high, &f.outcome_high, &has_high, error);
        if (status != MKBA_OK)
            break;
        f.outcome_low = has_low ? f.outcome_low : NAN;
        f.outcome_high = has_high ? f.outcome_high : NAN;
        status = note_failure(s, f, problem, error);
    }
    return status;
}

mkba_status mkba_i_break_even_axis(mkba_i_break_even_search *s, size_t axis, mkba_error *error)
{
    mkba_i_break_even f = {.axis = axis};
    mkba_error problem;
    double *ends = mkba_i_arena_new(&s->arena, ENDS * s->w.n_targets, sizeof *ends);
    mkba_status status = ends == NULL ? mkba_i_fail_memory(&problem) : find_range(s, axis, &f.low, &f.high, &problem);

    if (status == MKBA_OK)
        status = run_ends(s, &f, ends, &problem);
    if (status == MKBA_OK)
        status = search_targets(s, f, ends, error);
    else if (is_of_one(s, status))
        status = note_failures(s, f, &problem, error);
    else if (error != NULL)
        *error = problem;
    mkba_i_what_if_reset(&s->w, axis);
    return status;
}
