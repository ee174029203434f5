/* The public calls of the catalog that compute. */
#include "base/exact.h"

#include <math.h>

#include <mkba/catalog.h>

#include "base/text.h"
#include "catalog/schemes.h"

#define QUOTE_TEXT 64

mkba_status mkba_discount_factor(const char *scheme, const double *tau, size_t n_tau, double *out, size_t n_out,
                                 mkba_error *error)
{
    const mkba_i_scheme *found;
    if (scheme == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "scheme", "scheme is NULL");
    }
    mkba_status status = mkba_i_catalog_scheme(scheme, &found, error);
    if (status != MKBA_OK) {
        return status;
    }
    return mkba_segments_factor(found->segments, found->n_segments, tau, n_tau, out, n_out, error);
}

static mkba_status fail_index(const char *name, mkba_error *error)
{
    char quote[QUOTE_TEXT];
    char hint[MKBA_I_HINT];
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    const mkba_i_index *index;
    for (size_t i = 0; (index = mkba_i_catalog_index_at(i)) != NULL; i++) {
        mkba_i_nearest_try(&nearest, index->name);
    }
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "index",
                       "there is no price index \"%s\"%s; the catalog has cpi and "
                       "ova_ppc",
                       quote, hint);
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
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "index", "index is NULL");
    }
    if (converted == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "converted", "converted is NULL");
    }
    return MKBA_OK;
}

mkba_status mkba_convert_price(double amount, const char *index, int from_year, int to_year, double *converted,
                               mkba_error *error)
{
    double ratio;
    mkba_status status = check_convert(amount, index, converted, error);
    if (status != MKBA_OK) {
        return status;
    }
    const mkba_i_index *found = mkba_i_catalog_index(index);
    if (found == NULL) {
        return fail_index(index, error);
    }
    status = check_year(found, from_year, "from_year", error);
    if (status == MKBA_OK) {
        status = check_year(found, to_year, "to_year", error);
    }
    if (status == MKBA_OK) {
        status = mkba_i_index_ratio(found, from_year, to_year, &ratio, error);
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
