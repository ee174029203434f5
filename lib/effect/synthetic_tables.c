/* A synthetic control as tables. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/table.h"
#include "effect/synthetic_model.h"

static mkba_status make_path(const mkba_synthetic *s, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"period", MKBA_COLUMN_TEXT, NULL},
                                     {"after", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"observed", MKBA_COLUMN_REAL, s->block.unit},
                                     {"synthetic", MKBA_COLUMN_REAL, s->block.unit},
                                     {"gap", MKBA_COLUMN_REAL, s->block.unit},
                                     {"gap_low", MKBA_COLUMN_REAL, s->block.unit},
                                     {"gap_high", MKBA_COLUMN_REAL, s->block.unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("path", columns, MKBA_I_LENGTH(columns), s->block.n_periods, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t p = 0; p < s->block.n_periods; p++) {
        const mkba_i_synthetic_point *point = &s->path[p];
        mkba_i_row_text(&row, s->block.periods[p]);
        mkba_i_row_boolean(&row, p >= s->block.n_before);
        mkba_i_row_maybe(&row, point->observed);
        mkba_i_row_maybe(&row, point->synthetic);
        mkba_i_row_maybe(&row, point->observed - point->synthetic);
        mkba_i_row_maybe(&row, point->low);
        mkba_i_row_maybe(&row, point->high);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static void write_left_out(mkba_i_row *row, const mkba_i_left_out *out)
{
    char text[MKBA_I_LEFT_OUT_TEXT];

    mkba_i_left_out_text(out, text);
    mkba_i_row_text(row, out->code);
    mkba_i_row_text(row, out->name);
    mkba_i_row_missing(row);
    mkba_i_row_text(row, text);
    mkba_i_row_next(row);
}

static mkba_status make_weights(const mkba_synthetic *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"donor", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"weight", MKBA_COLUMN_REAL, NULL},
                                            {"left_out", MKBA_COLUMN_TEXT, NULL}};
    const mkba_i_block *block = &s->block;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("weights", columns, MKBA_I_LENGTH(columns),
                                          s->n_donors + block->n_left_out + s->n_lacking, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 0; j < s->n_donors; j++) {
        mkba_i_row_text(&row, block->codes[s->donors[j]]);
        mkba_i_row_text(&row, block->names[s->donors[j]]);
        mkba_i_row_real(&row, s->fit.weights[j]);
        mkba_i_row_text(&row, "");
        mkba_i_row_next(&row);
    }
    for (size_t i = 0; i < block->n_left_out; i++)
        write_left_out(&row, &block->left_out[i]);
    for (size_t i = 0; i < s->n_lacking; i++)
        write_left_out(&row, &s->lacking[i]);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_predictors(const mkba_synthetic *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"predictor", MKBA_COLUMN_TEXT, NULL}, {"first", MKBA_COLUMN_TEXT, NULL},
                                            {"last", MKBA_COLUMN_TEXT, NULL},      {"treated", MKBA_COLUMN_REAL, NULL},
                                            {"synthetic", MKBA_COLUMN_REAL, NULL}, {"donors", MKBA_COLUMN_REAL, NULL},
                                            {"v", MKBA_COLUMN_REAL, NULL}};
    size_t k_n = s->task.n_predictors;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("predictors", columns, MKBA_I_LENGTH(columns), k_n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < k_n; k++) {
        double synthetic = 0.0, mean = 0.0, spread = s->spreads[k];
        for (size_t j = 0; j < s->n_donors; j++) {
            double own = spread * s->task.predictors[s->donors[j] * k_n + k];
            synthetic += s->fit.weights[j] * own;
            mean += own / (double) s->n_donors;
        }
        mkba_i_row_text(&row, s->predictor_names[k]);
        mkba_i_row_text(&row, s->predictor_firsts[k]);
        mkba_i_row_text(&row, s->predictor_lasts[k]);
        mkba_i_row_maybe(&row, spread * s->task.predictors[k]);
        mkba_i_row_maybe(&row, synthetic);
        mkba_i_row_maybe(&row, mean);
        mkba_i_row_maybe(&row, s->fit.v[k]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static bool is_one(const mkba_synthetic *s)
{
    return s->fit.unique || s->att_high - s->att_low <= 1e-9 * fmax(fabs(s->att), s->rmspe_after);
}

static mkba_status make_summary(const mkba_synthetic *s, mkba_table **table, mkba_error *error)
{
    const char *unit = s->block.unit;
    const mkba_i_column columns[] = {{"treated", MKBA_COLUMN_TEXT, NULL},
                                     {"indicator", MKBA_COLUMN_TEXT, NULL},
                                     {"rmspe_before", MKBA_COLUMN_REAL, unit},
                                     {"rmspe_after", MKBA_COLUMN_REAL, unit},
                                     {"squares", MKBA_COLUMN_REAL, NULL},
                                     {"att", MKBA_COLUMN_REAL, unit},
                                     {"att_low", MKBA_COLUMN_REAL, unit},
                                     {"att_high", MKBA_COLUMN_REAL, unit},
                                     {"intercept", MKBA_COLUMN_REAL, unit},
                                     {"donors", MKBA_COLUMN_INTEGER, NULL},
                                     {"donors_used", MKBA_COLUMN_INTEGER, NULL},
                                     {"left_out", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_before", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL},
                                     {"form", MKBA_COLUMN_TEXT, NULL},
                                     {"penalty", MKBA_COLUMN_REAL, NULL},
                                     {"negative", MKBA_COLUMN_REAL, NULL},
                                     {"unique", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"optimality", MKBA_COLUMN_REAL, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);
    int64_t used = 0;

    if (status != MKBA_OK)
        return status;
    for (size_t j = 0; j < s->n_donors; j++)
        used += s->fit.weights[j] != 0.0;
    const double figures[] = {s->rmspe_before, s->rmspe_after, s->squares,      s->att,
                              s->att_low,      s->att_high,    s->fit.intercept};
    const int64_t counts[] = {(int64_t) s->n_donors, used, (int64_t) (s->block.n_left_out + s->n_lacking),
                              (int64_t) s->n_before, (int64_t) s->n_after};
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, s->block.codes[0]);
    mkba_i_row_text(&row, s->block.indicator);
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        mkba_i_row_maybe(&row, figures[i]);
    for (size_t i = 0; i < MKBA_I_LENGTH(counts); i++)
        mkba_i_row_integer(&row, counts[i]);
    mkba_i_row_text(&row, mkba_synthetic_form_name(s->task.form));
    mkba_i_row_maybe(&row, s->task.form == MKBA_SYNTHETIC_PLAIN ? NAN : s->task.lambda);
    mkba_i_row_maybe(&row, mkba_i_synthetic_negative(s));
    mkba_i_row_boolean(&row, is_one(s));
    mkba_i_row_maybe(&row, s->fit.optimality);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_findings(const mkba_synthetic *s, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&s->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD, table, error);
}

/* ---- the views by name ------------------------------------------------------------------------------------- */

/* Both by mkba_synthetic_view. */
static const char *const NAMES[] = {"path", "weights", "predictors", "summary", "findings"};
static mkba_status (*const MAKERS[])(const mkba_synthetic *s, mkba_table **table, mkba_error *error) = {
    make_path, make_weights, make_predictors, make_summary, make_findings};

MKBA_I_CHOICE(mkba_synthetic_view, NAMES, "view", "view")

mkba_status mkba_synthetic_table(const mkba_synthetic *synthetic, mkba_synthetic_view view, mkba_table **table,
                                 mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(synthetic), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(NAMES))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a synthetic control", (int) view);
    return MAKERS[view](synthetic, table, error);
}
