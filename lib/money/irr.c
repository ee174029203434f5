/* Internal rates of return: see irr.h. With x = (1 + r)^-step the value of a flow is a polynomial, and r > -1 is x > 0.
 * Roots in (0, 1] are those of the polynomial, those above 1 the inverses of those of the polynomial turned round. */
#include "base/exact.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/memory.h"
#include "money/flows.h"
#include "money/irr.h"
#include "money/irr_isolate.h"
#include "money/irr_lanes.h"

#define UNIT 0x1p-53
#define LANES MKBA_I_LANES
/* Every flow is brought to the same size, by a power of 2: its largest amount between 2^500 and 2^501. */
#define LARGEST_EXPONENT 501
#define WIDEST_EXPONENTS 1000

void mkba_i_roots_free(mkba_i_roots *roots)
{
    free(roots->items);
    *roots = (mkba_i_roots){0};
}

/* What decides how a flow is solved. */
typedef struct profile {
    size_t first, last;   /* periods of the first and last amount that is not 0 */
    size_t before, after; /* around the first change of sign */
    size_t changes;       /* of sign */
    double scale[2];      /* multiply by both */
    double sum;           /* the value at x = 1, as far as rounding lets it be known */
    bool every;           /* all amounts are 0 */
} profile;

typedef struct solver {
    const mkba_flows *flows;
    double step;
    double *block;  /* [period][lane] */
    double *c;      /* of one flow: scaled, without zeros at its ends */
    double *turned; /* the same turned round */
    double *room;   /* for mkba_i_isolate */
    mkba_i_brackets forward, backward;
    mkba_i_root *roots;
    size_t n_roots;
    size_t capacity;
    mkba_i_irr_flow *found;
    size_t lane_flow[LANES]; /* which flow is in which lane */
    bool lane_turned[LANES];
    double lane_shift[LANES];
    size_t n_lanes;
    mkba_error *error;
} solver;

/* ---- a look at a flow -------------------------------------------------------------------------------------- */

static mkba_status fail_flow(const solver *s, size_t i, size_t k, const char *sentence)
{
    char where[MKBA_I_PLACE_TEXT];
    snprintf(where, sizeof where, "flows[%zu][%zu]", i, k);
    return mkba_i_fail_value(where, sentence, mkba_i_flow_value(s->flows, i, k), s->error);
}

/* Copies flow i into s->c, for nothing else to follow strides, and takes its measure. */
static void measure(solver *s, size_t i, double *largest, double *smallest, double *sum)
{
    double most = 0.0;
    double least = DBL_MAX;
    double total = 0.0;
    for (size_t k = 0; k < s->flows->n_periods; k++) {
        double value = mkba_i_flow_value(s->flows, i, k);
        double size = fabs(value);
        double positive = size > 0.0 ? size : DBL_MAX;
        s->c[k] = value;
        most = size > most ? size : most;
        least = positive < least ? positive : least;
        total += value;
    }
    *largest = most;
    *smallest = least;
    *sum = total;
}

/* Finds the changes of sign between amounts that are not 0. */
static void find_changes(const double *c, size_t n, profile *p)
{
    while (c[p->first] == 0.0) {
        p->first++;
    }
    bool positive = c[p->first] > 0.0;
    p->last = p->first;
    for (size_t k = p->first + 1; k < n; k++) {
        if (c[k] == 0.0) {
            continue;
        }
        if ((c[k] > 0.0) != positive) {
            positive = !positive;
            p->before = p->changes == 0 ? p->last : p->before;
            p->after = p->changes == 0 ? k : p->after;
            p->changes++;
        }
        p->last = k;
    }
}

static mkba_status fail_amount(const solver *s, size_t i, double smallest)
{
    size_t k = 0;
    mkba_status status = mkba_i_flows_check_values(s->flows, s->error);
    if (status != MKBA_OK) {
        return status;
    }
    while (fabs(mkba_i_flow_value(s->flows, i, k)) != smallest) {
        k++;
    }
    return fail_flow(s, i, k, "amounts of one flow are within a factor 1e301 of each other, or 0");
}

static mkba_status profile_of(solver *s, size_t i, profile *p)
{
    double largest;
    double smallest;
    int high;
    int low;
    *p = (profile){0};
    measure(s, i, &largest, &smallest, &p->sum);
    /* What is not finite makes the sum so, and so may large amounts. */
    if (!isfinite(p->sum)) {
        mkba_status status = mkba_i_flows_check_values(s->flows, s->error);
        if (status != MKBA_OK) {
            return status;
        }
    }
    p->every = largest == 0.0;
    if (p->every) {
        return MKBA_OK;
    }
    frexp(largest, &high);
    frexp(smallest, &low);
    if (high - low > WIDEST_EXPONENTS) {
        return fail_amount(s, i, smallest);
    }
    int half = (LARGEST_EXPONENT - high) / 2;
    p->scale[0] = ldexp(1.0, half);
    p->scale[1] = ldexp(1.0, LARGEST_EXPONENT - high - half);
    find_changes(s->c, s->flows->n_periods, p);
    return MKBA_OK;
}

/* ---- from brackets to rates ---------------------------------------------------------------------------------- */

typedef struct rated {
    double rate;
    double slack; /* how far rounding may have moved it */
} rated;

/* r = x^(-1 / step) - 1, or of a root of the polynomial turned round z^(1 / step) - 1. */
static rated rate_of(double x, bool turned, double step)
{
    if (step == 1.0) {
        double rate = turned ? x - 1.0 : (1.0 - x) / x;
        return (rated){rate, 4.0 * UNIT * fabs(rate)};
    }
    double power = (turned ? mkba_i_log(x) : -mkba_i_log(x)) / step;
    double rate = mkba_i_expm1(power);
    return (rated){rate, 8.0 * UNIT * (fabs(power) * (1.0 + rate) + fabs(rate))};
}

static mkba_status make_root(const solver *s, size_t i, mkba_i_bracket bracket, bool turned, mkba_i_root *root)
{
    rated at = rate_of(bracket.at, turned, s->step);
    rated low = rate_of(turned ? bracket.low : bracket.high, turned, s->step);
    rated high = rate_of(turned ? bracket.high : bracket.low, turned, s->step);
    if (!isfinite(at.rate)) {
        char where[MKBA_I_PLACE_TEXT];
        snprintf(where, sizeof where, "flows[%zu]", i);
        return mkba_i_fail(s->error, MKBA_ERROR_ARGUMENT, where,
                           "flow %zu has a rate of return beyond the range of a double", i);
    }
    *root = (mkba_i_root){
        .rate = fmax(at.rate, nextafter(-1.0, 0.0)),
        .low = fmax(low.rate - low.slack, -1.0),
        .high = isfinite(high.rate + high.slack) ? high.rate + high.slack : DBL_MAX,
        .multiple = bracket.multiple,
    };
    root->high = fmax(root->high, root->rate);
    return MKBA_OK;
}

/* Appends a root of flow i, whose roots come in ascending order. Brackets that overlap become one. */
static mkba_status add_root(solver *s, size_t i, mkba_i_bracket bracket, bool turned)
{
    mkba_i_root root;
    mkba_status status = make_root(s, i, bracket, turned, &root);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_i_root *before = s->found[i].n > 0 ? &s->roots[s->n_roots - 1] : NULL;
    if (before != NULL && root.low < before->high) {
        before->high = root.high;
        before->rate = root.multiple ? root.rate : before->rate;
        before->multiple = true;
        return MKBA_OK;
    }
    void *items = s->roots;
    if (!mkba_i_grow(&items, &s->capacity, s->n_roots + 1, sizeof root)) {
        return mkba_i_fail_memory(s->error);
    }
    s->roots = items;
    s->roots[s->n_roots++] = root;
    s->found[i].first = s->n_roots - ++s->found[i].n;
    return MKBA_OK;
}

/* ---- any flow -------------------------------------------------------------------------------------------------- */

/* Where to cut x > 0 in two: at 1, or near it when 1 may be a root. The nearer the more periods there are, so that no
 * power of it is beyond the range of a double: (1 + 128 / n)^n is below 2^185. */
static double cut(const double *c, size_t n)
{
    static const double tries[] = {0.0, 1.0, -1.0, 2.0, -2.0};
    double apart = fmin(1.0 / 16.0, 64.0 / (double) n);
    for (size_t t = 0; t < sizeof tries / sizeof tries[0]; t++) {
        double x = 1.0 + tries[t] * apart;
        if (mkba_i_value_sign(mkba_i_value_at(c, n, x)) != 0) {
            return x;
        }
    }
    return 1.0;
}

/* Of the flow that profile_of left in s->c. */
static mkba_status solve_any(solver *s, size_t i, const profile *p)
{
    size_t n = p->last - p->first + 1;
    for (size_t k = 0; k < n; k++) {
        s->c[k] = s->c[p->first + k] * p->scale[0] * p->scale[1];
        s->turned[n - 1 - k] = s->c[k];
    }
    double end = cut(s->c, n);
    double over = 1.0 + 8.0 * UNIT; /* both sides reach over the cut, whatever 1 / end rounds to */
    s->forward.n = 0;
    s->backward.n = 0;
    mkba_status status = mkba_i_isolate(s->c, n, end * over, s->room, &s->forward, s->error);
    if (status == MKBA_OK) {
        status = mkba_i_isolate(s->turned, n, 1.0 / end * over, s->room, &s->backward, s->error);
    }
    for (size_t b = 0; b < s->backward.n && status == MKBA_OK; b++) {
        status = add_root(s, i, s->backward.items[b], true);
    }
    for (size_t b = s->forward.n; b-- > 0 && status == MKBA_OK;) {
        status = add_root(s, i, s->forward.items[b], false);
    }
    return status;
}

/* ---- flows of one change of sign, side by side ------------------------------------------------------------------- */

/* The same. */
static void fill_lane(solver *s, size_t i, const profile *p)
{
    size_t n = s->flows->n_periods;
    size_t lane = s->n_lanes++;
    /* The root is above 1 when the value at 1 still has the sign of that at 0. */
    bool turned = (p->sum > 0.0) == (s->c[p->first] > 0.0);
    double shift = ((double) p->before + (double) p->after) / 2.0;
    for (size_t k = 0; k < n; k++) {
        double value = s->c[k] * p->scale[0] * p->scale[1];
        s->block[(turned ? n - 1 - k : k) * LANES + lane] = value;
    }
    s->lane_flow[lane] = i;
    s->lane_turned[lane] = turned;
    s->lane_shift[lane] = turned ? (double) (n - 1) - shift : shift;
}

/* Lanes without a flow repeat the first. */
static void fill_rest(solver *s)
{
    for (size_t lane = s->n_lanes; lane < LANES; lane++) {
        for (size_t k = 0; k < s->flows->n_periods; k++) {
            s->block[k * LANES + lane] = s->block[k * LANES];
        }
        s->lane_shift[lane] = s->lane_shift[0];
    }
}

static mkba_status solve_lanes(solver *s)
{
    mkba_i_bracket brackets[LANES];
    bool done[LANES];
    mkba_status status = MKBA_OK;
    fill_rest(s);
    mkba_i_lanes_solve(s->block, s->flows->n_periods, s->lane_shift, brackets, done);
    for (size_t lane = 0; lane < s->n_lanes && status == MKBA_OK; lane++) {
        profile p;
        size_t i = s->lane_flow[lane];
        if (done[lane]) {
            status = add_root(s, i, brackets[lane], s->lane_turned[lane]);
        } else {
            status = profile_of(s, i, &p);
            status = status == MKBA_OK ? solve_any(s, i, &p) : status;
        }
    }
    s->n_lanes = 0;
    return status;
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static mkba_status solve(solver *s)
{
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < s->flows->n_flows && status == MKBA_OK; i++) {
        profile p;
        s->found[i] = (mkba_i_irr_flow){0};
        status = profile_of(s, i, &p);
        if (status != MKBA_OK) {
            return status;
        }
        s->found[i].every = p.every;
        if (p.changes > 1) {
            status = solve_any(s, i, &p);
        } else if (p.changes == 1) {
            fill_lane(s, i, &p);
            status = s->n_lanes == LANES ? solve_lanes(s) : MKBA_OK;
        }
    }
    return status == MKBA_OK && s->n_lanes > 0 ? solve_lanes(s) : status;
}

mkba_status mkba_i_irr_many(const mkba_flows *flows, double step, mkba_i_irr_flow *found, mkba_i_root **roots,
                            size_t *n_roots, mkba_error *error)
{
    solver s = {.flows = flows, .step = step, .found = found, .error = error};
    size_t n = flows->n_periods;
    size_t doubles = LANES + 6;
    double *memory = n > SIZE_MAX / sizeof *memory / doubles ? NULL : malloc(n * doubles * sizeof *memory);
    if (memory == NULL) {
        return mkba_i_fail_memory(error);
    }
    s.block = memory;
    s.c = memory + n * LANES;
    s.turned = s.c + n;
    s.room = s.turned + n;
    mkba_status status = solve(&s);
    free(memory);
    free(s.forward.items);
    free(s.backward.items);
    if (status != MKBA_OK) {
        free(s.roots);
        return status;
    }
    *roots = s.roots;
    *n_roots = s.n_roots;
    return MKBA_OK;
}

mkba_status mkba_i_irr(const double *flows, size_t n, double step, mkba_i_roots *roots, mkba_error *error)
{
    mkba_flows one = {.values = flows, .n_flows = 1, .n_periods = n, .flow_stride = 0, .period_stride = 1};
    mkba_i_irr_flow found = {0};
    mkba_i_root *items = NULL;
    size_t n_items = 0;
    mkba_status status = n == 0 ? MKBA_OK : mkba_i_irr_many(&one, step, &found, &items, &n_items, error);
    if (status == MKBA_OK) {
        *roots = (mkba_i_roots){.items = items, .n = n_items, .every = n == 0 || found.every};
    }
    return status;
}
