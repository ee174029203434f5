/* A synthetic difference-in-differences as tables. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/roll.h"
#include "base/table.h"
#include "effect/synthetic_did_model.h"

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
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);
    int64_t donors = 0, periods = 0;

    if (status != MKBA_OK)
        return status;
    for (size_t j = 0; j < s->n_donors; j++)
        donors += s->fit.units[j] > 0.0;
    for (size_t p = 0; p < s->task.n_before; p++)
        periods += s->fit.periods[p] > 0.0;
    bool shrunk = s->task.form == MKBA_SYNTHETIC_DID_BOTH;
    const double figures[] = {s->fit.estimate,
                              s->std_error,
                              s->p,
                              s->p_step,
                              s->low,
                              s->high,
                              s->inference == MKBA_SYNTHETIC_DID_NONE ? NAN : s->level,
                              s->fit.rmspe_before,
                              s->task.noise,
                              shrunk ? s->task.zeta * s->task.zeta * (double) s->task.n_before : 0.0,
                              s->fit.optimality_units,
                              s->fit.optimality_periods};
    const int64_t counts[] = {(int64_t) s->n_placebos,
                              (int64_t) s->n_treated,
                              (int64_t) s->n_donors,
                              donors,
                              (int64_t) s->block.n_left_out,
                              (int64_t) s->task.n_before,
                              periods,
                              (int64_t) mkba_i_sdid_n_after(s)};
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, mkba_synthetic_did_form_name(s->task.form));
    mkba_i_row_text(&row, mkba_synthetic_did_solver_name(s->task.solver));
    mkba_i_row_text(&row, mkba_synthetic_did_inference_name(s->inference));
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        mkba_i_row_maybe(&row, figures[i]);
    for (size_t i = 0; i < MKBA_I_LENGTH(counts); i++)
        mkba_i_row_integer(&row, counts[i]);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* Every period of the block; those that do not count have no figures. */
static mkba_status make_path(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"period", MKBA_COLUMN_TEXT, NULL},   {"after", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"observed", MKBA_COLUMN_REAL, unit}, {"counterfactual", MKBA_COLUMN_REAL, unit},
                                     {"gap", MKBA_COLUMN_REAL, unit},      {"weight", MKBA_COLUMN_REAL, NULL}};
    const mkba_i_block *block = &s->block;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("path", columns, MKBA_I_LENGTH(columns), block->n_periods, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t p = 0, t = 0; p < block->n_periods; p++) {
        bool counts = t < s->task.n_periods && s->periods[t] == p, after = p >= block->n_before;
        double observed = counts ? mkba_i_sdid_observed(s, t) : NAN, gap = counts ? s->fit.gaps[t] : NAN;
        mkba_i_row_text(&row, block->periods[p]);
        mkba_i_row_boolean(&row, after);
        mkba_i_row_maybe(&row, observed);
        mkba_i_row_maybe(&row, observed - gap);
        mkba_i_row_maybe(&row, gap);
        mkba_i_row_maybe(&row, counts && !after ? s->fit.periods[t] : NAN);
        mkba_i_row_next(&row);
        t += counts;
    }
    return mkba_i_row_hand_out(&row, table);
}

static void write_area(mkba_i_row *row, const char *code, const char *name, const char *role, double population,
                       double weight, const char *note)
{
    mkba_i_row_text(row, code);
    mkba_i_row_text(row, name);
    mkba_i_row_text(row, role);
    mkba_i_row_maybe(row, population);
    mkba_i_row_maybe(row, weight);
    mkba_i_row_text(row, note);
    mkba_i_row_next(row);
}

static mkba_status make_areas(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},   {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"role", MKBA_COLUMN_TEXT, NULL},   {"population", MKBA_COLUMN_REAL, NULL},
                                            {"weight", MKBA_COLUMN_REAL, NULL}, {"note", MKBA_COLUMN_TEXT, NULL}};
    const mkba_i_block *block = &s->block;
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("areas", columns, MKBA_I_LENGTH(columns), block->n_units + block->n_left_out, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t u = 0; u < block->n_units; u++) {
        bool treated = u < s->n_treated;
        write_area(&row, block->codes[u], block->names[u], treated ? "treated" : "donor",
                   block->population == NULL ? NAN : block->population[u],
                   treated ? 1.0 / (double) s->n_treated : s->fit.units[u - s->n_treated], "");
    }
    for (size_t i = 0; i < block->n_left_out; i++) {
        char text[MKBA_I_LEFT_OUT_TEXT];
        mkba_i_left_out_text(&block->left_out[i], text);
        write_area(&row, block->left_out[i].code, block->left_out[i].name, "left out", NAN, NAN, text);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_placebos(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"placebo", MKBA_COLUMN_INTEGER, NULL}, {"area", MKBA_COLUMN_TEXT, NULL},
                                     {"period", MKBA_COLUMN_TEXT, NULL},     {"gap", MKBA_COLUMN_REAL, unit},
                                     {"scale", MKBA_COLUMN_REAL, NULL},      {"rmspe_before", MKBA_COLUMN_REAL, unit}};
    size_t n_after = mkba_i_sdid_n_after(s), n = s->placebos == NULL ? 0 : s->n_placebos;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("placebos", columns, MKBA_I_LENGTH(columns), n * (n_after + 1), &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t d = 0; d < n; d++)
        for (size_t p = 0; p <= n_after; p++) {
            const mkba_i_sdid_placebo *placebo = &s->placebos[d];
            mkba_i_row_integer(&row, (int64_t) d + 1);
            mkba_i_row_text(&row, placebo->unit == MKBA_I_NONE ? NULL : s->block.codes[placebo->unit]);
            mkba_i_row_text(&row, p == n_after ? NULL : s->block.periods[s->periods[s->task.n_before + p]]);
            mkba_i_row_maybe(&row, p == n_after ? placebo->mean : placebo->gaps[p]);
            mkba_i_row_maybe(&row, placebo->scale);
            mkba_i_row_maybe(&row, placebo->rmspe_before);
            mkba_i_row_next(&row);
        }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_findings(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&s->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD, table, error);
}

/* ---- the views by name ------------------------------------------------------------------------------------- */

/* Both by mkba_synthetic_did_view. */
static const char *const NAMES[] = {"summary", "path", "areas", "placebos", "findings"};
static mkba_status (*const MAKERS[])(const mkba_synthetic_did *s, mkba_table **table, mkba_error *error) = {
    make_summary, make_path, make_areas, make_placebos, make_findings};

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
