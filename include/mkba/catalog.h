/* libmkba, catalog: the rules and figures of the field as data, compiled in, each with its source. */
#ifndef MKBA_CATALOG_H
#define MKBA_CATALOG_H

#include <mkba/base.h>
#include <mkba/money.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Discount factors of a named scheme, such as "NL-2026" (its part `standard`) or "NL-HTA-2024/effects".
 *
 *  Formula: see mkba_segments_factor. NL-2026 is read as forward rates and rests on secondary sources.
 *
 *  @param scheme    name or "name/part"
 *  @param tau       n_tau times in years from the base year, finite
 *  @param[out] out  n_out == n_tau factors
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a scheme or part that is not there (the nearest is named);
 *          MKBA_ERROR_ARGUMENT for the rest
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_discount_factor(const char *scheme, const double *tau, size_t n_tau, double *out,
                                                       size_t n_out, mkba_error *error);

/** The segments of a named scheme, a row each: from, rate. The caller frees the table.
 *
 *  @param scheme  name or "name/part", as in mkba_discount_factor
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_scheme_segments(const char *scheme, mkba_table **table, mkba_error *error);

/** An amount of one year's price level in that of another: amount * I(to_year) / I(from_year).
 *
 *  @param index  "cpi" (CBS 83131NED, levels, 2024 = 1) or "ova_ppc" (VNG, 90 % OVA and 10 % PPC, 2022 = 1)
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the index; MKBA_ERROR_ARGUMENT for a year outside it
 *          (the message names the years it holds) or an amount that is not finite
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_convert_price(double amount, const char *index, int from_year, int to_year,
                                                     double *converted, mkba_error *error);

/** Every discount scheme, a row per segment: scheme, part, applies_from, applies_to, from_tau, rate,
 *  evidence, source. The caller frees the table. @return MKBA_OK, MKBA_ERROR_MEMORY or MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_schemes(mkba_table **table, mkba_error *error);

/** Every price index, a row per year: index, year, level, status (definitive, provisional), source.
 *  The caller frees the table. @return MKBA_OK, MKBA_ERROR_MEMORY or MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_indices(mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
