/* Effects of studies and panels that are real: estimates that others published, placebos fitted one by one, the Peel. Those of
 * $MKBA_SHARED are skipped, visibly, where they are not there. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <mkba/effect_synthetic.h>

#include "base/memory.h"
#include "did.h"
#include "effects.h"
#include "peel.h"
#include "run_suite.h"
#include "support.h"

/* ---- Proposition 99 --------------------------------------------------------------------------------------------- */

static const char *const CALIFORNIA[] = {"California"};

static mkba_effect_options california(mkba_effect_method method)
{
    mkba_effect_options options;
    mkba_effect_options_init(&options);
    options.indicator = "cigsale";
    options.region = CALIFORNIA;
    options.n_region = 1;
    options.start = "1989";
    options.method = method;
    return options;
}

/* synthdid's difference-in-differences; the exact synthetic control of published.json; synthdid's own estimate, which stops
 * before the optimum. */
START_TEST(california_has_the_published_effects)
{
    static const struct {
        mkba_effect_method method;
        double estimate, tolerance;
    } known[] = {{MKBA_EFFECT_DID, -27.3491110836, 1e-8},
                 {MKBA_EFFECT_SC, -19.51362976, 1e-8},
                 {MKBA_EFFECT_SDID, -15.6038278727, 5e-3}};
    mkba_panel *panel = did_study("prop99_smoking", "state", "year", ',');
    if (panel == NULL)
        return;
    for (size_t i = 0; i < MKBA_I_LENGTH(known); i++) {
        mkba_effect_options options = california(known[i].method);
        mkba_effect *made = effects_make(panel, &options);
        mkba_table *path = effects_table(made, MKBA_EFFECT_PATH);
        double sum = 0;
        ck_assert_double_eq_tol(effects_figure(made, "estimate"), known[i].estimate, known[i].tolerance);
        for (size_t row = 19; row < 31; row++)
            sum += support_real(path, row, "gap") / 12;
        ck_assert_double_eq_tol(sum, effects_figure(made, "estimate"), 1e-10);
        mkba_table_free(path);
        mkba_effect_free(made);
    }
    mkba_panel_free(panel);
}
END_TEST

/* Each state but California fitted by the others, by itself; gaps in units of the error before the start, as the ranks are. */
START_TEST(the_standard_error_is_that_of_placebos_fitted_one_by_one)
{
    mkba_panel *panel = did_study("prop99_smoking", "state", "year", ',');
    const char *donors[38];
    double squares = 0;
    if (panel == NULL)
        return;
    for (size_t i = 0, n = 0; i < mkba_panel_n_areas(panel); i++)
        if (strcmp(mkba_panel_area_code(panel, i), "California") != 0)
            donors[n++] = mkba_panel_area_code(panel, i);
    for (size_t i = 0; i < 38; i++) {
        const char *others[37];
        mkba_synthetic_options options;
        mkba_synthetic *made = NULL;
        mkba_table *table = NULL;
        for (size_t j = 0, n = 0; j < 38; j++)
            if (j != i)
                others[n++] = donors[j];
        mkba_synthetic_options_init(&options);
        options.indicator = "cigsale";
        options.treated = donors[i];
        options.start = "1989";
        options.donors = others;
        options.n_donors = 37;
        ck_assert_int_eq(mkba_panel_synthetic_control(panel, &options, &made, NULL), MKBA_OK);
        ck_assert_int_eq(mkba_synthetic_table(made, MKBA_SYNTHETIC_SUMMARY, &table, NULL), MKBA_OK);
        squares += pow(support_real(table, 0, "att") / support_real(table, 0, "rmspe_before"), 2) / 38;
        mkba_table_free(table);
        mkba_synthetic_free(made);
    }
    mkba_effect_options options = california(MKBA_EFFECT_SC);
    mkba_effect *effect = effects_make(panel, &options);
    double before = sqrt(52.12957126 / 19); /* published.json */
    ck_assert_double_eq_tol(effects_figure(effect, "std_error"), before * sqrt(squares), 1e-7);
    ck_assert_double_eq_tol(effects_figure(effect, "p"), 3.0 / 39,
                            1e-12); /* third of 39: Missouri and Virginia come first */
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

/* ---- the Peel ---------------------------------------------------------------------------------------------------------- */

static mkba_effect_options peel(const char *indicator, const char *start)
{
    mkba_effect_options options;
    mkba_effect_options_init(&options);
    options.indicator = indicator;
    options.region = PEEL;
    options.n_region = PEEL_N;
    options.name = "Peel";
    options.start = start;
    options.population = "inwoners";
    return options;
}

/* Whether the Koers bent the curve cannot be shown in any domain: noise hides what there may be, and in both together an
 * effect is found before the start too. */
START_TEST(the_koers_is_not_shown_to_bend_the_curve_in_any_domain)
{
    static const struct {
        const char *domain;
        mkba_verdict verdict;
        const char *english, *dutch;
    } known[] = {
        {"wmo", MKBA_VERDICT_NOT_SHOWN, "to be seen it would have to be at least 3", "kan toeval zijn"},
        {"jeugd", MKBA_VERDICT_NOT_SHOWN, "to be seen it would have to be at least 13", "in de ruis verborgen"},
        {"beide", MKBA_VERDICT_REFUSED, "found with a start before the true one too", "vindt wat er niet is"}};
    mkba_panel *panel = peel_panel();
    if (panel == NULL)
        return;
    for (size_t i = 0; i < MKBA_I_LENGTH(known); i++) {
        mkba_effect_options options = peel(known[i].domain, "2022");
        options.peers_by = PEEL_TRAITS;
        options.n_peers_by = PEEL_N_TRAITS;
        options.peers_year = "2021";
        mkba_effect *effect = effects_make(panel, &options);
        double noise = effects_figure(effect, "noise");
        effects_expect(effect, known[i].verdict, known[i].english, known[i].dutch);
        ck_assert(noise > 4.5 && noise < 7.5);
        ck_assert(effects_finds(effect, "copied_return") && effects_finds(effect, "peers"));
        ck_assert(effects_figure(effect, "detectable") > fabs(effects_figure(effect, "estimate")));
        mkba_effect_free(effect);
    }
    mkba_panel_free(panel);
}
END_TEST

/* All donors, outcomes only: any sign is to be had, from -276 to +120 euro on average. */
START_TEST(outcomes_only_of_the_peel_are_refused_for_their_range)
{
    mkba_panel *panel = peel_panel();
    if (panel == NULL)
        return;
    mkba_effect_options options = peel("beide", "2022");
    options.method = MKBA_EFFECT_SC;
    mkba_effect *effect = effects_make(panel, &options);
    mkba_table *path = effects_table(effect, MKBA_EFFECT_PATH);
    effects_expect(effect, MKBA_VERDICT_REFUSED, "which sign it has is chance", "welk teken het heeft is toeval");
    support_expect(path, 5, "range_low", -223, 0.51);
    support_expect(path, 5, "range_high", 226, 0.51);
    support_expect(path, 6, "range_low", -288, 0.51);
    support_expect(path, 6, "range_high", 102, 0.51);
    support_expect(path, 7, "range_low", -331, 0.51);
    support_expect(path, 7, "range_high", 119, 0.51);
    mkba_table_free(path);
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

/* The GR dates from 2017, and so do the figures. */
START_TEST(the_gr_has_no_period_before_it)
{
    mkba_panel *panel = peel_panel();
    if (panel == NULL)
        return;
    mkba_effect_options options = peel("beide", "2017");
    options.last = "2021";
    mkba_effect *effect = effects_make(panel, &options);
    effects_expect(effect, MKBA_VERDICT_REFUSED, "No causal claim can be made of beide of Peel from 2017 to 2021",
                   "van 2017 tot en met 2021 kan geen uitspraak over oorzaak worden gedaan");
    effects_expect(effect, MKBA_VERDICT_REFUSED, "nothing says what would have happened without it",
                   "de cijfers beginnen toen het beleid er al was");
    mkba_effect_free(effect);
    mkba_panel_free(panel);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("effects of real panels");
    TCase *all = tcase_create("all");
    tcase_add_test(all, california_has_the_published_effects);
    tcase_add_test(all, the_standard_error_is_that_of_placebos_fitted_one_by_one);
    tcase_add_test(all, the_koers_is_not_shown_to_bend_the_curve_in_any_domain);
    tcase_add_test(all, outcomes_only_of_the_peel_are_refused_for_their_range);
    tcase_add_test(all, the_gr_has_no_period_before_it);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
