/* A synthetic difference-in-differences as tables. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/roll.h"
#include "base/table.h"
#include "effect/synthetic_did_model.h"

/* Donors with weight of any start. */
static int64_t count_used(const mkba_synthetic_did *s)
{
    int64_t n = 0;

    for (size_t j = 0; j < s->n_donors; j++) {
        bool used = false;
        for (size_t k = 0; k < s->n_cohorts; k++)
            used = used || s->cohorts[k].fit.units[j] > 0.0;
        n += used ? 1 : 0;
    }
    return n;
}

/* The farthest that the conditions of an optimum are from holding. */
static mkba_i_sdid_fit worst_fit(const mkba_synthetic_did *s)
{
    mkba_i_sdid_fit worst = s->cohorts[0].fit;

    for (size_t k = 1; k < s->n_cohorts; k++) {
        worst.optimality_units = fmax(worst.optimality_units, s->cohorts[k].fit.optimality_units);
        worst.optimality_periods = fmax(worst.optimality_periods, s->cohorts[k].fit.optimality_periods);
    }
    return worst;
}

/* What each start has for itself is missing where there are several. */
static mkba_status make_summary(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"form", MKBA_COLUMN_TEXT, NULL},
                                     {"solver", MKBA_COLUMN_TEXT, NULL},
                                     {"inference", MKBA_COLUMN_TEXT, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, unit},
                                     {"std_error", MKBA_COLUMN_REAL, unit},
                                     {"p", MKBA_COLUMN_REAL, NULL},
                                     {"p_step", MKBA_COLUMN_REAL, NULL},
                                     {"low", MKBA_COLUMN_REAL, unit},
                                     {"high", MKBA_COLUMN_REAL, unit},
                                     {"level", MKBA_COLUMN_REAL, NULL},
                                     {"rmspe_before", MKBA_COLUMN_REAL, unit},
                                     {"noise", MKBA_COLUMN_REAL, unit},
                                     {"ridge", MKBA_COLUMN_REAL, NULL},
                                     {"optimality_areas", MKBA_COLUMN_REAL, NULL},
                                     {"optimality_periods", MKBA_COLUMN_REAL, NULL},
                                     {"placebos", MKBA_COLUMN_INTEGER, NULL},
                                     {"treated", MKBA_COLUMN_INTEGER, NULL},
                                     {"donors", MKBA_COLUMN_INTEGER, NULL},
                                     {"donors_used", MKBA_COLUMN_INTEGER, NULL},
                                     {"left_out", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_before", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_used", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL},
                                     {"starts", MKBA_COLUMN_INTEGER, NULL}};
    const mkba_i_sdid_cohort *only = s->n_cohorts == 1 ? s->cohorts : NULL;
    const mkba_i_sdid_fit worst = worst_fit(s);
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    const double figures[] = {s->all.estimate,
                              s->all.std_error,
                              s->all.p,
                              s->p_step,
                              s->all.low,
                              s->all.high,
                              s->inference == MKBA_SYNTHETIC_DID_NONE ? NAN : s->level,
                              s->rmspe_before,
                              only == NULL ? NAN : only->task.noise,
                              only == NULL ? NAN : mkba_i_sdid_ridge(only),
                              worst.optimality_units,
                              worst.optimality_periods};
    const int64_t counts[] = {(int64_t) s->n_placebos, (int64_t) s->n_treated, (int64_t) s->n_donors, count_used(s),
                              (int64_t) s->block.n_left_out};
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, mkba_synthetic_did_form_name(s->form));
    mkba_i_row_text(&row, mkba_synthetic_did_solver_name(s->solver));
    mkba_i_row_text(&row, mkba_synthetic_did_inference_name(s->inference));
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        mkba_i_row_maybe(&row, figures[i]);
    for (size_t i = 0; i < MKBA_I_LENGTH(counts); i++)
        mkba_i_row_integer(&row, counts[i]);
    mkba_i_sdid_write_periods(&row, only);
    mkba_i_row_integer(&row, (int64_t) s->n_cohorts);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* The mean of the treated of a start in a period of the block. */
static double observed_of(const mkba_synthetic_did *s, const mkba_i_sdid_cohort *cohort, size_t period)
{
    double sum = 0.0;

    for (size_t i = 0; i < cohort->n_treated; i++)
        sum += mkba_i_block_of(&s->block, cohort->treated[i])[period];
    return sum / (double) cohort->n_treated;
}

/* Every period of the block; those that do not count have no figures. */
static void write_path(const mkba_synthetic_did *s, const mkba_i_sdid_cohort *cohort, mkba_i_row *row)
{
    const mkba_i_block *block = &s->block;

    for (size_t p = 0, t = 0; p < block->n_periods; p++) {
        bool counts = t < cohort->task.n_periods && cohort->periods[t] == p, after = p >= cohort->start;
        double observed = counts ? observed_of(s, cohort, p) : NAN, gap = counts ? cohort->fit.gaps[t] : NAN;
        mkba_i_row_text(row, block->periods[p]);
        mkba_i_row_boolean(row, after);
        mkba_i_row_maybe(row, observed);
        mkba_i_row_maybe(row, observed - gap);
        mkba_i_row_maybe(row, gap);
        mkba_i_row_maybe(row, counts && !after ? cohort->fit.periods[t] : NAN);
        mkba_i_row_text(row, block->periods[cohort->start]);
        mkba_i_row_next(row);
        t += counts;
    }
}

static mkba_status make_path(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"period", MKBA_COLUMN_TEXT, NULL},   {"after", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"observed", MKBA_COLUMN_REAL, unit}, {"counterfactual", MKBA_COLUMN_REAL, unit},
                                     {"gap", MKBA_COLUMN_REAL, unit},      {"weight", MKBA_COLUMN_REAL, NULL},
                                     {"start", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("path", columns, MKBA_I_LENGTH(columns), s->n_cohorts * s->block.n_periods, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < s->n_cohorts; k++)
        write_path(s, &s->cohorts[k], &row);
    return mkba_i_row_hand_out(&row, table);
}

static void write_area(mkba_i_row *row, const char *code, const char *name, const char *role, double population,
                       double weight, const char *note, const char *start)
{
    mkba_i_row_text(row, code);
    mkba_i_row_text(row, name);
    mkba_i_row_text(row, role);
    mkba_i_row_maybe(row, population);
    mkba_i_row_maybe(row, weight);
    mkba_i_row_text(row, note);
    mkba_i_row_text(row, start);
    mkba_i_row_next(row);
}

static void write_unit(const mkba_synthetic_did *s, const mkba_i_sdid_cohort *cohort, size_t unit, mkba_i_row *row)
{
    const mkba_i_block *block = &s->block;
    bool treated = unit < s->n_treated;

    write_area(row, block->codes[unit], block->names[unit], treated ? "treated" : "donor",
               block->population == NULL ? NAN : block->population[unit],
               treated ? 1.0 / (double) cohort->n_treated : cohort->fit.units[unit - s->n_treated], "",
               block->periods[cohort->start]);
}

/* The treated of each start and the donors with the weights that they have for it. */
static mkba_status make_areas(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},   {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"role", MKBA_COLUMN_TEXT, NULL},   {"population", MKBA_COLUMN_REAL, NULL},
                                            {"weight", MKBA_COLUMN_REAL, NULL}, {"note", MKBA_COLUMN_TEXT, NULL},
                                            {"start", MKBA_COLUMN_TEXT, NULL}};
    const mkba_i_block *block = &s->block;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("areas", columns, MKBA_I_LENGTH(columns),
                                          s->n_treated + s->n_cohorts * s->n_donors + block->n_left_out, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < s->n_cohorts; k++) {
        const mkba_i_sdid_cohort *cohort = &s->cohorts[k];
        for (size_t i = 0; i < cohort->n_treated; i++)
            write_unit(s, cohort, cohort->treated[i], &row);
        for (size_t u = s->n_treated; u < block->n_units; u++)
            write_unit(s, cohort, u, &row);
    }
    for (size_t i = 0; i < block->n_left_out; i++) {
        char text[MKBA_I_LEFT_OUT_TEXT];
        mkba_i_left_out_text(&block->left_out[i], text);
        write_area(&row, block->left_out[i].code, block->left_out[i].name, "left out", NAN, NAN, text, NULL);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* A gap, or with no period the mean. */
static void write_gap(const mkba_synthetic_did *s, size_t number, const char *period, double gap, const char *start,
                      mkba_i_row *row)
{
    const mkba_i_sdid_placebo *placebo = &s->placebos[number];

    mkba_i_row_integer(row, (int64_t) number + 1);
    mkba_i_row_text(row, s->n_treated == 1 ? s->block.codes[placebo->units[0]] : NULL);
    mkba_i_row_text(row, period);
    mkba_i_row_maybe(row, gap);
    mkba_i_row_maybe(row, placebo->scale);
    mkba_i_row_maybe(row, placebo->rmspe_before);
    mkba_i_row_text(row, start);
    mkba_i_row_next(row);
}

static void write_placebo(const mkba_synthetic_did *s, size_t number, mkba_i_row *row)
{
    for (size_t k = 0; k < s->n_cohorts; k++) {
        const mkba_i_sdid_cohort *cohort = &s->cohorts[k];
        for (size_t p = 0; p < mkba_i_sdid_n_after(cohort); p++)
            write_gap(s, number, s->block.periods[cohort->periods[cohort->task.n_before + p]],
                      s->placebos[number].effects.gaps[cohort->first + p], s->block.periods[cohort->start], row);
    }
    write_gap(s, number, NULL, s->placebos[number].mean, NULL, row);
}

static mkba_status make_placebos(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"placebo", MKBA_COLUMN_INTEGER, NULL}, {"area", MKBA_COLUMN_TEXT, NULL},
                                     {"period", MKBA_COLUMN_TEXT, NULL},     {"gap", MKBA_COLUMN_REAL, unit},
                                     {"scale", MKBA_COLUMN_REAL, NULL},      {"rmspe_before", MKBA_COLUMN_REAL, unit},
                                     {"start", MKBA_COLUMN_TEXT, NULL}};
    size_t n = s->placebos == NULL ? 0 : s->n_placebos;
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("placebos", columns, MKBA_I_LENGTH(columns), n * (s->n_gaps + 1), &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t d = 0; d < n; d++)
        write_placebo(s, d, &row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_findings(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&s->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD, table, error);
}

/* ---- the views by name ------------------------------------------------------------------------------------- */

/* Both by mkba_synthetic_did_view. */
static const char *const NAMES[] = {"summary",  "path",   "areas",  "placebos",
                                    "findings", "starts", "events", "covariates"};
static mkba_status (*const MAKERS[])(const mkba_synthetic_did *s, mkba_table **table,
                                     mkba_error *error) = {make_summary,
                                                           make_path,
                                                           make_areas,
                                                           make_placebos,
                                                           make_findings,
                                                           mkba_i_sdid_starts_table,
                                                           mkba_i_sdid_events_table,
                                                           mkba_i_sdid_covariates_table};

MKBA_I_CHOICE(mkba_synthetic_did_view, NAMES, "view", "view")

mkba_status mkba_synthetic_did_table(const mkba_synthetic_did *did, mkba_synthetic_did_view view, mkba_table **table,
                                     mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(did), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(NAMES))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a synthetic did", (int) view);
    return MAKERS[view](did, table, error);
}
