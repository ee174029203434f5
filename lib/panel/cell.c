/* Cells: see cell.h. */
#include "panel/cell.h"

#include <string.h>

#include "base/number.h"

/* Iv3 dataderden, README of the sample files: tested on equality, because amounts can be negative. */
#define IV3_NOT_DELIVERED (-99998.0)
/* CBS wijken en buurten by PDOK: -99995, -99997, -99999 and others below. */
#define PDOK_NO_FIGURE (-99990.0)

/* In a text of another format these are not figures either: most likely the format is not the one that was named. */
static bool is_foreign_sign(double value)
{
    return value < PDOK_NO_FIGURE &&
           (value == -99995.0 || value == -99997.0 || value == IV3_NOT_DELIVERED || value == -99999.0);
}

bool mkba_cell_has_value(mkba_cell_status status)
{
    return status == MKBA_CELL_MEASURED || status == MKBA_CELL_PROVISIONAL || status == MKBA_CELL_DERIVED ||
           status == MKBA_CELL_SUSPECT;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *read_number(const char *text, size_t length, char decimal, double *value)
{
    mkba_i_number_status status =
        decimal == ',' ? mkba_i_number_parse_comma(text, length, value) : mkba_i_number_parse(text, length, value);

    switch (status) {
    case MKBA_I_NUMBER_OK: return NULL;
    case MKBA_I_NUMBER_TOO_LARGE: return "is beyond the range of a number";
    case MKBA_I_NUMBER_TOO_LONG: return "has too many digits";
    case MKBA_I_NUMBER_MALFORMED: break;
    }
    return decimal == ',' ? "is no number with a decimal comma" : "is no number with a decimal point";
}

bool mkba_i_cell_number(double value, const mkba_i_signs *signs, mkba_i_cell *cell, const char **reason)
{
    if (!signs->iv3 && !signs->pdok && is_foreign_sign(value)) {
        *reason = "is how Iv3 and PDOK write that there is no figure: name that format, or take the cell out";
        return false;
    }
    if (signs->iv3 && value == IV3_NOT_DELIVERED)
        *cell = (mkba_i_cell){0, MKBA_CELL_NOT_DELIVERED};
    else if (signs->pdok && value < PDOK_NO_FIGURE)
        *cell = (mkba_i_cell){0, MKBA_CELL_ABSENT};
    else
        *cell = (mkba_i_cell){value == 0 ? 0 : value, MKBA_CELL_MEASURED}; /* no minus zero */
    return true;
}

bool mkba_i_cell_read(const char *text, const mkba_i_signs *signs, mkba_i_cell *cell, const char **reason)
{
    size_t start = 0, end = text == NULL ? 0 : strlen(text);
    bool empty = end == 0;
    double value = 0;

    while (start < end && is_blank(text[start]))
        start++;
    while (end > start && is_blank(text[end - 1]))
        end--;
    if (start == end) {
        *cell = (mkba_i_cell){0, empty ? signs->nothing : signs->blank};
        return true;
    }
    if (end - start == 1 && text[start] == '.') {
        *cell = (mkba_i_cell){0, MKBA_CELL_SUPPRESSED};
        return true;
    }
    if (text[end - 1] == signs->decimal || text[start] == signs->decimal) {
        *reason = "has no digit on one side of its decimal sign: it seems to be cut off";
        return false;
    }
    *reason = read_number(text + start, end - start, signs->decimal, &value);
    return *reason == NULL && mkba_i_cell_number(value, signs, cell, reason);
}

/* ---- combining ------------------------------------------------------------------------------------------- */

/* What says most comes first. */
static int rank(mkba_cell_status status)
{
    static const mkba_cell_status order[] = {MKBA_CELL_NOT_DELIVERED, MKBA_CELL_SUPPRESSED, MKBA_CELL_UNDEFINED,
                                             MKBA_CELL_IMPOSSIBLE,    MKBA_CELL_ABSENT,     MKBA_CELL_SUSPECT,
                                             MKBA_CELL_PROVISIONAL,   MKBA_CELL_DERIVED};
    int n = (int) (sizeof order / sizeof *order);

    for (int i = 0; i < n; i++)
        if (order[i] == status)
            return i;
    return n;
}

mkba_cell_status mkba_i_cell_combine(mkba_cell_status a, mkba_cell_status b)
{
    return mkba_i_cell_derived(rank(a) <= rank(b) ? a : b);
}

mkba_cell_status mkba_i_cell_derived(mkba_cell_status from)
{
    return from == MKBA_CELL_MEASURED ? MKBA_CELL_DERIVED : from;
}
