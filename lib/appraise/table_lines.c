/* Tables of lines, and of their amounts per year. */
#include "appraise/sheet.h"
#include "appraise/tables.h"
#include "base/exact.h"
#include "base/memory.h"

/* ---- lines ------------------------------------------------------------------------------------------------------ */

static size_t count_entries(const mkba_i_plan *plan, bool with_pm)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_entries + (with_pm ? plan->outcomes[i].n_pm : 0);
    return n;
}

static void pm_row(mkba_i_sheet *s, const mkba_i_outcome *outcome, const mkba_i_line *line)
{
    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, line->id);
    mkba_i_row_text(&s->row, line->title);
    mkba_i_row_text(&s->row, mkba_i_kind_name(line->kind));
    mkba_i_row_missing(&s->row);
    mkba_i_row_missing(&s->row);
    mkba_i_row_text(&s->row, line->evidence);
    mkba_i_row_text(&s->row, line->source);
    mkba_i_row_next(&s->row);
}

static void line_row(mkba_i_sheet *s, const mkba_i_outcome *outcome, const mkba_i_entry *entry)
{
    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, entry->name);
    mkba_i_row_text(&s->row, entry->title);
    mkba_i_row_text(&s->row, mkba_i_kind_name(entry->kind));
    mkba_i_cell_figure(s, entry->undiscounted);
    mkba_i_cell_figure(s, entry->pv);
    mkba_i_row_text(&s->row, entry->line != NULL ? entry->line->evidence : NULL);
    mkba_i_row_text(&s->row, entry->line != NULL ? entry->line->source : NULL);
    mkba_i_row_next(&s->row);
}

mkba_status mkba_i_table_lines(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        MKBA_I_TEXT("alternative"),  MKBA_I_TEXT("line"), MKBA_I_TEXT("title"),    MKBA_I_TEXT("kind"),
        MKBA_I_EURO("undiscounted"), MKBA_I_EURO("pv"),   MKBA_I_TEXT("evidence"), MKBA_I_TEXT("source")};
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, appraisal, "lines", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                            count_entries(&appraisal->plan, true), error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < s.plan->n_outcomes; i++) {
        const mkba_i_outcome *outcome = &s.plan->outcomes[i];

        for (size_t j = 0; j < outcome->n_entries; j++)
            line_row(&s, outcome, &outcome->entries[j]);
        for (size_t j = 0; j < outcome->n_pm; j++)
            pm_row(&s, outcome, outcome->pm[j]);
    }
    return mkba_i_sheet_finish(&s, table);
}

/* ---- amounts ---------------------------------------------------------------------------------------------------- */

static void amount_row(mkba_i_sheet *s, const mkba_i_outcome *outcome, const mkba_i_entry *entry, size_t year)
{
    double amount = mkba_i_figure(s->appraisal, entry->amounts[year]),
           factor = mkba_i_figure(s->appraisal, entry->discounting->factors[year]);
    bool has_volume = entry->volumes != NULL && entry->holds[year];

    mkba_i_cell_alternative(s, outcome);
    mkba_i_row_text(&s->row, entry->name);
    mkba_i_row_text(&s->row, mkba_i_kind_name(entry->kind));
    mkba_i_cell_year(s, year);
    mkba_i_row_real(&s->row, amount);
    mkba_i_row_real(&s->row, factor);
    mkba_i_cell_sum(s, amount * factor, NULL);
    mkba_i_cell_optional(s, has_volume ? entry->volumes[year] : 0, has_volume);
    mkba_i_row_text(&s->row, entry->stream != NULL ? "client" : entry->line->unit);
    mkba_i_row_next(&s->row);
}

mkba_status mkba_i_table_amounts(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        MKBA_I_TEXT("alternative"), MKBA_I_TEXT("line"),         MKBA_I_TEXT("kind"),
        MKBA_I_YEAR("year"),        MKBA_I_EURO("amount"),       MKBA_I_REAL("discount_factor", "1"),
        MKBA_I_EURO("pv"),          MKBA_I_REAL("volume", NULL), MKBA_I_TEXT("unit")};
    const mkba_i_plan *plan = &appraisal->plan;
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, appraisal, "amounts", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                            count_entries(plan, false) * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_entries; j++)
            for (size_t year = 0; year < plan->n_years; year++)
                amount_row(&s, &plan->outcomes[i], &plan->outcomes[i].entries[j], year);
    return mkba_i_sheet_finish(&s, table);
}
