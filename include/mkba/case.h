/* libmkba, case: one municipal MKBA as a document (`mkba-case/1`), read, checked and held. */
#ifndef MKBA_CASE_H
#define MKBA_CASE_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A case that has passed every rule of its format. Immutable; may be shared between threads. */
typedef struct mkba_case mkba_case;

/** Reads a case from a file. The file's name stands in error->source.
 *  @param[out] out  the case, to be freed with mkba_case_free
 *  @return MKBA_OK; MKBA_ERROR_FILE, _SYNTAX, _LIMIT, _CASE, _UNIT, _UNKNOWN, _MEMORY, _ARGUMENT:
 *          the error says where (JSON pointer, line, column) and what would be right */
MKBA_API MKBA_CHECKED mkba_status mkba_case_read(const char *path, mkba_case **out, mkba_error *error);

/** The same from text of `length` bytes (no closing NUL needed). */
MKBA_API MKBA_CHECKED mkba_status mkba_case_parse(const char *text, size_t length, mkba_case **out, mkba_error *error);

MKBA_API void mkba_case_free(mkba_case *mkba);

/** The title; owned by the case. */
MKBA_API const char *mkba_case_title(const mkba_case *mkba);

/** The document as it was given, byte for byte; owned by the case. */
MKBA_API const char *mkba_case_text(const mkba_case *mkba);

/** The scenarios, by position from 0; NULL beyond the last. Names are owned by the case. */
MKBA_API size_t mkba_case_n_scenarios(const mkba_case *mkba);
MKBA_API const char *mkba_case_scenario_name(const mkba_case *mkba, size_t position);

/** What the werkwijzers would say of the case: id, severity (richtlijn, advies), place, message, source.
 *  The rules are listed in docs/findings.md.
 *  @param scenario  name of a scenario, or NULL for the case as it stands
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the scenario; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_case_findings(const mkba_case *mkba, const char *scenario, mkba_table **table,
                                                     mkba_error *error);

/** A case in which parameters have other values, given in each parameter's own unit, price year and VAT
 *  basis (a derived parameter: in converted units and the case's price year and basis). A number replaces
 *  `value`, `series` and `distribution` for all years. The values hold beneath those of a scenario.
 *  @param names     n_names parameter names
 *  @param values    n_values == n_names finite numbers
 *  @param[out] out  a new case; the given one is unchanged
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name that is no parameter (the nearest is named);
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_case_with_parameters(const mkba_case *mkba, const char *const *names,
                                                            size_t n_names, const double *values, size_t n_values,
                                                            mkba_case **out, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
