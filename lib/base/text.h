/* Text: building it, checking it, and finding the name that somebody meant. */
#ifndef MKBA_I_BASE_TEXT_H
#define MKBA_I_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"

/* A growing text; all zero is an empty one. A failed append sticks: check `failed` once, at the end. */
typedef struct mkba_i_text {
    char *data; /* NUL-terminated once something was appended */
    size_t length;
    size_t capacity;
    bool failed;
} mkba_i_text;

void mkba_i_text_append(mkba_i_text *text, const char *piece, size_t length);
void mkba_i_text_add(mkba_i_text *text, const char *piece);
void mkba_i_text_format(mkba_i_text *text, const char *format, ...) MKBA_I_PRINTF(2, 3);
void mkba_i_text_number(mkba_i_text *text, double value);
/* Hands out the data (an empty text is ""), leaving `text` empty; NULL when an append failed. */
char *mkba_i_text_take(mkba_i_text *text);
void mkba_i_text_drop(mkba_i_text *text);

/* A text in an arena; NULL when memory is short. Numbers and characters that are cut as in mkba_i_fail. */
char *mkba_i_arena_format(mkba_i_arena *arena, const char *format, ...) MKBA_I_PRINTF(2, 3);
char *mkba_i_arena_vformat(mkba_i_arena *arena, const char *format, va_list args);

/* Length in bytes of the valid UTF-8 character at `text` (of `length` bytes), 0 when it is none
 * (overlong forms, surrogates and code points above 10FFFF are none). */
size_t mkba_i_utf8_length(const char *text, size_t length);
/* Whether all of it is such characters. */
bool mkba_i_utf8_valid(const char *text, size_t length);
/* Takes out what is no UTF-8: a piece of a character that a precision such as %.100s cut through, or bytes of the
 * caller. */
void mkba_i_utf8_mend(char *text);

/* The candidate nearest to `name` when near enough that somebody may have meant it (at most a third of the
 * characters differ by insertion, deletion, substitution or swap of neighbours; also equal but for case);
 * else NULL. Never allocates: names beyond 64 bytes have no near one. */
typedef struct mkba_i_nearest {
    const char *name; /* what was written */
    const char *best; /* nearest candidate so far, or NULL */
    size_t distance;
} mkba_i_nearest;
mkba_i_nearest mkba_i_nearest_start(const char *name);
void mkba_i_nearest_try(mkba_i_nearest *nearest, const char *candidate);
/* Writes `; did you mean "best"?` or nothing into `hint`. */
#define MKBA_I_HINT 128
void mkba_i_nearest_hint(const mkba_i_nearest *nearest, char hint[MKBA_I_HINT]);

#endif
