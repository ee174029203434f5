/* The steps of a batch: for batch_kernel.c, once per variant. */
#include "appraise/operation_body.h"

/* How far a place goes on from one vector to the next. */
#define stride_of(place) (places[place].stride * LANES)

#define EACH_DRAW(opcode)                                                                                              \
  case opcode:                                                                                                         \
      for (size_t d = 0; d < n; d += LANES, a += a_stride, b += b_stride, c += c_stride)                               \
          lanes_store(to + d, NAME(mkba_i_operate)(opcode, step->number, lanes_load(a), lanes_load(b), lanes_load(c))); \
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
        EACH_DRAW(MKBA_I_OP_WITHIN)
        EACH_DRAW(MKBA_I_OP_ABOVE)
        EACH_DRAW(MKBA_I_OP_SAME)
    default: break;
    }
}

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
        else
            NAME(run_operation)(step, places, n);
    }
    return finite;
}

#undef stride_of
#undef EACH_DRAW
