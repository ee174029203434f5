/** @file
 *  libmkba, catalog: the rules and figures of the field as data, compiled in, each with its source; and own schemes
 *  and indices beside them.
 *
 *  Every call takes a catalog first. NULL is the shipped one. */
#ifndef MKBA_CATALOG_H
#define MKBA_CATALOG_H

#include <mkba/base.h>
#include <mkba/money.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- a catalog ----------------------------------------------------------- */

/** The shipped catalog with own discount schemes and price indices beside it. Immutable; may be shared between
 *  threads. Whatever is made from it or read with it holds on to it, so it may be freed before them. */
typedef struct mkba_catalog mkba_catalog;

/** A catalog with own discount schemes beside what `catalog` holds.
 *
 *  The text is CSV (RFC 4180, UTF-8, comma) with the columns of MKBA_CATALOG_SCHEMES, in any order: scheme,
 *  applies_from, applies_to, part, from_tau, rate, evidence, source. A row is a segment: from `from_tau` years after
 *  the base year the forward rate `rate` (per year, -0.2 to 0.2) holds. The segments of a scheme and part stand
 *  together, the first from 0, ascending; an empty applies_to is still in force; evidence is official, secondary or
 *  unconfirmed. At most 10000 rows. A case that uses the scheme has its evidence among its findings.
 *
 *  @param catalog   NULL for the shipped one; unchanged
 *  @param text      `length` bytes, no closing NUL needed
 *  @param[out] out  to be freed with mkba_catalog_free
 *  @return MKBA_OK; MKBA_ERROR_SYNTAX for what is no CSV; MKBA_ERROR_CASE for a row that breaks a rule, also for a
 *          scheme whose name the catalog has already: nothing is replaced; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY;
 *          MKBA_ERROR_ARGUMENT. `where` is "row 3, rate", with line and column.
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_with_schemes(const mkba_catalog *catalog, const char *text,
                                                            size_t length, mkba_catalog **out, mkba_error *error);

/** The same with own price indices. The columns are those of MKBA_CATALOG_INDICES: index, year, level, status,
 *  source. The years of an index stand together and ascend; a level lies from 0.000001 to 1000000; status is
 *  definitive or provisional. */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_with_indices(const mkba_catalog *catalog, const char *text,
                                                            size_t length, mkba_catalog **out, mkba_error *error);

/** Lets go of a catalog; what was made from it or read with it goes on. NULL is allowed. */
MKBA_API void mkba_catalog_free(mkba_catalog *catalog);

/* ---- what it holds ------------------------------------------------------- */

/** The tables of a catalog. `evidence` is official (read in the primary source), secondary (read in a source that
 *  cites it) or unconfirmed (to be confirmed before anything uses it as a default); `vintage` the year of the
 *  edition. Codes are text: 6.60 is not 6.6. */
typedef enum mkba_catalog_view {
    MKBA_CATALOG_SCHEMES = 0,  ///< scheme, part, applies_from, applies_to, from_tau, rate, evidence, source
    MKBA_CATALOG_INDICES = 1,  ///< index, year, level, status (definitive, provisional), source
    MKBA_CATALOG_PRICES = 2,   ///< id, domain, category, unit, eur_2022, eur_2023, eur_2024, vintage, evidence, source
    MKBA_CATALOG_VALUES = 3,   ///< id, label, value, unit, vintage, evidence, source, note: what a QALY is worth
    MKBA_CATALOG_CLASSIFICATIONS = 4,  ///< classification, vintage, codes (how many), title, evidence, source, note
    MKBA_CATALOG_TAAKVELDEN = 5,       ///< vintage, code, name, domain, parent, maps_to_prev, mapping
    MKBA_CATALOG_CODES = 6,            ///< classification, code, label, note: of all other classifications
    MKBA_CATALOG_NOTES = 7,            ///< about, note, evidence, source: how figures are to be read
    /** code, year (the first of what comes after), action (refuse, warn), indicators (how the names of those begin that
     *  it holds for, apart by blanks), note, evidence, source: known breaks in series, see mkba_panel_with_breaks */
    MKBA_CATALOG_BREAKS = 8
} mkba_catalog_view;

/** "schemes", "indices", ...; "unknown view" for a number that is none. */
MKBA_API const char *mkba_catalog_view_name(mkba_catalog_view view);
/** @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_view_from_name(const char *name, mkba_catalog_view *view,
                                                              mkba_error *error);

/** A table of the catalog, to be freed by the caller with mkba_table_free. Own schemes and indices follow the
 *  shipped ones.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the view; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_table(const mkba_catalog *catalog, mkba_catalog_view view,
                                                     mkba_table **table, mkba_error *error);

/* ---- by name ------------------------------------------------------------- */

/** The segments of one scheme, with the columns of MKBA_CATALOG_SCHEMES: "NL-2026" (its part `standard`) or
 *  "NL-HTA-2024/effects". Its columns from_tau and rate are the segments that mkba_npv and its kin take.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN (the nearest is named); MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_scheme(const mkba_catalog *catalog, const char *scheme,
                                                      mkba_table **table, mkba_error *error);

/** The levels of one index, with the columns of MKBA_CATALOG_INDICES. Statuses as mkba_catalog_scheme. */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_index(const mkba_catalog *catalog, const char *index, mkba_table **table,
                                                     mkba_error *error);

/** The name of the Dutch discount scheme (NL-*, its part `standard`) that is in force for an MKBA started in `year`:
 *  the one that applies from the latest year, own ones too. "NL-2026" for 2026.
 *  @param[out] name  owned by the catalog (of the shipped one: always there)
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for a year without one */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_scheme_in_force(const mkba_catalog *catalog, int year, const char **name,
                                                               mkba_error *error);

/** A reference price in EUR of `price_year`: Dutch Costing Manual 2024 (Zorginstituut), as collected in the R package
 *  tatooheene 1.0.0; 2023 and 2024 are 2022 times 1.038 and 1.073. What the price is of: `unit` in
 *  MKBA_CATALOG_PRICES. Every catalog has the shipped ones.
 *  @param price_year  2022, 2023 or 2024; other years: mkba_convert_price
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the id (the nearest is named); MKBA_ERROR_ARGUMENT for a year that the
 *          prices are not of (the message names those) */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_price(const mkba_catalog *catalog, const char *id, int price_year,
                                                     double *price, mkba_error *error);

/** The reference prices of which every word, apart by blanks, stands in id, domain, category or unit; a and A are alike.
 *  Columns as MKBA_CATALOG_PRICES. No row when there is none.
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_find_prices(const mkba_catalog *catalog, const char *words,
                                                           mkba_table **table, mkba_error *error);

/** What a code means: its row in MKBA_CATALOG_TAAKVELDEN or MKBA_CATALOG_CODES.
 *  @param classification  as in MKBA_CATALOG_CLASSIFICATIONS: "taakvelden", "wmo_type", "tariff_unit", ...
 *  @param vintage         2017, 2023 or 2025 for taakvelden, whose lists of 2023 and 2025 hold only what changed; 0
 *                         for a classification without vintages
 *  @param code            exactly: "6.60" is not "6.6", "01" is not "1"; NULL for all codes of the list
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the classification or code (the nearest is named, and a vintage that does
 *          have the code); MKBA_ERROR_ARGUMENT for the vintage; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_code(const mkba_catalog *catalog, const char *classification,
                                                    int vintage, const char *code, mkba_table **table,
                                                    mkba_error *error);

/** What a taakveld became in the vintage after, or was in the one before: a row per taakveld of the other vintage.
 *
 *  Columns: code, vintage, name, to_code (missing when there is none), to_vintage, to_name, mapping (as published,
 *  from the newer to the older: 1:1, renamed, n:1, not 1:1 (why), new, not mappable; missing when the lists have
 *  none), one_to_one, note.
 *
 *  @param vintage, to_vintage  2017, 2023, 2025: two that follow one another, in either order
 *  @return as mkba_catalog_code */
MKBA_API MKBA_CHECKED mkba_status mkba_catalog_mapping(const mkba_catalog *catalog, const char *code, int vintage,
                                                       int to_vintage, mkba_table **table, mkba_error *error);

/* ---- computing ----------------------------------------------------------- */

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
MKBA_API MKBA_CHECKED mkba_status mkba_discount_factor(const mkba_catalog *catalog, const char *scheme,
                                                       const double *tau, size_t n_tau, double *out, size_t n_out,
                                                       mkba_error *error);

/** An amount of one year's price level in that of another: amount * I(to_year) / I(from_year).
 *
 *  @param index  "cpi" (CBS 83131NED, levels, 2024 = 1), "ova_ppc" (VNG, 90 % OVA and 10 % PPC, 2022 = 1) or an own one
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the index; MKBA_ERROR_ARGUMENT for a year outside it
 *          (the message names the years it holds) or an amount that is not finite
 *  Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_convert_price(const mkba_catalog *catalog, double amount, const char *index,
                                                     int from_year, int to_year, double *converted, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
