/* JSON: a strict scanner of ours validates, remembers the place of every value and reads the numbers; cJSON
 * holds the tree. Strict is RFC 8259, and further: no duplicate keys, no NUL in a text, numbers within the
 * range of a double, valid UTF-8, at most MKBA_I_JSON_DEPTH levels and MKBA_I_JSON_BYTES bytes. A leading
 * byte order mark is passed over. */
#ifndef MKBA_I_BASE_JSON_H
#define MKBA_I_BASE_JSON_H

#include <cjson/cJSON.h>

#include "base/error.h"
#include "base/text.h"

#define MKBA_I_JSON_DEPTH 64
#define MKBA_I_JSON_BYTES ((size_t) 64 * 1024 * 1024)

/* A document: its text, tree and places. Immutable. */
typedef struct mkba_i_json mkba_i_json;

/* Status: _SYNTAX, _LIMIT, _MEMORY; the error has line, column and, where it is known, the pointer. */
mkba_status mkba_i_json_parse(const char *text, size_t length, mkba_i_json **out, mkba_error *error);
void mkba_i_json_free(mkba_i_json *json);

const cJSON *mkba_i_json_root(const mkba_i_json *json);
/* The text as given, closed with NUL. */
const char *mkba_i_json_text(const mkba_i_json *json);

/* An item's `valueint` is its place in the document, not its value: take numbers from `valuedouble`. Keys that
 * differ in case are different: look them up with cJSON_GetObjectItemCaseSensitive. */

/* The JSON pointer (RFC 6901) of an item of this document, cut to fit. The root is "", and so is NULL. */
void mkba_i_json_where(const mkba_i_json *json, const cJSON *item, char where[MKBA_ERROR_TEXT]);
/* Line and column (from 1, in bytes, a byte order mark not counted) at which the item's value begins; 0 for NULL. */
void mkba_i_json_place(const mkba_i_json *json, const cJSON *item, size_t *line, size_t *column);

/* As mkba_i_fail, with pointer, line and column of the item (none of them when it is NULL). */
mkba_status mkba_i_json_fail(const mkba_i_json *json, const cJSON *item, mkba_error *error, mkba_status status,
                             const char *format, ...) MKBA_I_PRINTF(5, 6);

/* ---- writing: pretty, two spaces, numbers that read back as the same bits ------------------------------ */

typedef struct mkba_i_writer {
    mkba_i_text text; /* its `failed` tells whether memory ran out */
    unsigned depth;
    bool first; /* nothing written yet at this level */
    bool after_key;
} mkba_i_writer;

void mkba_i_write_open(mkba_i_writer *writer, char bracket);  /* '{' or '[' */
void mkba_i_write_close(mkba_i_writer *writer, char bracket); /* '}' or ']'; an empty one stays on one line */
void mkba_i_write_key(mkba_i_writer *writer, const char *key);
/* NULL and a number that is not finite are written as null; bytes that are no UTF-8 as U+FFFD. */
void mkba_i_write_text(mkba_i_writer *writer, const char *text);
void mkba_i_write_number(mkba_i_writer *writer, double number);
void mkba_i_write_integer(mkba_i_writer *writer, int64_t number);
void mkba_i_write_bool(mkba_i_writer *writer, bool value);
void mkba_i_write_null(mkba_i_writer *writer);
/* A tree, at most MKBA_I_JSON_DEPTH levels deep; a cJSON_Raw item is a number by its text (json_edit.h). */
void mkba_i_write_item(mkba_i_writer *writer, const cJSON *item);

#endif
