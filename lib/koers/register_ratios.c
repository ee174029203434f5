/* Benefits per euro, with intervals: see docs/koers.md. */
#include "base/exact.h"

#include <math.h>

#include "koers/register_model.h"
#include "stat/order.h"
#include "stat/quantile.h"

/* The ends of the interval of draws, which come to stand in another order. */
static void set_ends(const mkba_register *made, double *draws, size_t n, mkba_i_estimate *estimate)
{
    if (n == 0)
        return;
    estimate->low = mkba_i_quantile(draws, n, (1 - made->options.level) / 2);
    estimate->high = mkba_i_quantile(draws, n, (1 + made->options.level) / 2);
    estimate->between = true;
}

static mkba_i_estimate amount_of(const mkba_register *made, bool valued, int64_t cents, const double *draws,
                                 const mkba_i_register_draws *all)
{
    mkba_i_estimate amount = {.there = valued, .value = (double) cents / 100};

    if (!valued)
        return amount;
    for (size_t d = 0; d < all->n; d++)
        all->work[d] = draws[d];
    set_ends(made, all->work, all->n, &amount);
    return amount;
}

/* Benefits per euro of cost, draw by draw; not there where a cost may be 0 or below. */
static mkba_i_estimate per_cost(const mkba_register *made, const mkba_i_costs *row, const double *benefits,
                                const double *costs, const mkba_i_register_draws *all)
{
    mkba_i_estimate ratio = {.there = row->cost > 0};

    if (!ratio.there)
        return ratio;
    ratio.value = (double) row->benefit / (double) row->cost;
    for (size_t d = 0; d < all->n; d++) {
        if (!(costs[d] > 0))
            return (mkba_i_estimate){.there = false};
        all->work[d] = benefits[d] / costs[d];
    }
    set_ends(made, all->work, all->n, &ratio);
    return ratio;
}

/* An amount per euro of what is known to the cent. */
static mkba_i_estimate per_euro(const mkba_i_estimate *amount, int64_t cents)
{
    double euros = (double) cents / 100;
    mkba_i_estimate ratio = {.there = amount->there && cents > 0, .between = amount->between};

    if (!ratio.there)
        return (mkba_i_estimate){.there = false};
    ratio.value = amount->value / euros;
    ratio.low = amount->low / euros;
    ratio.high = amount->high / euros;
    return ratio;
}

/* The probability that a draw times a normal progress is at most x: exactly, draw by draw. */
static double chance_below(const double *draws, size_t n, double progress, double deviation, double x)
{
    double sum = 0;

    for (size_t d = 0; d < n; d++) {
        double apart = x - progress * draws[d], spread = deviation * fabs(draws[d]);

        sum += spread > 0 ? mkba_i_normal_cdf(apart / spread) : apart >= 0;
    }
    return sum / (double) n;
}

/* The x at a probability, to 1e-9 of the range in which it lies. */
static double find_below(const double *draws, size_t n, double progress, double deviation, double p)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t d = 0; d < n; d++) {
        double middle = progress * draws[d], reach = 9 * deviation * fabs(draws[d]);

        low = fmin(low, middle - reach);
        high = fmax(high, middle + reach);
    }
    for (int i = 0; i < 40 && low < high; i++) {
        double middle = low / 2 + high / 2;

        if (chance_below(draws, n, progress, deviation, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return low / 2 + high / 2;
}

/* The benefit times the part of the way that was gone: both may be uncertain, apart from each other. */
static mkba_i_estimate realised(const mkba_register *made, const mkba_i_estimate *benefit,
                                const mkba_i_progress *progress, const double *benefits, size_t n)
{
    mkba_i_estimate amount = {.there = benefit->there && progress->own.there};
    double deviation = progress->deviation, level = made->options.level;

    if (!amount.there)
        return amount;
    amount.value = benefit->value * progress->own.value;
    amount.between = n > 0;
    if (!amount.between)
        return amount;
    amount.low = find_below(benefits, n, progress->own.value, deviation, (1 - level) / 2);
    amount.high = find_below(benefits, n, progress->own.value, deviation, (1 + level) / 2);
    return amount;
}

void mkba_i_register_ratios(mkba_register *made, const mkba_i_register_draws *all)
{
    const mkba_i_koers_model *model = &made->koers->model;

    for (size_t i = 0, row = 0; i < model->node_names.n; i++) {
        const double *benefits = &all->benefits[row * all->n], *costs = &all->costs[row * all->n];
        mkba_i_ratios *ratios = &made->ratios[i];

        if (model->nodes[i].level != MKBA_I_BAAT)
            continue;
        row++;
        ratios->benefit = amount_of(made, ratios->benefit.there, made->costs[i].benefit, benefits, all);
        ratios->cost = amount_of(made, ratios->cost.there, made->costs[i].cost, costs, all);
        if (ratios->benefit.there)
            ratios->per_cost = per_cost(made, &made->costs[i], benefits, costs, all);
        ratios->per_budget = per_euro(&ratios->benefit, made->costs[i].budget);
        ratios->realised = realised(made, &ratios->benefit, &made->progress[i], benefits, all->n);
        ratios->per_spent = per_euro(&ratios->realised, made->costs[i].spent);
        for (size_t k = 0; k < model->nodes[i].n_indicators; k++)
            made->judged[model->nodes[i].indicators[k]].euros += fabs(ratios->benefit.value);
    }
}
