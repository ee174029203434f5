/* Price indices. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>

#include "money/index.h"

const mkba_i_level *mkba_i_index_level(const mkba_i_index *index, int year)
{
    size_t low = 0;
    size_t high = index->n_levels;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->levels[middle].year < year) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < index->n_levels && index->levels[low].year == year ? &index->levels[low] : NULL;
}

void mkba_i_index_span(const mkba_i_index *index, char text[MKBA_I_INDEX_SPAN_TEXT])
{
    if (index->n_levels == 0) {
        snprintf(text, MKBA_I_INDEX_SPAN_TEXT, "no year");
        return;
    }
    int first = index->levels[0].year;
    int last = index->levels[index->n_levels - 1].year;
    bool holes = (long long) last - first + 1 != (long long) index->n_levels;
    snprintf(text, MKBA_I_INDEX_SPAN_TEXT, "%d to %d%s", first, last, holes ? ", not every year" : "");
}

static mkba_status fail_year(const mkba_i_index *index, int year, mkba_error *error)
{
    char span[MKBA_I_INDEX_SPAN_TEXT];
    mkba_i_index_span(index, span);
    /* The example continues the index from a year that it has, so that it can be pasted and completed. */
    int anchor = index->n_levels > 0 ? index->levels[index->n_levels - 1].year : year - 1;
    if (index->n_levels > 0 && year < anchor) {
        anchor = index->levels[0].year;
    }
    int first = year < anchor ? year : anchor;
    int last = year < anchor ? anchor : year;
    return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                       "price index \"%s\" does not have the year %d (it holds %s); add an index of your own that "
                       "does, with levels: \"indices\": {\"%s\": {\"%d\": %s, \"%d\": %s}}",
                       index->name, year, span, index->name, first, first == anchor ? "100" : "...", last,
                       last == anchor ? "100" : "...");
}

/* I(to) / I(from): the definition of a price index (case format, "Parameters"). */
mkba_status mkba_i_index_ratio(const mkba_i_index *index, int from, int to, double *ratio, mkba_error *error)
{
    const mkba_i_level *base = mkba_i_index_level(index, from);
    if (base == NULL) {
        return fail_year(index, from, error);
    }
    const mkba_i_level *target = mkba_i_index_level(index, to);
    if (target == NULL) {
        return fail_year(index, to, error);
    }
    double result = target->level / base->level;
    if (!isfinite(result) || result <= 0.0) {
        return mkba_i_fail(error, MKBA_ERROR_CASE, "",
                           "price index \"%s\" has no usable ratio between %d and %d: "
                           "its levels must be above 0 and of a like size",
                           index->name, from, to);
    }
    *ratio = result;
    return MKBA_OK;
}
