/* The scanner of JSON, and what it remembers; only for the sources of json.h. */
#ifndef MKBA_I_BASE_JSON_SCAN_H
#define MKBA_I_BASE_JSON_SCAN_H

#include <stdint.h>

#include "base/json.h"

#define MKBA_I_JSON_NONE UINT32_MAX

/* One value, in document order. A document has fewer bytes than a uint32_t counts. */
typedef struct mkba_i_json_value {
    double number;   /* of a number */
    uint32_t parent; /* the value that holds it, NONE for the root */
    uint32_t start;  /* where in the text it begins */
    uint32_t name;   /* of a member: where in the text its key's opening quote is; of an element: its index */
    uint32_t line;
    uint32_t column;
    bool member;
} mkba_i_json_value;

struct mkba_i_json {
    char *text;
    size_t length;
    cJSON *root;
    mkba_i_json_value *values;
    size_t n_values;
    size_t capacity;
};

typedef struct mkba_i_scan {
    mkba_i_json *json;
    size_t at;
    uint32_t line;
    size_t line_start;
    uint32_t current; /* the value being read, NONE before the first */
    unsigned depth;
    mkba_error *error;
} mkba_i_scan;

/* Reads the whole text of `json` and fills its values. */
mkba_status mkba_i_scan_text(mkba_i_json *json, mkba_error *error);

/* Passes over the string that begins here. */
mkba_status mkba_i_scan_string(mkba_i_scan *scan);

/* Reads the number that begins here into the current value. */
mkba_status mkba_i_scan_number(mkba_i_scan *scan);

/* Fails at byte `at` of the current line, with the pointer of the current value. */
mkba_status mkba_i_scan_fail(mkba_i_scan *scan, size_t at, mkba_status status, const char *format, ...)
    MKBA_I_PRINTF(4, 5);

/* What the string with its opening quote at `raw` stands for, closed with NUL; never longer than the string. It was
 * scanned, so it is valid. */
void mkba_i_json_decode(const char *raw, char *text);

/* The pointer of a value, "" for NONE; works while the document is still being scanned. */
void mkba_i_json_pointer(const mkba_i_json *json, uint32_t value, char where[MKBA_ERROR_TEXT]);

#endif
