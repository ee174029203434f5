/* The tables of an appraisal: one function per view, each a list of columns and a loop over rows. */
#include "appraise/appraisal.h"

#include <math.h>
#include <string.h>

#include "appraise/check.h"
#include "base/exact.h"
#include "base/table.h"
#include "base/text.h"

#define TEXT(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_TEXT, NULL                                                                                       \
  }
#define YEAR(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_INTEGER, "jaar"                                                                                  \
  }
#define EURO(name)                                                                                                     \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, "EUR"                                                                                      \
  }
#define REAL(name, unit)                                                                                               \
  {                                                                                                                    \
    name, MKBA_COLUMN_REAL, unit                                                                                       \
  }

/* A table being filled. */
typedef struct sheet {
    const mkba_appraisal *appraisal;
    const mkba_i_plan *plan;
    mkba_table *table;
    mkba_i_row row;
    int year; /* of the row, counted from the first year */
} sheet;

static mkba_status start(sheet *s, const mkba_appraisal *appraisal, const char *name, const mkba_i_column *columns,
                         size_t n_columns, size_t n_rows, mkba_error *error)
{
    mkba_status status;

    *s = (sheet){.appraisal = appraisal, .plan = &appraisal->plan};
    status = mkba_i_table_new(name, columns, n_columns, n_rows, &s->table, error);
    if (status == MKBA_OK)
        s->row = mkba_i_row_start(s->table, error);
    return status;
}

static mkba_status finish(sheet *s, mkba_table **table)
{
    if (s->row.status != MKBA_OK) {
        mkba_table_free(s->table);
        return s->row.status;
    }
    *table = s->table;
    return MKBA_OK;
}

static void figure(sheet *s, mkba_i_node node)
{
    mkba_i_row_real(&s->row, mkba_i_figure(s->appraisal, node));
}

/* A sum that no figure of the program is: it may be too large where they are not. */
static void sum_cell(sheet *s, double sum)
{
    if (isfinite(sum))
        mkba_i_row_real(&s->row, sum + 0.0);
    else if (s->row.status == MKBA_OK)
        s->row.status = mkba_i_fail(s->row.error, MKBA_ERROR_EVALUATION, "", "a sum over the lines of %d is too large",
                                    s->plan->settings.first + s->year);
}

static void optional_figure(sheet *s, mkba_i_node node, bool there)
{
    if (there)
        figure(s, node);
    else
        mkba_i_row_missing(&s->row);
}

static void year_cell(sheet *s, size_t year)
{
    s->year = (int) year;
    mkba_i_row_integer(&s->row, s->plan->settings.first + s->year);
}

static const char *actor_name(const sheet *s, size_t actor)
{
    return s->plan->model->actors[actor].name;
}

/* ---- summary --------------------------------------------------------------------------------------------- */

static mkba_status table_summary(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"),
                                            TEXT("title"),
                                            EURO("pv_costs"),
                                            EURO("pv_benefits"),
                                            EURO("npv"),
                                            REAL("bcr", "1"),
                                            REAL("annual_equivalent", "EUR/jaar"),
                                            {"pm", MKBA_COLUMN_INTEGER, "1"}};
    sheet s;
    double bcr;
    mkba_status status =
        start(&s, appraisal, "summary", COLUMNS, MKBA_I_LENGTH(COLUMNS), appraisal->plan.n_outcomes, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < s.plan->n_outcomes; i++) {
        const mkba_i_outcome *outcome = &s.plan->outcomes[i];

        mkba_i_row_text(&s.row, mkba_i_outcome_name(appraisal, outcome));
        mkba_i_row_text(&s.row, s.plan->model->alternatives[outcome->alternative].title);
        figure(&s, outcome->pv_costs);
        figure(&s, outcome->pv_benefits);
        figure(&s, outcome->npv);
        if (mkba_i_outcome_bcr(appraisal, outcome, &bcr))
            mkba_i_row_real(&s.row, bcr);
        else
            mkba_i_row_missing(&s.row);
        figure(&s, outcome->annual_equivalent);
        mkba_i_row_integer(&s.row, (int64_t) outcome->n_pm);
        mkba_i_row_next(&s.row);
    }
    return finish(&s, table);
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

static size_t count_entries(const mkba_i_plan *plan, bool with_pm)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_entries + (with_pm ? plan->outcomes[i].n_pm : 0);
    return n;
}

static void pm_row(sheet *s, const mkba_i_outcome *outcome, const mkba_i_line *line)
{
    mkba_i_row_text(&s->row, mkba_i_outcome_name(s->appraisal, outcome));
    mkba_i_row_text(&s->row, line->id);
    mkba_i_row_text(&s->row, line->title);
    mkba_i_row_text(&s->row, mkba_i_kind_name(line->kind));
    mkba_i_row_missing(&s->row);
    mkba_i_row_missing(&s->row);
    mkba_i_row_text(&s->row, line->evidence);
    mkba_i_row_text(&s->row, line->source);
    mkba_i_row_next(&s->row);
}

static void line_row(sheet *s, const mkba_i_outcome *outcome, const mkba_i_entry *entry)
{
    mkba_i_row_text(&s->row, mkba_i_outcome_name(s->appraisal, outcome));
    mkba_i_row_text(&s->row, entry->name);
    mkba_i_row_text(&s->row, entry->title);
    mkba_i_row_text(&s->row, mkba_i_kind_name(entry->kind));
    figure(s, entry->undiscounted);
    figure(s, entry->pv);
    mkba_i_row_text(&s->row, entry->line != NULL ? entry->line->evidence : NULL);
    mkba_i_row_text(&s->row, entry->line != NULL ? entry->line->source : NULL);
    mkba_i_row_next(&s->row);
}

static mkba_status table_lines(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"),  TEXT("line"), TEXT("title"),    TEXT("kind"),
                                            EURO("undiscounted"), EURO("pv"),   TEXT("evidence"), TEXT("source")};
    sheet s;
    mkba_status status =
        start(&s, appraisal, "lines", COLUMNS, MKBA_I_LENGTH(COLUMNS), count_entries(&appraisal->plan, true), error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < s.plan->n_outcomes; i++) {
        const mkba_i_outcome *outcome = &s.plan->outcomes[i];

        for (size_t j = 0; j < outcome->n_entries; j++)
            line_row(&s, outcome, &outcome->entries[j]);
        for (size_t j = 0; j < outcome->n_pm; j++)
            pm_row(&s, outcome, outcome->pm[j]);
    }
    return finish(&s, table);
}

/* ---- amounts --------------------------------------------------------------------------------------------- */

static void amount_row(sheet *s, const mkba_i_outcome *outcome, const mkba_i_entry *entry, size_t year)
{
    double amount = mkba_i_figure(s->appraisal, entry->amounts[year]),
           factor = mkba_i_figure(s->appraisal, entry->factors[year]);
    bool has_volume = entry->volumes != NULL && entry->holds[year];

    mkba_i_row_text(&s->row, mkba_i_outcome_name(s->appraisal, outcome));
    mkba_i_row_text(&s->row, entry->name);
    mkba_i_row_text(&s->row, mkba_i_kind_name(entry->kind));
    year_cell(s, year);
    mkba_i_row_real(&s->row, amount);
    mkba_i_row_real(&s->row, factor);
    sum_cell(s, amount * factor);
    optional_figure(s, has_volume ? entry->volumes[year] : 0, has_volume);
    mkba_i_row_text(&s->row, entry->stream != NULL ? "client" : entry->line->unit);
    mkba_i_row_next(&s->row);
}

static mkba_status table_amounts(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"), TEXT("line"),         TEXT("kind"),
                                            YEAR("year"),        EURO("amount"),       REAL("discount_factor", "1"),
                                            EURO("pv"),          REAL("volume", NULL), TEXT("unit")};
    const mkba_i_plan *plan = &appraisal->plan;
    sheet s;
    mkba_status status = start(&s, appraisal, "amounts", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                               count_entries(plan, false) * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_entries; j++)
            for (size_t year = 0; year < plan->n_years; year++)
                amount_row(&s, &plan->outcomes[i], &plan->outcomes[i].entries[j], year);
    return finish(&s, table);
}

/* ---- years ----------------------------------------------------------------------------------------------- */

typedef struct year_sum {
    double costs, benefits, pv_costs, pv_benefits;
} year_sum;

static year_sum sum_year(const mkba_appraisal *appraisal, const mkba_i_outcome *outcome, size_t year)
{
    year_sum sum = {0.0, 0.0, 0.0, 0.0};

    for (size_t i = 0; i < outcome->n_entries; i++) {
        const mkba_i_entry *entry = &outcome->entries[i];
        double amount = mkba_i_figure(appraisal, entry->amounts[year]),
               pv = amount * mkba_i_figure(appraisal, entry->factors[year]);

        if (entry->kind == MKBA_I_KIND_COST) {
            sum.costs += amount;
            sum.pv_costs += pv;
        } else if (entry->kind == MKBA_I_KIND_BENEFIT) {
            sum.benefits += amount;
            sum.pv_benefits += pv;
        }
    }
    return sum;
}

static mkba_status table_years(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"),
                                            YEAR("year"),
                                            EURO("costs"),
                                            EURO("benefits"),
                                            EURO("net"),
                                            EURO("pv_costs"),
                                            EURO("pv_benefits"),
                                            EURO("pv_net"),
                                            EURO("cumulative_pv_net"),
                                            REAL("discount_factor", "1")};
    const mkba_i_plan *plan = &appraisal->plan;
    sheet s;
    mkba_status status =
        start(&s, appraisal, "years", COLUMNS, MKBA_I_LENGTH(COLUMNS), plan->n_outcomes * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++) {
        double cumulative = 0.0;

        for (size_t year = 0; year < plan->n_years; year++) {
            year_sum sum = sum_year(appraisal, &plan->outcomes[i], year);

            cumulative += sum.pv_benefits - sum.pv_costs;
            mkba_i_row_text(&s.row, mkba_i_outcome_name(appraisal, &plan->outcomes[i]));
            year_cell(&s, year);
            sum_cell(&s, sum.costs);
            sum_cell(&s, sum.benefits);
            figure(&s, plan->outcomes[i].net_by_year[year]);
            sum_cell(&s, sum.pv_costs);
            sum_cell(&s, sum.pv_benefits);
            sum_cell(&s, sum.pv_benefits - sum.pv_costs);
            sum_cell(&s, cumulative);
            figure(&s, plan->factors[year]);
            mkba_i_row_next(&s.row);
        }
    }
    return finish(&s, table);
}

/* ---- actors ---------------------------------------------------------------------------------------------- */

static mkba_status table_actors(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"), TEXT("actor"),       TEXT("title"),
                                            EURO("pv_costs"),    EURO("pv_benefits"), EURO("net")};
    const mkba_i_plan *plan = &appraisal->plan;
    size_t n = 0;
    sheet s;
    mkba_status status;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_actors;
    status = start(&s, appraisal, "actors", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_actors; j++) {
            const mkba_i_actor_total *total = &plan->outcomes[i].actors[j];

            mkba_i_row_text(&s.row, mkba_i_outcome_name(appraisal, &plan->outcomes[i]));
            mkba_i_row_text(&s.row, actor_name(&s, total->actor));
            mkba_i_row_text(&s.row, plan->model->actors[total->actor].title);
            figure(&s, total->pv_costs);
            figure(&s, total->pv_benefits);
            figure(&s, total->net);
            mkba_i_row_next(&s.row);
        }
    return finish(&s, table);
}

/* ---- streams --------------------------------------------------------------------------------------------- */

static void stream_rows(sheet *s, const char *alternative, const mkba_i_stream_year *years)
{
    const mkba_i_model *model = s->plan->model;

    for (size_t i = 0; i < model->stream_names.n; i++)
        for (size_t y = 0; y < s->plan->n_years; y++) {
            const mkba_i_stream_year *year = &years[i * s->plan->n_years + y];
            bool flows = model->streams[i].path == NULL;

            mkba_i_row_text(&s->row, alternative);
            mkba_i_row_text(&s->row, model->streams[i].name);
            year_cell(s, y);
            optional_figure(s, year->begin, flows);
            optional_figure(s, year->inflow, flows);
            optional_figure(s, year->received, flows);
            optional_figure(s, year->outflow, flows);
            optional_figure(s, year->end, flows);
            figure(s, year->mean);
            optional_figure(s, year->users, flows);
            figure(s, year->cost);
            mkba_i_row_next(&s->row);
        }
}

static mkba_status table_streams(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"),
                                            TEXT("stream"),
                                            YEAR("year"),
                                            REAL("begin", "client"),
                                            REAL("inflow", "client"),
                                            REAL("received", "client"),
                                            REAL("outflow", "client"),
                                            REAL("end", "client"),
                                            REAL("mean", "client"),
                                            REAL("users", "client"),
                                            EURO("cost")};
    const mkba_i_plan *plan = &appraisal->plan;
    sheet s;
    mkba_status status = start(&s, appraisal, "streams", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                               (plan->n_outcomes + 1) * plan->model->stream_names.n * plan->n_years, error);

    if (status != MKBA_OK)
        return status;
    stream_rows(&s, plan->model->alternatives[plan->model->null_alternative].name, plan->null_streams);
    for (size_t i = 0; i < plan->n_outcomes; i++)
        stream_rows(&s, mkba_i_outcome_name(appraisal, &plan->outcomes[i]), plan->outcomes[i].streams);
    return finish(&s, table);
}

/* ---- budget ---------------------------------------------------------------------------------------------- */

static mkba_status table_budget(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {TEXT("alternative"), TEXT("actor"), YEAR("year"), EURO("cash")};
    const mkba_i_plan *plan = &appraisal->plan;
    size_t n = 0;
    sheet s;
    mkba_status status;

    for (size_t i = 0; i < plan->n_outcomes; i++)
        n += plan->outcomes[i].n_budgets * plan->n_years;
    status = start(&s, appraisal, "budget", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);
    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < plan->n_outcomes; i++)
        for (size_t j = 0; j < plan->outcomes[i].n_budgets; j++)
            for (size_t year = 0; year < plan->n_years; year++) {
                mkba_i_row_text(&s.row, mkba_i_outcome_name(appraisal, &plan->outcomes[i]));
                mkba_i_row_text(&s.row, actor_name(&s, plan->outcomes[i].budgets[j].actor));
                year_cell(&s, year);
                figure(&s, plan->outcomes[i].budgets[j].years[year]);
                mkba_i_row_next(&s.row);
            }
    return finish(&s, table);
}

/* ---- views ----------------------------------------------------------------------------------------------- */

static mkba_status table_findings(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    mkba_i_findings findings = {.first = NULL};
    mkba_status status;

    mkba_i_find_in_appraisal(appraisal, &findings);
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}

typedef struct view {
    const char *name;
    mkba_status (*table)(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error);
} view;

/* By mkba_view. */
static const view VIEWS[] = {
    {"summary", table_summary}, {"lines", table_lines},   {"years", table_years},     {"actors", table_actors},
    {"streams", table_streams}, {"budget", table_budget}, {"amounts", table_amounts}, {"findings", table_findings},
};

const char *mkba_view_name(mkba_view wanted)
{
    return (size_t) wanted < MKBA_I_LENGTH(VIEWS) ? VIEWS[wanted].name : "unknown view";
}

mkba_status mkba_view_from_name(const char *name, mkba_view *found, mkba_error *error)
{
    mkba_i_nearest nearest;
    char hint[MKBA_I_HINT];

    if (name == NULL || found == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name == NULL ? "name" : "view", "%s must not be NULL",
                           name == NULL ? "name" : "view");
    nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < MKBA_I_LENGTH(VIEWS); i++) {
        if (strcmp(VIEWS[i].name, name) == 0) {
            *found = (mkba_view) i;
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, VIEWS[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "\"%.100s\" is no table of an appraisal%s", name, hint);
}

mkba_status mkba_appraisal_table(const mkba_appraisal *appraisal, mkba_view wanted, mkba_table **table,
                                 mkba_error *error)
{
    if (appraisal == NULL || table == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, appraisal == NULL ? "appraisal" : "table", "%s must not be NULL",
                           appraisal == NULL ? "appraisal" : "table");
    if ((size_t) wanted >= MKBA_I_LENGTH(VIEWS))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an appraisal", (int) wanted);
    return VIEWS[wanted].table(appraisal, table, error);
}
