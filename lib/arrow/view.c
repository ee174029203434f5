/* Arrays and their values: see view.h. Buffers need not be aligned, so values are copied out of them. */
#include "arrow/view.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/exact.h"

/* Positions beyond this are no positions; those below can be added and multiplied by the width of a value. */
#define FARTHEST ((int64_t) 1 << 48)

mkba_status mkba_i_arrow_damaged(const char *where, const char *how, mkba_error *error)
{
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "the Arrow array \"%s\" is damaged: %s", where, how);
}

mkba_status mkba_i_arrow_check_array(const char *where, const struct ArrowArray *array, int64_t n_children,
                                     mkba_error *error)
{
    if (array == NULL || array->release == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "the Arrow array \"%s\" is missing or has been released",
                           where);
    if (array->length < 0 || array->length > FARTHEST || array->offset < 0 || array->offset > FARTHEST)
        return mkba_i_arrow_damaged(where, "its length or offset is no position", error);
    if (array->null_count < -1 || array->null_count > array->length)
        return mkba_i_arrow_damaged(where, "its null count is not between -1 and its length", error);
    if (array->n_children != n_children || (n_children > 0 && array->children == NULL))
        return mkba_i_arrow_damaged(where, "it has other children than its schema", error);
    if (array->n_buffers > 0 && array->buffers == NULL)
        return mkba_i_arrow_damaged(where, "its buffers are not there", error);
    return MKBA_OK;
}

static bool right_number_of_buffers(mkba_i_arrow_layout layout, int64_t n)
{
    switch (layout) {
    case MKBA_I_ARROW_NOTHING: return n == 0 || n == 1; /* 1 before Arrow 1.0, and still in polars */
    case MKBA_I_ARROW_OFFSETS: return n == 3;
    case MKBA_I_ARROW_VIEWS: return n >= 3;
    case MKBA_I_ARROW_BITS:
    case MKBA_I_ARROW_SIGNED:
    case MKBA_I_ARROW_UNSIGNED:
    case MKBA_I_ARROW_FLOATING:
    case MKBA_I_ARROW_DATE:
    case MKBA_I_ARROW_TIMESTAMP: break;
    }
    return n == 2;
}

mkba_status mkba_i_arrow_view_open(const char *column, const mkba_i_arrow_format *format,
                                   const struct ArrowArray *array, int64_t from, int64_t n, mkba_i_arrow_view *view,
                                   mkba_error *error)
{
    mkba_status status = mkba_i_arrow_check_array(column, array, 0, error);
    if (status != MKBA_OK)
        return status;
    if (from > array->length || n > array->length - from)
        return mkba_i_arrow_damaged(column, "it is shorter than the chunk", error);
    if (!right_number_of_buffers(format->layout, array->n_buffers))
        return mkba_i_arrow_damaged(column, "it has another number of buffers than its format", error);
    *view = (mkba_i_arrow_view){.column = column, .format = format, .array = array, .start = array->offset + from};
    if (format->layout == MKBA_I_ARROW_NOTHING)
        return MKBA_OK;
    view->valid = array->buffers[0];
    view->data = array->buffers[1];
    if (view->valid == NULL && array->null_count > 0)
        return mkba_i_arrow_damaged(column, "it has nulls, and no buffer that says where", error);
    if (view->data == NULL && n > 0)
        return mkba_i_arrow_damaged(column, "its values are not there", error);
    return MKBA_OK;
}

/* ---- values ---------------------------------------------------------------------------------------------- */

bool mkba_i_arrow_bit(const uint8_t *bits, int64_t i)
{
    return (bits[i / 8] >> i % 8 & 1) != 0;
}

bool mkba_i_arrow_is_null(const mkba_i_arrow_view *view, int64_t i)
{
    if (view->format->layout == MKBA_I_ARROW_NOTHING)
        return true;
    return view->valid != NULL && !mkba_i_arrow_bit(view->valid, view->start + i);
}

static const unsigned char *value_at(const mkba_i_arrow_view *view, int64_t i)
{
    return view->data + (size_t) (view->start + i) * view->format->width;
}

int64_t mkba_i_arrow_signed(const mkba_i_arrow_view *view, int64_t i)
{
    const unsigned char *at = value_at(view, i);
    int8_t one;
    int16_t two;
    int32_t four;
    int64_t eight;
    switch (view->format->width) {
    case 1: memcpy(&one, at, sizeof one); return one;
    case 2: memcpy(&two, at, sizeof two); return two;
    case 4: memcpy(&four, at, sizeof four); return four;
    default: memcpy(&eight, at, sizeof eight); return eight;
    }
}

uint64_t mkba_i_arrow_unsigned(const mkba_i_arrow_view *view, int64_t i)
{
    const unsigned char *at = value_at(view, i);
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (view->format->width) {
    case 1: return at[0];
    case 2: memcpy(&two, at, sizeof two); return two;
    case 4: memcpy(&four, at, sizeof four); return four;
    default: memcpy(&eight, at, sizeof eight); return eight;
    }
}

/* IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
static double half(uint16_t bits)
{
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    double size;
    if (exponent == 31)
        size = fraction == 0 ? (double) INFINITY : (double) NAN;
    else if (exponent == 0)
        size = ldexp(fraction, -24);
    else
        size = ldexp(1024 + fraction, exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

double mkba_i_arrow_floating(const mkba_i_arrow_view *view, int64_t i)
{
    const unsigned char *at = value_at(view, i);
    uint16_t two;
    float four;
    double eight;
    switch (view->format->width) {
    case 2: memcpy(&two, at, sizeof two); return half(two);
    case 4: memcpy(&four, at, sizeof four); return (double) four;
    default: memcpy(&eight, at, sizeof eight); return eight;
    }
}

/* ---- texts ----------------------------------------------------------------------------------------------- */

static mkba_status text_between_offsets(const mkba_i_arrow_view *view, int64_t i, const char **text, size_t *length,
                                        mkba_error *error)
{
    const char *data = view->array->buffers[2];
    int64_t from = mkba_i_arrow_signed(view, i), to = mkba_i_arrow_signed(view, i + 1);
    if (from < 0 || to < from || to > FARTHEST)
        return mkba_i_arrow_damaged(view->column, "its offsets do not ascend from 0", error);
    if (to > from && data == NULL)
        return mkba_i_arrow_damaged(view->column, "its texts are not there", error);
    *text = to > from ? data + from : "";
    *length = (size_t) (to - from);
    return MKBA_OK;
}

/* A view is its length, then the text itself when it is short, else four bytes of it, which buffer, and where in it.
 * The last buffer has the sizes of the others. */
static mkba_status text_of_view(const mkba_i_arrow_view *view, int64_t i, const char **text, size_t *length,
                                mkba_error *error)
{
    enum { shortest = 12 };
    const unsigned char *at = value_at(view, i);
    const struct ArrowArray *array = view->array;
    int32_t parts[4];
    memcpy(parts, at, sizeof parts);
    if (parts[0] < 0)
        return mkba_i_arrow_damaged(view->column, "a text has a negative length", error);
    *length = (size_t) parts[0];
    *text = (const char *) at + sizeof *parts;
    if (parts[0] <= shortest)
        return MKBA_OK;
    const unsigned char *sizes = array->buffers[array->n_buffers - 1];
    int64_t buffer = parts[2], from = parts[3], size = 0;
    if (buffer < 0 || buffer >= array->n_buffers - 3 || sizes == NULL)
        return mkba_i_arrow_damaged(view->column, "a text stands in a buffer that is not there", error);
    memcpy(&size, sizes + (size_t) buffer * sizeof size, sizeof size);
    const char *data = array->buffers[2 + buffer];
    if (data == NULL || from < 0 || size - from < parts[0])
        return mkba_i_arrow_damaged(view->column, "a text stands outside its buffer", error);
    *text = data + from;
    return MKBA_OK;
}

mkba_status mkba_i_arrow_text(const mkba_i_arrow_view *view, int64_t i, const char **text, size_t *length,
                              mkba_error *error)
{
    return view->format->layout == MKBA_I_ARROW_VIEWS ? text_of_view(view, i, text, length, error)
                                                      : text_between_offsets(view, i, text, length, error);
}
