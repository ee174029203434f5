/* The value of each operation, and running a program on one draw. */
#include "appraise/program.h"

#include <math.h>

#include "base/exact.h"

/* ---- functions of one number ----------------------------------------------------------------------------- */

/* (1 - e^-h) / h. */
static double spread(double h)
{
    return h == 0.0 ? 1.0 : -expm1(-h) / h;
}

/* (h - 1 + e^-h) / h^2. Near 0 the terms cancel: there the series sum (-h)^k / (k+2)!, whose first term left out is
 * below 1e-17 for |h| < 0.5. */
static double linger(double h)
{
    double term = 0.5, sum = 0.5;

    if (fabs(h) >= 0.5)
        return (h + expm1(-h)) / h / h; /* h * h could overflow */
    for (int k = 1; k <= 13; k++) {
        term *= -h / (k + 2);
        sum += term;
    }
    return sum;
}

/* 1 + a + ... + a^(n-1), by the bits of n from the highest: of m terms and a^m, those of 2m are (1 + a^m) times the m
 * terms, and one term more is 1 + a times them. Every part is positive, so nothing cancels, also near a = 1. */
static double geometric(double a, double n)
{
    unsigned long count = (unsigned long) n, bit = 1;
    double sum = 1.0, power = a;

    while (bit <= count / 2)
        bit *= 2;
    for (bit /= 2; bit > 0; bit /= 2) {
        sum += power * sum;
        power *= power;
        if ((count & bit) != 0) {
            sum = 1.0 + a * sum;
            power *= a;
        }
    }
    return sum;
}

/* A value outside an operation's domain is set to NaN by it; the caller looks for what is not finite. */
static double power(double a, double b)
{
    return b == 0.0 ? 1.0 : a == 0.0 && b < 0.0 ? NAN : pow(a, b);
}

double mkba_i_operation_value(const mkba_i_operation *operation, const mkba_i_operands *operands)
{
    double a = operands->a, b = operands->b, c = operands->c;

    switch (operation->op) {
    case MKBA_I_OP_CONSTANT: return operation->number;
    case MKBA_I_OP_ADD: return a + b;
    case MKBA_I_OP_SUBTRACT: return a - b;
    case MKBA_I_OP_MULTIPLY: return a * b;
    case MKBA_I_OP_DIVIDE: return b == 0.0 ? NAN : a / b;
    case MKBA_I_OP_POWER: return power(a, b);
    case MKBA_I_OP_MIN: return a < b ? a : b;
    case MKBA_I_OP_MAX: return a > b ? a : b;
    case MKBA_I_OP_NEGATE: return -a;
    case MKBA_I_OP_EXP: return exp(a);
    case MKBA_I_OP_LOG: return a > 0.0 ? log(a) : NAN;
    case MKBA_I_OP_SQRT: return a >= 0.0 ? sqrt(a) : NAN;
    case MKBA_I_OP_ABS: return fabs(a);
    case MKBA_I_OP_AT_LEAST: return a >= b ? 1.0 : 0.0;
    case MKBA_I_OP_SELECT: return a != 0.0 ? b : c;
    case MKBA_I_OP_SPREAD: return spread(a);
    case MKBA_I_OP_LINGER: return linger(a);
    case MKBA_I_OP_RAISED: return b * c;
    case MKBA_I_OP_GEOMETRIC: return geometric(a, operation->number);
    case MKBA_I_OP_WITHIN: return a >= b && a <= c ? a : NAN;
    case MKBA_I_OP_ABOVE: return a > b ? a : NAN;
    case MKBA_I_OP_SAME: return a == b ? a : NAN;
    default: return NAN;
    }
}

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
