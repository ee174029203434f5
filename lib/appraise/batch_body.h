/* The steps of a batch: for batch_kernel.c, once per variant. */
#include "appraise/operation_body.h"

/* How far a place goes on from one vector to the next. */
#define stride_of(place) (places[place].stride * LANES)

#define EACH_DRAW(opcode)                                                                                              \
  case opcode:                                                                                                         \
    for (size_t d = 0; d < n; d += LANES, a += a_stride, b += b_stride, c += c_stride)                                 \
      lanes_store(to + d, NAME(mkba_i_operate)(opcode, step->number, lanes_load(a), lanes_load(b), lanes_load(c)));    \
    break;

static void NAME(run_operation)(const mkba_i_batch_step *step, const mkba_i_batch_at *places, size_t n)
{
    const double *a = places[step->a].at, *b = places[step->b].at, *c = places[step->c].at;
    size_t a_stride = stride_of(step->a), b_stride = stride_of(step->b), c_stride = stride_of(step->c);
    double *to = places[step->to].at;

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
    return place->stride == 0 ? strip_set(lanes_load(place->at)) : strip_load(place->at + d);
}

#define product NAME(product)
static inline strip product(const mkba_i_batch_at *places, const uint32_t *factor, uint32_t n, size_t d)
{
    strip made = strip_at(&places[factor[0]], d);

    for (uint32_t k = 1; k < n; k++)
        made = strip_multiply(made, strip_at(&places[factor[k]], d));
    return made;
}

#define AT(k) (places[factor[k]].at)
#define EACH_TERM(term)                                                                                                \
  if (stretch->is_negative)                                                                                            \
    for (; factor < end; factor += stretch->n_factors)                                                                 \
      sum = strip_subtract(sum, term);                                                                                 \
  else                                                                                                                 \
    for (; factor < end; factor += stretch->n_factors)                                                                 \
      sum = strip_add(sum, term);                                                                                      \
  break

#define add_stretch NAME(add_stretch)
static inline strip add_stretch(strip sum, const mkba_i_batch_stretch *stretch, const mkba_i_batch_at *places,
                                const uint32_t *factor, size_t d)
{
    const uint32_t *end = factor + (size_t) stretch->n_terms * stretch->n_factors;

    switch (stretch->kind) {
    case MKBA_I_KIND_C: EACH_TERM(strip_set(lanes_load(AT(0))));
    case MKBA_I_KIND_X: EACH_TERM(strip_load(AT(0) + d));
    case MKBA_I_KIND_CX: EACH_TERM(strip_multiply(strip_set(lanes_load(AT(0))), strip_load(AT(1) + d)));
    case MKBA_I_KIND_XY: EACH_TERM(strip_multiply(strip_load(AT(0) + d), strip_load(AT(1) + d)));
    case MKBA_I_KIND_N: EACH_TERM(product(places, factor, stretch->n_factors, d));
    }
    return sum;
}

/* Begins at -0, to which the first term adds without changing: 0 + -0 would be 0. */
static void NAME(run_chain)(const mkba_i_batch *batch, const mkba_i_batch_chain *chain, const mkba_i_batch_at *places,
                            double *to, size_t n)
{
    for (size_t d = 0; d < n; d += STRIP) {
        const uint32_t *factor = batch->factors + chain->factor;
        strip sum = strip_set(lanes_set(-0.0));

        for (uint32_t r = 0; r < chain->n_stretches; r++) {
            const mkba_i_batch_stretch *stretch = &batch->stretches[chain->stretch + r];

            sum = add_stretch(sum, stretch, places, factor, d);
            factor += (size_t) stretch->n_terms * stretch->n_factors;
        }
        strip_store(to + d, sum);
    }
}

/* ---- all steps ------------------------------------------------------------------------------------------- */

/* Whether all are finite: x - x is 0, and NaN where x is not. */
static bool NAME(is_finite)(const double *a, size_t stride, size_t n)
{
    ilanes differs = lanes_set_int(0);

    for (size_t d = 0; d < n; d += LANES, a += stride) {
        lanes x = lanes_load(a);
        differs |= x - x != 0.0;
    }
    return !lanes_any(differs);
}

static void NAME(copy)(double *to, const double *a, size_t stride, size_t n)
{
    for (size_t d = 0; d < n; d += LANES, a += stride)
        lanes_store(to + d, lanes_load(a));
}

static bool NAME(run_steps)(const mkba_i_batch *batch, const mkba_i_batch_at *places, size_t n)
{
    bool finite = true;

    for (size_t i = 0; i < batch->n_steps; i++) {
        const mkba_i_batch_step *step = &batch->steps[i];

        if (step->op == MKBA_I_STEP_CHECK)
            finite &= NAME(is_finite)(places[step->a].at, stride_of(step->a), n);
        else if (step->op == MKBA_I_STEP_COPY)
            NAME(copy)(places[step->to].at, places[step->a].at, stride_of(step->a), n);
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
#undef stride_of
#undef EACH_DRAW
