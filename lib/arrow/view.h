/* One array of a chunk, held against what its format asks before anything is read, and its values. */
#ifndef MKBA_I_ARROW_VIEW_H
#define MKBA_I_ARROW_VIEW_H

#include "arrow/format.h"

typedef struct mkba_i_arrow_view {
    const char *column; /* for errors */
    const mkba_i_arrow_format *format;
    const struct ArrowArray *array;
    int64_t start;             /* where its first value stands in the buffers */
    const uint8_t *valid;      /* a bit per value; NULL: none is null */
    const unsigned char *data; /* the second buffer */
} mkba_i_arrow_view;

/* Values `from` to from + n of an array. NULL for `array` is damage too. */
mkba_status mkba_i_arrow_view_open(const char *column, const mkba_i_arrow_format *format,
                                   const struct ArrowArray *array, int64_t from, int64_t n, mkba_i_arrow_view *view,
                                   mkba_error *error);

/* The parts of that which hold for arrays of columns and of whole rows. */
mkba_status mkba_i_arrow_check_array(const char *where, const struct ArrowArray *array, int64_t n_children,
                                     mkba_error *error);
mkba_status mkba_i_arrow_damaged(const char *where, const char *how, mkba_error *error);

/* The bit of a value. */
bool mkba_i_arrow_bit(const uint8_t *bits, int64_t i);

/* Values; `i` counts from the first of the view. */
bool mkba_i_arrow_is_null(const mkba_i_arrow_view *view, int64_t i);
int64_t mkba_i_arrow_signed(const mkba_i_arrow_view *view, int64_t i);
uint64_t mkba_i_arrow_unsigned(const mkba_i_arrow_view *view, int64_t i);
double mkba_i_arrow_floating(const mkba_i_arrow_view *view, int64_t i);
/* Where the text stands, unchecked but for being there. */
mkba_status mkba_i_arrow_text(const mkba_i_arrow_view *view, int64_t i, const char **text, size_t *length,
                              mkba_error *error);

#endif
