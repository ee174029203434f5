/* The steps of a batch on the draws of a block: batch_body.h for each variant. */
#include "base/exact.h"

#include "appraise/batch_parts.h"

#include <math.h>

#define MKBA_I_BODY "appraise/batch_body.h"
#include "base/lanes_each.h"

bool mkba_i_batch_steps_run(const mkba_i_batch *batch, const mkba_i_batch_at *places, size_t n)
{
    return MKBA_I_LANES_PICK(batch->variant, run_steps)(batch, places, n);
}
