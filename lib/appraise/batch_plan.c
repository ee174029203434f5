/* The steps of a batch: what is done to a block, in which order, and where the values stand meanwhile. */
#include "appraise/batch_parts.h"

#include <stdlib.h>

#define NOWHERE UINT32_MAX

/* Per operation that is kept. */
typedef struct planning {
    mkba_i_batch *batch;
    mkba_i_batch_place *place;
    uint32_t *last;             /* the last operation that reads it; itself when none does */
    bool *checked;              /* has a step that looks whether it is finite */
    mkba_i_batch_place *unused; /* buffers whose value nobody reads any more, the latest last: it is still near */
    size_t n_unused;
} planning;

static bool is_leaf(const mkba_i_operation *operation)
{
    return operation->op <= MKBA_I_OP_INPUT;
}

uint32_t *mkba_i_batch_operand(mkba_i_operation *operation, unsigned position)
{
    return position == 0 ? &operation->a : position == 1 ? &operation->b : &operation->c;
}

/* What the step of an operation reads: its operands, or the factors of its chain; nothing where it has no step. */
static size_t n_reads(const mkba_i_batch *batch, size_t i)
{
    const mkba_i_batch_chain *chain = &batch->chains[i];

    return chain->is_part ? 0 : chain->n_stretches > 0 ? chain->n_factors : mkba_i_arity(batch->operations[i].op);
}

static uint32_t *read_at(mkba_i_batch *batch, size_t i, size_t k)
{
    const mkba_i_batch_chain *chain = &batch->chains[i];

    return chain->n_stretches > 0 ? &batch->factors[chain->factor + k]
                                  : mkba_i_batch_operand(&batch->operations[i], (unsigned) k);
}

/* ---- what must be looked at ------------------------------------------------------------------------------ */

/* Whether an operation has no finite value when this operand (0 is a) is infinite or NaN. So it is not where such an
 * operand can be left out (MIN, MAX, SELECT, AT_LEAST, a bound that is infinite) or divides, or is a power. */
static bool carries(mkba_i_opcode op, unsigned i)
{
    switch (op) {
    case MKBA_I_OP_ADD:
    case MKBA_I_OP_SUBTRACT:
    case MKBA_I_OP_MULTIPLY: /* infinite times 0 is NaN */
    case MKBA_I_OP_SAME:
    case MKBA_I_OP_NEGATE:
    case MKBA_I_OP_ABS:
    case MKBA_I_OP_SQRT:
    case MKBA_I_OP_LOG: return true;
    case MKBA_I_OP_DIVIDE:
    case MKBA_I_OP_GEOMETRIC:
    case MKBA_I_OP_WITHIN:
    case MKBA_I_OP_ABOVE: return i == 0;
    case MKBA_I_OP_RAISED: return i > 0; /* b * c; a is for messages */
    default: return false;
    }
}

/* Nothing that is not finite passes unseen, though few values are looked at: those that are wanted or must have a value,
 * and those that no operation carries on. For take the last operation of a draw without a finite value. It is looked at:
 * else an operation after it carries it on, so has no finite value either. */
static void find_checked(planning *p)
{
    mkba_i_batch *batch = p->batch;

    for (size_t i = 0; i < batch->n; i++)
        p->checked[i] = true;
    for (size_t i = 0; i < batch->n; i++)
        for (unsigned k = 0; k < mkba_i_arity(batch->operations[i].op); k++)
            if (carries(batch->operations[i].op, k))
                p->checked[*mkba_i_batch_operand(&batch->operations[i], k)] = false;
    for (size_t i = 0; i < batch->n_wanted; i++)
        p->checked[batch->wanted[i]] = true;
    for (size_t i = 0; i < batch->n_checks; i++)
        p->checked[batch->checks[i]] = true;
    for (size_t i = 0; i < batch->n; i++)
        if (batch->operations[i].op == MKBA_I_OP_CONSTANT)
            p->checked[i] = false;
}

/* ---- places ---------------------------------------------------------------------------------------------- */

static bool is_output(const mkba_i_batch *batch, mkba_i_batch_place place)
{
    return place < batch->n_outputs;
}

static mkba_i_batch_place first_buffer(const mkba_i_batch *batch)
{
    return (mkba_i_batch_place) (batch->n_outputs + batch->n_inputs + batch->n_constants);
}

/* Each wanted operation is an output once, whoever asks twice. Its place is that of the output, unless it is an input
 * or a constant: then it is copied. */
static bool place_outputs(planning *p)
{
    mkba_i_batch *batch = p->batch;
    mkba_i_batch_place *output_of = malloc((batch->n + 1) * sizeof *output_of);

    for (size_t i = 0; output_of != NULL && i < batch->n; i++)
        output_of[i] = NOWHERE;
    for (size_t i = 0; output_of != NULL && i < batch->n_wanted; i++) {
        uint32_t operation = batch->wanted[i];

        if (output_of[operation] == NOWHERE) {
            output_of[operation] = (mkba_i_batch_place) batch->n_outputs;
            batch->outputs[batch->n_outputs++] = operation;
            if (!is_leaf(&batch->operations[operation]))
                p->place[operation] = output_of[operation];
        }
        batch->output_of[i] = output_of[operation];
    }
    free(output_of);
    return output_of != NULL;
}

/* Inputs, and the constants that are read: most stand in chains. */
static void place_leaves(planning *p)
{
    mkba_i_batch *batch = p->batch;

    for (size_t i = 0; i < batch->n; i++)
        if (batch->operations[i].op == MKBA_I_OP_INPUT) {
            p->place[i] = (mkba_i_batch_place) (batch->n_outputs + batch->n_inputs);
            batch->inputs[batch->n_inputs++] = batch->operations[i].a;
        }
    for (size_t i = 0; i < batch->n; i++)
        if (batch->operations[i].op == MKBA_I_OP_CONSTANT && p->last[i] != i) {
            p->place[i] = (mkba_i_batch_place) (batch->n_outputs + batch->n_inputs + batch->n_constants);
            batch->constants[batch->n_constants++] = batch->operations[i].number;
        }
}

static void find_last(planning *p)
{
    for (size_t i = 0; i < p->batch->n; i++) { /* what is read comes before what reads it */
        p->last[i] = (uint32_t) i;
        for (size_t k = 0; k < n_reads(p->batch, i); k++)
            p->last[*read_at(p->batch, i, k)] = (uint32_t) i;
    }
    for (size_t i = 0; i < p->batch->n_outputs; i++)
        if (is_leaf(&p->batch->operations[p->batch->outputs[i]]))
            p->last[p->batch->outputs[i]] = NOWHERE; /* it is copied at the end */
}

/* The buffer of an operation that nobody reads after `now` can be used again. */
static void release(planning *p, uint32_t operation, size_t now)
{
    if (p->last[operation] != now || p->place[operation] < first_buffer(p->batch))
        return;
    p->last[operation] = NOWHERE; /* once */
    p->unused[p->n_unused++] = p->place[operation];
}

static mkba_i_batch_place take(planning *p)
{
    if (p->n_unused > 0)
        return p->unused[--p->n_unused];
    return first_buffer(p->batch) + (mkba_i_batch_place) p->batch->n_buffers++;
}

/* ---- steps ----------------------------------------------------------------------------------------------- */

static void add_step(planning *p, mkba_i_batch_step step)
{
    p->batch->steps[p->batch->n_steps++] = step;
}

/* Its outcome may take the buffer of an operand that it is the last to read: each draw is read before it is written. */
static void add_operation(planning *p, size_t i)
{
    mkba_i_batch *batch = p->batch;
    const mkba_i_operation *operation = &batch->operations[i];
    bool is_chain = batch->chains[i].n_stretches > 0;
    mkba_i_batch_step step = {.op = is_chain ? MKBA_I_STEP_CHAIN : (int) operation->op, .number = operation->number};
    mkba_i_batch_place *places[] = {&step.a, &step.b, &step.c};

    for (size_t k = 0; k < n_reads(batch, i); k++) {
        uint32_t *read = read_at(batch, i, k), from = *read;

        *(is_chain ? read : places[k]) = p->place[from];
        release(p, from, i);
    }
    if (is_chain)
        step.a = (uint32_t) i;
    if (p->place[i] == NOWHERE)
        p->place[i] = take(p);
    step.to = p->place[i];
    add_step(p, step);
}

static void add_steps(planning *p)
{
    mkba_i_batch *batch = p->batch;

    for (size_t i = 0; i < batch->n; i++) {
        if (batch->chains[i].is_part)
            continue;
        if (!is_leaf(&batch->operations[i]))
            add_operation(p, i);
        if (p->checked[i])
            add_step(p, (mkba_i_batch_step){.op = MKBA_I_STEP_CHECK, .a = p->place[i]});
        if (!is_leaf(&batch->operations[i]))
            release(p, (uint32_t) i, i); /* nobody reads it: it must only have a value */
    }
    for (size_t i = 0; i < batch->n_outputs; i++)
        if (!is_output(batch, p->place[batch->outputs[i]]))
            add_step(p, (mkba_i_batch_step){
                            .op = MKBA_I_STEP_COPY, .to = (mkba_i_batch_place) i, .a = p->place[batch->outputs[i]]});
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

#define NEAR_BYTES 65536 /* what the buffers of a block may take: they should stay in the first level of the cache, */
#define LEAST_BLOCK                                                                                                    \
  128 /* but a step has a cost of its own too: speed is flat between 128 and 256 draws, and falls beyond */
#define MOST_BLOCK 256

/* As many draws as keep the buffers near. */
static size_t choose_block(size_t n_buffers)
{
    size_t block = NEAR_BYTES / sizeof(double) / (n_buffers + 1) / MKBA_I_BATCH_UNIT * MKBA_I_BATCH_UNIT;

    return block < LEAST_BLOCK ? LEAST_BLOCK : block > MOST_BLOCK ? MOST_BLOCK : block;
}

static bool start(planning *p)
{
    mkba_i_batch *batch = p->batch;
    size_t n = batch->n + 1;

    p->place = malloc(n * sizeof *p->place);
    p->last = malloc(n * sizeof *p->last);
    p->checked = malloc(n * sizeof *p->checked);
    p->unused = malloc(n * sizeof *p->unused);
    batch->output_of = mkba_i_arena_new(&batch->arena, batch->n_wanted, sizeof *batch->output_of);
    batch->outputs = mkba_i_arena_new(&batch->arena, batch->n_wanted, sizeof *batch->outputs);
    batch->inputs = mkba_i_arena_new(&batch->arena, batch->n, sizeof *batch->inputs);
    batch->constants = mkba_i_arena_new(&batch->arena, batch->n, sizeof *batch->constants);
    batch->steps = mkba_i_arena_new(&batch->arena, 2 * batch->n + batch->n_wanted, sizeof *batch->steps);
    if (p->place == NULL || p->last == NULL || p->checked == NULL || p->unused == NULL || batch->output_of == NULL ||
        batch->outputs == NULL || batch->inputs == NULL || batch->constants == NULL || batch->steps == NULL)
        return false;
    for (size_t i = 0; i < batch->n; i++)
        p->place[i] = NOWHERE;
    return true;
}

bool mkba_i_batch_plan(mkba_i_batch *batch)
{
    planning p = {.batch = batch};
    bool done = start(&p) && place_outputs(&p);

    if (done) {
        find_checked(&p);
        find_last(&p);
        place_leaves(&p);
        add_steps(&p);
        batch->block = choose_block(batch->n_buffers);
    }
    free(p.place);
    free(p.last);
    free(p.checked);
    free(p.unused);
    return done;
}
