#include "appraise/returns.h"

#include <math.h>
#include <stdlib.h>

#include "base/exact.h"

/* ---- flows ----------------------------------------------------------------------------------------------- */

/* Sums per half year, from the start of the first year to the end of the last. */
typedef struct grid {
    double *amounts, *discounted;
    size_t n;
    bool whole, half; /* whether anything falls at the edge of a year, and in the middle of one */
} grid;

static void add_entry(const mkba_appraisal *appraisal, const mkba_i_entry *entry, grid *g)
{
    double sign = entry->kind == MKBA_I_KIND_COST ? -1.0 : 1.0;
    size_t offset = (size_t) (2.0 * mkba_i_timing_offset(entry->discounting->timing));

    for (size_t year = 0; year < appraisal->plan.n_years; year++) {
        double amount = mkba_i_figure(appraisal, entry->amounts[year]);

        if (amount == 0.0)
            continue;
        g->amounts[2 * year + offset] += sign * amount;
        g->discounted[2 * year + offset] += sign * mkba_i_figure(appraisal, entry->pvs[year]);
        g->whole = g->whole || offset != 1;
        g->half = g->half || offset == 1;
    }
}

static mkba_status fill(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, grid *g, mkba_error *error)
{
    for (size_t i = 0; i < outcome->n_entries; i++)
        if (outcome->entries[i].kind != MKBA_I_KIND_TRANSFER)
            add_entry(appraisal, &outcome->entries[i], g);
    for (size_t i = 0; i < g->n; i++)
        if (!isfinite(g->amounts[i]) || !isfinite(g->discounted[i]))
            return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "a sum over the lines of \"%.100s\" is too large",
                               mkba_i_outcome_name(appraisal, outcome));
    return MKBA_OK;
}

/* The moments at which something may fall, from the first at which something does. */
static void pick(const mkba_appraisal *appraisal, const grid *g, mkba_i_flows *flows)
{
    const mkba_i_plan *plan = &appraisal->plan;
    size_t stride = g->whole && g->half ? 1 : 2;

    flows->step = (double) stride / 2.0;
    for (size_t i = g->half && !g->whole ? 1 : 0; i < g->n; i += stride) {
        if (flows->n == 0 && g->amounts[i] == 0.0)
            continue;
        flows->tau[flows->n] = plan->settings.first - plan->model->base_year + (double) i / 2.0;
        flows->amounts[flows->n] = g->amounts[i];
        flows->discounted[flows->n++] = g->discounted[i];
    }
}

void mkba_i_flows_free(mkba_i_flows *flows)
{
    free(flows->tau);
    *flows = (mkba_i_flows){.n = 0};
}

mkba_status mkba_i_flows_make(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, mkba_i_flows *flows,
                              mkba_error *error)
{
    grid g = {.n = 2 * appraisal->plan.n_years + 1};
    double *numbers = calloc(5 * g.n, sizeof *numbers);
    mkba_status status;

    if (numbers == NULL)
        return mkba_i_fail_memory(error);
    *flows = (mkba_i_flows){.tau = numbers, .amounts = numbers + g.n, .discounted = numbers + 2 * g.n};
    g.amounts = numbers + 3 * g.n;
    g.discounted = numbers + 4 * g.n;
    status = fill(appraisal, outcome, &g, error);
    if (status == MKBA_OK)
        pick(appraisal, &g, flows);
    else
        mkba_i_flows_free(flows);
    return status;
}

/* ---- in one line ----------------------------------------------------------------------------------------- */

static mkba_status find_irr(const mkba_i_flows *flows, mkba_i_returns *returns, mkba_error *error)
{
    mkba_i_roots roots = {0};
    mkba_status status = mkba_i_irr(flows->amounts, flows->n, flows->step, &roots, error);

    if (status != MKBA_OK)
        return status;
    returns->has_roots = !roots.every;
    returns->n_roots = roots.n;
    returns->has_irr = roots.n == 1 && !roots.items[0].multiple;
    returns->irr = returns->has_irr ? roots.items[0].rate : 0.0;
    mkba_i_roots_free(&roots);
    return MKBA_OK;
}

static mkba_status find_payback(const mkba_i_flows *flows, const double *amounts, double *tau, bool *there,
                                mkba_error *error)
{
    mkba_i_crossing *crossings = NULL;
    size_t n = 0;
    mkba_status status = mkba_i_payback(flows->tau, amounts, flows->n, &crossings, &n, there, error);

    for (size_t i = 0; status == MKBA_OK && i < n; i++)
        if (crossings[i].is_payback)
            *tau = crossings[i].tau;
    free(crossings);
    return status;
}

mkba_status mkba_i_returns_make(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, mkba_i_returns *returns,
                                mkba_error *error)
{
    mkba_i_flows flows;
    mkba_error why; /* flows that are too large have no returns, and that is no failure of ours */
    mkba_status status = mkba_i_flows_make(appraisal, outcome, &flows, &why);

    *returns = (mkba_i_returns){.n_roots = 0};
    if (status != MKBA_OK)
        return status == MKBA_ERROR_MEMORY ? mkba_i_fail_memory(error) : MKBA_OK;
    if (flows.n > 0) {
        status = find_irr(&flows, returns, &why);
        if (status != MKBA_ERROR_MEMORY)
            status = find_payback(&flows, flows.amounts, &returns->payback, &returns->has_payback, &why);
        if (status != MKBA_ERROR_MEMORY)
            status = find_payback(&flows, flows.discounted, &returns->discounted, &returns->has_discounted, &why);
    }
    mkba_i_flows_free(&flows);
    return status == MKBA_ERROR_MEMORY ? mkba_i_fail_memory(error) : MKBA_OK;
}
