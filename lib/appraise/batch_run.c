/* Running a batch: blocks of draws, and which draw fails. */
#include "appraise/batch_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/exact.h"

#define LINE 8 /* doubles of a cache line: vectors stand on whole ones */

/* ---- the space ------------------------------------------------------------------------------------------- */

static size_t whole_units(size_t n)
{
    return (n + MKBA_I_BATCH_UNIT - 1) / MKBA_I_BATCH_UNIT * MKBA_I_BATCH_UNIT;
}

static size_t whole_lines(size_t n)
{
    return (n + LINE - 1) / LINE * LINE;
}

/* Buffers do not follow each other at once: at a distance of whole pages reads would wait for writes that only look
 * like the same address. */
static size_t buffer_size(const mkba_i_batch *batch)
{
    return batch->block + LINE;
}

static bool make_room(mkba_i_batch_space *space)
{
    const mkba_i_batch *batch = space->batch;
    size_t per_output = space->most_draws + LINE;
    size_t rest =
        batch->n_inputs * MKBA_I_BATCH_UNIT + whole_lines(batch->n_constants) + batch->n_buffers * buffer_size(batch);

    if (batch->n_outputs > (SIZE_MAX / sizeof(double) - rest - LINE) / per_output)
        return false;
    space->memory = calloc(batch->n_outputs * per_output + rest + LINE, sizeof(double));
    space->places =
        calloc(batch->n_outputs + batch->n_inputs + batch->n_constants + batch->n_buffers + 1, sizeof *space->places);
    space->draw = calloc(batch->program->n_inputs + 1, sizeof *space->draw);
    space->values = calloc(batch->n + 1, sizeof *space->values);
    return space->memory != NULL && space->places != NULL && space->draw != NULL && space->values != NULL;
}

/* Gives every place but those of inputs its room. */
static void lay_out(mkba_i_batch_space *space)
{
    const mkba_i_batch *batch = space->batch;
    double *at = space->memory + (LINE - (uintptr_t) space->memory / sizeof(double) % LINE) % LINE;
    mkba_i_batch_at *place = space->places;

    space->outputs = at;
    for (size_t i = 0; i < batch->n_outputs; i++, at += space->most_draws + LINE)
        *place++ = (mkba_i_batch_at){at, false};
    space->units = at;
    at += batch->n_inputs * MKBA_I_BATCH_UNIT;
    place += batch->n_inputs;
    for (size_t i = 0; i < batch->n_constants; i++) {
        at[i] = batch->constants[i];
        *place++ = (mkba_i_batch_at){at + i, true};
    }
    at += whole_lines(batch->n_constants);
    for (size_t i = 0; i < batch->n_buffers; i++, at += buffer_size(batch))
        *place++ = (mkba_i_batch_at){at, false};
}

mkba_status mkba_i_batch_space_make(const mkba_i_batch *batch, size_t most_draws, mkba_i_batch_space **out,
                                    mkba_error *error)
{
    mkba_i_batch_space *space = calloc(1, sizeof *space);

    if (space == NULL || most_draws > SIZE_MAX / 2 - MKBA_I_BATCH_UNIT)
        goto failed;
    space->batch = batch;
    space->most_draws = whole_units(most_draws);
    if (!make_room(space))
        goto failed;
    lay_out(space);
    *out = space;
    return MKBA_OK;
failed:
    mkba_i_batch_space_free(space);
    return mkba_i_fail_memory(error);
}

void mkba_i_batch_space_free(mkba_i_batch_space *space)
{
    if (space == NULL)
        return;
    free(space->memory);
    free(space->places);
    free(space->draw);
    free(space->values);
    free(space);
}

uint64_t mkba_i_batch_failed(const mkba_i_batch_space *space)
{
    return space->failed;
}

/* ---- running --------------------------------------------------------------------------------------------- */

/* Runs each of the draws alone, in order, to find the first that fails and what it fails at. */
static mkba_status find_failure(mkba_i_batch_space *space, const double *const *inputs, size_t from, size_t n,
                                uint64_t first, mkba_error *error)
{
    const mkba_i_batch *batch = space->batch;

    for (size_t d = from; d < from + n; d++) {
        for (size_t i = 0; i < batch->n_inputs; i++)
            space->draw[batch->inputs[i]] = inputs[batch->inputs[i]][d];
        if (mkba_i_operations_run(batch->program, batch->operations, batch->n, space->draw, first + d + 1,
                                  space->values, error) != MKBA_OK) {
            space->failed = first + d + 1;
            return MKBA_ERROR_EVALUATION;
        }
    }
    return MKBA_OK;
}

static void set_outputs(mkba_i_batch_space *space, size_t from)
{
    for (size_t i = 0; i < space->batch->n_outputs; i++)
        space->places[i].at = space->outputs + i * (space->most_draws + LINE) + from;
}

/* Inputs where the caller has them. */
static void set_inputs(mkba_i_batch_space *space, const double *const *inputs, size_t from)
{
    const mkba_i_batch *batch = space->batch;

    for (size_t i = 0; i < batch->n_inputs; i++)
        space->places[batch->n_outputs + i] = (mkba_i_batch_at){(double *) inputs[batch->inputs[i]] + from, false};
}

/* The last few draws, copied and filled up to a unit with the last of them, so that the same steps run them. */
static void set_unit(mkba_i_batch_space *space, const double *const *inputs, size_t from, size_t n)
{
    const mkba_i_batch *batch = space->batch;

    for (size_t i = 0; i < batch->n_inputs; i++) {
        double *unit = space->units + i * MKBA_I_BATCH_UNIT;

        memcpy(unit, inputs[batch->inputs[i]] + from, n * sizeof *unit);
        for (size_t d = n; d < MKBA_I_BATCH_UNIT; d++)
            unit[d] = unit[n - 1];
        space->places[batch->n_outputs + i] = (mkba_i_batch_at){unit, false};
    }
}

/* What the steps find decides nothing: a draw fails when it fails alone. */
static mkba_status run_block(mkba_i_batch_space *space, const double *const *inputs, size_t from, size_t n,
                             uint64_t first, mkba_error *error)
{
    set_outputs(space, from);
    if (n < MKBA_I_BATCH_UNIT)
        set_unit(space, inputs, from, n);
    else
        set_inputs(space, inputs, from);
    if (mkba_i_batch_steps_run(space->batch, space->places, whole_units(n)))
        return MKBA_OK;
    return find_failure(space, inputs, from, n, first, error);
}

mkba_status mkba_i_batch_run(const mkba_i_batch *batch, mkba_i_batch_space *space, const double *const *inputs,
                             size_t n, uint64_t first, const double **out, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    space->failed = 0;
    for (size_t from = 0, length; from < n && status == MKBA_OK; from += length) {
        length = n - from < batch->block ? n - from : batch->block;
        if (length > MKBA_I_BATCH_UNIT)
            length -= length % MKBA_I_BATCH_UNIT;
        status = run_block(space, inputs, from, length, first, error);
    }
    for (size_t i = 0; i < batch->n_wanted && status == MKBA_OK; i++)
        out[i] = space->outputs + batch->output_of[i] * (space->most_draws + LINE);
    return status;
}
