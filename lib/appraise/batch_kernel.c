/* The steps of a batch on the draws of a block. */
#include "appraise/batch_parts.h"

#include <math.h>

#include "base/exact.h"

static double value(const mkba_i_batch_at *places, mkba_i_batch_place place, size_t d)
{
    return places[place].at[places[place].stride * d];
}

static bool run_step(const mkba_i_batch_step *step, const mkba_i_batch_at *places, size_t n)
{
    mkba_i_operation operation = {.op = (mkba_i_opcode) step->op, .number = step->number};
    unsigned arity = step->op >= MKBA_I_STEP_CHECK ? 1 : mkba_i_arity(operation.op);
    bool finite = true;

    for (size_t d = 0; d < n; d++) {
        mkba_i_operands of = {value(places, step->a, d), arity > 1 ? value(places, step->b, d) : 0.0,
                              arity > 2 ? value(places, step->c, d) : 0.0};

        if (step->op == MKBA_I_STEP_CHECK)
            finite = finite && isfinite(of.a);
        else
            places[step->to].at[d] = step->op == MKBA_I_STEP_COPY ? of.a : mkba_i_operation_value(&operation, &of);
    }
    return finite;
}

bool mkba_i_batch_steps_run(const mkba_i_batch *batch, const mkba_i_batch_at *places, size_t n)
{
    bool finite = true;

    for (size_t i = 0; i < batch->n_steps; i++)
        finite &= run_step(&batch->steps[i], places, n);
    return finite;
}
