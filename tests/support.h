/* What several test programs share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_SUPPORT_H
#define MKBA_TESTS_SUPPORT_H

#include <mkba/appraise.h>

#include "base/json.h"

/* ---- files ----------------------------------------------------------------------------------------------- */

/* The bytes of tests/data/NAME, closed with NUL; free with free. `length` may be NULL. */
char *support_data(const char *name, size_t *length);
/* The same of any file; NULL when it is not there. */
char *support_file(const char *path, size_t *length);
/* Writes a path into `text`: folder, name and ending. */
void support_path(char *text, size_t size, const char *folder, const char *name, const char *ending);

/* ---- cases ----------------------------------------------------------------------------------------------- */

mkba_case *support_parse(const char *text);
/* tests/data/cases/NAME.json */
mkba_case *support_case(const char *name);
/* Under a scenario, or NULL. */
mkba_appraisal *support_appraise(const mkba_case *mkba, const char *scenario);
/* Its JSON, read again. */
mkba_i_json *support_result(const mkba_appraisal *appraisal);
mkba_table *support_table(const mkba_appraisal *appraisal, mkba_view view);
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
