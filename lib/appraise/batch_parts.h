/* What a batch consists of. Making it: batch.c, batch_prune.c, batch_chain.c, batch_plan.c; running it: batch_run.c, batch_kernel.c. */
#ifndef MKBA_I_APPRAISE_BATCH_PARTS_H
#define MKBA_I_APPRAISE_BATCH_PARTS_H

#include "appraise/batch.h"

#define MKBA_I_BATCH_UNIT                                                                                              \
  64 /* draws: what runs is a whole number of these, the last one filled up with its last draw */

/* Where the values of an operation stand: outputs, then inputs that are used, then constants, then buffers. */
typedef uint32_t mkba_i_batch_place;

/* What is done to a whole block of draws. Beside the opcodes: */
enum {
    MKBA_I_STEP_CHECK = 100, /* notes whether a is not finite */
    MKBA_I_STEP_COPY,
    MKBA_I_STEP_CHAIN /* chain a */
};

typedef struct mkba_i_batch_step {
    double number;
    int op;
    mkba_i_batch_place to, a, b, c;
} mkba_i_batch_step;

/* What the terms of a stretch are: a constant, a constant times a value, a value, a product of two values, any product. The
 * sign of a constant says whether it is added or subtracted: the outcome is the same number. */
typedef enum mkba_i_batch_kind {
    MKBA_I_KIND_C,
    MKBA_I_KIND_CX,
    MKBA_I_KIND_ADD_X,
    MKBA_I_KIND_SUBTRACT_X,
    MKBA_I_KIND_ADD_XY,
    MKBA_I_KIND_SUBTRACT_XY,
    MKBA_I_KIND_ADD_N,
    MKBA_I_KIND_SUBTRACT_N
} mkba_i_batch_kind;

/* Terms of one kind that follow each other in a sum. */
typedef struct mkba_i_batch_stretch {
    mkba_i_batch_kind kind;
    uint32_t n_terms;
    uint32_t n_factors; /* of each, beside the constant of C and CX */
} mkba_i_batch_stretch;

/* A sum of products (batch_chain.c): its stretches, the factors and constants of their terms. No stretches: the operation
 * is none. */
typedef struct mkba_i_batch_chain {
    uint32_t stretch, n_stretches;
    uint32_t factor, n_factors;
    uint32_t coefficient; /* the first of its constants */
    bool is_part;         /* of the chain of the operation that reads it: it has no step and no place */
} mkba_i_batch_chain;

struct mkba_i_batch {
    mkba_i_arena arena;
    const mkba_i_program *program; /* whose origins messages name */
    mkba_i_variant variant;
    mkba_i_operation *operations; /* that are needed, in the program's order; what depends on no input is a constant */
    size_t n;
    uint32_t *wanted; /* operations, as asked, */
    size_t n_wanted;
    uint32_t *checks; /* and those that must have a value */
    size_t n_checks;
    bool *uses;                 /* per input of the program */
    mkba_i_batch_chain *chains; /* per operation */
    mkba_i_batch_stretch *stretches;
    uint32_t *factors; /* operations, then their places */
    double *coefficients;
    size_t n_stretches, n_factors, n_coefficients;

    mkba_i_batch_place *output_of; /* per wanted: outputs may be shared */
    uint32_t *outputs;             /* operations */
    size_t n_outputs;
    uint32_t *inputs; /* those that are used */
    size_t n_inputs;
    double *constants; /* that steps read; those in chains stand among the coefficients */
    size_t n_constants, n_buffers;
    mkba_i_batch_step *steps;
    size_t n_steps;
    size_t block; /* draws that are run together, so that the buffers fit in the nearest cache */
};

/* Operations, wanted, checks and uses. */
mkba_status mkba_i_batch_prune(mkba_i_batch *batch, const mkba_i_batch_setup *setup, mkba_error *error);
/* Chains, and the rest; false when memory is short. */
bool mkba_i_batch_chains(mkba_i_batch *batch);
bool mkba_i_batch_plan(mkba_i_batch *batch);

/* Operand a, b or c of an operation. */
uint32_t *mkba_i_batch_operand(mkba_i_operation *operation, unsigned position);

/* Where a place is at the moment. */
typedef struct mkba_i_batch_at {
    double *at;
    bool is_constant; /* one number for all draws */
} mkba_i_batch_at;

struct mkba_i_batch_space {
    const mkba_i_batch *batch;
    size_t most_draws; /* rounded up to whole units */
    double *memory;    /* heap: outputs, the last unit of each input, constants, buffers */
    mkba_i_batch_at *places;
    double *outputs, *units;
    double *draw, *values; /* inputs and operations of one draw, to find out what failed */
    uint64_t failed;
};

/* Runs all steps on `n` draws, whole units; whether all that was checked is finite. */
bool mkba_i_batch_steps_run(const mkba_i_batch *batch, const mkba_i_batch_at *places, size_t n);

#endif
