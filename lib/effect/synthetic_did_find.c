/* What to know before believing a synthetic difference-in-differences. The ids are in docs/effect.md. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>

#include "effect/did_model.h"
#include "effect/synthetic_did_model.h"

#define MOST 0.5   /* of the weight on one donor, from which on it is named */
#define NEARLY 0.9 /* of the weight on one period */
#define WORSE 0.1  /* the share of placebos, the treated among them, that are fitted as badly */

static mkba_status find_inference(mkba_synthetic_did *made, mkba_error *error)
{
    bool placebo = made->inference == MKBA_SYNTHETIC_DID_PLACEBO;
    mkba_status status = MKBA_OK;

    if (made->n_treated < MKBA_I_FEW_TREATED)
        status = mkba_i_say(&made->said, error, "few_treated", false, NULL, NULL, NULL,
                            "%zu treated area%s: how noisy they are is learnt from donors in their place, nothing else "
                            "can be",
                            made->n_treated, made->n_treated == 1 ? "" : "s");
    if (status == MKBA_OK && placebo && isnan(made->all.low))
        status = mkba_i_say(&made->said, error, "no_interval", true, NULL, NULL, NULL,
                            "with %zu placebos p is never below 1 / %zu, so no effect can be rejected at this level",
                            made->n_placebos, made->n_placebos + 1);
    if (status == MKBA_OK && placebo && made->block.population == NULL)
        status = mkba_i_say(&made->said, error, "sizes_ignored", false, NULL, NULL, NULL,
                            "no population is named: donors count as noisy as the treated whatever their size, and "
                            "small areas are noisier");
    if (status == MKBA_OK && made->inference != MKBA_SYNTHETIC_DID_NONE && !(made->all.std_error > 0.0))
        status = mkba_i_say(&made->said, error, "no_noise", true, NULL, NULL, NULL,
                            "all effects that the error is learnt from are the same: how sure this one is cannot be "
                            "told");
    return status;
}

static mkba_status find_fit(mkba_synthetic_did *made, mkba_error *error)
{
    size_t as_bad = 1, n = made->n_placebos;

    for (size_t d = 0; made->placebos != NULL && d < n; d++)
        as_bad += made->placebos[d].rmspe_before >= made->rmspe_before;
    if (made->placebos != NULL && (double) as_bad <= WORSE * (double) (n + 1))
        return mkba_i_say(&made->said, error, "poor_fit", true, NULL, NULL, NULL,
                          "before the start the treated moved less like their weighted donors than all but %zu of %zu "
                          "placebos: the placebos say too little of their noise",
                          as_bad - 1, n);
    return MKBA_OK;
}

/* Weights of one start, which is told where there are several. */
static mkba_status find_weights(mkba_synthetic_did *made, const mkba_i_sdid_cohort *cohort, mkba_error *error)
{
    const mkba_i_block *block = &made->block;
    char of[64] = "";
    mkba_status status = MKBA_OK;

    if (made->n_cohorts > 1)
        snprintf(of, sizeof of, "treated from %.40s: ", block->periods[cohort->start]);
    for (size_t j = 0; status == MKBA_OK && j < made->n_donors; j++)
        if (cohort->fit.units[j] > MOST)
            status = mkba_i_say(&made->said, error, "one_donor", true, block->codes[made->n_treated + j], NULL, NULL,
                                "%smore than half of the weight is on this donor: what befell it counts as effect", of);
    for (size_t p = 0; status == MKBA_OK && p < cohort->task.n_before; p++)
        if (cohort->task.n_before > 1 && cohort->fit.periods[p] > NEARLY)
            status = mkba_i_say(&made->said, error, "one_period", true, NULL, block->periods[cohort->periods[p]], NULL,
                                "%snearly all of the weight is on this period: an odd figure of it counts as "
                                "effect",
                                of);
    return status;
}

/* What the treatment itself does to a covariate is taken out of the effect. */
static mkba_status find_covariates(mkba_synthetic_did *made, mkba_error *error)
{
    size_t n = made->block.n_covariates;

    if (n == 0)
        return MKBA_OK;
    return mkba_i_say(&made->said, error, "covariates", false, NULL, NULL, NULL,
                      "the outcome is adjusted for %zu covariate%s, by what %s where nobody is treated: what the "
                      "treatment changes in %s is no part of the effect",
                      n, n == 1 ? "" : "s", n == 1 ? "it explains" : "they explain", n == 1 ? "it" : "them");
}

static mkba_status find_solver(mkba_synthetic_did *made, mkba_error *error)
{
    if (made->solver != MKBA_SYNTHETIC_DID_FRANK_WOLFE || made->form == MKBA_SYNTHETIC_DID_EQUAL)
        return MKBA_OK;
    return mkba_i_say(&made->said, error, "not_optimal", true, NULL, NULL, NULL,
                      "these are the weights at which the search of synthdid stops, which are not the best: "
                      "solver exact has those");
}

mkba_status mkba_i_sdid_find(mkba_synthetic_did *made, const mkba_panel *panel, mkba_error *error)
{
    mkba_status status = find_inference(made, error);

    if (status == MKBA_OK)
        status = find_fit(made, error);
    if (status == MKBA_OK)
        status = find_covariates(made, error);
    for (size_t k = 0; status == MKBA_OK && k < made->n_cohorts; k++)
        status = find_weights(made, &made->cohorts[k], error);
    if (status == MKBA_OK)
        status = find_solver(made, error);
    return status == MKBA_OK ? mkba_i_block_say(&made->block, panel, 0, &made->said, error) : status;
}
