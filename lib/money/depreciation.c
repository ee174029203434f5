/* What a thing costs per year of its life. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/elementary.h"
#include "base/table.h"
#include "money/annuity.h"
#include "money/flows.h"

static const char *const methods[] = {"linear", "annuity"};

MKBA_I_CHOICE(mkba_depreciation_method, methods, "method", "method")

static mkba_status check(double value, double residual, int years, double rate, mkba_error *error)
{
    if (!isfinite(value) || value < 0.0) {
        return mkba_i_fail_value("value", "value is a finite amount of at least 0", value, error);
    }
    if (!isfinite(residual) || residual < 0.0 || residual > value) {
        return mkba_i_fail_value("residual", "the residual value is from 0 to the value of the thing", residual, error);
    }
    mkba_status status = mkba_i_years_check(years, error);
    return status == MKBA_OK ? mkba_i_rate_check(rate, "rate", error) : status;
}

static mkba_status fail_range(mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "value", "the yearly cost is beyond the range of a double");
}

/* V - R (1 + i)^-n = (V - R) + R (1 - (1 + i)^-n), so that k = (V - R) / a + R i. */
static double yearly_cost(double value, double residual, int years, double rate)
{
    double a = rate == 0.0 ? (double) years : -mkba_i_expm1(-(double) years * mkba_i_log1p(rate)) / rate;
    return (value - residual) / a + residual * rate;
}

mkba_status mkba_equipment_annuity(double value, double residual, int years, double rate, double *yearly,
                                   mkba_error *error)
{
    mkba_status status = check(value, residual, years, rate, error);
    if (status == MKBA_OK) {
        status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(yearly));
    }
    if (status != MKBA_OK) {
        return status;
    }
    double cost = yearly_cost(value, residual, years, rate);
    if (!isfinite(cost)) {
        return fail_range(error);
    }
    *yearly = cost;
    return MKBA_OK;
}

typedef struct plan {
    double value, residual, rate, yearly;
    int years;
    bool linear;
} plan;

/* Of each euro of value that is lost, the part still to be lost after `year` years, in [0, 1]. Depreciation of an
 * annuity grows by the rate: a balance kept by subtracting would grow its rounding as fast. Powers below 1 only. */
static double left(const plan *p, int year)
{
    double growth = mkba_i_log1p(p->rate);
    if (p->linear || growth == 0.0) {
        return (double) (p->years - year) / p->years;
    }
    return growth > 0.0 ? mkba_i_expm1((year - p->years) * growth) / mkba_i_expm1(-p->years * growth)
                        : 1.0 - mkba_i_expm1(year * growth) / mkba_i_expm1(p->years * growth);
}

static double depreciation_of(const plan *p, int year)
{
    double lost = p->value - p->residual;
    double growth = mkba_i_log1p(p->rate);
    if (p->linear || growth == 0.0) {
        return lost / p->years;
    }
    return growth > 0.0
               ? lost * mkba_i_exp((year - 1 - p->years) * growth) * p->rate / -mkba_i_expm1(-p->years * growth)
               : lost * mkba_i_exp((year - 1) * growth) * p->rate / mkba_i_expm1(p->years * growth);
}

static mkba_status write_years(const plan *p, mkba_table *table, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(table, error);
    double book = p->value;
    for (int year = 1; year <= p->years && row.status == MKBA_OK; year++) {
        double interest = p->rate * book;
        double depreciation = depreciation_of(p, year);
        double total = p->linear ? depreciation + interest : p->yearly;
        book = p->residual + (p->value - p->residual) * left(p, year);
        if (!isfinite(depreciation) || !isfinite(total) || !isfinite(book)) {
            return fail_range(error);
        }
        mkba_i_row_integer(&row, year);
        mkba_i_row_real(&row, depreciation);
        mkba_i_row_real(&row, interest);
        mkba_i_row_real(&row, total);
        mkba_i_row_real(&row, book);
        mkba_i_row_next(&row);
    }
    return row.status;
}

mkba_status mkba_depreciation(double value, double residual, int years, double rate, mkba_depreciation_method method,
                              mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"year", MKBA_COLUMN_INTEGER, "jaar"},   {"depreciation", MKBA_COLUMN_REAL, "EUR"},
        {"interest", MKBA_COLUMN_REAL, "EUR"},   {"total", MKBA_COLUMN_REAL, "EUR"},
        {"book_value", MKBA_COLUMN_REAL, "EUR"},
    };
    plan p = {.value = value, .residual = residual, .rate = rate, .years = years};
    mkba_table *made = NULL;
    mkba_status status = mkba_equipment_annuity(value, residual, years, rate, &p.yearly, error);
    if (status != MKBA_OK) {
        return status;
    }
    if ((size_t) method >= MKBA_I_LENGTH(methods)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "method is one of mkba_depreciation_method, not %d",
                           (int) method);
    }
    status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));
    if (status != MKBA_OK) {
        return status;
    }
    p.linear = method == MKBA_DEPRECIATION_LINEAR;
    status =
        mkba_i_table_new("depreciation", columns, sizeof columns / sizeof columns[0], (size_t) years, &made, error);
    if (status == MKBA_OK) {
        status = write_years(&p, made, error);
    }
    if (status != MKBA_OK) {
        mkba_table_free(made);
        return status;
    }
    *table = made;
    return MKBA_OK;
}
