/* Need adjustment: what to know before believing it. The ids are listed in docs/effect.md. */
#include "base/exact.h"

#include <math.h>

#include "base/number.h"
#include "effect/expected_model.h"
#include "stat/quantile.h"

#define AREAS_PER_FACTOR 10
#define FEW_CLUSTERS 30
#define LARGE_INFLATION 10
#define SURE 0.05
#define NAMED 8
#define MANY 4 /* one left out for so many in the fit is a warning */

/* "3.1" */
static const char *tenth(double value, char text[MKBA_I_NUMBER_TEXT])
{
    return mkba_i_number_say(round(10 * value) / 10, text);
}

/* ---- the fit ---------------------------------------------------------------------------------------------- */

static mkba_status say_size(mkba_i_expected *e)
{
    mkba_status status = MKBA_OK;

    if (e->n_areas < AREAS_PER_FACTOR * e->options.n_factors)
        status = mkba_i_say(&e->said, e->error, "few_areas", true, NULL, NULL, NULL,
                            "%zu areas for %zu factors: with fewer than %d each, coefficients follow chance",
                            e->n_areas, e->options.n_factors, AREAS_PER_FACTOR);
    if (status == MKBA_OK && e->errors == MKBA_I_ERRORS_CLUSTERED && e->n_areas < FEW_CLUSTERS)
        status =
            mkba_i_say(&e->said, e->error, "few_clusters", true, NULL, NULL, NULL,
                       "errors are clustered over %zu areas only: they are too small, even with Student's t with %zu "
                       "degrees of freedom",
                       e->n_areas, e->n_areas - 1);
    if (status == MKBA_OK && e->n_periods > 1 && e->errors != MKBA_I_ERRORS_CLUSTERED)
        status = mkba_i_say(
            &e->said, e->error, "repeated_areas", true, NULL, NULL, NULL,
            "each area comes in %zu periods, and these errors take them for different areas: they are too small",
            e->n_periods);
    return status;
}

static mkba_status say_collinear(mkba_i_expected *e)
{
    char text[MKBA_I_NUMBER_TEXT];
    mkba_status status = MKBA_OK;

    for (size_t f = 0; status == MKBA_OK && f < e->options.n_factors; f++) {
        double inflation = mkba_i_expected_inflation(e, f);
        if (inflation > LARGE_INFLATION)
            status =
                mkba_i_say(&e->said, e->error, "collinear", e->options.method != MKBA_EXPECTED_RIDGE, NULL, NULL,
                           mkba_i_expected_factor(e, f)->name,
                           "other factors tell most of this one (variance inflation %s): its own coefficient means "
                           "little, what is expected of areas like the others does not suffer",
                           tenth(inflation, text));
    }
    if (status == MKBA_OK && !e->has_base)
        status = mkba_i_say(&e->said, e->error, "collinear", false, NULL, NULL, NULL,
                            "some factors follow from others: ridge shares their coefficient among them");
    return status;
}

static mkba_status say_fit(mkba_i_expected *e)
{
    char text[MKBA_I_NUMBER_TEXT];
    mkba_status status = MKBA_OK;

    if (!e->converged)
        status = mkba_i_say(&e->said, e->error, "not_converged", true, NULL, NULL, NULL,
                            "the fit still moved after %zu iterations: its figures are not final", e->iterations);
    if (status == MKBA_OK && e->at_edge)
        status =
            mkba_i_say(&e->said, e->error, "penalty_at_edge", true, NULL, NULL, NULL,
                       "the best penalty is at the end of what was tried: the factors explain next to nothing, or no "
                       "penalty is needed");
    if (status == MKBA_OK && e->options.method == MKBA_EXPECTED_POISSON &&
        mkba_i_normal_upper(e->overdispersion) < SURE)
        status =
            mkba_i_say(&e->said, e->error, "overdispersed", true, NULL, NULL, NULL,
                       "counts vary %s times as much as Poisson's: intervals allow for it, classical errors do not; "
                       "negbin is at hand",
                       tenth(e->dispersion, text));
    if (status == MKBA_OK && e->options.method == MKBA_EXPECTED_NEGBIN && isinf(e->theta))
        status = mkba_i_say(&e->said, e->error, "no_overdispersion", false, NULL, NULL, NULL,
                            "counts do not vary more than Poisson's: the negative binomial is Poisson here");
    return status;
}

/* ---- figures ---------------------------------------------------------------------------------------------- */

static mkba_status say_left_out(mkba_i_expected *e)
{
    mkba_i_text names = {.data = NULL};
    size_t n = 0;
    mkba_status status;

    if (e->n_left_out == 0)
        return MKBA_OK;
    for (size_t r = 0; r < e->n_rows; r++)
        if (e->rows[r].reason != NULL && n++ < NAMED)
            mkba_i_text_format(&names, "%s%.60s", n == 1 ? "" : ", ", e->rows[r].code);
    char *text = mkba_i_text_take(&names);
    if (text == NULL)
        return mkba_i_fail_memory(e->error);
    status = mkba_i_say(&e->said, e->error, "left_out", MANY * e->n_left_out > e->n, NULL, NULL, NULL,
                        "%zu of %zu figures lack something and are left out: %s%s", e->n_left_out, e->n + e->n_left_out,
                        text, e->n_left_out > NAMED ? ", ..." : "");
    mkba_text_free(text);
    return status;
}

static mkba_status say_statuses(mkba_i_expected *e)
{
    size_t suspect = 0, provisional = 0;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; i < e->n; i++) {
        suspect += e->rows[e->fitted[i]].status == MKBA_CELL_SUSPECT;
        provisional += e->rows[e->fitted[i]].status == MKBA_CELL_PROVISIONAL;
    }
    if (suspect > 0)
        status = mkba_i_say(&e->said, e->error, "suspect", true, NULL, NULL, NULL,
                            "%zu of the %zu figures of the fit rest on a suspect cell", suspect, e->n);
    if (status == MKBA_OK && provisional > 0)
        status = mkba_i_say(&e->said, e->error, "provisional", false, NULL, NULL, NULL,
                            "%zu of the %zu figures of the fit rest on a provisional cell", provisional, e->n);
    return status;
}

static mkba_status say_outcome(mkba_i_expected *e)
{
    const mkba_indicator *known = &e->panel->indicators[e->outcome];
    mkba_status status = MKBA_OK;

    if (!e->counts && !e->growth && (known->kind == MKBA_INDICATOR_FLOW || known->kind == MKBA_INDICATOR_STOCK))
        status =
            mkba_i_say(&e->said, e->error, "total", true, NULL, NULL, known->name,
                       "this is a total: large areas have more of it, whatever their need; take it per inhabitant");
    for (size_t b = 0; status == MKBA_OK && b < known->n_breaks && (e->growth || e->n_periods > 1); b++)
        status = mkba_i_say(&e->said, e->error, "break", true, NULL, NULL, known->name,
                            "from %d on it is another figure: %.300s", known->breaks[b].year,
                            known->breaks[b].note == NULL ? "" : known->breaks[b].note);
    return status;
}

/* ---- the region ------------------------------------------------------------------------------------------- */

static mkba_status say_row(mkba_i_expected *e, const mkba_i_expected_row *row)
{
    char period[MKBA_I_PERIOD_TEXT], number[MKBA_I_NUMBER_TEXT], low[MKBA_I_NUMBER_TEXT], high[MKBA_I_NUMBER_TEXT];
    bool by_leverage;
    size_t factor = mkba_i_expected_beyond(e, row, &by_leverage);
    const char *when = mkba_i_expected_period(e, e->periods[row->period], period);
    mkba_status status = MKBA_OK;

    if (factor != MKBA_I_NONE) {
        double least, most, value = row->x[mkba_i_expected_column(e, factor)];
        mkba_i_expected_range(e, factor, &least, &most);
        status = mkba_i_say(
            &e->said, e->error, "extrapolation", true, row->code, when, mkba_i_expected_factor(e, factor)->name,
            "its figure, %s, is beyond that of all other areas, %s to %s: what is expected of it is a guess",
            mkba_i_number_say(value, number), mkba_i_number_say(least, low), mkba_i_number_say(most, high));
    } else if (by_leverage) {
        status = mkba_i_say(
            &e->said, e->error, "extrapolation", true, row->code, when, NULL,
            "no area has its combination of factors (leverage above 3 p / n): what is expected of it leans on "
            "straight lines");
    }
    if (status == MKBA_OK && row->status == MKBA_CELL_SUSPECT)
        status = mkba_i_say(&e->said, e->error, "suspect", true, row->code, when, NULL, "a figure of it is suspect");
    return status;
}

static mkba_status say_region(mkba_i_expected *e)
{
    mkba_status status = MKBA_OK;

    for (size_t r = 0; status == MKBA_OK && r < e->n_rows; r++)
        if (e->rows[r].of_region && !mkba_i_expected_is_total(&e->rows[r]))
            status = say_row(e, &e->rows[r]);
    if (status == MKBA_OK && e->options.n_region > 1 && !mkba_i_expected_adds_up(e))
        status =
            mkba_i_say(&e->said, e->error, "not_added_up", false, NULL, NULL, NULL,
                       "the members of the region are judged one by one: together they need a population by which the "
                       "indicator is divided, and growth needs a region made of them");
    if (status == MKBA_OK && e->options.include_region)
        status =
            mkba_i_say(&e->said, e->error, "region_in_fit", false, NULL, NULL, NULL,
                       "the region takes part in the fit: what is expected of a member rests on the other members too");
    return status;
}

mkba_status mkba_i_expected_judge(mkba_i_expected *e)
{
    mkba_status status =
        mkba_i_say(&e->said, e->error, "descriptive", false, NULL, NULL, NULL,
                   "what the factors do not explain may be policy, other needs, prices, booking or chance: "
                   "it is not the effect of a policy");

    if (status == MKBA_OK)
        status = say_size(e);
    if (status == MKBA_OK)
        status = say_collinear(e);
    if (status == MKBA_OK)
        status = say_fit(e);
    if (status == MKBA_OK)
        status = say_left_out(e);
    if (status == MKBA_OK)
        status = say_statuses(e);
    if (status == MKBA_OK)
        status = say_outcome(e);
    return status == MKBA_OK ? say_region(e) : status;
}
