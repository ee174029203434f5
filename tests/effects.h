/* What the test programs of effects share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_EFFECTS_H
#define MKBA_TESTS_EFFECTS_H

#include <mkba/effect.h>
#include <mkba/effect_synthetic.h>

/* Tidy figures of x: the treated T and donors A, B, ..., `years` long. T follows the donors' common path plus its own noise
 * and, from `start` on, an effect. Noise is a fixed row of numbers. */
mkba_panel *effects_panel(size_t n_donors, int years, int start, double effect, double noise);
/* x of T from `start` on. */
mkba_effect_options effects_options(const char *start);
mkba_effect *effects_make(const mkba_panel *panel, const mkba_effect_options *options);
mkba_table *effects_table(const mkba_effect *effect, mkba_effect_view view);
double effects_figure(const mkba_effect *effect, const char *column);
/* Ends the test unless it has the verdict, and its sentences the words in both languages, with nothing left to fill in. */
void effects_expect(const mkba_effect *effect, mkba_verdict verdict, const char *english, const char *dutch);
bool effects_finds(const mkba_effect *effect, const char *id);

mkba_synthetic *effects_synthetic(const mkba_panel *panel, const mkba_synthetic_options *options);

#endif
