#include "appraise/batch_parts.h"

#include <stdlib.h>

mkba_status mkba_i_batch_make(const mkba_i_program *program, const mkba_i_batch_setup *setup, mkba_i_batch **out,
                              mkba_error *error)
{
    mkba_i_batch *batch = calloc(1, sizeof *batch);
    mkba_status status;

    if (batch == NULL)
        return mkba_i_fail_memory(error);
    batch->program = program;
    batch->variant = setup->variant;
    status = mkba_i_batch_prune(batch, setup, error);
    if (status == MKBA_OK && (!mkba_i_batch_chains(batch) || !mkba_i_batch_plan(batch)))
        status = mkba_i_fail_memory(error);
    if (status != MKBA_OK) {
        mkba_i_batch_free(batch);
        return status;
    }
    *out = batch;
    return MKBA_OK;
}

void mkba_i_batch_free(mkba_i_batch *batch)
{
    if (batch == NULL)
        return;
    mkba_i_arena_free(&batch->arena);
    free(batch);
}

bool mkba_i_batch_uses(const mkba_i_batch *batch, size_t input)
{
    return batch->uses[input];
}
