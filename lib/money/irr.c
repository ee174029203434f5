/* Internal rates of return: see irr.h. */
#include "base/exact.h"

#include <stdlib.h>

#include "money/irr.h"

void mkba_i_roots_free(mkba_i_roots *roots)
{
    free(roots->items);
    *roots = (mkba_i_roots){0};
}

mkba_status mkba_i_irr(const double *flows, size_t n, double step, mkba_i_roots *roots, mkba_error *error)
{
    (void) flows, (void) n, (void) step, (void) roots;
    return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "flows", "not there yet");
}
