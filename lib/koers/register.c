/* A register of benefits: making it, and its views by name. See mkba/koers_register.h. */
#include "koers/register_model.h"

#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"
#include "effect/effect_words.h"
#include "koers/moment.h"

#define MOST_DRAWS 1000000

/* ---- options ----------------------------------------------------------------------------------------------------------- */

void mkba_register_options_init_size(mkba_register_options *options, size_t size)
{
    const mkba_register_options defaults = {.level = 0.9, .certainty = 0.8, .draws = 1000, .seed = 1};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

/* What chooses in a case needs one. */
static mkba_status check_choices(const mkba_register_options *o, const mkba_case *mkba, mkba_error *error)
{
    const char *where = o->alternative != NULL ? "alternative" : "scenario";

    return mkba != NULL || (o->alternative == NULL && o->scenario == NULL)
               ? MKBA_OK
               : mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is of a case: give the case too", where);
}

static mkba_status take_options(const mkba_register_options *given, mkba_register *made, mkba_error *error)
{
    mkba_register_options *taken = &made->options;
    mkba_i_period period;
    char number[MKBA_I_NUMBER_TEXT];
    mkba_status status;

    mkba_register_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_register_options_init", error);
    if (status != MKBA_OK)
        return status;
    if (!(taken->level > 0 && taken->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level", "level must lie between 0 and 1, not %s",
                           mkba_i_number_say(taken->level, number));
    if (!(taken->certainty >= 0.5 && taken->certainty < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "certainty", "certainty must be from 0.5 to below 1, not %s",
                           mkba_i_number_say(taken->certainty, number));
    if (mkba_forecast_method_name(taken->method)[0] == 'u')
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "method", "%d is no forecast method", (int) taken->method);
    if (taken->draws < 0 || taken->draws > MOST_DRAWS)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "draws must be from 0 to %d, not %d", MOST_DRAWS,
                           taken->draws);
    if (taken->as_of == NULL)
        return MKBA_OK;
    status = mkba_i_moment_read(taken->as_of, &period, error);
    if (status == MKBA_OK)
        made->moment = mkba_i_period_end(&period);
    return status;
}

/* ---- making one ---------------------------------------------------------------------------------------------------------- */

void mkba_register_free(mkba_register *benefits)
{
    if (benefits == NULL)
        return;
    mkba_i_said_free(&benefits->said);
    mkba_koers_free(benefits->koers);
    mkba_i_arena_free(&benefits->arena);
    free(benefits);
}

mkba_status mkba_koers_register(const mkba_koers *koers, const mkba_panel *panel, const mkba_case *mkba,
                                const mkba_register_options *options, mkba_register **out, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(out));
    mkba_register *made;

    if (status != MKBA_OK)
        return status;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return mkba_i_fail_memory(error);
    made->koers = mkba_i_koers_hold(koers);
    status = take_options(options, made, error);
    if (status == MKBA_OK)
        status = check_choices(&made->options, mkba, error);
    if (status == MKBA_OK)
        status = mkba_i_register_judge(made, panel, error);
    if (status == MKBA_OK)
        status = mkba_i_register_progress(made, error);
    if (status == MKBA_OK)
        status = mkba_i_register_costs(made, mkba, error);
    if (status == MKBA_OK)
        status = mkba_i_register_find(made, error);
    if (status == MKBA_OK)
        *out = made;
    else
        mkba_register_free(made);
    return status;
}

double mkba_register_as_of(const mkba_register *benefits)
{
    return benefits == NULL ? 0 : benefits->moment;
}

/* ---- views ------------------------------------------------------------------------------------------------------------------ */

/* Both by mkba_register_view. */
static const char *const NAMES[] = {"benefits", "indicators", "targets", "paths",   "progress",
                                    "costs",    "next",       "rules",   "findings"};
static mkba_i_register_table *const MAKERS[] = {
    mkba_i_register_table_benefits, mkba_i_register_table_indicators, mkba_i_register_table_targets,
    mkba_i_register_table_paths,    mkba_i_register_table_progress,   mkba_i_register_table_costs,
    mkba_i_register_table_next,     mkba_i_register_table_rules,      mkba_i_register_table_findings};

_Static_assert(MKBA_I_LENGTH(NAMES) == MKBA_I_LENGTH(MAKERS), "each view has a name and a maker");

MKBA_I_CHOICE(mkba_register_view, NAMES, "view", "view")

mkba_status mkba_register_table(const mkba_register *benefits, mkba_register_view view, mkba_language language,
                                mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(benefits), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(MAKERS))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a register", (int) view);
    status = mkba_i_language_check(language, error);
    return status == MKBA_OK ? MAKERS[view](benefits, language, table, error) : status;
}
