/** @file
 *  libmkba, koers: the course of a region as a document (`mkba-koers/1`): opgaven, the doelen-inspanningennetwerk that
 *  leads to them, and what is measured of it; read, checked and held. docs/koers-format.md says what it may hold. */
#ifndef MKBA_KOERS_H
#define MKBA_KOERS_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A Koers that has passed every rule of its format. Immutable; may be shared between threads. */
typedef struct mkba_koers mkba_koers;

/** Reads a Koers from a file. The file's name stands in error->source. No other file is opened: the case and the panel
 *  that it names are for the caller to read.
 *  @param[out] out  to be freed with mkba_koers_free
 *  @return MKBA_OK; MKBA_ERROR_FILE, _SYNTAX, _LIMIT, _KOERS, _MEMORY, _ARGUMENT: the error says where (JSON pointer, line,
 *          column) and what would be right. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_read(const char *path, mkba_koers **out, mkba_error *error);

/** The same from text of `length` bytes (no closing NUL needed). */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_parse(const char *text, size_t length, mkba_koers **out,
                                                   mkba_error *error);

/** Frees a Koers; what was made of it lives on. NULL is allowed. */
MKBA_API void mkba_koers_free(mkba_koers *koers);

/** The title; owned by the Koers. */
MKBA_API const char *mkba_koers_title(const mkba_koers *koers);

/** The document as it was given, byte for byte; owned by the Koers. */
MKBA_API const char *mkba_koers_text(const mkba_koers *koers);

/** The JSON Schema (2020-12) of the format, as mkba_case_schema is of a case. Static: not to be freed. The file is
 *  lib/koers/data/mkba-koers-1.schema.json, which is installed too. */
MKBA_API const char *mkba_koers_schema(void);

/** Writes the document to a file, byte for byte, at once or not at all: as mkba_case_write.
 *  @return MKBA_OK; MKBA_ERROR_FILE; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_write(const mkba_koers *koers, const char *path, mkba_error *error);

/** Everything there is to say of a text of `length` bytes: errors (at most 50, then how many more there are), or findings
 *  when there is none. Columns: id, severity (error, richtlijn, advies), place (JSON pointer), line, column, message,
 *  source. The rules are listed in docs/koers-format.md.
 *  @return MKBA_OK, also for a text that is refused; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_check(const char *text, size_t length, mkba_table **table,
                                                   mkba_error *error);

/** The tables of the document itself. Columns that are not explained are keys of the format. */
typedef enum mkba_koers_view {
    MKBA_KOERS_LINKS = 0,       ///< one row: case, alternative, scenario, panel; missing where not given
    MKBA_KOERS_OPGAVEN = 1,     ///< opgave, title, description, n_goals, n_weights
    MKBA_KOERS_PROGRAMMES = 2,  ///< programme, title, description, owner, opgaven (names, with "; " between), n_efforts
    MKBA_KOERS_NODES = 3,  ///< node, level, title, description, owner, opgave, programme, state, from, to, budget and
                           ///< spent (sums over years, EUR), n_up and n_down (edges), indicators, lines, note
    MKBA_KOERS_EDGES = 4,  ///< from, to, share, split, split_given (whether it was), source, evidence, note
    MKBA_KOERS_PROFILES =
        5,  ///< per baat: node, and the thirteen fields of its batenprofiel: name, description, owner,
            ///< recipient, goals, capabilities, indicators, start, targets, measuring, valuation,
            ///< conditions, risks; lists as texts
    MKBA_KOERS_INDICATORS =
        6,  ///< indicator, title, definition, unit, direction, norm, start_period, start, target_year,
            ///< target (the last), scale, phase, criterion, result_area, panel_indicator, frequency,
            ///< n_figures, n_words, source, note
    MKBA_KOERS_MEASUREMENTS =
        7,                   ///< indicator, period, time (years), area, kind, value, low, high, level, n, text, source,
                             ///< note; as the document has them
    MKBA_KOERS_FINDINGS = 8  ///< as mkba_koers_check; no errors
} mkba_koers_view;

/** "links", "opgaven", "programmes", "nodes", "edges", "profiles", "indicators", "measurements" or "findings". */
MKBA_API const char *mkba_koers_view_name(mkba_koers_view view);
/** The view of a name. @return MKBA_OK; MKBA_ERROR_UNKNOWN naming the nearest, and all; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_view_from_name(const char *name, mkba_koers_view *value,
                                                            mkba_error *error);

/** A table of the document.
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a view that is none; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT. Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_koers_table(const mkba_koers *koers, mkba_koers_view view, mkba_table **table,
                                                   mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
