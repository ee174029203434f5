/* An appraisal as JSON, in the shape of docs/case-format.md, "Results of an appraisal". */
#include "appraise/appraisal.h"

#include <stdio.h>

#include "base/json.h"

typedef struct output {
    const mkba_appraisal *appraisal;
    mkba_i_writer writer;
} output;

static void write_figure(output *o, const char *key, mkba_i_node node)
{
    mkba_i_write_key(&o->writer, key);
    mkba_i_write_number(&o->writer, mkba_i_figure(o->appraisal, node));
}

/* Years as keys, ascending. */
static void write_years(output *o, const char *key, const mkba_i_node *years)
{
    char year[16];

    mkba_i_write_key(&o->writer, key);
    mkba_i_write_open(&o->writer, '{');
    for (size_t i = 0; i < o->appraisal->plan.n_years; i++) {
        snprintf(year, sizeof year, "%d", o->appraisal->plan.settings.first + (int) i);
        write_figure(o, year, years[i]);
    }
    mkba_i_write_close(&o->writer, '}');
}

static void write_head(output *o, const mkba_i_outcome *outcome)
{
    double bcr;

    write_figure(o, "pv_costs", outcome->pv_costs);
    write_figure(o, "pv_benefits", outcome->pv_benefits);
    write_figure(o, "npv", outcome->npv);
    mkba_i_write_key(&o->writer, "bcr");
    if (mkba_i_outcome_bcr(o->appraisal, outcome, &bcr))
        mkba_i_write_number(&o->writer, bcr);
    else
        mkba_i_write_null(&o->writer);
    write_figure(o, "annual_equivalent", outcome->annual_equivalent);
}

static void write_lines(output *o, const mkba_i_outcome *outcome)
{
    mkba_i_write_key(&o->writer, "lines");
    mkba_i_write_open(&o->writer, '{');
    for (size_t i = 0; i < outcome->n_entries; i++) {
        mkba_i_write_key(&o->writer, outcome->entries[i].name);
        mkba_i_write_open(&o->writer, '{');
        mkba_i_write_key(&o->writer, "kind");
        mkba_i_write_text(&o->writer, mkba_i_kind_name(outcome->entries[i].kind));
        write_figure(o, "undiscounted", outcome->entries[i].undiscounted);
        write_figure(o, "pv", outcome->entries[i].pv);
        mkba_i_write_close(&o->writer, '}');
    }
    mkba_i_write_close(&o->writer, '}');
}

static void write_actors(output *o, const mkba_i_outcome *outcome)
{
    mkba_i_write_key(&o->writer, "actors");
    mkba_i_write_open(&o->writer, '{');
    for (size_t i = 0; i < outcome->n_actors; i++) {
        mkba_i_write_key(&o->writer, o->appraisal->plan.model->actors[outcome->actors[i].actor].name);
        mkba_i_write_open(&o->writer, '{');
        write_figure(o, "pv_costs", outcome->actors[i].pv_costs);
        write_figure(o, "pv_benefits", outcome->actors[i].pv_benefits);
        write_figure(o, "net", outcome->actors[i].net);
        mkba_i_write_close(&o->writer, '}');
    }
    mkba_i_write_close(&o->writer, '}');
}

static void write_clients(output *o, const mkba_i_outcome *outcome)
{
    const mkba_i_plan *plan = &o->appraisal->plan;
    char year[16];

    mkba_i_write_key(&o->writer, "clients");
    mkba_i_write_open(&o->writer, '{');
    for (size_t i = 0; i < plan->model->stream_names.n; i++) {
        mkba_i_write_key(&o->writer, plan->model->streams[i].name);
        mkba_i_write_open(&o->writer, '{');
        for (size_t y = 0; y < plan->n_years; y++) {
            snprintf(year, sizeof year, "%d", plan->settings.first + (int) y);
            write_figure(o, year, outcome->streams[i * plan->n_years + y].mean);
        }
        mkba_i_write_close(&o->writer, '}');
    }
    mkba_i_write_close(&o->writer, '}');
}

static void write_budget(output *o, const mkba_i_outcome *outcome)
{
    mkba_i_write_key(&o->writer, "budget");
    mkba_i_write_open(&o->writer, '{');
    for (size_t i = 0; i < outcome->n_budgets; i++)
        write_years(o, o->appraisal->plan.model->actors[outcome->budgets[i].actor].name, outcome->budgets[i].cash);
    mkba_i_write_close(&o->writer, '}');
}

static void write_pm(output *o, const mkba_i_outcome *outcome)
{
    mkba_i_write_key(&o->writer, "pm");
    mkba_i_write_open(&o->writer, '[');
    for (size_t i = 0; i < outcome->n_pm; i++)
        mkba_i_write_text(&o->writer, outcome->pm[i]->id);
    mkba_i_write_close(&o->writer, ']');
}

static void write_outcome(output *o, const mkba_i_outcome *outcome)
{
    mkba_i_write_key(&o->writer, mkba_i_outcome_name(o->appraisal, outcome));
    mkba_i_write_open(&o->writer, '{');
    write_head(o, outcome);
    write_lines(o, outcome);
    write_actors(o, outcome);
    write_years(o, "net_by_year", outcome->net_by_year);
    write_clients(o, outcome);
    write_budget(o, outcome);
    write_pm(o, outcome);
    mkba_i_write_close(&o->writer, '}');
}

mkba_status mkba_appraisal_json(const mkba_appraisal *appraisal, char **text, mkba_error *error)
{
    output o = {.appraisal = appraisal};
    char *written;

    if (appraisal == NULL || text == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, appraisal == NULL ? "appraisal" : "text", "%s must not be NULL",
                           appraisal == NULL ? "appraisal" : "text");
    mkba_i_write_open(&o.writer, '{');
    for (size_t i = 0; i < appraisal->plan.n_outcomes; i++)
        write_outcome(&o, &appraisal->plan.outcomes[i]);
    mkba_i_write_close(&o.writer, '}');
    mkba_i_text_add(&o.writer.text, "\n");
    written = mkba_i_text_take(&o.writer.text);
    if (written == NULL)
        return mkba_i_fail_memory(error);
    *text = written;
    return MKBA_OK;
}
