/* The steps of a batch: for batch_kernel.c, once per variant. */
#include "appraise/operation_body.h"

/* An operand: what stands at a place, or a vector of its one number. */
typedef struct NAME(operand) {
    const double *at;
    size_t stride;
    double constant[LANES];
} NAME(operand);

static inline void NAME(take)(NAME(operand) * operand, const mkba_i_batch_at *place)
{
    operand->at = place->at;
    operand->stride = LANES;
    if (!place->is_constant)
        return;
    lanes_store(operand->constant, lanes_set(*place->at));
    operand->at = operand->constant;
    operand->stride = 0;
}

#define EACH_DRAW(opcode)                                                                                              \
  case opcode:                                                                                                         \
    for (size_t d = 0; d < n; d += LANES, a.at += a.stride, b.at += b.stride, c.at += c.stride)                        \
      lanes_store(to + d,                                                                                              \
                  NAME(mkba_i_operate)(opcode, step->number, lanes_load(a.at), lanes_load(b.at), lanes_load(c.at)));   \
    break;

static void NAME(run_operation)(const mkba_i_batch_step *step, const mkba_i_batch_at *places, size_t n)
{
    NAME(operand) a, b, c;
    double *to = places[step->to].at;

    NAME(take)(&a, &places[step->a]);
    NAME(take)(&b, &places[step->b]);
    NAME(take)(&c, &places[step->c]);
    switch (step->op) {
        EACH_DRAW(MKBA_I_OP_ADD)
        EACH_DRAW(MKBA_I_OP_SUBTRACT)
        EACH_DRAW(MKBA_I_OP_MULTIPLY)
        EACH_DRAW(MKBA_I_OP_DIVIDE)
        EACH_DRAW(MKBA_I_OP_POWER)
        EACH_DRAW(MKBA_I_OP_MIN)
        EACH_DRAW(MKBA_I_OP_MAX)
        EACH_DRAW(MKBA_I_OP_NEGATE)
        EACH_DRAW(MKBA_I_OP_EXP)
        EACH_DRAW(MKBA_I_OP_LOG)
        EACH_DRAW(MKBA_I_OP_SQRT)
        EACH_DRAW(MKBA_I_OP_ABS)
        EACH_DRAW(MKBA_I_OP_AT_LEAST)
        EACH_DRAW(MKBA_I_OP_SELECT)
        EACH_DRAW(MKBA_I_OP_SPREAD)
        EACH_DRAW(MKBA_I_OP_LINGER)
        EACH_DRAW(MKBA_I_OP_RAISED)
        EACH_DRAW(MKBA_I_OP_GEOMETRIC)
        EACH_DRAW(MKBA_I_OP_WITHIN)
        EACH_DRAW(MKBA_I_OP_ABOVE)
        EACH_DRAW(MKBA_I_OP_SAME)
    default: break;
    }
}

/* ---- chains ---------------------------------------------------------------------------------------------- */

/* Four vectors that are worked on together: none has to wait for its own last addition. */
#define strip NAME(strip)
typedef struct strip {
    lanes a, b, c, d;
} strip;

#define STRIP (4 * LANES)

#define strip_set NAME(strip_set)
static inline strip strip_set(lanes x)
{
    return (strip){x, x, x, x};
}

#define strip_load NAME(strip_load)
static inline strip strip_load(const double *at)
{
    return (strip){lanes_load(at), lanes_load(at + LANES), lanes_load(at + 2 * LANES), lanes_load(at + 3 * LANES)};
}

#define strip_store NAME(strip_store)
static inline void strip_store(double *at, strip x)
{
    lanes_store(at, x.a);
    lanes_store(at + LANES, x.b);
    lanes_store(at + 2 * LANES, x.c);
    lanes_store(at + 3 * LANES, x.d);
}

#define strip_add NAME(strip_add)
static inline strip strip_add(strip x, strip y)
{
    return (strip){x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d};
}

#define strip_subtract NAME(strip_subtract)
static inline strip strip_subtract(strip x, strip y)
{
    return (strip){x.a - y.a, x.b - y.b, x.c - y.c, x.d - y.d};
}

#define strip_multiply NAME(strip_multiply)
static inline strip strip_multiply(strip x, strip y)
{
    return (strip){x.a * y.a, x.b * y.b, x.c * y.c, x.d * y.d};
}

/* What stands at a place, from draw d on. */
#define strip_at NAME(strip_at)
static inline strip strip_at(const mkba_i_batch_at *place, size_t d)
{
    return place->is_constant ? strip_set(lanes_set(*place->at)) : strip_load(place->at + d);
}

#define product NAME(product)
static inline strip product(const mkba_i_batch_at *places, const uint32_t *factor, uint32_t n, size_t d)
{
    strip made = strip_at(&places[factor[0]], d);

    for (uint32_t k = 1; k < n; k++)
        made = strip_multiply(made, strip_at(&places[factor[k]], d));
    return made;
}

/* Where a chain is read: its constants, and the places of its factors. */
#define reading NAME(reading)
typedef struct reading {
    const double *coefficient;
    const uint32_t *factor;
} reading;

#define AT(k) (places[factor[k]].at + d)
#define EACH_TERM(term)                                                                                                \
  if (stretch->is_negative)                                                                                            \
    for (; factor < end; factor += n)                                                                                  \
      sum = strip_subtract(sum, term);                                                                                 \
  else                                                                                                                 \
    for (; factor < end; factor += n)                                                                                  \
      sum = strip_add(sum, term);                                                                                      \
  break

#define add_stretch NAME(add_stretch)
static inline strip add_stretch(strip sum, const mkba_i_batch_stretch *stretch, const mkba_i_batch_at *places,
                                reading *from, size_t d)
{
    const double *coefficient = from->coefficient;
    const uint32_t *factor = from->factor, n = stretch->n_factors, *end = factor + (size_t) stretch->n_terms * n;

    switch (stretch->kind) {
    case MKBA_I_KIND_C:
        for (uint32_t t = 0; t < stretch->n_terms; t++) {
            strip constant = strip_set(lanes_set(*coefficient++));

            sum = stretch->is_negative ? strip_subtract(sum, constant) : strip_add(sum, constant);
        }
        break;
    case MKBA_I_KIND_X: EACH_TERM(strip_load(AT(0)));
    case MKBA_I_KIND_CX: EACH_TERM(strip_multiply(strip_set(lanes_set(*coefficient++)), strip_load(AT(0))));
    case MKBA_I_KIND_XY: EACH_TERM(strip_multiply(strip_load(AT(0)), strip_load(AT(1))));
    case MKBA_I_KIND_N: EACH_TERM(product(places, factor, n, d));
    }
    *from = (reading){coefficient, factor};
    return sum;
}

/* Begins at -0, to which the first term adds without changing: 0 + -0 would be 0. */
static void NAME(run_chain)(const mkba_i_batch *batch, const mkba_i_batch_chain *chain, const mkba_i_batch_at *places,
                            double *to, size_t n)
{
    const mkba_i_batch_stretch *first = &batch->stretches[chain->stretch], *end = first + chain->n_stretches;

    for (size_t d = 0; d < n; d += STRIP) {
        reading from = {batch->coefficients + chain->coefficient, batch->factors + chain->factor};
        strip sum = strip_set(lanes_set(-0.0));

        for (const mkba_i_batch_stretch *stretch = first; stretch < end; stretch++)
            sum = add_stretch(sum, stretch, places, &from, d);
        strip_store(to + d, sum);
    }
}

/* ---- all steps ------------------------------------------------------------------------------------------- */

/* Whether all are finite: x - x is 0, and NaN where x is not. */
static bool NAME(is_finite)(const double *a, size_t n)
{
    ilanes differs = lanes_set_int(0);

    for (size_t d = 0; d < n; d += LANES) {
        lanes x = lanes_load(a + d);
        differs |= x - x != 0.0;
    }
    return !lanes_any(differs);
}

static void NAME(copy)(double *to, const mkba_i_batch_at *from, size_t n)
{
    for (size_t d = 0; d < n; d += LANES)
        lanes_store(to + d, from->is_constant ? lanes_set(*from->at) : lanes_load(from->at + d));
}

static bool NAME(run_steps)(const mkba_i_batch *batch, const mkba_i_batch_at *places, size_t n)
{
    bool finite = true;

    for (size_t i = 0; i < batch->n_steps; i++) {
        const mkba_i_batch_step *step = &batch->steps[i];

        if (step->op == MKBA_I_STEP_CHECK)
            finite &= NAME(is_finite)(places[step->a].at, n);
        else if (step->op == MKBA_I_STEP_COPY)
            NAME(copy)(places[step->to].at, &places[step->a], n);
        else if (step->op == MKBA_I_STEP_CHAIN)
            NAME(run_chain)(batch, &batch->chains[step->a], places, places[step->to].at, n);
        else
            NAME(run_operation)(step, places, n);
    }
    return finite;
}

#undef strip
#undef strip_set
#undef strip_load
#undef strip_store
#undef strip_add
#undef strip_subtract
#undef strip_multiply
#undef strip_at
#undef product
#undef add_stretch
#undef STRIP
#undef AT
#undef EACH_TERM
#undef reading
#undef EACH_DRAW
