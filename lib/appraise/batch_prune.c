/* What of a program is needed, with what depends on no input worked out. */
#include "appraise/batch_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/exact.h"

/* Per operation of the program. */
typedef struct pruning {
    const mkba_i_program *program;
    bool *needed;
    double *values;     /* of what is the same in all draws */
    uint32_t *position; /* among the operations that are kept */
} pruning;

static bool start(pruning *p)
{
    p->needed = calloc(p->program->n + 1, sizeof *p->needed);
    p->values = calloc(p->program->n + 1, sizeof *p->values);
    p->position = calloc(p->program->n + 1, sizeof *p->position);
    return p->needed != NULL && p->values != NULL && p->position != NULL;
}

static void finish(pruning *p)
{
    free(p->needed);
    free(p->values);
    free(p->position);
}

/* Marks the roots and all that they are made of; where `worked_out`, not what constants are made of. */
static void mark(const pruning *p, const mkba_i_batch_setup *setup, bool worked_out)
{
    for (size_t i = 0; i < p->program->n; i++)
        p->needed[i] = false;
    for (size_t i = 0; i < setup->n_wanted; i++)
        p->needed[setup->wanted[i]] = true;
    for (size_t i = 0; i < setup->n_checks; i++)
        p->needed[setup->checks[i]] = true;
    for (size_t i = p->program->n; i-- > 0;) {
        const mkba_i_operation *operation = &p->program->operations[i];
        const uint32_t operands[] = {operation->a, operation->b, operation->c};
        bool ends = !p->needed[i] || (worked_out && !operation->is_uncertain);

        for (unsigned k = 0; !ends && k < mkba_i_arity(operation->op); k++)
            p->needed[operands[k]] = true;
    }
}

/* Works out what depends on no input. */
static mkba_status fold(const pruning *p, mkba_error *error)
{
    for (size_t i = 0; i < p->program->n; i++) {
        const mkba_i_operation *operation = &p->program->operations[i];
        mkba_i_operands of;

        if (!p->needed[i] || operation->is_uncertain)
            continue;
        of = mkba_i_operands_of(operation, p->values);
        p->values[i] = mkba_i_operation_value(operation, &of);
        if (!isfinite(p->values[i]) && operation->op != MKBA_I_OP_CONSTANT)
            return mkba_i_operation_refuse(p->program, operation, &of, 0, error);
    }
    return MKBA_OK;
}

/* The operation with its operands among those that are kept. */
static mkba_i_operation moved(const pruning *p, size_t i)
{
    mkba_i_operation operation = p->program->operations[i];

    if (!operation.is_uncertain)
        return (mkba_i_operation){.op = MKBA_I_OP_CONSTANT, .number = p->values[i], .origin = operation.origin};
    for (unsigned k = 0; k < mkba_i_arity(operation.op); k++) {
        uint32_t *operand = mkba_i_batch_operand(&operation, k);

        *operand = p->position[*operand];
    }
    return operation;
}

/* Makes the list of what is needed. */
static bool keep(const pruning *p, mkba_i_batch *batch)
{
    size_t n = 0;

    for (size_t i = 0; i < p->program->n; i++)
        n += p->needed[i];
    batch->operations = mkba_i_arena_new(&batch->arena, n, sizeof *batch->operations);
    batch->uses = mkba_i_arena_new(&batch->arena, p->program->n_inputs, sizeof *batch->uses);
    if (batch->operations == NULL || batch->uses == NULL)
        return false;
    for (size_t i = 0; i < p->program->n; i++) {
        if (!p->needed[i])
            continue;
        p->position[i] = (uint32_t) batch->n;
        batch->operations[batch->n++] = moved(p, i);
        if (p->program->operations[i].op == MKBA_I_OP_INPUT)
            batch->uses[p->program->operations[i].a] = true;
    }
    return true;
}

static bool keep_wanted(const pruning *p, const mkba_i_batch_setup *setup, mkba_i_batch *batch)
{
    batch->n_wanted = setup->n_wanted;
    batch->wanted = mkba_i_arena_new(&batch->arena, batch->n_wanted, sizeof *batch->wanted);
    for (size_t i = 0; batch->wanted != NULL && i < batch->n_wanted; i++)
        batch->wanted[i] = p->position[setup->wanted[i]];
    return batch->wanted != NULL;
}

mkba_status mkba_i_batch_prune(mkba_i_batch *batch, const mkba_i_batch_setup *setup, mkba_error *error)
{
    pruning p = {.program = batch->program};
    mkba_status status = start(&p) ? MKBA_OK : mkba_i_fail_memory(error);

    if (status != MKBA_OK)
        goto cleanup;
    mark(&p, setup, false);
    status = fold(&p, error);
    if (status != MKBA_OK)
        goto cleanup;
    mark(&p, setup, true);
    if (!keep(&p, batch) || !keep_wanted(&p, setup, batch))
        status = mkba_i_fail_memory(error);
cleanup:
    finish(&p);
    return status;
}
