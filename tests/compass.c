#include "compass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"

const char *const compass_others[6] = {"GM9003", "GM9004", "GM9005", "GM9006", "GM9007", "GM9008"};

mkba_koers *compass_base(void)
{
    char *text = support_data("koers/compass.json", NULL);
    mkba_koers *koers = support_koers(text);
    free(text);
    return koers;
}

/* Per 1000 inhabitants: the two together 30; the others 20, 25, 40, 30, none, 35. */
mkba_panel *compass_panel(double rounding)
{
    const mkba_indicator known[] = {{.name = "gebruik", .kind = MKBA_INDICATOR_STOCK, .rounding = rounding},
                                    {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK}};
    return panel_said(panel_tidy("GM9001,,2023,gebruik,210,,\nGM9002,,2023,gebruik,100,,\n"
                                 "GM9001,,2024,gebruik,200,,\nGM9002,,2024,gebruik,100,,\n"
                                 "GM9001,,2024,inwoners,8000,,\nGM9002,,2024,inwoners,2000,,\n"
                                 "GM9003,,2024,gebruik,20,,\nGM9003,,2024,inwoners,1000,,\n"
                                 "GM9004,,2024,gebruik,50,,\nGM9004,,2024,inwoners,2000,,\n"
                                 "GM9005,,2024,gebruik,40,,\nGM9005,,2024,inwoners,1000,,\n"
                                 "GM9006,,2024,gebruik,30,,\nGM9006,,2024,inwoners,1000,,\n"
                                 "GM9007,,2024,inwoners,1000,,\n"
                                 "GM9008,,2024,gebruik,35,,\nGM9008,,2024,inwoners,1000,,\n"),
                      known, 2);
}

mkba_compass *compass_of(const mkba_koers *koers, const mkba_panel *panel, const mkba_compass_options *options)
{
    mkba_compass *compass = NULL;
    mkba_error error;
    if (mkba_koers_compass(koers, panel, options, &compass, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return compass;
}

mkba_table *compass_table(const mkba_compass *compass, mkba_compass_view view)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_compass_table(compass, view, MKBA_LANGUAGE_EN, &table, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    ck_assert_str_eq(mkba_table_name(table), mkba_compass_view_name(view));
    return table;
}

size_t compass_row(const mkba_table *table, const char *column, const char *text, const char *other, const char *also)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *found = support_text(table, row, column),
                   *second = other == NULL ? NULL : support_text(table, row, other);
        if (found != NULL && strcmp(found, text) == 0 &&
            (other == NULL || (second != NULL && strcmp(second, also) == 0)))
            return row;
    }
    ck_abort_msg("no row with %s %s, %s", column, text, also == NULL ? "" : also);
    return 0;
}

void compass_expect(const mkba_table *table, size_t row, const char *const names[3], double at, double low, double high)
{
    support_expect(table, row, names[0], at, COMPASS_TIGHT);
    support_expect(table, row, names[1], low, COMPASS_TIGHT);
    support_expect(table, row, names[2], high, COMPASS_TIGHT);
}

size_t compass_findings(const mkba_compass *compass, const char *id, const char *indicator, char severity[20])
{
    mkba_table *table = compass_table(compass, MKBA_COMPASS_FINDINGS);
    size_t n = 0;
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        const char *of = support_text(table, row, "indicator");
        if (strcmp(support_text(table, row, "id"), id) != 0)
            continue;
        if (indicator == NULL ? of != NULL : of == NULL || strcmp(of, indicator) != 0)
            continue;
        snprintf(severity, 20, "%s", support_text(table, row, "severity"));
        n++;
    }
    mkba_table_free(table);
    return n;
}

mkba_koers *compass_changed(const char *pointer, const char *json, const char *other, const char *also)
{
    char *text = support_data("koers/compass.json", NULL);
    mkba_draft *draft = support_draft(text);
    support_set(draft, pointer, json);
    if (other != NULL)
        support_set(draft, other, also);
    char *edited = support_finish(draft);
    mkba_koers *koers = support_koers(edited);
    mkba_text_free(edited);
    free(text);
    return koers;
}
