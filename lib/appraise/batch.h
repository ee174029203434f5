/* A program made ready to run over many draws: what is wanted of it, in blocks of draws. For each wanted node a draw
 * has the same bits as in mkba_i_program_run, whatever the block, the variant and the draws beside it. */
#ifndef MKBA_I_APPRAISE_BATCH_H
#define MKBA_I_APPRAISE_BATCH_H

#include "appraise/program.h"
#include "base/lanes.h"

typedef struct mkba_i_batch mkba_i_batch;             /* immutable: threads may share it */
typedef struct mkba_i_batch_space mkba_i_batch_space; /* where one thread runs it */

typedef struct mkba_i_batch_setup {
    const mkba_i_node *wanted; /* whose values are given out */
    size_t n_wanted;
    const mkba_i_node *checks; /* that must have a value too: a draw in which one has none is refused */
    size_t n_checks;
    mkba_i_variant variant;
} mkba_i_batch_setup;

/* Keeps what the wanted nodes and the checks need, and works out what depends on no input: what of that has no value
 * is refused here, in the words of mkba_i_program_run. The batch refers to the program. */
mkba_status mkba_i_batch_make(const mkba_i_program *program, const mkba_i_batch_setup *setup, mkba_i_batch **out,
                              mkba_error *error);
void mkba_i_batch_free(mkba_i_batch *batch);

/* Whether what is wanted depends on this input. */
bool mkba_i_batch_uses(const mkba_i_batch *batch, size_t input);

/* The space for blocks of at most `most_draws` draws. It refers to the batch. */
mkba_status mkba_i_batch_space_make(const mkba_i_batch *batch, size_t most_draws, mkba_i_batch_space **out,
                                    mkba_error *error);
void mkba_i_batch_space_free(mkba_i_batch_space *space);

/* Runs `n` draws, of which the first is number `first` of the simulation, from 0: inputs[i][d] is input i of draw d; it
 * is not read, and may be NULL, where it is not used. out[w][d] becomes wanted node w of draw d, in the space and there
 * until its next run. Allocates nothing. MKBA_ERROR_EVALUATION is of the first draw that fails, which the message counts
 * from 1; `out` is not touched then. */
mkba_status mkba_i_batch_run(const mkba_i_batch *batch, mkba_i_batch_space *space, const double *const *inputs,
                             size_t n, uint64_t first, const double **out, mkba_error *error);

/* The draw that failed in the latest run, from 1; 0 if none did. */
uint64_t mkba_i_batch_failed(const mkba_i_batch_space *space);

#endif
