/* See effects.h. */
#include "effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"

/* Of (area, year): from -1 to 1, without a pattern. */
static double wobble(size_t area, int year)
{
    unsigned mixed = (unsigned) area * 2654435761u + (unsigned) year * 40503u * 65537u;
    mixed ^= mixed >> 15;
    mixed *= 2246822519u;
    mixed ^= mixed >> 13;
    return (double) (mixed % 20001u) / 10000.0 - 1.0;
}

mkba_panel *effects_panel(size_t n_donors, int years, int start, double effect, double noise)
{
    size_t room = (n_donors + 1) * (size_t) years * 60 + 1, used = 0;
    char *text = malloc(room);
    ck_assert_ptr_nonnull(text);
    for (size_t area = 0; area <= n_donors; area++)
        for (int year = 0; year < years; year++) {
            double value = 100.0 + 3.0 * (double) (area == 0 ? 2 : area % 5) + 2.0 * year + noise * wobble(area, year);
            char code[24];
            if (area == 0)
                strcpy(code, "T");
            else
                snprintf(code, sizeof code, "D%02zu", area);
            value += area == 0 && 2000 + year >= start ? effect : 0;
            used += (size_t) snprintf(text + used, room - used, "%s,,%d,x,%d.%04d,,\n", code, 2000 + year, (int) value,
                                      (int) ((value - (int) value) * 10000));
        }
    mkba_panel *panel = panel_tidy(text);
    free(text);
    return panel;
}

mkba_effect_options effects_options(const char *start)
{
    static const char *const region[] = {"T"};
    mkba_effect_options options;
    mkba_effect_options_init(&options);
    options.indicator = "x";
    options.region = region;
    options.n_region = 1;
    options.start = start;
    return options;
}

mkba_effect *effects_make(const mkba_panel *panel, const mkba_effect_options *options)
{
    mkba_effect *made = NULL;
    mkba_error error;
    if (mkba_panel_effect(panel, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

mkba_table *effects_table(const mkba_effect *effect, mkba_effect_view view)
{
    mkba_table *table = NULL;
    ck_assert_int_eq(mkba_effect_table(effect, view, MKBA_LANGUAGE_EN, &table, NULL), MKBA_OK);
    return table;
}

double effects_figure(const mkba_effect *effect, const char *column)
{
    return support_first(effects_table(effect, MKBA_EFFECT_ESTIMATE), column);
}

bool effects_finds(const mkba_effect *effect, const char *id)
{
    return support_finds(effects_table(effect, MKBA_EFFECT_FINDINGS), id);
}

void effects_expect(const mkba_effect *effect, mkba_verdict verdict, const char *english, const char *dutch)
{
    const char *const words[] = {english, dutch};
    for (int language = 0; language < 2; language++) {
        char *text = NULL;
        ck_assert_int_eq(mkba_effect_text(effect, (mkba_language) language, &text, NULL), MKBA_OK);
        if (mkba_effect_verdict(effect) != verdict || strstr(text, words[language]) == NULL ||
            strchr(text, '{') != NULL)
            ck_abort_msg("%s, not %s with \"%s\": %s", mkba_verdict_name(mkba_effect_verdict(effect)),
                         mkba_verdict_name(verdict), words[language], text);
        mkba_text_free(text);
    }
}

mkba_synthetic *effects_synthetic(const mkba_panel *panel, const mkba_synthetic_options *options)
{
    mkba_synthetic *made = NULL;
    mkba_error error;
    if (mkba_panel_synthetic_control(panel, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}
