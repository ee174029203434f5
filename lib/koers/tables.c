/* The views of a Koers by name, and the smaller ones. */
#include "base/choice.h"
#include "base/table.h"
#include "base/text.h"
#include "koers/koers.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER
#define BOOLEAN MKBA_COLUMN_BOOLEAN

/* ---- links, opgaven, programmes ------------------------------------------------------------------------------ */

static mkba_status table_links(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"case", TEXT, NULL}, {"alternative", TEXT, NULL}, {"scenario", TEXT, NULL}, {"panel", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("links", COLUMNS, MKBA_I_LENGTH(COLUMNS), 1, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    mkba_i_row_text(&row, model->case_path);
    mkba_i_row_text(&row, model->case_alternative);
    mkba_i_row_text(&row, model->case_scenario);
    mkba_i_row_text(&row, model->panel_path);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status table_opgaven(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"opgave", TEXT, NULL},
                                            {"title", TEXT, NULL},
                                            {"description", TEXT, NULL},
                                            {"n_goals", INTEGER, NULL},
                                            {"n_weights", INTEGER, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("opgaven", COLUMNS, MKBA_I_LENGTH(COLUMNS), model->opgave_names.n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->opgave_names.n; i++) {
        int64_t n_goals = 0;

        for (size_t k = 0; k < model->node_names.n; k++)
            n_goals += model->nodes[k].opgave == i;
        mkba_i_row_text(&row, model->opgaven[i].name);
        mkba_i_row_text(&row, model->opgaven[i].title);
        mkba_i_row_text(&row, model->opgaven[i].description);
        mkba_i_row_integer(&row, n_goals);
        mkba_i_row_integer(&row, (int64_t) model->opgaven[i].n_weights);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static void add_programme(const mkba_i_koers_model *model, size_t position, mkba_i_row *row)
{
    const mkba_i_programme *programme = &model->programmes[position];
    mkba_i_text opgaven = {.data = NULL};
    int64_t n_efforts = 0;

    for (size_t i = 0; i < programme->n_opgaven; i++)
        mkba_i_text_format(&opgaven, "%s%s", i == 0 ? "" : "; ", model->opgave_names.items[programme->opgaven[i]]);
    for (size_t i = 0; i < model->node_names.n; i++)
        n_efforts += model->nodes[i].programme == position;
    mkba_i_row_text(row, programme->name);
    mkba_i_row_text(row, programme->title);
    mkba_i_row_text(row, programme->description);
    mkba_i_row_text(row, programme->owner);
    mkba_i_row_list(row, &opgaven);
    mkba_i_row_integer(row, n_efforts);
    mkba_i_row_next(row);
}

static mkba_status table_programmes(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"programme", TEXT, NULL},   {"title", TEXT, NULL},
                                            {"description", TEXT, NULL}, {"owner", TEXT, NULL},
                                            {"opgaven", TEXT, NULL},     {"n_efforts", INTEGER, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status =
        mkba_i_table_new("programmes", COLUMNS, MKBA_I_LENGTH(COLUMNS), model->programme_names.n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->programme_names.n; i++)
        add_programme(model, i, &row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status table_edges(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"from", TEXT, NULL},           {"to", TEXT, NULL},     {"share", REAL, "1"},     {"split", REAL, "1"},
        {"split_given", BOOLEAN, NULL}, {"source", TEXT, NULL}, {"evidence", TEXT, NULL}, {"note", TEXT, NULL}};
    const mkba_i_koers_model *model = &koers->model;
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("edges", COLUMNS, MKBA_I_LENGTH(COLUMNS), model->n_edges, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->n_edges; i++) {
        const mkba_i_edge *edge = &model->edges[i];

        mkba_i_row_text(&row, model->nodes[edge->from].name);
        mkba_i_row_text(&row, model->nodes[edge->to].name);
        mkba_i_row_real(&row, edge->share);
        mkba_i_row_real(&row, edge->split);
        mkba_i_row_boolean(&row, edge->has_split);
        mkba_i_row_text(&row, edge->source);
        mkba_i_row_text(&row, edge->evidence);
        mkba_i_row_text(&row, edge->note);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status table_findings(const mkba_koers *koers, mkba_table **table, mkba_error *error)
{
    mkba_i_findings findings = {.book = mkba_i_koers_book()};
    mkba_status status;

    mkba_i_koers_find(&koers->model, &findings);
    status = mkba_i_findings_table(NULL, &findings, table, error);
    mkba_i_findings_free(&findings);
    return status;
}

/* ---- the views ------------------------------------------------------------------------------------------------- */

typedef mkba_status table_maker(const mkba_koers *koers, mkba_table **table, mkba_error *error);

/* Both by mkba_koers_view. */
static const char *const NAMES[] = {"links",    "opgaven",    "programmes",   "nodes",   "edges",
                                    "profiles", "indicators", "measurements", "findings"};
static table_maker *const MAKERS[] = {table_links,
                                      table_opgaven,
                                      table_programmes,
                                      mkba_i_koers_table_nodes,
                                      table_edges,
                                      mkba_i_koers_table_profiles,
                                      mkba_i_koers_table_indicators,
                                      mkba_i_koers_table_measurements,
                                      table_findings};

_Static_assert(MKBA_I_LENGTH(NAMES) == MKBA_I_LENGTH(MAKERS), "each view has a name and a maker");

MKBA_I_CHOICE(mkba_koers_view, NAMES, "view", "view")

mkba_status mkba_koers_table(const mkba_koers *koers, mkba_koers_view view, mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(koers), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(MAKERS))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a Koers", (int) view);
    return MAKERS[view](koers, table, error);
}
