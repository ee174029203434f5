#include "uncertain/simulation_views.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "case/findings.h"

/* ---- parameters ------------------------------------------------------------------------------------------ */

mkba_status mkba_i_view_parameters(const mkba_simulation *simulation, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"parameter", MKBA_COLUMN_TEXT, NULL},    {"what", MKBA_COLUMN_TEXT, NULL},
        {"distribution", MKBA_COLUMN_TEXT, NULL}, {"mean", MKBA_COLUMN_REAL, NULL},
        {"sd", MKBA_COLUMN_REAL, NULL},           {"correlated", MKBA_COLUMN_BOOLEAN, NULL}};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("parameters", COLUMNS, MKBA_I_LENGTH(COLUMNS), simulation->n_drawn, &made, error);
    mkba_i_row row;

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < simulation->n_drawn; k++) {
        const mkba_i_drawn *drawn = &simulation->drawn[k];

        mkba_i_row_text(&row, drawn->name);
        mkba_i_row_text(&row, drawn->what);
        mkba_i_row_text(&row, drawn->distribution);
        mkba_i_row_maybe(&row, drawn->mean);
        mkba_i_row_maybe(&row, drawn->sd);
        mkba_i_row_boolean(&row, drawn->is_correlated);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- draws ----------------------------------------------------------------------------------------------- */

/* "p.npv", "p.actors.gemeente.net", "p.streams.hulp.effect", "p.npv.minus.q". */
static void name_column(const mkba_i_quantity *quantity, mkba_i_text *text)
{
    const char *measure = mkba_i_measure_name(quantity->measure);

    mkba_i_text_add(text, quantity->alternative);
    if (quantity->measure == MKBA_I_MEASURE_ADDED_NPV)
        mkba_i_text_format(text, ".%s.minus.%s", measure, quantity->name);
    else if (quantity->name != NULL)
        mkba_i_text_format(text, ".%s.%s.%s", quantity->measure == MKBA_I_MEASURE_STREAM_EFFECT ? "streams" : "actors",
                           quantity->name, measure);
    else
        mkba_i_text_format(text, ".%s", measure);
}

typedef struct names {
    mkba_i_text text;
    mkba_i_column *columns;
    size_t n;
} names;

/* Names in one text; columns point at them once it no longer moves. */
static bool list_columns(const mkba_simulation *simulation, names *to)
{
    size_t *starts = calloc(simulation->n_columns, sizeof *starts);

    to->columns = calloc(simulation->n_columns + 1, sizeof *to->columns);
    if (starts == NULL || to->columns == NULL) {
        free(starts);
        return false;
    }
    for (size_t q = 0; q < simulation->n_quantities; q++) {
        if (!mkba_i_quantity_is_kept(&simulation->quantities[q]))
            continue;
        starts[simulation->n_drawn + to->n++] = to->text.length;
        name_column(&simulation->quantities[q], &to->text);
        mkba_i_text_append(&to->text, "", 1);
    }
    to->columns[0] = (mkba_i_column){"draw", MKBA_COLUMN_INTEGER, NULL};
    for (size_t i = 0; i < simulation->n_columns && !to->text.failed; i++)
        to->columns[i + 1] = (mkba_i_column){
            i < simulation->n_drawn ? simulation->drawn[i].name : to->text.data + starts[i], MKBA_COLUMN_REAL, NULL};
    free(starts);
    return !to->text.failed;
}

static mkba_status write_draws(const mkba_simulation *simulation, mkba_table *made, mkba_table **table,
                               mkba_error *error)
{
    size_t n_draws = (size_t) mkba_simulation_n_draws(simulation), at = 0;
    mkba_i_row row = mkba_i_row_start(made, error);

    for (size_t i = 0; i < simulation->n_stretches; i++)
        for (uint64_t d = 0; d < simulation->stretches[i].count; d++, at++) {
            mkba_i_row_integer(&row, (int64_t) (simulation->stretches[i].first + d));
            for (size_t column = 0; column < simulation->n_columns; column++) {
                double value = simulation->kept[column * n_draws + at];

                mkba_i_row_maybe(&row, value);
            }
            mkba_i_row_next(&row);
        }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_view_draws(const mkba_simulation *simulation, mkba_table **table, mkba_error *error)
{
    uint64_t n_draws = mkba_simulation_n_draws(simulation);
    names made_of = {.n = 0};
    mkba_table *made = NULL;
    mkba_status status;

    if (simulation->kept == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view", "draws were not kept: ask for it with keep");
    if (n_draws > MKBA_I_TABLE_ROWS || simulation->n_columns >= MKBA_I_TABLE_COLUMNS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "view",
                           "%llu draws of %zu figures and parameters do not fit in a table",
                           (unsigned long long) n_draws, simulation->n_columns);
    status = list_columns(simulation, &made_of)
                 ? mkba_i_table_new("draws", made_of.columns, simulation->n_columns + 1, (size_t) n_draws, &made, error)
                 : mkba_i_fail_memory(error);
    mkba_i_text_drop(&made_of.text);
    free(made_of.columns);
    return status != MKBA_OK ? status : write_draws(simulation, made, table, error);
}

/* ---- about ----------------------------------------------------------------------------------------------- */

void mkba_i_simulation_fingerprint(const mkba_simulation *simulation, char text[17])
{
    snprintf(text, 17, "%08lx%08lx", (unsigned long) (simulation->fingerprint >> 32),
             (unsigned long) (simulation->fingerprint & UINT32_MAX));
}

mkba_status mkba_i_view_about(const mkba_simulation *simulation, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"title", MKBA_COLUMN_TEXT, NULL},         {"scenario", MKBA_COLUMN_TEXT, NULL},
        {"seed", MKBA_COLUMN_TEXT, NULL},          {"plan", MKBA_COLUMN_TEXT, NULL},
        {"replicates", MKBA_COLUMN_INTEGER, NULL}, {"draws", MKBA_COLUMN_INTEGER, NULL},
        {"done", MKBA_COLUMN_INTEGER, NULL},       {"version", MKBA_COLUMN_TEXT, NULL},
        {"fingerprint", MKBA_COLUMN_TEXT, NULL},   {"parameters", MKBA_COLUMN_INTEGER, NULL},
        {"kept", MKBA_COLUMN_BOOLEAN, NULL}};
    char seed[24], fingerprint[17];
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("about", COLUMNS, MKBA_I_LENGTH(COLUMNS), 1, &made, error);
    mkba_i_row row;

    if (status != MKBA_OK)
        return status;
    snprintf(seed, sizeof seed, "%llu", (unsigned long long) simulation->seed);
    mkba_i_simulation_fingerprint(simulation, fingerprint);
    row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, simulation->title);
    mkba_i_row_text(&row, simulation->scenario);
    mkba_i_row_text(&row, seed); /* all 64 bits, also where numbers are doubles */
    mkba_i_row_text(&row, mkba_plan_name((mkba_plan) simulation->plan));
    mkba_i_row_integer(&row, (int64_t) simulation->n_replicates);
    mkba_i_row_integer(&row, (int64_t) simulation->draws);
    mkba_i_row_integer(&row, (int64_t) mkba_simulation_n_draws(simulation));
    mkba_i_row_text(&row, simulation->version);
    mkba_i_row_text(&row, fingerprint);
    mkba_i_row_integer(&row, (int64_t) simulation->n_drawn);
    mkba_i_row_boolean(&row, simulation->kept != NULL);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- findings -------------------------------------------------------------------------------------------- */

mkba_status mkba_i_view_findings(const mkba_simulation *simulation, mkba_table **table, mkba_error *error)
{
    static const mkba_i_place PARAMETERS = {"/parameters", 0, 0}, WHOLE = {"", 0, 0};
    uint64_t n_draws = mkba_simulation_n_draws(simulation);
    mkba_i_findings findings = {.first = NULL};
    mkba_status status;

    if (simulation->n_drawn == 0)
        mkba_i_findings_add(&findings, "nothing-uncertain", &PARAMETERS,
                            "no figure hangs on a parameter with a distribution: every draw is the appraisal itself");
    for (size_t q = 0; q < simulation->n_quantities; q++) {
        uint64_t n = mkba_i_tally_count(simulation->tallies[q]).draws;

        if (simulation->quantities[q].measure == MKBA_I_MEASURE_BCR && n < n_draws)
            mkba_i_findings_add(&findings, "ratio-undefined", &WHOLE,
                                "costs of \"%.100s\" are not above 0 in %llu of %llu draws: its bcr is of the others",
                                simulation->quantities[q].alternative, (unsigned long long) (n_draws - n),
                                (unsigned long long) n_draws);
    }
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}
