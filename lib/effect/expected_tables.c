/* Need adjustment: what was found, as tables. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "effect/expected_model.h"
#include "stat/quantile.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER
#define BOOLEAN MKBA_COLUMN_BOOLEAN

static const char *unit_of(const mkba_i_expected *e)
{
    return e->growth ? "%" : e->panel->indicators[e->outcome].unit;
}

/* ---- areas, and the region among them --------------------------------------------------------------------- */

static void put_who(const mkba_i_expected *e, const mkba_i_expected_row *from, mkba_i_row *row)
{
    char period[MKBA_I_PERIOD_TEXT];

    mkba_i_row_text(row, from->code);
    mkba_i_row_text(row, from->name);
    mkba_i_row_text(row, mkba_i_expected_period(e, e->periods[from->period], period));
}

static void put_expected(const mkba_i_expected *e, const mkba_i_expected_row *from, mkba_i_row *row)
{
    mkba_i_row_maybe(row, from->value);
    mkba_i_row_maybe(row, from->expected);
    mkba_i_row_maybe(row, from->value - from->expected);
    mkba_i_row_maybe(row, e->growth || !(from->expected > 0) ? NAN : from->value / from->expected);
    mkba_i_row_maybe(row, from->low);
    mkba_i_row_maybe(row, from->high);
}

static void put_position(const mkba_i_expected_row *from, mkba_i_row *row)
{
    mkba_i_row_text(row, !isfinite(from->low) || !isfinite(from->value) ? NULL
                         : from->value < from->low                      ? "below"
                         : from->value > from->high                     ? "above"
                                                                        : "within");
}

static mkba_status make_region(const mkba_i_expected *e, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"area", TEXT, NULL},
                                     {"name", TEXT, NULL},
                                     {"period", TEXT, NULL},
                                     {"observed", REAL, unit_of(e)},
                                     {"expected", REAL, unit_of(e)},
                                     {"difference", REAL, unit_of(e)},
                                     {"ratio", REAL, "1"},
                                     {"low", REAL, unit_of(e)},
                                     {"high", REAL, unit_of(e)},
                                     {"mean_low", REAL, unit_of(e)},
                                     {"mean_high", REAL, unit_of(e)},
                                     {"position", TEXT, NULL},
                                     {"leverage", REAL, "1"},
                                     {"extrapolates", BOOLEAN, NULL}};
    mkba_table *made = NULL;
    size_t n = 0;

    for (size_t r = 0; r < e->n_rows; r++)
        n += e->rows[r].of_region;
    mkba_status status = mkba_i_table_new("region", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t r = 0; r < e->n_rows; r++) {
        const mkba_i_expected_row *from = &e->rows[r];
        bool by_leverage;
        if (!from->of_region)
            continue;
        bool beyond = mkba_i_expected_beyond(e, from, &by_leverage) != MKBA_I_NONE || by_leverage;
        put_who(e, from, &row);
        put_expected(e, from, &row);
        mkba_i_row_maybe(&row, from->mean_low);
        mkba_i_row_maybe(&row, from->mean_high);
        put_position(from, &row);
        mkba_i_row_maybe(&row, from->leverage);
        if (mkba_i_expected_is_total(from))
            mkba_i_row_missing(&row);
        else
            mkba_i_row_boolean(&row, beyond);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* Why a row deserves a look: texts in the order of the bits. */
static const char *flag_of(const mkba_i_expected *e, const mkba_i_expected_row *row)
{
    static const char *const words[] = {NULL,
                                        "leverage",
                                        "outlier",
                                        "leverage, outlier",
                                        "influence",
                                        "leverage, influence",
                                        "outlier, influence",
                                        "leverage, outlier, influence"};
    double p = (double) e->p, n = (double) e->n;
    unsigned found = 0;

    if (row->leverage > 3 * p / n)
        found |= 1;
    if (fabs(row->studentised) > 3)
        found |= 2;
    if (row->cook > 1 || fabs(row->dffits) > 2 * sqrt(p / n))
        found |= 4;
    return words[found];
}

static mkba_status make_areas(const mkba_i_expected *e, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"area", TEXT, NULL},
                                     {"name", TEXT, NULL},
                                     {"period", TEXT, NULL},
                                     {"role", TEXT, NULL},
                                     {"observed", REAL, unit_of(e)},
                                     {"expected", REAL, unit_of(e)},
                                     {"difference", REAL, unit_of(e)},
                                     {"ratio", REAL, "1"},
                                     {"low", REAL, unit_of(e)},
                                     {"high", REAL, unit_of(e)},
                                     {"position", TEXT, NULL},
                                     {"size", REAL, NULL},
                                     {"leverage", REAL, "1"},
                                     {"studentised", REAL, "1"},
                                     {"cook", REAL, "1"},
                                     {"dffits", REAL, "1"},
                                     {"weight", REAL, "1"},
                                     {"flag", TEXT, NULL},
                                     {"reason", TEXT, NULL}};
    mkba_table *made = NULL;
    size_t n = 0;

    for (size_t r = 0; r < e->n_rows; r++)
        n += !mkba_i_expected_is_total(&e->rows[r]);
    mkba_status status = mkba_i_table_new("areas", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t r = 0; r < e->n_rows; r++) {
        const mkba_i_expected_row *from = &e->rows[r];
        if (mkba_i_expected_is_total(from))
            continue;
        put_who(e, from, &row);
        mkba_i_row_text(&row, from->of_region ? "region" : from->reason != NULL ? "left out" : "fit");
        put_expected(e, from, &row);
        put_position(from, &row);
        mkba_i_row_maybe(&row, e->population != MKBA_I_NONE ? from->population : from->weight);
        mkba_i_row_maybe(&row, from->leverage);
        mkba_i_row_maybe(&row, from->studentised);
        mkba_i_row_maybe(&row, from->cook);
        mkba_i_row_maybe(&row, from->dffits);
        mkba_i_row_maybe(&row, from->robust);
        mkba_i_row_text(&row, flag_of(e, from));
        mkba_i_row_text(&row, from->reason);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- coefficients ----------------------------------------------------------------------------------------- */

static double reach(const mkba_i_expected *e)
{
    double p = 0.5 + e->options.level / 2;

    return e->counts && e->errors != MKBA_I_ERRORS_CLUSTERED ? mkba_i_normal_quantile(p)
                                                             : mkba_i_student_quantile(p, fmin(e->df, 1e10));
}

static void put_term(const mkba_i_expected *e, size_t column, mkba_i_row *row)
{
    char period[MKBA_I_PERIOD_TEXT];

    if (column >= e->n_constants) {
        const mkba_indicator *factor = mkba_i_expected_factor(e, column - e->n_constants);
        mkba_i_row_text(row, factor->name);
        mkba_i_row_text(row, factor->unit[0] == '\0' ? NULL : factor->unit);
        return;
    }
    mkba_i_row_text(row, column == 0 ? "constant" : mkba_i_expected_period(e, e->periods[column], period));
    mkba_i_row_missing(row);
}

static void put_coefficient(const mkba_i_expected *e, size_t column, mkba_i_row *row)
{
    double beta = e->fit.beta[column], error = sqrt(e->covariance[column * e->p + column]), t = reach(e);
    double least = NAN, most = NAN, inflation = NAN;

    if (column >= e->n_constants) {
        mkba_i_expected_range(e, column - e->n_constants, &least, &most);
        inflation = mkba_i_expected_inflation(e, column - e->n_constants);
    }
    put_term(e, column, row);
    mkba_i_row_maybe(row, beta);
    mkba_i_row_maybe(row, error);
    mkba_i_row_maybe(row, error > 0 ? beta / error : NAN);
    mkba_i_row_maybe(row, beta - t * error);
    mkba_i_row_maybe(row, beta + t * error);
    mkba_i_row_maybe(row, inflation);
    mkba_i_row_maybe(row, least);
    mkba_i_row_maybe(row, most);
    mkba_i_row_maybe(row, e->counts ? mkba_i_exp(beta) : NAN);
    mkba_i_row_maybe(row, e->counts ? mkba_i_exp(beta - t * error) : NAN);
    mkba_i_row_maybe(row, e->counts ? mkba_i_exp(beta + t * error) : NAN);
    mkba_i_row_next(row);
}

static mkba_status make_coefficients(const mkba_i_expected *e, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"term", TEXT, NULL},          {"unit", TEXT, NULL}, {"estimate", REAL, NULL},  {"error", REAL, NULL},
        {"statistic", REAL, "1"},      {"low", REAL, NULL},  {"high", REAL, NULL},      {"vif", REAL, "1"},
        {"least", REAL, NULL},         {"most", REAL, NULL}, {"rate_ratio", REAL, "1"}, {"rate_ratio_low", REAL, "1"},
        {"rate_ratio_high", REAL, "1"}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("coefficients", columns, MKBA_I_LENGTH(columns), e->p, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 0; j < e->p; j++)
        put_coefficient(e, j, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- summary ---------------------------------------------------------------------------------------------- */

static mkba_expected_errors errors_of(const mkba_i_expected *e)
{
    static const mkba_expected_errors of[] = {MKBA_EXPECTED_ERRORS_CLASSICAL, MKBA_EXPECTED_ERRORS_HC1,
                                              MKBA_EXPECTED_ERRORS_HC2, MKBA_EXPECTED_ERRORS_HC3,
                                              MKBA_EXPECTED_ERRORS_CLUSTERED};
    return of[e->errors];
}

static void put_summary(const mkba_i_expected *e, mkba_i_row *row)
{
    bool poisson = e->options.method == MKBA_EXPECTED_POISSON;

    mkba_i_row_text(row, e->options.indicator);
    mkba_i_row_text(row, mkba_expected_method_name(e->options.method));
    mkba_i_row_text(row, mkba_expected_errors_name(errors_of(e)));
    mkba_i_row_integer(row, (int64_t) e->n);
    mkba_i_row_integer(row, (int64_t) e->n_areas);
    mkba_i_row_integer(row, (int64_t) e->n_periods);
    mkba_i_row_integer(row, (int64_t) e->n_left_out);
    mkba_i_row_integer(row, (int64_t) e->p);
    mkba_i_row_maybe(row, e->df);
    mkba_i_row_maybe(row, e->r2);
    mkba_i_row_maybe(row, e->adjusted_r2);
    mkba_i_row_maybe(row, e->counts ? NAN : sqrt(e->variance));
    mkba_i_row_maybe(row, e->scale);
    mkba_i_row_maybe(row, e->penalty);
    mkba_i_row_maybe(row, e->edf);
    mkba_i_row_maybe(row, e->deviance);
    mkba_i_row_maybe(row, e->pearson);
    mkba_i_row_maybe(row, e->dispersion);
    mkba_i_row_maybe(row, e->theta);
    mkba_i_row_maybe(row, e->theta_error);
    mkba_i_row_maybe(row, poisson ? e->overdispersion : NAN);
    mkba_i_row_maybe(row, poisson ? mkba_i_normal_upper(e->overdispersion) : NAN);
    mkba_i_row_maybe(row, e->log_likelihood);
    mkba_i_row_integer(row, (int64_t) e->iterations);
    mkba_i_row_boolean(row, e->converged);
    mkba_i_row_next(row);
}

static mkba_status make_summary(const mkba_i_expected *e, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"indicator", TEXT, NULL},
                                     {"method", TEXT, NULL},
                                     {"errors", TEXT, NULL},
                                     {"n", INTEGER, "1"},
                                     {"areas", INTEGER, "1"},
                                     {"periods", INTEGER, "1"},
                                     {"left_out", INTEGER, "1"},
                                     {"p", INTEGER, "1"},
                                     {"df", REAL, "1"},
                                     {"r2", REAL, "1"},
                                     {"adjusted_r2", REAL, "1"},
                                     {"sd", REAL, unit_of(e)},
                                     {"scale", REAL, unit_of(e)},
                                     {"penalty", REAL, "1"},
                                     {"edf", REAL, "1"},
                                     {"deviance", REAL, "1"},
                                     {"pearson", REAL, "1"},
                                     {"dispersion", REAL, "1"},
                                     {"theta", REAL, "1"},
                                     {"theta_error", REAL, "1"},
                                     {"overdispersion", REAL, "1"},
                                     {"overdispersion_p", REAL, "1"},
                                     {"log_likelihood", REAL, "1"},
                                     {"iterations", INTEGER, "1"},
                                     {"converged", BOOLEAN, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("summary", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    put_summary(e, &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- findings --------------------------------------------------------------------------------------------- */

static mkba_status make_findings(const mkba_i_expected *e, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&e->said, MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD | MKBA_I_SAID_INDICATOR, table, error);
}

mkba_status mkba_i_expected_table(const mkba_i_expected *e, mkba_expectation_view view, mkba_table **table,
                                  mkba_error *error)
{
    switch (view) {
    case MKBA_EXPECTATION_REGION: return make_region(e, table, error);
    case MKBA_EXPECTATION_COEFFICIENTS: return make_coefficients(e, table, error);
    case MKBA_EXPECTATION_AREAS: return make_areas(e, table, error);
    case MKBA_EXPECTATION_SUMMARY: return make_summary(e, table, error);
    default: return make_findings(e, table, error);
    }
}
