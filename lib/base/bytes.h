/* Bytes: writing what can be read again on any machine, and reading what may be damaged or hostile.
 *
 * A sealed block is: 8 bytes that say what it is, the version of its form (4 bytes), the number of bytes that follow (8),
 * those, and FNV-1a of 64 bits over all before it (8). Numbers are little-endian. A change of any one byte is found for
 * certain, other accidents but for 2^-64; nothing here is proof against forgery, so a reader checks what it reads too. */
#ifndef MKBA_I_BASE_BYTES_H
#define MKBA_I_BASE_BYTES_H

#include "base/error.h"

/* ---- writing --------------------------------------------------------------------------------------------- */

/* All zero is an empty one. A failure sticks: mkba_i_bytes_seal answers it. */
typedef struct mkba_i_bytes {
    unsigned char *data; /* heap */
    size_t length, capacity;
    bool failed;
} mkba_i_bytes;

#define MKBA_I_BYTES_MAGIC 8

/* Begins a sealed block; `magic` has 8 bytes. */
void mkba_i_bytes_begin(mkba_i_bytes *bytes, const char *magic, uint32_t version);
/* Closes it and hands it out, to be freed with free; MKBA_ERROR_MEMORY when something before failed. */
mkba_status mkba_i_bytes_seal(mkba_i_bytes *bytes, unsigned char **out, size_t *length, mkba_error *error);
void mkba_i_bytes_drop(mkba_i_bytes *bytes);

void mkba_i_bytes_add(mkba_i_bytes *bytes, const void *data, size_t length);
/* Seven bits a byte, the lowest first: 1 to 10 bytes. */
void mkba_i_bytes_integer(mkba_i_bytes *bytes, uint64_t value);
/* 8 bytes. */
void mkba_i_bytes_double(mkba_i_bytes *bytes, double value);
/* Its length and its bytes; NULL is told from "". */
void mkba_i_bytes_text(mkba_i_bytes *bytes, const char *text);

/* ---- reading --------------------------------------------------------------------------------------------- */

/* What is left to be read. The first thing that is wrong sticks; from then on everything reads as 0. */
typedef struct mkba_i_byte_reader {
    const unsigned char *at;
    size_t left;
    const char *wrong; /* a sentence, or NULL */
} mkba_i_byte_reader;

/* Opens a sealed block. MKBA_ERROR_SYNTAX when it is none (`what` names it: "a simulation"), cut or changed;
 * MKBA_ERROR_LIMIT when its version is above `version`. */
mkba_status mkba_i_bytes_open(const unsigned char *bytes, size_t length, const char *magic, uint32_t version,
                              const char *what, mkba_i_byte_reader *reader, mkba_error *error);
/* MKBA_ERROR_SYNTAX when something was wrong, or something is left. */
mkba_status mkba_i_bytes_close(const mkba_i_byte_reader *reader, mkba_error *error);

/* Says that something is wrong, unless something was before. */
void mkba_i_bytes_wrong(mkba_i_byte_reader *reader, const char *sentence);

/* The next `length` bytes, NULL when there are not as many. */
const unsigned char *mkba_i_bytes_take(mkba_i_byte_reader *reader, size_t length);
/* One that is at most `most`. A number that is written longer than needed is wrong: what is equal has equal bytes. */
uint64_t mkba_i_bytes_read_integer(mkba_i_byte_reader *reader, uint64_t most);
/* How many items follow, each of at least `size` bytes: more than fit in what is left is wrong. So memory for them can be
 * had without fear. */
size_t mkba_i_bytes_read_count(mkba_i_byte_reader *reader, size_t size);
/* A finite one that is not -0. */
double mkba_i_bytes_read_double(mkba_i_byte_reader *reader);
/* The same, or NaN for what is missing. */
double mkba_i_bytes_read_double_or_nan(mkba_i_byte_reader *reader);
/* A text of *length bytes (not closed with NUL) that is UTF-8 without NUL, or NULL. */
const char *mkba_i_bytes_read_text(mkba_i_byte_reader *reader, size_t *length);

#endif
