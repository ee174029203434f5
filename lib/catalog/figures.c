/* The public calls of the catalog that compute. */
#include "base/exact.h"

#include <math.h>

#include "catalog/catalog.h"

static mkba_status fail_null(const char *where, mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is NULL", where);
}

mkba_status mkba_discount_factor(const mkba_catalog *catalog, const char *scheme, const double *tau, size_t n_tau,
                                 double *out, size_t n_out, mkba_error *error)
{
    const mkba_i_scheme *found;
    if (scheme == NULL) {
        return fail_null("scheme", error);
    }
    mkba_status status = mkba_i_catalog_scheme(catalog, scheme, &found, error);
    if (status != MKBA_OK) {
        return status;
    }
    return mkba_segments_factor(found->segments, found->n_segments, tau, n_tau, out, n_out, error);
}

mkba_status mkba_catalog_scheme_in_force(const mkba_catalog *catalog, int year, const char **name, mkba_error *error)
{
    if (name == NULL) {
        return fail_null("name", error);
    }
    const mkba_i_scheme *scheme = mkba_i_catalog_scheme_in_force(catalog, year);
    if (scheme == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "year",
                           "the catalog has no Dutch scheme for an MKBA started in %d: applies_from and applies_to of "
                           "its schemes say for which years it has",
                           year);
    }
    *name = scheme->name;
    return MKBA_OK;
}

static mkba_status check_year(const mkba_i_index *index, int year, const char *where, mkba_error *error)
{
    char span[MKBA_I_INDEX_SPAN_TEXT];
    if (mkba_i_index_level(index, year) != NULL) {
        return MKBA_OK;
    }
    mkba_i_index_span(index, span);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "price index %s does not have the year %d: it holds %s",
                       index->name, year, span);
}

static mkba_status check_convert(double amount, const char *index, const double *converted, mkba_error *error)
{
    if (!isfinite(amount)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "amount", "an amount is a finite number");
    }
    if (index == NULL) {
        return fail_null("index", error);
    }
    return converted == NULL ? fail_null("converted", error) : MKBA_OK;
}

mkba_status mkba_convert_price(const mkba_catalog *catalog, double amount, const char *index, int from_year,
                               int to_year, double *converted, mkba_error *error)
{
    const mkba_i_index_data *found;
    double ratio;
    mkba_status status = check_convert(amount, index, converted, error);
    if (status != MKBA_OK) {
        return status;
    }
    status = mkba_i_catalog_need_index(catalog, index, &found, error);
    if (status == MKBA_OK) {
        status = check_year(&found->index, from_year, "from_year", error);
    }
    if (status == MKBA_OK) {
        status = check_year(&found->index, to_year, "to_year", error);
    }
    if (status == MKBA_OK) {
        status = mkba_i_index_ratio(&found->index, from_year, to_year, &ratio, error);
    }
    if (status != MKBA_OK) {
        return status;
    }
    if (!isfinite(amount * ratio)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "amount",
                           "the converted amount is beyond the range of a double");
    }
    *converted = amount * ratio;
    return MKBA_OK;
}
