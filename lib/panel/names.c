/* The words for the values of the panel's enums, whose numbers are the positions of their words. */
#include <mkba/panel.h>

#include "base/choice.h"

typedef struct words {
    const char *const *list;
    size_t n;
    const char *unknown; /* for a number that has no word */
} words;

/* clang-format off */
#define WORDS(list, unknown) {list, sizeof list / sizeof *list, unknown}
/* clang-format on */

static const char *const period_kinds[] = {"any", "year", "half-year", "quarter", "month", "date"};
static const char *const cell_statuses[] = {"absent",     "measured",   "provisional",   "derived",  "suspect",
                                            "suppressed", "impossible", "not delivered", "undefined"};
static const char *const indicator_kinds[] = {"unknown", "flow", "stock", "rate"};
static const char *const formats[] = {"tidy", "wide", "odata3-untyped", "odata3-typed", "odata4", "statline",
                                      "iv3",  "pdok"};
static const char *const encodings[] = {"utf-8", "latin1"};
static const char *const missings[] = {"spreads", "left out"};

static const words period_kind_words = WORDS(period_kinds, "unknown kind");
static const words cell_status_words = WORDS(cell_statuses, "unknown status");
static const words indicator_kind_words = WORDS(indicator_kinds, "unknown kind");
static const words format_words = WORDS(formats, "unknown format");
static const words encoding_words = WORDS(encodings, "unknown encoding");
static const words missing_words = WORDS(missings, "unknown choice");

static const char *word(const words *from, int value)
{
    return (size_t) value < from->n ? from->list[value] : from->unknown;
}

/* `position` is NULL when the caller's output is. */
static mkba_status choose(const words *from, const char *name, const char *what, size_t *position, mkba_error *error)
{
    return mkba_i_choose(name, from->list, from->n, what, position, error);
}

const char *mkba_period_kind_name(mkba_period_kind kind)
{
    return word(&period_kind_words, (int) kind);
}

mkba_status mkba_period_kind_from_name(const char *name, mkba_period_kind *kind, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = choose(&period_kind_words, name, "kind", kind == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *kind = (mkba_period_kind) position;
    return status;
}

const char *mkba_cell_status_name(mkba_cell_status status)
{
    return word(&cell_status_words, (int) status);
}

mkba_status mkba_cell_status_from_name(const char *name, mkba_cell_status *status, mkba_error *error)
{
    size_t position = 0;
    mkba_status found = choose(&cell_status_words, name, "status", status == NULL ? NULL : &position, error);

    if (found == MKBA_OK)
        *status = (mkba_cell_status) position;
    return found;
}

const char *mkba_indicator_kind_name(mkba_indicator_kind kind)
{
    return word(&indicator_kind_words, (int) kind);
}

mkba_status mkba_indicator_kind_from_name(const char *name, mkba_indicator_kind *kind, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = choose(&indicator_kind_words, name, "kind", kind == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *kind = (mkba_indicator_kind) position;
    return status;
}

const char *mkba_panel_format_name(mkba_panel_format format)
{
    return word(&format_words, (int) format);
}

mkba_status mkba_panel_format_from_name(const char *name, mkba_panel_format *format, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = choose(&format_words, name, "format", format == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *format = (mkba_panel_format) position;
    return status;
}

const char *mkba_encoding_name(mkba_encoding encoding)
{
    return word(&encoding_words, (int) encoding);
}

mkba_status mkba_encoding_from_name(const char *name, mkba_encoding *encoding, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = choose(&encoding_words, name, "encoding", encoding == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *encoding = (mkba_encoding) position;
    return status;
}

const char *mkba_missing_name(mkba_missing missing)
{
    return word(&missing_words, (int) missing);
}

mkba_status mkba_missing_from_name(const char *name, mkba_missing *missing, mkba_error *error)
{
    size_t position = 0;
    mkba_status status = choose(&missing_words, name, "missing", missing == NULL ? NULL : &position, error);

    if (status == MKBA_OK)
        *missing = (mkba_missing) position;
    return status;
}
