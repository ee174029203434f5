/* The value of one operation, and running a program on one draw. */
#include "base/exact.h"

#include "appraise/program.h"

#include <math.h>

#define MKBA_I_VARIANT 0
#include "base/lanes_begin.h"

#include "appraise/operation_body.h"

double mkba_i_operation_value(const mkba_i_operation *operation, const mkba_i_operands *operands)
{
    return mkba_i_operate_plain(operation->op, operation->number, lanes_set(operands->a), lanes_set(operands->b),
                                lanes_set(operands->c))[0];
}

#include "base/lanes_end.h"

mkba_i_operands mkba_i_operands_of(const mkba_i_operation *operation, const double *values)
{
    unsigned arity = mkba_i_arity(operation->op);

    return (mkba_i_operands){arity > 0 ? values[operation->a] : 0.0, arity > 1 ? values[operation->b] : 0.0,
                             arity > 2 ? values[operation->c] : 0.0};
}

mkba_status mkba_i_operations_run(const mkba_i_program *program, const mkba_i_operation *operations, size_t n,
                                  const double *inputs, uint64_t draw, double *values, mkba_error *error)
{
    for (size_t i = 0; i < n; i++) {
        const mkba_i_operation *operation = &operations[i];
        mkba_i_operands of = mkba_i_operands_of(operation, values);

        values[i] = operation->op == MKBA_I_OP_INPUT ? inputs[operation->a] : mkba_i_operation_value(operation, &of);
        if (!isfinite(values[i]) && operation->op != MKBA_I_OP_CONSTANT)
            return mkba_i_operation_refuse(program, operation, &of, draw, error);
    }
    return MKBA_OK;
}

mkba_status mkba_i_program_run(const mkba_i_program *program, const double *inputs, double *values, mkba_error *error)
{
    return mkba_i_operations_run(program, program->operations, program->n, inputs, 0, values, error);
}
