/* A synthetic difference-in-differences by its starts, as tables, and its covariates. */
#include "base/exact.h"

#include <math.h>

#include "base/roll.h"
#include "effect/synthetic_did_model.h"

void mkba_i_sdid_write_periods(mkba_i_row *row, const mkba_i_sdid_cohort *cohort)
{
    int64_t used = 0;

    if (cohort == NULL) {
        for (int i = 0; i < 3; i++)
            mkba_i_row_missing(row);
        return;
    }
    for (size_t p = 0; p < cohort->task.n_before; p++)
        used += cohort->fit.periods[p] > 0.0;
    mkba_i_row_integer(row, (int64_t) cohort->task.n_before);
    mkba_i_row_integer(row, used);
    mkba_i_row_integer(row, (int64_t) mkba_i_sdid_n_after(cohort));
}

static void write_judged(mkba_i_row *row, const mkba_i_judged *judged)
{
    mkba_i_row_maybe(row, judged->estimate);
    mkba_i_row_maybe(row, judged->std_error);
    mkba_i_row_maybe(row, judged->p);
    mkba_i_row_maybe(row, judged->low);
    mkba_i_row_maybe(row, judged->high);
}

static void write_start(const mkba_synthetic_did *s, size_t k, mkba_i_row *row)
{
    const mkba_i_sdid_cohort *cohort = &s->cohorts[k];
    const mkba_i_sdid_question all = {MKBA_I_SDID_ALL, 0};
    int64_t used = 0;

    for (size_t j = 0; j < s->n_donors; j++)
        used += cohort->fit.units[j] > 0.0;
    mkba_i_row_text(row, s->block.periods[cohort->start]);
    mkba_i_row_integer(row, (int64_t) cohort->n_treated);
    mkba_i_row_real(row, mkba_i_sdid_share(s, all, &s->effects, k));
    write_judged(row, &s->starts[k]);
    mkba_i_row_maybe(row, cohort->fit.rmspe_before);
    mkba_i_row_maybe(row, cohort->task.noise);
    mkba_i_row_maybe(row, mkba_i_sdid_ridge(cohort));
    mkba_i_row_maybe(row, cohort->fit.optimality_units);
    mkba_i_row_maybe(row, cohort->fit.optimality_periods);
    mkba_i_row_integer(row, used);
    mkba_i_sdid_write_periods(row, cohort);
    mkba_i_row_next(row);
}

mkba_status mkba_i_sdid_starts_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"start", MKBA_COLUMN_TEXT, NULL},
                                     {"treated", MKBA_COLUMN_INTEGER, NULL},
                                     {"weight", MKBA_COLUMN_REAL, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, unit},
                                     {"std_error", MKBA_COLUMN_REAL, unit},
                                     {"p", MKBA_COLUMN_REAL, NULL},
                                     {"low", MKBA_COLUMN_REAL, unit},
                                     {"high", MKBA_COLUMN_REAL, unit},
                                     {"rmspe_before", MKBA_COLUMN_REAL, unit},
                                     {"noise", MKBA_COLUMN_REAL, unit},
                                     {"ridge", MKBA_COLUMN_REAL, NULL},
                                     {"optimality_areas", MKBA_COLUMN_REAL, NULL},
                                     {"optimality_periods", MKBA_COLUMN_REAL, NULL},
                                     {"donors_used", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_before", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_used", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("starts", columns, MKBA_I_LENGTH(columns), s->n_cohorts, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < s->n_cohorts; k++)
        write_start(s, k, &row);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_sdid_events_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"event", MKBA_COLUMN_INTEGER, NULL}, {"treated", MKBA_COLUMN_INTEGER, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, unit}, {"std_error", MKBA_COLUMN_REAL, unit},
                                     {"p", MKBA_COLUMN_REAL, NULL},        {"low", MKBA_COLUMN_REAL, unit},
                                     {"high", MKBA_COLUMN_REAL, unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("events", columns, MKBA_I_LENGTH(columns), s->n_events, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t e = 0; e < s->n_events; e++) {
        const mkba_i_sdid_question question = {MKBA_I_SDID_EVENT, e};
        size_t treated = 0;
        for (size_t k = 0; k < s->n_cohorts; k++)
            treated += mkba_i_sdid_asks(s, question, &s->effects, k);
        mkba_i_row_integer(&row, (int64_t) e);
        mkba_i_row_integer(&row, (int64_t) treated);
        write_judged(&row, &s->events[e]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_sdid_covariates_table(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"covariate", MKBA_COLUMN_TEXT, NULL},
                                            {"coefficient", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("covariates", columns, MKBA_I_LENGTH(columns), s->block.n_covariates, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t c = 0; c < s->block.n_covariates; c++) {
        mkba_i_row_text(&row, s->block.covariates[c].name);
        mkba_i_row_real(&row, s->coefficients[c]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}
