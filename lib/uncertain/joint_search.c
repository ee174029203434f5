/* The nearest point at which an outcome is 0: see joint_search.h. */
#include "base/exact.h"

#include "uncertain/joint_search.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"

/* ---- room ------------------------------------------------------------------------------------------------- */

static bool make_point(mkba_i_joint_point *p, size_t n, mkba_i_arena *arena)
{
    p->z = mkba_i_arena_new(arena, n, sizeof *p->z);
    p->gradient = mkba_i_arena_new(arena, n, sizeof *p->gradient);
    return p->z != NULL && p->gradient != NULL;
}

bool mkba_i_joint_search_make(const mkba_i_what_if *w, mkba_i_arena *arena, mkba_i_joint_search *s)
{
    const mkba_i_program *program = &w->plan.program;
    size_t n = w->n_axes;

    *s = (mkba_i_joint_search){.w = w};
    s->movers = mkba_i_arena_new(arena, n, sizeof *s->movers);
    s->inputs = mkba_i_arena_new(arena, program->n_inputs, sizeof *s->inputs);
    s->slopes = mkba_i_arena_new(arena, program->n_inputs, sizeof *s->slopes);
    s->values = mkba_i_arena_new(arena, program->n, sizeof *s->values);
    s->adjoints = mkba_i_arena_new(arena, program->n, sizeof *s->adjoints);
    s->step = mkba_i_arena_new(arena, n, sizeof *s->step);
    s->direction = mkba_i_arena_new(arena, n, sizeof *s->direction);
    s->origin = mkba_i_arena_new(arena, n, sizeof *s->origin);
    return make_point(&s->here, n, arena) && make_point(&s->next, n, arena) && make_point(&s->best, n, arena) &&
           s->movers != NULL && s->inputs != NULL && s->slopes != NULL && s->values != NULL && s->adjoints != NULL &&
           s->step != NULL && s->direction != NULL && s->origin != NULL;
}

/* ---- vectors --------------------------------------------------------------------------------------------- */

static double dot(const mkba_i_joint_search *s, const double *a, const double *b)
{
    double sum = 0.0;

    for (size_t i = 0; i < s->n; i++)
        sum += a[i] * b[i];
    return sum;
}

static double length(const mkba_i_joint_search *s, const double *a)
{
    return sqrt(dot(s, a, a));
}

/* Between z and the line along the gradient: 0 at a minimum. At z = 0 every direction will do. */
static double angle_of(const mkba_i_joint_search *s, const mkba_i_joint_point *p)
{
    double of_z = length(s, p->z), of_gradient = length(s, p->gradient), along, off = 0.0;

    if (of_z == 0.0 || of_gradient == 0.0)
        return of_z == 0.0 ? 0.0 : 2.0;
    along = dot(s, p->z, p->gradient) / of_gradient / of_gradient;
    for (size_t i = 0; i < s->n; i++)
        off += (p->z[i] - along * p->gradient[i]) * (p->z[i] - along * p->gradient[i]);
    return mkba_i_asin(fmin(1.0, sqrt(off) / of_z));
}

/* ---- points ---------------------------------------------------------------------------------------------- */

/* The outcome and its derivatives; whether the case can be appraised there. */
static bool evaluate(mkba_i_joint_search *s, mkba_i_joint_point *p)
{
    const mkba_i_program *program = &s->w->plan.program;
    mkba_error problem;

    memcpy(s->inputs, program->inputs, program->n_inputs * sizeof *s->inputs);
    for (size_t i = 0; i < s->n; i++) {
        const mkba_i_axis *axis = &s->w->axes[s->movers[i].axis];

        if (axis->has_input)
            s->inputs[axis->input] += p->z[i] * s->movers[i].scale * axis->scale;
    }
    if (mkba_i_program_run(program, s->inputs, s->values, &problem) != MKBA_OK)
        return false;
    p->outcome = s->values[s->node];
    mkba_i_gradient(program, s->values, s->node, s->adjoints, s->slopes);
    for (size_t i = 0; i < s->n; i++) {
        const mkba_i_axis *axis = &s->w->axes[s->movers[i].axis];

        p->gradient[i] = axis->has_input ? s->slopes[axis->input] * axis->scale * s->movers[i].scale : 0.0;
        if (!isfinite(p->gradient[i]))
            return false;
    }
    return true;
}

/* ---- to the boundary, on which the outcome is 0 ---------------------------------------------------------- */

enum { MOST_STEPS = 400, MOST_HALVINGS = 30, MOST_NEWTON = 40, MOST_LENGTHS = 80, MOST_BISECTIONS = 100 };
#define RESIDUAL 1e-9 /* of the outcome at the deterministic values */
#define ANGLE 1e-8    /* radian */

static bool is_on_boundary(const mkba_i_joint_search *s, const mkba_i_joint_point *p)
{
    return fabs(p->outcome) <= RESIDUAL * fabs(s->start);
}

static bool is_solution(const mkba_i_joint_search *s, const mkba_i_joint_point *p)
{
    return is_on_boundary(s, p) && angle_of(s, p) <= ANGLE;
}

static void copy_point(const mkba_i_joint_search *s, const mkba_i_joint_point *from, mkba_i_joint_point *to)
{
    memcpy(to->z, from->z, s->n * sizeof *to->z);
    memcpy(to->gradient, from->gradient, s->n * sizeof *to->gradient);
    to->outcome = from->outcome;
}

/* `next` onto the boundary: Newton along the gradient, as long as it brings the outcome nearer to 0. */
static bool project(mkba_i_joint_search *s)
{
    double before = INFINITY;

    if (!evaluate(s, &s->next))
        return false;
    for (int k = 0; k < MOST_NEWTON && fabs(s->next.outcome) > 1e-4 * RESIDUAL * fabs(s->start); k++) {
        double square = dot(s, s->next.gradient, s->next.gradient), to = s->next.outcome / square;

        if (square == 0.0 || fabs(s->next.outcome) >= before)
            break;
        before = fabs(s->next.outcome);
        for (size_t i = 0; i < s->n; i++)
            s->next.z[i] -= to * s->next.gradient[i];
        if (!evaluate(s, &s->next))
            return false;
    }
    return is_on_boundary(s, &s->next);
}

static bool evaluate_along(mkba_i_joint_search *s, double along)
{
    for (size_t i = 0; i < s->n; i++)
        s->next.z[i] = along * s->direction[i];
    return evaluate(s, &s->next);
}

/* `next` becomes the first point of the boundary seen along the direction. */
static bool reach(mkba_i_joint_search *s)
{
    double norm = length(s, s->direction), inside = 0.0, outside = 0.01;

    if (norm == 0.0 || !isfinite(norm))
        return false;
    for (size_t i = 0; i < s->n; i++)
        s->direction[i] /= norm;
    for (int k = 0;; k++, outside *= 1.4) {
        if (k == MOST_LENGTHS || !evaluate_along(s, outside))
            return false;
        if (s->next.outcome == 0.0 || (s->next.outcome < 0.0) != (s->start < 0.0))
            break;
        inside = outside;
    }
    for (int k = 0; k < MOST_BISECTIONS && !is_on_boundary(s, &s->next); k++) {
        double middle = inside / 2.0 + outside / 2.0;

        if (!evaluate_along(s, middle))
            return false;
        if ((s->next.outcome < 0.0) == (s->start < 0.0))
            inside = middle;
        else
            outside = middle;
    }
    return project(s);
}

/* ---- along the boundary ---------------------------------------------------------------------------------- */

/* Nearer, or as near to the last bits and better aligned. */
static bool is_better(const mkba_i_joint_search *s, double least)
{
    double before = length(s, s->here.z), after = length(s, s->next.z);

    return after < before * (1.0 - least) ||
           (after <= before * (1.0 + 1e-12) && angle_of(s, &s->next) < 0.9 * angle_of(s, &s->here));
}

/* From `here` along the boundary to where it comes nearest: part of the way to the nearest point of the tangent plane. */
static bool take_step(mkba_i_joint_search *s, double *part)
{
    double square = dot(s, s->here.gradient, s->here.gradient), to, angle = angle_of(s, &s->here);

    if (square == 0.0)
        return false;
    to = dot(s, s->here.gradient, s->here.z) / square;
    for (size_t i = 0; i < s->n; i++)
        s->step[i] = to * s->here.gradient[i] - s->here.z[i];
    for (int k = 0; k < MOST_HALVINGS; k++, *part /= 2.0) {
        for (size_t i = 0; i < s->n; i++)
            s->next.z[i] = s->here.z[i] + *part * s->step[i];
        if (!project(s) || !is_better(s, 0.1 * *part * angle * angle + 1e-15))
            continue;
        copy_point(s, &s->next, &s->here);
        *part = fmin(2.0 * *part, 4.0);
        return true;
    }
    return false;
}

static void descend(mkba_i_joint_search *s)
{
    double part = 1.0;

    copy_point(s, &s->next, &s->here);
    for (int k = 0; k < MOST_STEPS && !is_solution(s, &s->here); k++)
        if (!take_step(s, &part))
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
static void try_direction(mkba_i_joint_search *s)
{
    if (!reach(s))
        return;
    descend(s);
    if (s->found && length(s, s->here.z) >= length(s, s->best.z) * (1.0 - 1e-12) &&
        (is_solution(s, &s->best) || !is_solution(s, &s->here)))
        return;
    copy_point(s, &s->here, &s->best);
    s->found = true;
}

/* One or two parameters, both ways. */
static void try_pair(mkba_i_joint_search *s, size_t a, size_t b)
{
    for (int signs = 0; signs < (a == b ? 2 : 4); signs++) {
        memset(s->direction, 0, s->n * sizeof *s->direction);
        s->direction[b] = signs & 2 ? -1.0 : 1.0;
        s->direction[a] = signs & 1 ? -1.0 : 1.0;
        try_direction(s);
    }
}

static void try_starts(mkba_i_joint_search *s)
{
    uint64_t state = 1;

    for (int sign = -1; sign <= 1; sign += 2) {
        for (size_t i = 0; i < s->n; i++)
            s->direction[i] = sign * s->origin[i];
        try_direction(s);
    }
    for (size_t a = 0; a < s->n; a++) {
        try_pair(s, a, a);
        for (size_t b = a + 1; b < s->n && b < MOST_PAIRED; b++)
            try_pair(s, a, b);
    }
    for (int k = 0; k < RANDOM; k++) {
        for (size_t i = 0; i < s->n; i++)
            s->direction[i] = random_of(&state);
        try_direction(s);
    }
}

/* Off the best point along the boundary, both ways: a maximum or a saddle is left, since nearer points lie beside it. */
static bool leave(mkba_i_joint_search *s, uint64_t *state)
{
    double distance = length(s, s->best.z);

    for (size_t k = 0; k < 2 * s->n + RANDOM; k++) {
        double step = (k % 2 == 0 ? 1e-2 : -1e-2) * distance;

        for (size_t i = 0; i < s->n; i++)
            s->next.z[i] = s->best.z[i] + step * (k < 2 * s->n ? (double) (i == k / 2) : random_of(state));
        if (!project(s) || length(s, s->next.z) >= distance * (1.0 - 1e-10))
            continue;
        descend(s);
        if (length(s, s->here.z) < distance * (1.0 - 1e-10)) {
            copy_point(s, &s->here, &s->best);
            return true;
        }
    }
    return false;
}

/* Whether a point on the boundary was found: the nearest of those seen is then `here`. */
static bool solve(mkba_i_joint_search *s, bool linear)
{
    uint64_t state = 2;
    bool has_slopes;

    s->found = false;
    memset(s->next.z, 0, s->n * sizeof *s->next.z);
    has_slopes = evaluate(s, &s->next); /* what it is there is known anyway: the case was appraised */
    s->start = s->next.outcome;
    memcpy(s->origin, s->next.gradient, s->n * sizeof *s->origin);
    copy_point(s, &s->next, &s->here);
    if (!has_slopes)
        return false;
    if (s->start == 0.0)
        return true;
    if (project(s)) { /* straight down the gradient: all there is to do where the outcome is linear */
        descend(s);
        copy_point(s, &s->here, &s->best);
        s->found = true;
    }
    if (!linear) {
        try_starts(s);
        for (int k = 0; k < ROUNDS && s->found && leave(s, &state); k++)
            continue;
    }
    if (s->found)
        copy_point(s, &s->best, &s->here);
    return s->found;
}

mkba_i_joint_found mkba_i_joint_solve(mkba_i_joint_search *s, mkba_i_node node, bool linear)
{
    mkba_i_joint_found made = {.found = false};

    s->node = node;
    made.found = solve(s, linear);
    made.is_nearest = made.found && is_solution(s, &s->here);
    made.z = s->here.z;
    made.distance = length(s, s->here.z);
    made.angle = angle_of(s, &s->here);
    made.start = s->start;
    made.residual = s->here.outcome;
    return made;
}
