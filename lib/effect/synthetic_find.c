/* What to know before believing a synthetic control. The ids are in docs/effect.md. */
#include "base/exact.h"

#include <math.h>

#include "compare/growth_model.h"
#include "effect/synthetic_search.h"

#define EXACT 1e-9 /* of the spread of the outcomes: a fit without error */
#define FEW 2      /* donors per period from which on weights can fit noise */

static double greatest_outcome(const mkba_synthetic *made)
{
    double greatest = 0.0;

    for (size_t p = 0; p < made->block.n_periods; p++)
        if (!isnan(made->path[p].observed))
            greatest = fmax(greatest, fabs(made->path[p].observed));
    return greatest;
}

/* With many donors per period weights fit the noise of the periods before, too. */
static mkba_status find_fit(mkba_synthetic *made, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    if (made->task.form == MKBA_SYNTHETIC_PLAIN && made->n_donors * FEW > made->n_before)
        status = mkba_i_say(
            &made->said, error, "many_donors", true, made->block.codes[0], NULL, NULL,
            "%zu donors against %zu periods before the start: weights can fit chance as well as what would have "
            "happened; choose fewer donors that are alike, before looking at the outcome",
            made->n_donors, made->n_before);
    if (status == MKBA_OK && mkba_i_synthetic_negative(made) < 0.0) {
        char text[MKBA_I_TENTH_TEXT];
        status =
            mkba_i_say(&made->said, error, "extrapolates", true, made->block.codes[0], NULL, NULL,
                       "weights below 0 add up to %s per cent: the synthetic control is no mean of donors, but goes "
                       "beyond them",
                       mkba_i_compare_tenth(100.0 * mkba_i_synthetic_negative(made), text));
    }
    if (status == MKBA_OK && made->rmspe_before <= EXACT * greatest_outcome(made))
        status = mkba_i_say(
            &made->said, error, "exact_fit", true, made->block.codes[0], NULL, NULL,
            "the fit before the start is exact: that says nothing of how well it would have gone on, and the "
            "ratio of errors after and before has no meaning");
    return status;
}

static mkba_status find_search(mkba_synthetic *made, mkba_error *error)
{
    const mkba_i_synthetic_task *task = &made->task;
    bool shorter = task->n_predictors > 1 && task->v == MKBA_SYNTHETIC_V_OPTIMISED && task->starts == 0 &&
                   (double) (made->n_donors * task->n_predictors) > MKBA_I_SYNTHETIC_MANY;

    if (!shorter)
        return MKBA_OK;
    return mkba_i_say(
        &made->said, error, "short_search", false, made->block.codes[0], NULL, NULL,
        "%zu donors and %zu predictors: less is tried for V than with fewer, so a V that fits better may be "
        "missed; name starts to try them all, or choose donors",
        made->n_donors, task->n_predictors);
}

static mkba_status find_range(mkba_synthetic *made, mkba_error *error)
{
    double least = 1e-9 * greatest_outcome(made);
    mkba_status status = MKBA_OK;

    for (size_t p = made->block.n_before; status == MKBA_OK && p < made->block.n_periods; p++) {
        const mkba_i_synthetic_point *point = &made->path[p];
        char low[MKBA_I_TENTH_TEXT], high[MKBA_I_TENTH_TEXT];
        if (isnan(point->observed))
            continue;
        if (isnan(point->low))
            status = mkba_i_say(&made->said, error, "range_untold", true, made->block.codes[0], made->block.periods[p],
                                NULL, "how far weights that fit equally well can move the gap cannot be told");
        else if (point->high - point->low > least)
            status = mkba_i_say(&made->said, error, point->low < 0 && point->high > 0 ? "either_sign" : "many_weights",
                                true, made->block.codes[0], made->block.periods[p], NULL,
                                "weights that fit equally well leave a gap from %s to %s%s: the point is "
                                "one of many",
                                mkba_i_compare_tenth(point->low, low), mkba_i_compare_tenth(point->high, high),
                                point->low < 0 && point->high > 0 ? ", of either sign" : "");
    }
    return status;
}

/* A weighted mean cannot leave the range of the donors. */
static mkba_status find_hull(mkba_synthetic *made, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && !made->task.intercept && made->task.form != MKBA_SYNTHETIC_AUGMENTED &&
                       p < made->block.n_before;
         p++) {
        double low = INFINITY, high = -INFINITY, own = made->path[p].observed;
        for (size_t j = 0; j < made->n_donors; j++) {
            low = fmin(low, mkba_i_block_of(&made->block, made->donors[j])[p]);
            high = fmax(high, mkba_i_block_of(&made->block, made->donors[j])[p]);
        }
        if (own < low || own > high)
            status = mkba_i_say(
                &made->said, error, "outside_donors", true, made->block.codes[0], made->block.periods[p], NULL,
                "the treated area is %s every donor: no weighted mean reaches it; an intercept allows for a "
                "constant difference",
                own < low ? "below" : "above");
    }
    return status;
}

mkba_status mkba_i_synthetic_find(mkba_synthetic *made, const mkba_panel *panel, mkba_error *error)
{
    mkba_status status = find_fit(made, error);

    if (status == MKBA_OK)
        status = find_search(made, error);
    if (status == MKBA_OK)
        status = find_range(made, error);
    if (status == MKBA_OK)
        status = find_hull(made, error);
    return status == MKBA_OK ? mkba_i_block_say(&made->block, panel, made->n_lacking, &made->said, error) : status;
}
