/** @file
 *  libmkba, case: one municipal MKBA as a document (`mkba-case/1`), read, checked and held. */
#ifndef MKBA_CASE_H
#define MKBA_CASE_H

#include <mkba/base.h>
#include <mkba/catalog.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A case that has passed every rule of its format. Immutable; may be shared between threads. */
typedef struct mkba_case mkba_case;

/** How to read a case. Fill with mkba_case_options_init, then set what differs. */
typedef struct mkba_case_options {
    size_t size;                  ///< set by the initialiser; lets the struct grow
    const mkba_catalog *catalog;  ///< where schemes and indices are looked up; NULL (default) for the shipped one
} mkba_case_options;

/** The defaults, in a struct of `size` bytes: call mkba_case_options_init, which knows the size. */
MKBA_API void mkba_case_options_init_size(mkba_case_options *options, size_t size);
#define mkba_case_options_init(options) mkba_case_options_init_size((options), sizeof(mkba_case_options))

/** Reads a case from a file. The file's name stands in error->source.
 *  @param options   NULL for the defaults; the case holds on to its catalog
 *  @param[out] out  the case, to be freed with mkba_case_free
 *  @return MKBA_OK; MKBA_ERROR_FILE, _SYNTAX, _LIMIT, _CASE, _UNIT, _UNKNOWN, _MEMORY, _ARGUMENT:
 *          the error says where (JSON pointer, line, column) and what would be right */
MKBA_API MKBA_CHECKED mkba_status mkba_case_read(const char *path, const mkba_case_options *options,
                                                 mkba_case **out, mkba_error *error);

/** The same from text of `length` bytes (no closing NUL needed). */
MKBA_API MKBA_CHECKED mkba_status mkba_case_parse(const char *text, size_t length, const mkba_case_options *options,
                                                  mkba_case **out, mkba_error *error);

/** Frees a case; what was made of it lives on. NULL is allowed. */
MKBA_API void mkba_case_free(mkba_case *mkba);

/** The title; owned by the case. */
MKBA_API const char *mkba_case_title(const mkba_case *mkba);

/** The document as it was given, byte for byte; owned by the case. */
MKBA_API const char *mkba_case_text(const mkba_case *mkba);

/** The JSON Schema (2020-12) of the format: what an editor needs to complete and check a document. What it refuses,
 *  mkba_case_parse refuses; what only the reader can tell (expressions, units, names that refer to one another, sums,
 *  order) it lets pass. Static: not to be freed. The file is lib/case/data/mkba-case-1.schema.json, which is installed too. */
MKBA_API const char *mkba_case_schema(void);

/** Writes that document to a file, byte for byte. The file is replaced at once or not at all: a reader sees the old
 *  one or the new one. What is there keeps its permissions; a link is followed.
 *  @return MKBA_OK; MKBA_ERROR_FILE with the system's reason, also where the path names no regular file; the file's name
 *          stands in error->source; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT
 *  Thread-safe: of two writers at once, one wins. */
MKBA_API MKBA_CHECKED mkba_status mkba_case_write(const mkba_case *mkba, const char *path, mkba_error *error);

/** How many scenarios the case has. */
MKBA_API size_t mkba_case_n_scenarios(const mkba_case *mkba);
/** The name of a scenario, by position from 0; owned by the case, NULL beyond the last. */
MKBA_API const char *mkba_case_scenario_name(const mkba_case *mkba, size_t position);

/** What the werkwijzers would say of the case: id, severity (richtlijn, advies), place, message, source.
 *  The rules are listed in docs/findings.md.
 *  @param scenario  name of a scenario, or NULL for the case as it stands
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for the scenario; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_case_findings(const mkba_case *mkba, const char *scenario, mkba_table **table,
                                                     mkba_error *error);

/** A case in which parameters have other values, given in each parameter's own unit, price year and VAT
 *  basis (a derived parameter: in converted units and the case's price year and basis). A number replaces
 *  `value`, `series` and `distribution` for all years. The values hold beneath those of a scenario. The catalog stays.
 *  @param names     n_names parameter names
 *  @param values    n_values == n_names finite numbers
 *  @param[out] out  a new case; the given one is unchanged
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN for a name that is no parameter (the nearest is named);
 *          MKBA_ERROR_ARGUMENT; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_case_with_parameters(const mkba_case *mkba, const char *const *names,
                                                            size_t n_names, const double *values, size_t n_values,
                                                            mkba_case **out, mkba_error *error);

/* ---- building a case ---------------------------------------------------------------------------------------- */

/** A case that is being made: a document that may still break every rule. Unlike all else it changes: one thread at a
 *  time.
 *
 *  Its parts are named by JSON pointers (RFC 6901), as in the places of errors: "/lines/0/value"; a ~ in a key is
 *  written ~0, a / is ~1. The last step of a setter may be new: a new key comes last in its object, and "-" stands
 *  behind the last element of a list. Objects above it that are not there are made, so that "/parameters/uren/value" can
 *  be the first of all; a step "-" where nothing is makes the list too: "/lines/-".
 *
 *  What is not touched keeps its meaning to the letter: the order of keys, and the text of every number (1.50 stays
 *  1.50, 1e3 stays 1e3). Layout is not kept: mkba_draft_text writes two spaces per level, every element on a line of its
 *  own, texts with no more escapes than JSON asks, and no byte order mark.
 *
 *  A setter that fails leaves the draft as it was. */
typedef struct mkba_draft mkba_draft;

/** An empty draft: {"format": "mkba-case/1"}. To be freed with mkba_draft_free. @return MKBA_OK, MKBA_ERROR_MEMORY or
 *  MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_new(mkba_draft **out, mkba_error *error);

/** A draft that begins as a case; later changes leave the case alone. @return MKBA_OK, MKBA_ERROR_MEMORY or
 *  MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_of_case(const mkba_case *mkba, mkba_draft **out, mkba_error *error);

/** A draft of text of `length` bytes: any JSON object. @return MKBA_OK; MKBA_ERROR_SYNTAX or _LIMIT with line and column;
 *  MKBA_ERROR_CASE where it is no object; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_parse(const char *text, size_t length, mkba_draft **out,
                                                   mkba_error *error);

/** Frees a draft; texts and cases that were made of it live on. NULL is allowed. */
MKBA_API void mkba_draft_free(mkba_draft *draft);

/** Puts a value at a pointer, in the place of what is there. There is no setter of null, which the format refuses: take
 *  the key out instead.
 *  @param pointer  see mkba_draft
 *  @param value    a text in UTF-8; a finite number, written with the fewest digits that read back as the same bits
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for a text that is no pointer, for one that leads through a text or number or
 *          beyond the end of a list, and for a value that is not finite or no UTF-8: the error's place is the pointer;
 *          MKBA_ERROR_LIMIT beyond 64 levels; MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_set_text(mkba_draft *draft, const char *pointer, const char *value,
                                                      mkba_error *error);
/** The same for a number; see mkba_draft_set_text. */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_set_number(mkba_draft *draft, const char *pointer, double value,
                                                        mkba_error *error);
/** The same for true and false; see mkba_draft_set_text. */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_set_bool(mkba_draft *draft, const char *pointer, bool value,
                                                      mkba_error *error);

/** The same for any value, as JSON text of `length` bytes: "[2026, 2035]". The pointer "" is the whole document.
 *  @return as above, and MKBA_ERROR_SYNTAX or _LIMIT for the text, with line and column in it */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_set_json(mkba_draft *draft, const char *pointer, const char *text,
                                                      size_t length, mkba_error *error);

/** Takes out what stands at a pointer; elements behind it move up.
 *  @return MKBA_OK; MKBA_ERROR_UNKNOWN where nothing stands there (the nearest key is named); MKBA_ERROR_ARGUMENT;
 *          MKBA_ERROR_MEMORY */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_remove(mkba_draft *draft, const char *pointer, mkba_error *error);

/** The document as it now is, as text, to be freed with mkba_text_free. Nothing is checked.
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_text(const mkba_draft *draft, char **text, mkba_error *error);

/** The case that the draft now is, as mkba_case_parse makes it of mkba_draft_text: line and column of an error are those in
 *  that text. The draft can be changed further.
 *  @param options  NULL for the defaults; without a catalog, a draft of a case keeps that of the case
 *  @return as mkba_case_parse */
MKBA_API MKBA_CHECKED mkba_status mkba_draft_case(const mkba_draft *draft, const mkba_case_options *options,
                                                  mkba_case **out, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
