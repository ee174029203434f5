/* The steps of a batch: for batch_kernel.c, once per variant. */
#include "appraise/operation_body.h"

/* Where an operand is read: at its place, or, a constant, in a vector of that one number. */
static inline const double *NAME(start_of)(const mkba_i_batch_at *place, double constant[LANES])
{
    if (!place->is_constant)
        return place->at;
    lanes_store(constant, lanes_set(*place->at));
    return constant;
}

#define STRIDE(place) (places[place].is_constant ? (size_t) 0 : (size_t) LANES)
#define EACH_DRAW(opcode)                                                                                              \
  case opcode:                                                                                                         \
    for (size_t d = 0; d < n; d += LANES, a += a_stride, b += b_stride, c += c_stride)                                 \
      lanes_store(to + d, NAME(mkba_i_operate)(opcode, step->number, lanes_load(a), lanes_load(b), lanes_load(c)));    \
    break;

static void NAME(run_operation)(const mkba_i_batch_step *step, const mkba_i_batch_at *places, size_t n)
{
    double constants[3][LANES];
    const double *a = NAME(start_of)(&places[step->a], constants[0]),
                 *b = NAME(start_of)(&places[step->b], constants[1]),
                 *c = NAME(start_of)(&places[step->c], constants[2]);
    size_t a_stride = STRIDE(step->a), b_stride = STRIDE(step->b), c_stride = STRIDE(step->c);
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

/* Vectors that are worked on together: as many as there are registers for, so that none waits for its own last addition. */
#define EACH_VECTOR(act) act(0) act(1) act(2) act(3) act(4) act(5) act(6) act(7)
#define STRIP (8 * LANES)

#define strip NAME(strip)
#define VECTOR(k) lanes v##k;
typedef struct strip {
    EACH_VECTOR(VECTOR)
} strip;
#undef VECTOR

#define strip_set NAME(strip_set)
#define VECTOR(k) made.v##k = x;
static inline strip strip_set(lanes x)
{
    strip made;
    EACH_VECTOR(VECTOR)
    return made;
}
#undef VECTOR

#define strip_load NAME(strip_load)
#define VECTOR(k) made.v##k = lanes_load(at + (k) *LANES);
static inline strip strip_load(const double *at)
{
    strip made;
    EACH_VECTOR(VECTOR)
    return made;
}
#undef VECTOR

#define strip_store NAME(strip_store)
#define VECTOR(k) lanes_store(at + (k) *LANES, x.v##k);
static inline void strip_store(double *at, strip x)
{
    EACH_VECTOR(VECTOR)
}
#undef VECTOR

#define strip_add NAME(strip_add)
#define VECTOR(k) sum.v##k += x.v##k;
static inline strip strip_add(strip sum, strip x)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_subtract NAME(strip_subtract)
#define VECTOR(k) sum.v##k -= x.v##k;
static inline strip strip_subtract(strip sum, strip x)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_multiply NAME(strip_multiply)
#define VECTOR(k) made.v##k *= x.v##k;
static inline strip strip_multiply(strip made, strip x)
{
    EACH_VECTOR(VECTOR)
    return made;
}
#undef VECTOR

#define strip_add_at NAME(strip_add_at)
#define VECTOR(k) sum.v##k += lanes_load(x + (k) *LANES);
static inline strip strip_add_at(strip sum, const double *x)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_subtract_at NAME(strip_subtract_at)
#define VECTOR(k) sum.v##k -= lanes_load(x + (k) *LANES);
static inline strip strip_subtract_at(strip sum, const double *x)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_add_scaled NAME(strip_add_scaled)
#define VECTOR(k) sum.v##k += c * lanes_load(x + (k) *LANES);
static inline strip strip_add_scaled(strip sum, lanes c, const double *x)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_add_product NAME(strip_add_product)
#define VECTOR(k) sum.v##k += lanes_load(x + (k) *LANES) * lanes_load(y + (k) *LANES);
static inline strip strip_add_product(strip sum, const double *x, const double *y)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

#define strip_subtract_product NAME(strip_subtract_product)
#define VECTOR(k) sum.v##k -= lanes_load(x + (k) *LANES) * lanes_load(y + (k) *LANES);
static inline strip strip_subtract_product(strip sum, const double *x, const double *y)
{
    EACH_VECTOR(VECTOR)
    return sum;
}
#undef VECTOR

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
#define EACH_TERM(action)                                                                                              \
  for (; factor < end; factor += n)                                                                                    \
    sum = (action);                                                                                                    \
  break

#define add_stretch NAME(add_stretch)
static inline strip add_stretch(strip sum, const mkba_i_batch_stretch *stretch, const mkba_i_batch_at *places,
                                reading *from, size_t d)
{
    const double *coefficient = from->coefficient, *last = coefficient + stretch->n_terms;
    const uint32_t *factor = from->factor, n = stretch->n_factors, *end = factor + (size_t) stretch->n_terms * n;

    switch (stretch->kind) {
    case MKBA_I_KIND_C:
        while (coefficient < last)
            sum = strip_add(sum, strip_set(lanes_set(*coefficient++)));
        break;
    case MKBA_I_KIND_CX: EACH_TERM(strip_add_scaled(sum, lanes_set(*coefficient++), AT(0)));
    case MKBA_I_KIND_ADD_X: EACH_TERM(strip_add_at(sum, AT(0)));
    case MKBA_I_KIND_SUBTRACT_X: EACH_TERM(strip_subtract_at(sum, AT(0)));
    case MKBA_I_KIND_ADD_XY: EACH_TERM(strip_add_product(sum, AT(0), AT(1)));
    case MKBA_I_KIND_SUBTRACT_XY: EACH_TERM(strip_subtract_product(sum, AT(0), AT(1)));
    case MKBA_I_KIND_ADD_N: EACH_TERM(strip_add(sum, product(places, factor, n, d)));
    case MKBA_I_KIND_SUBTRACT_N: EACH_TERM(strip_subtract(sum, product(places, factor, n, d)));
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
#undef strip_add_at
#undef strip_subtract_at
#undef strip_add_scaled
#undef strip_add_product
#undef strip_subtract_product
#undef strip_at
#undef product
#undef add_stretch
#undef STRIP
#undef STRIDE
#undef EACH_VECTOR
#undef AT
#undef EACH_TERM
#undef reading
#undef EACH_DRAW
