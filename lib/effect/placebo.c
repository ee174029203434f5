/* Placebos of a synthetic control: options, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "effect/placebo_model.h"

static const char *const STATISTICS[] = {"auto", "ratio", "standardised"};
MKBA_I_CHOICE(mkba_placebo_statistic, STATISTICS, "statistic", "statistic")
static const char *const SIDES[] = {"two-sided", "decrease", "increase"};
MKBA_I_CHOICE(mkba_placebo_side, SIDES, "side", "side")

void mkba_placebo_options_init_size(mkba_placebo_options *options, size_t size)
{
    mkba_placebo_options made = {.level = 0.9,
                                 .power = 0.8,
                                 .in_time = true,
                                 .leave_one_out = true,
                                 .conformal = true,
                                 .least_before = 3,
                                 .threads = 1};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status take_options(const mkba_placebo_options *given, mkba_placebo_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_placebo_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_placebo_options_init", error);
    if (status != MKBA_OK)
        return status;
    if ((size_t) taken->statistic >= MKBA_I_LENGTH(STATISTICS))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "statistic", "%d is no statistic", (int) taken->statistic);
    if ((size_t) taken->side >= MKBA_I_LENGTH(SIDES))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "side", "%d is no side", (int) taken->side);
    if (!(taken->level > 0 && taken->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "a level lies above 0 and below 1");
    if (!(taken->power > 0 && taken->power < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "power", "a power lies above 0 and below 1");
    if (!(isfinite(taken->noise) && taken->noise >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "noise", "the noise of a gap is 0 or above");
    if (taken->least_before < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "least_before",
                           "a placebo in time needs at least 2 periods before its start");
    return MKBA_OK;
}

mkba_status mkba_synthetic_placebo(const mkba_synthetic *synthetic, const mkba_placebo_options *options,
                                   mkba_placebo **out, mkba_error *error)
{
    static mkba_status (*const STEPS[])(mkba_i_placebo_maker * m) = {
        mkba_i_placebo_space,     mkba_i_placebo_rank,      mkba_i_placebo_detect, mkba_i_placebo_in_time,
        mkba_i_placebo_leave_out, mkba_i_placebo_conformal, mkba_i_placebo_find};
    mkba_i_placebo_maker m = {.from = synthetic, .error = error};
    mkba_placebo_options taken;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(synthetic), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &taken, error);
    if (status != MKBA_OK)
        return status;
    m.made = calloc(1, sizeof *m.made);
    if (m.made == NULL)
        return mkba_i_fail_memory(error);
    m.made->options = taken;
    m.task = synthetic->task;
    m.task.given_v = synthetic->fit.v;
    for (size_t i = 0; status == MKBA_OK && i < MKBA_I_LENGTH(STEPS); i++)
        status = STEPS[i](&m);
    if (status == MKBA_OK)
        *out = m.made;
    else
        mkba_placebo_free(m.made);
    return status;
}

void mkba_placebo_free(mkba_placebo *placebo)
{
    if (placebo == NULL)
        return;
    mkba_i_said_free(&placebo->said);
    mkba_i_arena_free(&placebo->arena);
    free(placebo);
}
