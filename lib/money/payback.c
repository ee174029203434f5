/* Payback: see payback.h. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "money/payback.h"

#define PLACE_TEXT 48
#define UNIT 0x1p-53

typedef struct crossings {
    mkba_i_crossing *items;
    size_t n;
    size_t capacity;
} crossings;

static mkba_status add(crossings *found, double tau, double interpolated, bool up, mkba_error *error)
{
    void *items = found->items;
    if (!mkba_i_grow(&items, &found->capacity, found->n + 1, sizeof *found->items)) {
        return mkba_i_fail_memory(error);
    }
    found->items = items;
    found->items[found->n++] = (mkba_i_crossing){.tau = tau, .interpolated = interpolated, .up = up};
    return MKBA_OK;
}

/* Where between two moments the balance is zero, the flow of the second spread evenly since the first. Halves,
 * because the difference of two balances may be beyond the range of a double. */
static double interpolate(double from, double before, double to, double after)
{
    double half = before / 2.0;
    double share = half / (half - after / 2.0);
    double moment = from + (to - from) * share;
    return moment < from ? from : moment > to ? to : moment;
}

static mkba_status fail_balance(size_t k, mkba_error *error)
{
    char where[PLACE_TEXT];
    snprintf(where, sizeof where, "flows[%zu]", k);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where,
                       "the balance up to flows[%zu] is beyond the range of a double", k);
}

/* Whether a balance of k + 1 flows is below 0 by more than rounding can make it: of flows that were computed, each off
 * by a few units in its last place, and of the sum. `step` is UNIT times the sum of their sizes. */
static bool is_below(double balance, double step, size_t k)
{
    return balance < -((double) k + 8.0) * step;
}

static mkba_status find(const double *tau, const double *flows, size_t n, crossings *found, mkba_error *error)
{
    double balance = flows[0];
    double step = UNIT * fabs(balance);
    bool below = balance < 0.0;
    mkba_status status = MKBA_OK;
    for (size_t k = 1; k < n && status == MKBA_OK; k++) {
        double before = balance;
        bool was_below = below;
        balance += flows[k];
        step += UNIT * fabs(flows[k]);
        if (!isfinite(balance)) {
            return fail_balance(k, error);
        }
        below = is_below(balance, step, k);
        if (was_below != below) {
            double moment = interpolate(tau[k - 1], before, tau[k], balance);
            status = add(found, tau[k], moment, !below, error);
        }
    }
    /* Never below 0: paid back from the first moment. */
    return status == MKBA_OK && found->n == 0 && !below ? add(found, tau[0], tau[0], true, error) : status;
}

mkba_status mkba_i_payback(const double *tau, const double *flows, size_t n, mkba_i_crossing **items, size_t *n_items,
                           bool *has_payback, mkba_error *error)
{
    crossings found = {0};
    mkba_status status = n == 0 ? MKBA_OK : find(tau, flows, n, &found, error);
    if (status != MKBA_OK) {
        free(found.items);
        return status;
    }
    bool stays = found.n > 0 && found.items[found.n - 1].up;
    if (stays) {
        found.items[found.n - 1].is_payback = true;
    }
    *items = found.items;
    *n_items = found.n;
    *has_payback = stays;
    return MKBA_OK;
}
