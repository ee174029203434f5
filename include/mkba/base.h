/** @file
 *  libmkba: errors, text and tables, shared by every part of the library.
 *
 * Conventions of the whole public face:
 * - A call that can fail returns mkba_status, hands its result out through a
 *   pointer, and takes `mkba_error *error` (may be NULL) last. On failure the
 *   outputs are untouched and nothing leaks.
 * - `_free(NULL)` is allowed.
 * - Objects are immutable once made and may be shared between threads; no
 *   function has state of its own.
 * - Text is UTF-8 and ends in NUL; numbers never depend on the locale.
 */
#ifndef MKBA_BASE_H
#define MKBA_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MKBA_VERSION_MAJOR 0  ///< of the headers: a change that breaks programs
#define MKBA_VERSION_MINOR 1  ///< of the headers: something new
#define MKBA_VERSION_PATCH 0  ///< of the headers: something corrected

/** @cond */
/* SWIG cannot parse attributes; MKBA_STATIC: the core is compiled into its host. */
#if defined(SWIG) || defined(MKBA_STATIC)
#  define MKBA_API
#  define MKBA_CHECKED
#elif defined(_WIN32)
#  if defined(MKBA_BUILDING)
#    define MKBA_API __declspec(dllexport)
#  else
#    define MKBA_API __declspec(dllimport)
#  endif
#  define MKBA_CHECKED
#else
#  define MKBA_API __attribute__((visibility("default")))
#  define MKBA_CHECKED __attribute__((warn_unused_result))
#endif
/** @endcond */

#ifdef __cplusplus
extern "C" {
#endif

/** Why a call failed. Groups leave gaps, so that each can grow. */
typedef enum mkba_status {
    MKBA_OK = 0,                 ///< done
    MKBA_ERROR_MEMORY = 1,       ///< an allocation failed
    MKBA_ERROR_CANCELLED = 2,    ///< the caller's callback asked to stop
    MKBA_ERROR_INTERNAL = 3,     ///< a fault of the library itself: please report it
    MKBA_ERROR_ARGUMENT = 10,    ///< an argument is outside what the function takes
    MKBA_ERROR_UNKNOWN = 11,     ///< a name (scheme, index, scenario, view) that does not exist
    MKBA_ERROR_UNSUPPORTED = 12, ///< this library was built without the part that does it
    MKBA_ERROR_FILE = 20,        ///< a file cannot be opened, read or written
    MKBA_ERROR_SYNTAX = 21,      ///< the text is not strict JSON
    MKBA_ERROR_LIMIT = 22,       ///< the input is deeper or larger than the library reads
    MKBA_ERROR_CASE = 30,        ///< a rule of the case format is broken
    MKBA_ERROR_UNIT = 31,        ///< units do not agree
    MKBA_ERROR_EVALUATION = 32,  ///< a figure has no value: division by zero, log of zero, overflow
    MKBA_ERROR_PANEL = 40,       ///< a rule of panel data is broken: a cell that is no figure, two figures for one
    MKBA_ERROR_KOERS = 50        ///< a rule of the Koers format is broken
} mkba_status;

/** The short name of a status: "ok", "memory", "case", ... Never NULL: an unknown code is "unknown status". */
MKBA_API const char *mkba_status_name(mkba_status status);

/** The version of the library as loaded, "MAJOR.MINOR.PATCH". */
MKBA_API const char *mkba_version(void);

/** Size of each text in an error, its closing NUL included. */
#define MKBA_ERROR_TEXT 512

/** What went wrong and where. A frozen struct: it never grows.
 *  Texts that would not fit are cut at a whole UTF-8 character. */
typedef struct mkba_error {
    mkba_status status;             ///< the same value that the call returned
    size_t line;                    ///< line in the input, from 1; 0 when there is none
    size_t column;                  ///< column in the input in bytes, from 1; 0 when there is none
    char where[MKBA_ERROR_TEXT];    ///< JSON pointer ("/lines/2/value"), column or parameter name; may be ""
    char source[MKBA_ERROR_TEXT];   ///< file as given by the caller; "" when the input was text
    char message[MKBA_ERROR_TEXT];  ///< one sentence: what is wrong, and what would be right
} mkba_error;

/** What a long call calls now and then to tell how far it is, always from the thread that made the call, at most every
 *  50 ms and once at the end. NULL is none.
 *  @param data   as given to the call beside the callback
 *  @param done   parts of the work that are done
 *  @param total  parts of the work; done / total is how far it is
 *  @return true to go on; false to stop: the call then ends soon with MKBA_ERROR_CANCELLED */
typedef bool (*mkba_progress)(void *data, uint64_t done, uint64_t total);

/** Frees a text that the library handed out. */
MKBA_API void mkba_text_free(char *text);

/* ---- tables -------------------------------------------------------------- */

/** A table of named columns of equal length: the form of every result. Immutable. */
typedef struct mkba_table mkba_table;

/** What a column holds. */
typedef enum mkba_column_type {
    MKBA_COLUMN_TEXT = 0,     ///< UTF-8 text
    MKBA_COLUMN_INTEGER = 1,  ///< whole numbers
    MKBA_COLUMN_REAL = 2,     ///< finite real numbers
    MKBA_COLUMN_BOOLEAN = 3   ///< 0 or 1, held as whole numbers
} mkba_column_type;

/** "text", "integer", "real" or "boolean". */
MKBA_API const char *mkba_column_type_name(mkba_column_type type);

/** A column of values that a caller holds, for mkba_table_new. A frozen struct: it never grows. Only the values of its
 *  own type are looked at. */
typedef struct mkba_column {
    const char *name;          ///< UTF-8; "" is allowed once in a table
    mkba_column_type type;     ///< which of the three below has the values
    const char *unit;          ///< "EUR", ...; NULL is ""
    const char *const *texts;  ///< of texts, n_rows long; NULL is a missing one
    const int64_t *integers;   ///< of whole numbers, and of booleans, which are 0 or 1
    const double *reals;       ///< of real numbers
    const bool *missing;       ///< n_rows long: where true, the value is missing and is not looked at; NULL is: none
} mkba_column;

/** A table of columns that a caller holds, such as a data frame, for functions that read one. Everything is copied:
 *  what was given may be freed after the call.
 *
 *  @param name       of the table; NULL is ""
 *  @param columns    n_columns of them, each n_rows long; may be NULL when there are none
 *  @param n_columns  at most 10 000
 *  @param n_rows     at most 2 147 483 647; 0 is allowed
 *  @param[out] table to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT for a text or name that is not UTF-8, a name that comes twice, a number that
 *          is not finite (mark it missing), a boolean that is neither 0 nor 1, a type that is none, or values that
 *          are NULL: `where` is "column 2" or "row 3, waarde", counted from 1; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY.
 *          Thread-safe. */
MKBA_API MKBA_CHECKED mkba_status mkba_table_new(const char *name, const mkba_column *columns, size_t n_columns,
                                                 size_t n_rows, mkba_table **table, mkba_error *error);

/** Frees a table. NULL is allowed. */
MKBA_API void mkba_table_free(mkba_table *table);

/** Name of the table, such as "lines"; owned by the table. */
MKBA_API const char *mkba_table_name(const mkba_table *table);
/** How many rows the table has. */
MKBA_API size_t mkba_table_n_rows(const mkba_table *table);
/** How many columns the table has. */
MKBA_API size_t mkba_table_n_columns(const mkba_table *table);

/** The name of a column. `column` counts from 0; one that does not exist gives NULL. Owned by the table. */
MKBA_API const char *mkba_table_column_name(const mkba_table *table, size_t column);
/** The unit of a column: "EUR", "client", "jaar", ...; "" where there is none. NULL for a column that does not
 *  exist. Owned by the table. */
MKBA_API const char *mkba_table_column_unit(const mkba_table *table, size_t column);
/** What a column holds; MKBA_COLUMN_TEXT for one that does not exist. */
MKBA_API mkba_column_type mkba_table_column_type(const mkba_table *table, size_t column);

/** The values of a column of texts, n_rows long, owned by the table; NULL when the column is of another type or
 *  does not exist. A missing value is NULL. */
MKBA_API const char *const *mkba_table_texts(const mkba_table *table, size_t column);
/** The same for whole numbers and booleans. A missing value is 0: ask mkba_table_is_missing. */
MKBA_API const int64_t *mkba_table_integers(const mkba_table *table, size_t column);
/** The same for real numbers. A missing value is 0: ask mkba_table_is_missing. */
MKBA_API const double *mkba_table_reals(const mkba_table *table, size_t column);

/** Whether a value is missing; true outside the table. */
MKBA_API bool mkba_table_is_missing(const mkba_table *table, size_t row, size_t column);

/** The table as CSV (RFC 4180, comma, a header line, "\n"): every real number is written so that it
 *  reads back as the same bits; booleans are true and false; a missing value is an empty field (`""` in
 *  a table of one column, whose line would else be empty), an empty text `""`. Where a spreadsheet would
 *  run a text (or a column's name) as a formula, it gets an apostrophe before it: a text that begins with
 *  =, +, - or @ (full-width too), after blanks, or with a separator or line break; and the same inside a
 *  text after `;`, a tab or a line break, where a program that expects another separator begins a cell.
 *  @param[out] text  to be freed with mkba_text_free
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT when a pointer is NULL */
MKBA_API MKBA_CHECKED mkba_status mkba_table_csv(const mkba_table *table, char **text, mkba_error *error);

/** The table as JSON: an array with an object per row, whose keys are the columns in their order. A real
 *  number reads back as the same bits, a whole number has all its digits, booleans are true and false, a
 *  missing value is null. Ends in "\n". Units and the table's name are not in it.
 *  @param[out] text  to be freed with mkba_text_free
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT when a pointer is NULL */
MKBA_API MKBA_CHECKED mkba_status mkba_table_json(const mkba_table *table, char **text, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
