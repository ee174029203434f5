/* Narrowing a change of sign. */
#include "uncertain/what_if.h"

#include <math.h>

#include "base/exact.h"

#define JUMP 1e-9 /* what is left of the outcomes at the ends where it goes through 0 */

mkba_status mkba_i_what_if_narrow(mkba_i_curve curve, void *context, double low, double high, mkba_i_root *root,
                                  mkba_error *error)
{
    double at_low = 0.0, at_high = 0.0, at_middle = 0.0, size;
    mkba_status status = curve(context, low, &at_low, error);

    if (status == MKBA_OK)
        status = curve(context, high, &at_high, error);
    size = fmax(fabs(at_low), fabs(at_high));
    while (status == MKBA_OK) {
        double middle = low + (high - low) / 2.0;

        if (middle <= low || middle >= high)
            break;
        status = curve(context, middle, &at_middle, error);
        if ((at_middle < 0.0) == (at_low < 0.0)) {
            low = middle;
            at_low = at_middle;
        } else {
            high = middle;
            at_high = at_middle;
        }
    }
    if (status != MKBA_OK)
        return status;
    *root = fabs(at_low) < fabs(at_high) ? (mkba_i_root){low, at_low, false} : (mkba_i_root){high, at_high, false};
    root->is_jump = fabs(root->residual) > JUMP * size;
    return MKBA_OK;
}
