/* What several test programs share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_SUPPORT_H
#define MKBA_TESTS_SUPPORT_H

#include <mkba/appraise.h>
#include <mkba/koers.h>

#include "base/json.h"

/* ---- files ----------------------------------------------------------------------------------------------- */

/* The bytes of tests/data/NAME, closed with NUL; free with free. `length` may be NULL. */
char *support_data(const char *name, size_t *length);
/* The same of any file; NULL when it is not there. */
char *support_file(const char *path, size_t *length);
/* Writes a path into `text`: folder, name and ending. */
void support_path(char *text, size_t size, const char *folder, const char *name, const char *ending);

/* ---- cases and Koersen ----------------------------------------------------------------------------------- */

mkba_case *support_parse(const char *text);
/* tests/data/cases/NAME.json */
mkba_case *support_case(const char *name);
/* Under a scenario, or NULL. */
mkba_appraisal *support_appraise(const mkba_case *mkba, const char *scenario);
/* Its JSON, read again. */
mkba_i_json *support_result(const mkba_appraisal *appraisal);
mkba_table *support_table(const mkba_appraisal *appraisal, mkba_view view);
mkba_koers *support_koers(const char *text);
/* What mkba_case_check says of a text. */
mkba_table *support_check(const char *text);

/* ---- documents that are edited --------------------------------------------------------------------------- */

mkba_draft *support_draft(const char *text);
/* Puts JSON text at a pointer; NULL takes out what is there. */
void support_set(mkba_draft *draft, const char *pointer, const char *json);
/* The text of a draft, which is freed; to be freed with mkba_text_free. */
char *support_finish(mkba_draft *draft);
/* A document as an entry of a table changes it: "set" is an object of pointers and values, "remove" a list of pointers. */
char *support_edited(const mkba_i_json *base, const cJSON *entry);

/* ---- tables ---------------------------------------------------------------------------------------------- */

/* The position of a column by its name. */
size_t support_column(const mkba_table *table, const char *name);
const char *support_text(const mkba_table *table, size_t row, const char *column);
int64_t support_integer(const mkba_table *table, size_t row, const char *column);
double support_real(const mkba_table *table, size_t row, const char *column);
/* Ends the test when the figure is further from what is expected than the tolerance. */
void support_expect(const mkba_table *table, size_t row, const char *column, double expected, double tolerance);
bool support_missing(const mkba_table *table, size_t row, const char *column);
/* The row that has this text in a column; without one the test ends. */
size_t support_row(const mkba_table *table, const char *column, const char *text);
/* Ends the test unless findings in English and Dutch are the same ones with texts of their own. */
void support_two_languages(const mkba_table *english, const mkba_table *dutch);
/* Whether a table of findings has one of this id; the table is freed. */
bool support_finds(mkba_table *findings, const char *id);
/* What stands in the first row, NAN where nothing does; the table is freed. */
double support_first(mkba_table *table, const char *column);
int64_t support_first_integer(mkba_table *table, const char *column);

/* ---- errors ---------------------------------------------------------------------------------------------- */

/* Ends the test unless what was found is the status that was wanted, and the error says this at that place. */
void support_refused(mkba_status found, mkba_status wanted, const mkba_error *error, const char *where,
                     const char *says);
/* A table of bad inputs, tests/data/FOLDER/NAME: it may be read before the tests fork, as nothing in it is of Check. */
mkba_i_json *support_entries(const char *folder, const char *name);
/* A text of an entry, NULL when it has none. */
const char *support_entry(const cJSON *entry, const char *key);
/* Ends the test unless the error is what an entry expects: `status`, `where`, and the list of what it `says`. */
void support_refused_as(const cJSON *entry, mkba_status status, const mkba_error *error);

/* ---- JSON ------------------------------------------------------------------------------------------------ */

mkba_i_json *support_json(const char *text);
/* The item at a JSON pointer, NULL when it is not there. */
cJSON *support_at(const cJSON *root, const char *pointer);
/* As text, to be freed with mkba_text_free. */
char *support_print(const cJSON *item);

/* Whether two results agree: 1e-10 relative, or 1e-6 absolute, 1e-9 in clients and in bcr; same keys, in any order.
 * If not, `where`, which comes in as the pointer of both, is that of what does not. */
bool support_agree(const cJSON *expected, const cJSON *found, char where[MKBA_ERROR_TEXT]);

#endif
