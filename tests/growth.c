/* See growth.h. */
#include "growth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "support.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

mkba_panel *growth_per_head(const char *lines, double rounding)
{
    const mkba_indicator known[] = {{.name = "kosten", .kind = MKBA_INDICATOR_FLOW, .rounding = rounding},
                                    {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
                                    {.name = "per_hoofd",
                                     .kind = MKBA_INDICATOR_RATE,
                                     .numerator = "kosten",
                                     .denominator = "inwoners",
                                     .per = 1000}};
    return panel_said(panel_tidy(lines), known, LENGTH(known));
}

mkba_compare_options growth_options(const char *const *region, size_t n_region, const char *const *peers,
                                    size_t n_peers, int from, int to)
{
    static const char *const indicator[] = {"per_hoofd"};
    mkba_compare_options options;
    mkba_compare_options_init(&options);
    options.region = region;
    options.n_region = n_region;
    options.peers = peers;
    options.n_peers = n_peers;
    options.indicators = indicator;
    options.n_indicators = 1;
    options.first = from;
    options.last = to;
    return options;
}

mkba_comparison *growth_compare(const mkba_panel *panel, const mkba_compare_options *options)
{
    mkba_comparison *made = NULL;
    mkba_error error;
    if (mkba_panel_compare(panel, options, &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    return made;
}

mkba_table *growth_view(const mkba_comparison *comparison, mkba_comparison_view wanted)
{
    mkba_table *table = NULL;
    mkba_error error;
    if (mkba_comparison_table(comparison, wanted, &table, &error) != MKBA_OK)
        ck_abort_msg("%s", error.message);
    return table;
}

size_t growth_row(const mkba_table *table, const char *const *pairs)
{
    for (size_t row = 0; row < mkba_table_n_rows(table); row++) {
        bool same = true;
        for (size_t i = 0; same && pairs[i] != NULL; i += 2) {
            size_t column = support_column(table, pairs[i]);
            char number[32];
            const char *text = number;
            if (mkba_table_column_type(table, column) == MKBA_COLUMN_TEXT)
                text = support_text(table, row, pairs[i]);
            else
                snprintf(number, sizeof number, "%d", (int) support_integer(table, row, pairs[i]));
            same = text != NULL && strcmp(text, pairs[i + 1]) == 0;
        }
        if (same)
            return row;
    }
    ck_abort_msg("%s: no row of %s", mkba_table_name(table), pairs[1]);
}

void growth_expect(const mkba_table *table, size_t row, const char *column, double wanted)
{
    double found = support_real(table, row, column);
    if (fabs(found - wanted) > 1e-9 * (1 + fabs(wanted)))
        ck_abort_msg("%s, row %zu: %s is %.12g, not %.12g", mkba_table_name(table), row, column, found, wanted);
}

bool growth_said_so(const mkba_comparison *comparison, const char *id, const char *piece)
{
    mkba_table *findings = growth_view(comparison, MKBA_COMPARISON_FINDINGS);
    bool found = false;
    for (size_t row = 0; row < mkba_table_n_rows(findings); row++)
        found = found || (strcmp(support_text(findings, row, "id"), id) == 0 &&
                          strstr(support_text(findings, row, "text"), piece) != NULL);
    mkba_table_free(findings);
    return found;
}
