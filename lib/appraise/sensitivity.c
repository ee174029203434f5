/* The sensitivity set: one change at a time. What only multiplies totals (effect, price) is taken from the appraisal
 * that is there; what changes the program's constants (rates, years, timing) is compiled and run again. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "appraise/sheet.h"
#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/options.h"

#define LONGEST 200 /* years of a case (docs/case-format.md) */
#define WHAT 200

typedef struct variant {
    const char *group, *name;
    char what[WHAT];
    bool has_setup; /* appraised again under `setup`; */
    mkba_i_setup setup;
    double costs, benefits; /* else the totals times these */
} variant;

/* Lower and higher of four, two timings beside the case's own, and the case itself. */
typedef struct variants {
    variant items[11];
    size_t n;
} variants;

/* ---- options --------------------------------------------------------------------------------------------- */

void mkba_sensitivity_options_init_size(mkba_sensitivity_options *options, size_t size)
{
    mkba_sensitivity_options defaults = {
        .rate = 0.01, .shorter = 0.5, .longer = 1.5, .effect = 0.25, .price = 0.1, .timing = true};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

static mkba_status check_range(double value, double least, double most, const char *name, mkba_error *error)
{
    if (value >= least && value <= most)
        return MKBA_OK;
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s must lie from %d to %d", name, (int) least, (int) most);
}

static mkba_status take_options(const mkba_sensitivity_options *given, mkba_sensitivity_options *taken,
                                mkba_error *error)
{
    mkba_status status;

    mkba_sensitivity_options_init(taken);
    status = mkba_i_options_take(given, taken, sizeof *taken, "mkba_sensitivity_options_init", error);
    if (status == MKBA_OK)
        status = check_range(taken->rate, 0, 1, "rate", error);
    if (status == MKBA_OK)
        status = check_range(taken->shorter, 0, 1, "shorter", error);
    if (status == MKBA_OK)
        status = check_range(taken->longer, 1, LONGEST, "longer", error);
    if (status == MKBA_OK)
        status = check_range(taken->effect, 0, 1, "effect", error);
    return status == MKBA_OK ? check_range(taken->price, 0, 1, "price", error) : status;
}

/* ---- variants -------------------------------------------------------------------------------------------- */

/* A number for a sentence: 0.7, where 100 * 0.007 has a tail. */
static const char *shown(double value, char text[MKBA_I_NUMBER_TEXT])
{
    mkba_i_number_print(round(value * 1e9) / 1e9, text);
    return text;
}

static variant *add(variants *all, const char *group, const char *name, const mkba_i_setup *setup)
{
    variant *made = &all->items[all->n++];

    *made = (variant){.group = group, .name = name, .has_setup = true, .setup = *setup, .costs = 1.0, .benefits = 1.0};
    return made;
}

static void add_base(variants *all, const mkba_i_setup *setup)
{
    variant *base = add(all, "base", "base", setup);

    base->has_setup = false;
    if (setup->scenario == NULL)
        mkba_i_copy_text(base->what, WHAT, "the case as it stands");
    else
        snprintf(base->what, WHAT, "the scenario \"%.100s\"", setup->scenario->name);
}

static void add_rates(variants *all, const mkba_i_setup *setup, double rate)
{
    char text[MKBA_I_NUMBER_TEXT];

    for (int sign = -1; sign <= 1 && rate > 0.0; sign += 2) {
        variant *made = add(all, "discount rate", sign < 0 ? "lower" : "higher", setup);

        made->setup.rate_shift = sign * rate;
        snprintf(made->what, WHAT, "every discount rate %s percentage point %s, those of lines too",
                 shown(100.0 * rate, text), made->name);
    }
}

static void add_horizon(variants *all, const mkba_i_setup *setup, double factor)
{
    const mkba_i_settings *settings = &setup->settings;
    int n = settings->last - settings->first + 1, wanted = (int) fmin(floor(n * factor + 0.5), LONGEST);
    variant *made;

    wanted = wanted < 1 ? 1 : wanted;
    if (factor == 0.0 || wanted == n || settings->first + wanted - 1 > 9999)
        return;
    made = add(all, "horizon", wanted < n ? "shorter" : "longer", setup);
    made->setup.settings.last = settings->first + wanted - 1;
    snprintf(made->what, WHAT, "%d to %d: %d years instead of %d", settings->first, made->setup.settings.last, wanted,
             n);
}

static void add_multiples(variants *all, const mkba_i_setup *setup, double share, bool of_costs)
{
    char text[MKBA_I_NUMBER_TEXT];

    for (int sign = -1; sign <= 1 && share > 0.0; sign += 2) {
        variant *made = add(all, of_costs ? "price" : "effect", sign < 0 ? "lower" : "higher", setup);
        double factor = 1.0 + sign * share;

        made->has_setup = false;
        made->costs = of_costs ? factor : 1.0;
        made->benefits = of_costs ? 1.0 : factor;
        snprintf(made->what, WHAT, of_costs ? "all costs times %s" : "all benefits, those of streams too, times %s",
                 shown(factor, text));
    }
}

static void add_timings(variants *all, const mkba_i_setup *setup)
{
    static const char *const NAMES[] = {[MKBA_I_BEGIN] = "begin", [MKBA_I_MID] = "mid", [MKBA_I_END] = "end"};

    for (mkba_i_timing timing = MKBA_I_BEGIN; timing <= MKBA_I_END; timing++) {
        variant *made;

        if (timing == setup->settings.timing)
            continue;
        made = add(all, "timing", NAMES[timing], setup);
        made->setup.settings.timing = timing;
        snprintf(made->what, WHAT, "flows at timing %s instead of %s; a line with a timing of its own keeps it",
                 NAMES[timing], NAMES[setup->settings.timing]);
    }
}

static void list_variants(const mkba_i_setup *setup, const mkba_sensitivity_options *options, variants *all)
{
    add_base(all, setup);
    add_rates(all, setup, options->rate);
    add_horizon(all, setup, options->shorter);
    add_horizon(all, setup, options->longer);
    add_multiples(all, setup, options->effect, false);
    add_multiples(all, setup, options->price, true);
    if (options->timing)
        add_timings(all, setup);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static const mkba_i_column COLUMNS[] = {
    MKBA_I_TEXT("group"),          MKBA_I_TEXT("variant"),     MKBA_I_TEXT("what"), MKBA_I_TEXT("alternative"),
    MKBA_I_EURO("pv_costs"),       MKBA_I_EURO("pv_benefits"), MKBA_I_EURO("npv"),  MKBA_I_REAL("bcr", "1"),
    MKBA_I_EURO("npv_difference"), MKBA_I_FLAG("sign_changed")};

static int sign_of(double value)
{
    return (value > 0.0) - (value < 0.0);
}

static void write_row(mkba_i_sheet *s, const variant *v, const mkba_appraisal *appraisal, size_t position)
{
    const mkba_i_outcome *outcome = &appraisal->plan.outcomes[position];
    double costs = v->costs * mkba_i_figure(appraisal, outcome->pv_costs),
           benefits = v->benefits * mkba_i_figure(appraisal, outcome->pv_benefits), bcr = 0.0,
           base = mkba_i_figure(s->appraisal, s->plan->outcomes[position].npv);
    bool has_bcr = mkba_i_bcr(benefits, costs, &bcr);

    mkba_i_row_text(&s->row, v->group);
    mkba_i_row_text(&s->row, v->name);
    mkba_i_row_text(&s->row, v->what);
    mkba_i_row_text(&s->row, mkba_i_outcome_name(appraisal, outcome));
    mkba_i_cell_sum(s, costs, "a present value of costs in a variant");
    mkba_i_cell_sum(s, benefits, "a present value of benefits in a variant");
    mkba_i_cell_sum(s, benefits - costs, "a net present value in a variant");
    mkba_i_cell_maybe(s, bcr, has_bcr);
    mkba_i_cell_sum(s, benefits - costs - base, "a difference between variants");
    mkba_i_row_boolean(&s->row, sign_of(benefits - costs) != sign_of(base));
    mkba_i_row_next(&s->row);
}

static mkba_status write_variant(mkba_i_sheet *s, const variant *v)
{
    const mkba_appraisal *appraisal = s->appraisal;
    mkba_appraisal *own = NULL;
    mkba_status status = MKBA_OK;
    char name[64];

    if (v->has_setup) {
        status = mkba_i_appraise(s->appraisal->mkba, &v->setup, &own, s->row.error);
        snprintf(name, sizeof name, "%s %s", v->group, v->name);
        if (status != MKBA_OK)
            return mkba_i_under(s->row.error, status, "variant", name);
        appraisal = own;
    }
    for (size_t i = 0; i < appraisal->plan.n_outcomes; i++)
        write_row(s, v, appraisal, i);
    mkba_appraisal_free(own);
    return s->row.status;
}

static mkba_status write(const mkba_appraisal *base, const variants *all, mkba_table **table, mkba_error *error)
{
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, base, "sensitivity", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                            all->n * base->plan.n_outcomes, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < all->n && s.row.status == MKBA_OK; i++)
        s.row.status = write_variant(&s, &all->items[i]);
    return mkba_i_sheet_finish(&s, table);
}

mkba_status mkba_case_sensitivity(const mkba_case *mkba, const mkba_sensitivity_options *options, mkba_table **table,
                                  mkba_error *error)
{
    const mkba_i_scenario *scenario = NULL;
    mkba_sensitivity_options taken;
    variants all = {.n = 0};
    mkba_appraisal *base = NULL;
    mkba_i_setup setup;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));
    if (status != MKBA_OK)
        return status;
    status = take_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_case_scenario(mkba, taken.scenario, &scenario, error);
    if (status != MKBA_OK)
        return status;
    setup = mkba_i_setup_of(mkba, scenario);
    status = mkba_i_appraise(mkba, &setup, &base, error);
    if (status == MKBA_OK) {
        list_variants(&setup, &taken, &all);
        status = write(base, &all, table, error);
    }
    mkba_appraisal_free(base);
    return status;
}
