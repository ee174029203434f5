/* A compass: options, the steps, the object. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/options.h"
#include "koers/compass_model.h"
#include "koers/moment.h"

#define LEVEL 0.95
#define PEERS 15

static const char *const SCALES[MKBA_I_SCALES] = {"target", "norm", "percentile", "z"};

MKBA_I_CHOICE(mkba_compass_scale, SCALES, "scale", "scale")

/* ---- options ------------------------------------------------------------------------------------------------------ */

void mkba_compass_options_init_size(mkba_compass_options *options, size_t size)
{
    const mkba_compass_options made = {.level = LEVEL, .peers_k = PEERS};

    mkba_i_options_init(options, size, &made, sizeof made);
}

static mkba_status check_peers(const mkba_compass_options *o, const mkba_panel *panel, mkba_error *error)
{
    mkba_status status = mkba_i_check_list(o->peers, o->n_peers, "peers", error);

    if (status == MKBA_OK)
        status = mkba_i_check_list(o->peers_by, o->n_peers_by, "peers_by", error);
    if (status != MKBA_OK)
        return status;
    if (o->n_peers > 0 && o->n_peers_by > 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_by",
                           "the peers are named already: leave out one of peers and peers_by");
    if (o->peers_k < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_k", "take at least 2 peers");
    if (o->peers_year != NULL && o->n_peers_by == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "peers_year", "a year of peers goes with peers_by");
    if (panel == NULL && (o->n_peers > 0 || o->n_peers_by > 0 || o->population != NULL))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "panel",
                           "peers and their population are areas and an indicator of a panel: give one");
    return MKBA_OK;
}

static mkba_status take_options(const mkba_compass_options *given, const mkba_panel *panel, mkba_compass_options *taken,
                                mkba_error *error)
{
    mkba_status status;

    mkba_compass_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_compass_options_init", error);
    if (status == MKBA_OK)
        status = check_peers(taken, panel, error);
    if (status != MKBA_OK)
        return status;
    if ((size_t) taken->scale >= MKBA_I_SCALES)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "scale", "there is no scale %d", (int) taken->scale);
    if (!(taken->level > 0.5 && taken->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "the level is above 0.5 and below 1, such as 0.95");
    return MKBA_OK;
}

/* The end of the period that is named; infinite without one. */
static mkba_status read_moment(mkba_compass *compass, const char *as_of, mkba_error *error)
{
    mkba_status status;

    compass->until = HUGE_VAL;
    if (as_of == NULL)
        return MKBA_OK;
    status = mkba_i_moment_read(as_of, &compass->as_of, error);
    if (status == MKBA_OK)
        compass->until = mkba_i_period_end(&compass->as_of);
    return status;
}

/* ---- making ------------------------------------------------------------------------------------------------------- */

/* Until the moment; without one the moment becomes the end of the last figure of all. */
static void cut(mkba_compass *compass, mkba_i_series *series, size_t n)
{
    double last = -HUGE_VAL;

    for (size_t i = 0; i < n; i++) {
        mkba_i_series_until(&series[i], compass->until);
        compass->standings[i].series = series[i];
        if (series[i].n > 0)
            last = fmax(last, mkba_i_period_end(&series[i].points[series[i].n - 1].period));
    }
    compass->moment = isinf(compass->until) ? last : compass->until;
}

static void count_words(mkba_compass *compass)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);

    for (size_t i = 0; i < model->n_measurements; i++)
        compass->standings[model->measurements[i].indicator].n_words +=
            mkba_i_compass_has_words(compass, &model->measurements[i]);
}

static mkba_status stand(mkba_compass *compass, const mkba_panel *panel, mkba_error *error)
{
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    size_t n = model->indicator_names.n;
    mkba_i_series *series = NULL;
    mkba_status status;

    compass->standings = mkba_i_arena_new(&compass->arena, n, sizeof *compass->standings);
    if (compass->standings == NULL)
        return mkba_i_fail_memory(error);
    status = mkba_i_series_make(compass->koers, panel, NULL, &compass->arena, &compass->said, &series, error);
    if (status != MKBA_OK)
        return status;
    cut(compass, series, n);
    count_words(compass);
    for (size_t i = 0; i < n; i++) {
        compass->standings[i].indicator = &model->indicators[i];
        mkba_i_compass_judge(compass, &compass->standings[i]);
    }
    return MKBA_OK;
}

static mkba_status make(mkba_compass *compass, const mkba_panel *panel, const mkba_compass_options *options,
                        mkba_error *error)
{
    mkba_status status = read_moment(compass, options->as_of, error);

    if (status == MKBA_OK)
        status = stand(compass, panel, error);
    if (status == MKBA_OK)
        status = mkba_i_compass_peers(compass, panel, options, error);
    if (status == MKBA_OK)
        status = mkba_i_thermometers_make(compass, error);
    return status == MKBA_OK ? mkba_i_compass_find(compass, error) : status;
}

mkba_status mkba_koers_compass(const mkba_koers *koers, const mkba_panel *panel, const mkba_compass_options *options,
                               mkba_compass **out, mkba_error *error)
{
    mkba_compass_options taken;
    mkba_compass *made;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, panel, &taken, error);
    if (status != MKBA_OK)
        return status;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->koers = mkba_i_koers_hold(koers);
    made->level = taken.level;
    made->scale = taken.scale;
    status = make(made, panel, &taken, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_compass_free(made);
    return status;
}

void mkba_compass_free(mkba_compass *compass)
{
    if (compass == NULL)
        return;
    mkba_i_said_free(&compass->said);
    mkba_i_arena_free(&compass->arena);
    mkba_koers_free(compass->koers);
    free(compass);
}
