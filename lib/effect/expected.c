/* Need adjustment: options and their names, the object. */
#include <math.h>
#include <stdlib.h>

#include "base/choice.h"
#include "base/number.h"
#include "base/options.h"
#include "effect/expected_model.h"

#define LEVEL 0.95
#define N_VIEWS (MKBA_EXPECTATION_FINDINGS + 1)

static const char *const methods[] = {"ols", "wls", "huber", "bisquare", "ridge", "poisson", "negbin"};
static const char *const errors_of[] = {"default", "classical", "hc1", "hc2", "hc3", "clustered"};
static const char *const penalties[] = {"gcv", "loo", "given"};
static const char *const views[] = {"region", "coefficients", "areas", "summary", "findings"};

MKBA_I_CHOICE(mkba_expected_method, methods, "method", "method")
MKBA_I_CHOICE(mkba_expected_errors, errors_of, "errors", "errors")
MKBA_I_CHOICE(mkba_expected_penalty, penalties, "penalty_by", "choice")
MKBA_I_CHOICE(mkba_expectation_view, views, "view", "view")

void mkba_expected_options_init_size(mkba_expected_options *options, size_t size)
{
    mkba_expected_options made = {.level = LEVEL};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* ---- what the options may be ----------------------------------------------------------------------------- */

/* A list that must have something in it. */
static mkba_status check_some(const char *const *list, size_t n, const char *where, mkba_error *error)
{
    if (list == NULL || n == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s must have at least one name", where);
    return mkba_i_check_list(list, n, where, error);
}

static mkba_status check_words(const mkba_expected_options *o, mkba_error *error)
{
    if ((size_t) o->method >= MKBA_I_LENGTH(methods))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "method", "%d is no method", (int) o->method);
    if ((size_t) o->errors >= MKBA_I_LENGTH(errors_of))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "errors", "%d is no kind of errors", (int) o->errors);
    if ((size_t) o->penalty_by >= MKBA_I_LENGTH(penalties))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty_by", "%d is no choice of a penalty",
                           (int) o->penalty_by);
    return MKBA_OK;
}

/* What a method needs, and what it cannot have. */
static mkba_status check_method(const mkba_expected_options *o, mkba_error *error)
{
    bool counts = o->method == MKBA_EXPECTED_POISSON || o->method == MKBA_EXPECTED_NEGBIN;
    bool own =
        o->method == MKBA_EXPECTED_HUBER || o->method == MKBA_EXPECTED_BISQUARE || o->method == MKBA_EXPECTED_RIDGE;
    const char *method = methods[o->method];

    if (o->method == MKBA_EXPECTED_WLS && o->weights == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "weights",
                           "wls weighs areas: name the indicator by which, such as inhabitants");
    if ((o->method == MKBA_EXPECTED_OLS || counts) && o->weights != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "weights",
                           counts ? "%s has no weights: `population` says how large areas are"
                                  : "%s weighs all areas alike: use wls, or `population` to add up a region",
                           method);
    if (counts && o->population == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "population",
                           "%s counts among a population: name its indicator, such as inhabitants", method);
    if (own && o->errors > MKBA_EXPECTED_ERRORS_CLASSICAL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "errors", "%s has errors of its own: default or classical",
                           method);
    return MKBA_OK;
}

static mkba_status check_numbers(const mkba_expected_options *o, mkba_error *error)
{
    bool given = o->penalty_by == MKBA_EXPECTED_PENALTY_GIVEN;
    char text[MKBA_I_NUMBER_TEXT];

    if (!(o->level > 0.5 && o->level < 1))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "level",
                           "the level of intervals is above 0.5 and below 1, such as 0.95; it is %s",
                           mkba_i_number_say(o->level, text));
    if (!(isfinite(o->penalty) && o->penalty >= 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty", "a penalty is 0 or above; it is %s",
                           mkba_i_number_say(o->penalty, text));
    if (o->method != MKBA_EXPECTED_RIDGE && (given || o->penalty != 0))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty", "only ridge has a penalty, %s has none",
                           methods[o->method]);
    if (!given && o->penalty != 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "penalty",
                           "a penalty goes with `penalty_by` given; %s finds it itself", penalties[o->penalty_by]);
    return MKBA_OK;
}

static mkba_status check_lists(const mkba_expected_options *o, mkba_error *error)
{
    mkba_status status = check_some(o->region, o->n_region, "region", error);

    if (status == MKBA_OK && o->indicator == NULL)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "indicator", "say which indicator is explained");
    if (status == MKBA_OK)
        status = check_some(o->factors, o->n_factors, "factors", error);
    if (status == MKBA_OK && (o->periods != NULL || o->n_periods > 0))
        status = check_some(o->periods, o->n_periods, "periods", error);
    if (status == MKBA_OK && (o->areas != NULL || o->n_areas > 0))
        status = check_some(o->areas, o->n_areas, "areas", error);
    return status;
}

static mkba_status take_options(const mkba_expected_options *given, mkba_expected_options *taken, mkba_error *error)
{
    mkba_status status;

    mkba_expected_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_expected_options_init", error);
    if (status == MKBA_OK)
        status = check_lists(taken, error);
    if (status == MKBA_OK)
        status = check_words(taken, error);
    if (status == MKBA_OK)
        status = check_method(taken, error);
    if (status == MKBA_OK && taken->region_name == NULL)
        taken->region_name = "region";
    return status == MKBA_OK ? check_numbers(taken, error) : status;
}

/* ---- the object ------------------------------------------------------------------------------------------- */

/* What was found is kept as its tables, so that nothing points into the panel. */
struct mkba_expectation {
    mkba_table *tables[N_VIEWS];
};

static mkba_status keep(const mkba_i_expected *e, mkba_expectation **out, mkba_error *error)
{
    mkba_expectation *made = calloc(1, sizeof *made);
    mkba_status status = made == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < N_VIEWS; i++)
        status = mkba_i_expected_table(e, (mkba_expectation_view) i, &made->tables[i], error);
    if (status != MKBA_OK)
        mkba_expectation_free(made);
    else
        *out = made;
    return status;
}

mkba_status mkba_panel_expected(const mkba_panel *panel, const mkba_expected_options *options, mkba_expectation **out,
                                mkba_error *error)
{
    mkba_i_expected e = {.panel = panel, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = take_options(options, &e.options, error);
    if (status == MKBA_OK)
        status = mkba_i_expected_gather(&e);
    if (status == MKBA_OK)
        status = mkba_i_expected_fit(&e);
    if (status == MKBA_OK)
        status = mkba_i_expected_predict(&e);
    if (status == MKBA_OK)
        status = mkba_i_expected_judge(&e);
    if (status == MKBA_OK)
        status = keep(&e, out, error);
    mkba_i_said_free(&e.said);
    mkba_i_arena_free(&e.arena);
    return status;
}

void mkba_expectation_free(mkba_expectation *expectation)
{
    if (expectation == NULL)
        return;
    for (size_t i = 0; i < N_VIEWS; i++)
        mkba_table_free(expectation->tables[i]);
    free(expectation);
}

mkba_status mkba_expectation_table(const mkba_expectation *expectation, mkba_expectation_view view, mkba_table **table,
                                   mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(expectation), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) view >= N_VIEWS)
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an expectation", (int) view);
    if (status == MKBA_OK)
        *table = mkba_i_table_hold(expectation->tables[view]);
    return status;
}
