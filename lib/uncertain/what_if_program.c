/* What the operations of a program say of an outcome: whether it is linear in some inputs, and its derivatives. */
#include "uncertain/what_if.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/exact.h"

/* ---- dependence ------------------------------------------------------------------------------------------ */

static unsigned char larger(unsigned char a, unsigned char b)
{
    return a > b ? a : b;
}

/* Of an operation, by the dependence of its operands. */
static unsigned char degree_of(mkba_i_opcode op, unsigned char a, unsigned char b, unsigned char c)
{
    switch (op) {
    case MKBA_I_OP_ADD:
    case MKBA_I_OP_SUBTRACT: return larger(a, b);
    case MKBA_I_OP_MULTIPLY: return (unsigned char) (a + b > MKBA_I_DEPENDENCE_OTHER ? MKBA_I_DEPENDENCE_OTHER : a + b);
    case MKBA_I_OP_DIVIDE: return b == MKBA_I_DEPENDENCE_NONE ? a : MKBA_I_DEPENDENCE_OTHER;
    case MKBA_I_OP_NEGATE: return a;
    /* A check gives its value on, whatever its bounds hang on; b and c of a step of a power hang on what a does. */
    case MKBA_I_OP_WITHIN:
    case MKBA_I_OP_ABOVE:
    case MKBA_I_OP_SAME: return a;
    case MKBA_I_OP_SELECT: return a == MKBA_I_DEPENDENCE_NONE ? larger(b, c) : (unsigned char) MKBA_I_DEPENDENCE_OTHER;
    default:
        return larger(larger(a, b), c) == MKBA_I_DEPENDENCE_NONE ? MKBA_I_DEPENDENCE_NONE : MKBA_I_DEPENDENCE_OTHER;
    }
}

mkba_i_dependence mkba_i_dependence_of(const mkba_i_program *program, const bool *moves, mkba_i_node node,
                                       unsigned char *degrees)
{
    for (size_t i = 0; i <= node; i++) {
        const mkba_i_operation *operation = &program->operations[i];
        unsigned arity = mkba_i_arity(operation->op);

        if (operation->op == MKBA_I_OP_INPUT)
            degrees[i] = moves[operation->a] ? MKBA_I_DEPENDENCE_LINEAR : MKBA_I_DEPENDENCE_NONE;
        else
            degrees[i] = degree_of(operation->op, arity > 0 ? degrees[operation->a] : 0,
                                   arity > 1 ? degrees[operation->b] : 0, arity > 2 ? degrees[operation->c] : 0);
    }
    return (mkba_i_dependence) degrees[node];
}

/* ---- derivatives ----------------------------------------------------------------------------------------- */

/* The sum over k >= 1 of k (-1)^k h^(k-1) / (k + offset)!: the slope of SPREAD (offset 1) and LINGER (2) near 0, where
 * their quotients cancel. What is left out is below 1e-17 for |h| < 0.5. */
static double slope_near_0(double h, int offset)
{
    double term = offset == 1 ? -0.5 : -1.0 / 6.0, sum = term; /* k = 1 */

    for (int k = 2; k <= 16; k++) {
        term *= -h / (k + offset);
        sum += k * term;
    }
    return sum;
}

/* Of SPREAD, (1 - e^-h) / h. */
static double spread_slope(double h, double spread)
{
    return fabs(h) < 0.5 ? slope_near_0(h, 1) : (mkba_i_exp(-h) - spread) / h;
}

/* Of LINGER, (1 - SPREAD) / h. */
static double linger_slope(double h, double linger)
{
    return fabs(h) < 0.5 ? slope_near_0(h, 2) : -(spread_slope(h, 1.0 - h * linger) + linger) / h;
}

/* Of 1 + a + ... + a^(n-1): the sum of k a^(k-1). */
static double geometric_slope(double a, double n)
{
    double sum = 0.0;

    for (double k = n - 1.0; k >= 1.0; k -= 1.0)
        sum = sum * a + k;
    return sum;
}

/* The derivatives of a step of a power are those of the product b * c. */
typedef struct slopes {
    double a, b, c;
} slopes;

static slopes slopes_of(const mkba_i_operation *operation, const mkba_i_operands *of, double value)
{
    double a = of->a, b = of->b, c = of->c;

    switch (operation->op) {
    case MKBA_I_OP_ADD: return (slopes){1.0, 1.0, 0.0};
    case MKBA_I_OP_SUBTRACT: return (slopes){1.0, -1.0, 0.0};
    case MKBA_I_OP_MULTIPLY: return (slopes){b, a, 0.0};
    case MKBA_I_OP_DIVIDE: return (slopes){1.0 / b, -value / b, 0.0};
    case MKBA_I_OP_POWER:
        return (slopes){a == 0.0 ? (b == 1.0 ? 1.0 : 0.0) : value * b / a, a > 0.0 ? value * mkba_i_log(a) : 0.0, 0.0};
    case MKBA_I_OP_MIN: return a < b ? (slopes){1.0, 0.0, 0.0} : (slopes){0.0, 1.0, 0.0};
    case MKBA_I_OP_MAX: return a > b ? (slopes){1.0, 0.0, 0.0} : (slopes){0.0, 1.0, 0.0};
    case MKBA_I_OP_NEGATE: return (slopes){-1.0, 0.0, 0.0};
    case MKBA_I_OP_EXP: return (slopes){value, 0.0, 0.0};
    case MKBA_I_OP_LOG: return (slopes){1.0 / a, 0.0, 0.0};
    case MKBA_I_OP_SQRT: return (slopes){value > 0.0 ? 0.5 / value : 0.0, 0.0, 0.0};
    case MKBA_I_OP_ABS: return (slopes){a < 0.0 ? -1.0 : 1.0, 0.0, 0.0};
    case MKBA_I_OP_SELECT: return a != 0.0 ? (slopes){0.0, 1.0, 0.0} : (slopes){0.0, 0.0, 1.0};
    case MKBA_I_OP_SPREAD: return (slopes){spread_slope(a, value), 0.0, 0.0};
    case MKBA_I_OP_LINGER: return (slopes){linger_slope(a, value), 0.0, 0.0};
    case MKBA_I_OP_RAISED: return (slopes){0.0, c, b};
    case MKBA_I_OP_GEOMETRIC: return (slopes){geometric_slope(a, operation->number), 0.0, 0.0};
    case MKBA_I_OP_WITHIN:
    case MKBA_I_OP_ABOVE:
    case MKBA_I_OP_SAME: return (slopes){1.0, 0.0, 0.0};
    default: return (slopes){0.0, 0.0, 0.0};
    }
}

void mkba_i_gradient(const mkba_i_program *program, const double *values, mkba_i_node node, double *adjoints,
                     double *gradient)
{
    memset(adjoints, 0, program->n * sizeof *adjoints);
    memset(gradient, 0, program->n_inputs * sizeof *gradient);
    adjoints[node] = 1.0;
    for (size_t i = node + 1; i-- > 0;) {
        const mkba_i_operation *operation = &program->operations[i];
        unsigned arity = mkba_i_arity(operation->op);
        mkba_i_operands of;
        slopes s;

        if (adjoints[i] == 0.0)
            continue;
        if (operation->op == MKBA_I_OP_INPUT)
            gradient[operation->a] += adjoints[i];
        of = mkba_i_operands_of(operation, values);
        s = slopes_of(operation, &of, values[i]);
        if (arity > 0)
            adjoints[operation->a] += adjoints[i] * s.a;
        if (arity > 1)
            adjoints[operation->b] += adjoints[i] * s.b;
        if (arity > 2)
            adjoints[operation->c] += adjoints[i] * s.c;
    }
}
