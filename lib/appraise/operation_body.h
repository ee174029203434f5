/* The value of each operation, several draws side by side: the one place where its formula stands. For a body file,
 * between lanes_begin.h and lanes_end.h. A lane outside an operation's domain becomes NaN. No include guard, on purpose. */
#include "base/elementary_body.h"

/* (1 - e^-h) / h. */
#define spread NAME(mkba_i_spread)
static inline lanes spread(lanes h)
{
    return lanes_choose(h == 0.0, lanes_set(1.0), -NAME(mkba_i_expm1)(-h) / h);
}

/* (h - 1 + e^-h) / h^2. Near 0 the terms cancel: there the series sum (-h)^k / (k+2)!, whose first term left out is
 * below 1e-17 for |h| < 0.5. */
#define linger NAME(mkba_i_linger)
static inline lanes linger(lanes h)
{
    lanes far = (h + NAME(mkba_i_expm1)(-h)) / h / h; /* h * h could overflow */
    lanes term = lanes_set(0.5), sum = term;

    for (int k = 1; k <= 13; k++) {
        term *= -h / (double) (k + 2);
        sum += term;
    }
    return lanes_choose(lanes_abs(h) >= 0.5, far, sum);
}

/* 0 has no negative power: C gives infinity. */
#define power NAME(mkba_i_power)
static inline lanes power(lanes a, lanes b)
{
    lanes made = NAME(mkba_i_pow)(a, b);

    made = lanes_choose((a == 0.0) & (b < 0.0), lanes_set(NAN), made);
    return lanes_choose(b == 0.0, lanes_set(1.0), made);
}

/* 1 + a + ... + a^(n-1), by the bits of n from the highest: of m terms and a^m, those of 2m are (1 + a^m) times the m
 * terms, and one term more is 1 + a times them. Every part is positive, so nothing cancels, also near a = 1. */
#define geometric NAME(mkba_i_geometric)
static inline lanes geometric(lanes a, double n)
{
    uint64_t count = (uint64_t) n, bit = 1;
    lanes sum = lanes_set(1.0), power = a;

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

/* Inlined: where the opcode is known, nothing is left of the choice. */
static inline __attribute__((always_inline)) lanes NAME(mkba_i_operate)(mkba_i_opcode op, double number, lanes a,
                                                                        lanes b, lanes c)
{
    const lanes one = lanes_set(1.0), none = lanes_set(NAN);

    switch (op) {
    case MKBA_I_OP_CONSTANT: return lanes_set(number);
    case MKBA_I_OP_ADD: return a + b;
    case MKBA_I_OP_SUBTRACT: return a - b;
    case MKBA_I_OP_MULTIPLY: return a * b;
    case MKBA_I_OP_DIVIDE: return lanes_choose(b == 0.0, none, a / b);
    case MKBA_I_OP_POWER: return power(a, b);
    case MKBA_I_OP_MIN: return lanes_choose(a < b, a, b);
    case MKBA_I_OP_MAX: return lanes_choose(a > b, a, b);
    case MKBA_I_OP_NEGATE: return -a;
    case MKBA_I_OP_EXP: return NAME(mkba_i_exp)(a);
    case MKBA_I_OP_LOG: return lanes_choose(a > 0.0, NAME(mkba_i_log)(a), none);
    case MKBA_I_OP_SQRT: return lanes_choose(a >= 0.0, lanes_sqrt(a), none);
    case MKBA_I_OP_ABS: return lanes_abs(a);
    case MKBA_I_OP_AT_LEAST: return lanes_choose(a >= b, one, lanes_set(0.0));
    case MKBA_I_OP_SELECT: return lanes_choose(a != 0.0, b, c);
    case MKBA_I_OP_SPREAD: return spread(a);
    case MKBA_I_OP_LINGER: return linger(a);
    case MKBA_I_OP_RAISED: return b * c;
    case MKBA_I_OP_GEOMETRIC: return geometric(a, number);
    case MKBA_I_OP_WITHIN: return lanes_choose((a >= b) & (a <= c), a, none);
    case MKBA_I_OP_ABOVE: return lanes_choose(a > b, a, none);
    case MKBA_I_OP_SAME: return lanes_choose(a == b, a, none);
    case MKBA_I_OP_INPUT: break;
    }
    return none;
}

#undef spread
#undef linger
#undef power
#undef geometric
