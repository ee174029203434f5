/* What a thing costs per year of its life. */
#include "base/exact.h"

#include <math.h>

#include "base/table.h"
#include "money/annuity.h"
#include "money/choice.h"
#include "money/flows.h"

static const char *const methods[] = {"linear", "annuity"};
#define METHODS (sizeof methods / sizeof methods[0])

const char *mkba_depreciation_method_name(mkba_depreciation_method method)
{
    return (size_t) method < METHODS ? methods[method] : "unknown method";
}

mkba_status mkba_depreciation_method_from_name(const char *name, mkba_depreciation_method *method, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = mkba_i_choose(name, methods, METHODS, "method", method == NULL ? NULL : &position, error);
    if (status == MKBA_OK) {
        *method = (mkba_depreciation_method) position;
    }
    return status;
}

static mkba_status check(double value, double residual, int years, double rate, mkba_error *error)
{
    char number[MKBA_I_PLACE_TEXT];
    if (!isfinite(value) || value < 0.0) {
        mkba_i_money_print(value, number);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "value", "value is a finite amount of at least 0; it is %s",
                           number);
    }
    if (!isfinite(residual) || residual < 0.0 || residual > value) {
        mkba_i_money_print(residual, number);
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "residual",
                           "the residual value is from 0 to the value of the thing; it is %s", number);
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
    double a = rate == 0.0 ? (double) years : -expm1(-(double) years * log1p(rate)) / rate;
    return (value - residual) / a + residual * rate;
}

mkba_status mkba_equipment_annuity(double value, double residual, int years, double rate, double *yearly,
                                   mkba_error *error)
{
    mkba_status status = check(value, residual, years, rate, error);
    if (status != MKBA_OK) {
        return status;
    }
    if (yearly == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "yearly", "yearly is NULL");
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

static mkba_status write_years(const plan *p, mkba_table *table, mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(table, error);
    double book = p->value;
    for (int year = 1; year <= p->years && row.status == MKBA_OK; year++) {
        double interest = p->rate * book;
        double depreciation = p->linear ? (p->value - p->residual) / p->years : p->yearly - interest;
        double total = p->linear ? depreciation + interest : p->yearly;
        book = year == p->years ? p->residual : book - depreciation;
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
    if ((size_t) method >= METHODS) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "method is one of mkba_depreciation_method, not %d",
                           (int) method);
    }
    if (table == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "table", "table is NULL");
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
