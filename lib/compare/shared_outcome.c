/* How indicators hang together: see shared_outcome.h. */
#include "compare/shared_outcome.h"

#include <string.h>

/* Totals of totals are followed so far. */
#define DEEPEST 8

static bool is(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static const mkba_indicator *known(const mkba_panel *panel, const char *name)
{
    size_t at = mkba_i_roll_find(&panel->indicator_names, name);

    return at == MKBA_I_NONE ? NULL : &panel->indicators[at];
}

/* Whether an indicator counts another: it is the same, the numerator of a rate or the part of a total does. */
static bool counts(const mkba_panel *panel, const char *name, const char *wanted, int depth)
{
    const mkba_indicator *of = known(panel, name);

    if (strcmp(name, wanted) == 0)
        return true;
    if (depth == 0 || of == NULL)
        return false;
    if (of->numerator != NULL && counts(panel, of->numerator, wanted, depth - 1))
        return true;
    for (size_t i = 0; i < of->n_parts; i++)
        if (counts(panel, of->parts[i], wanted, depth - 1))
            return true;
    return false;
}

/* Whether an indicator counts anything that another counts. */
static bool shares(const mkba_panel *panel, const char *name, const char *other, int depth)
{
    const mkba_indicator *of = known(panel, other);

    if (counts(panel, name, other, DEEPEST))
        return true;
    if (depth == 0 || of == NULL)
        return false;
    if (of->numerator != NULL && shares(panel, name, of->numerator, depth - 1))
        return true;
    for (size_t i = 0; i < of->n_parts; i++)
        if (shares(panel, name, of->parts[i], depth - 1))
            return true;
    return false;
}

const char *mkba_i_outcome_relation(const mkba_panel *panel, const mkba_indicator *by, const char *outcome)
{
    if (is(by->name, outcome))
        return "is";
    if (is(by->denominator, outcome))
        return "is divided by";
    return shares(panel, by->name, outcome, DEEPEST) ? "counts what makes" : NULL;
}
