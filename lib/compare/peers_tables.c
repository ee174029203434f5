/* What a search found, as tables. The columns are documented in mkba/compare.h. */
#include "base/exact.h"

#include <math.h>

#include "base/memory.h"
#include "base/table.h"
#include "compare/peers_search.h"

typedef mkba_status maker(const mkba_i_search *search, mkba_table **table, mkba_error *error);

static void write_count(mkba_i_row *row, size_t value, bool there)
{
    if (there)
        mkba_i_row_integer(row, (int64_t) value);
    else
        mkba_i_row_missing(row);
}

static void write_area(mkba_i_row *row, const mkba_i_search *search, size_t area)
{
    mkba_i_row_text(row, search->panel->areas[area].code);
    mkba_i_row_text(row, search->panel->areas[area].name);
}

/* distance, rebased, tied */
static void write_distance(mkba_i_row *row, const mkba_i_entrant *entrant)
{
    mkba_i_row_real_if(row, entrant->distance, entrant->placed);
    mkba_i_row_real_if(row, entrant->rebased, entrant->placed);
    if (entrant->placed)
        mkba_i_row_boolean(row, entrant->tied);
    else
        mkba_i_row_missing(row);
}

/* ---- areas ----------------------------------------------------------------------------------------------- */

static mkba_status table_peers(const mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"rank", MKBA_COLUMN_INTEGER, "1"},  {"area", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},    {"distance", MKBA_COLUMN_REAL, "1"},
                                            {"rebased", MKBA_COLUMN_REAL, "1"},  {"tied", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"stays", MKBA_COLUMN_INTEGER, "1"}, {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("peers", columns, MKBA_I_LENGTH(columns), search->n_peers, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < search->n_peers; i++) {
        const mkba_i_entrant *entrant = &search->entrants[search->peers[i]];
        write_count(&row, entrant->rank, entrant->placed);
        write_area(&row, search, search->peers[i]);
        write_distance(&row, entrant);
        write_count(&row, entrant->stays, search->n_trials > 0);
        mkba_i_row_text(&row, entrant->note);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static const char *status_of(const mkba_i_entrant *entrant)
{
    switch (entrant->role) {
    case MKBA_I_ROLE_CANDIDATE: return entrant->rank > 0 ? "peer" : "candidate";
    case MKBA_I_ROLE_EXCLUDED: return "excluded";
    case MKBA_I_ROLE_MISSING: return "missing";
    case MKBA_I_ROLE_REGION: return "region";
    case MKBA_I_ROLE_OTHER: break;
    }
    return "other";
}

static void write_candidate(mkba_i_row *row, const mkba_i_search *search, size_t area)
{
    const mkba_i_entrant *entrant = &search->entrants[area];

    write_area(row, search, area);
    mkba_i_row_text(row, status_of(entrant));
    write_count(row, entrant->rank, entrant->placed && entrant->rank > 0);
    write_distance(row, entrant);
    mkba_i_row_text(row, entrant->note);
    mkba_i_row_next(row);
}

static mkba_status table_candidates(const mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},    {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"status", MKBA_COLUMN_TEXT, NULL},  {"rank", MKBA_COLUMN_INTEGER, "1"},
                                            {"distance", MKBA_COLUMN_REAL, "1"}, {"rebased", MKBA_COLUMN_REAL, "1"},
                                            {"tied", MKBA_COLUMN_BOOLEAN, NULL}, {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("candidates", columns, MKBA_I_LENGTH(columns), search->panel->n_areas, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < search->n_peers; i++)
        write_candidate(&row, search, search->peers[i]);
    for (size_t i = 0; i < search->panel->n_areas; i++)
        if (search->entrants[search->order[i]].rank == 0)
            write_candidate(&row, search, search->order[i]);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- variables ------------------------------------------------------------------------------------------- */

/* The mean difference of an area with the targets, in spreads. */
static double difference(const mkba_i_search *search, size_t u, double value)
{
    const mkba_i_middle *scale = &search->traits[search->used[u]].scale;
    double z = (value - scale->centre) / scale->spread, sum = 0;

    for (size_t t = 0; t < search->n_targets; t++)
        sum += z - search->targets[t * search->n_used + u];
    return sum / (double) search->n_targets;
}

static void write_profile(mkba_i_row *row, const mkba_i_search *search, size_t i, size_t u, double all)
{
    const mkba_i_trait *trait = &search->traits[search->used[u]];
    size_t area = search->peers[i];
    double value = mkba_i_variable_cell(search->panel, &trait->is, area, search->period).value;

    mkba_i_row_integer(row, (int64_t) i + 1);
    write_area(row, search, area);
    mkba_i_row_text(row, trait->is.name);
    mkba_i_row_text(row, trait->is.unit);
    mkba_i_row_real(row, value);
    mkba_i_row_real(row, trait->region);
    mkba_i_row_real(row, difference(search, u, value) + 0.0);
    mkba_i_row_real(row, trait->weight);
    mkba_i_row_real_if(row, search->parts[i * search->n_used + u] / all, all > 0);
    mkba_i_row_next(row);
}

static mkba_status table_profile(const mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"rank", MKBA_COLUMN_INTEGER, "1"}, {"area", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},   {"variable", MKBA_COLUMN_TEXT, NULL},
                                            {"unit", MKBA_COLUMN_TEXT, NULL},   {"value", MKBA_COLUMN_REAL, NULL},
                                            {"region", MKBA_COLUMN_REAL, NULL}, {"difference", MKBA_COLUMN_REAL, "1"},
                                            {"weight", MKBA_COLUMN_REAL, "1"},  {"share", MKBA_COLUMN_REAL, "1"}};
    size_t n = mkba_i_search_measures(search) ? search->n_peers : 0;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("profile", columns, MKBA_I_LENGTH(columns), n * search->n_used, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        double all = 0;
        for (size_t u = 0; u < search->n_used; u++)
            all += search->parts[i * search->n_used + u];
        for (size_t u = 0; u < search->n_used; u++)
            write_profile(&row, search, i, u, all);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status table_stability(const mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"without", MKBA_COLUMN_TEXT, NULL},
                                            {"remain", MKBA_COLUMN_INTEGER, "1"},
                                            {"k", MKBA_COLUMN_INTEGER, "1"},
                                            {"leave", MKBA_COLUMN_TEXT, NULL},
                                            {"come", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("stability", columns, MKBA_I_LENGTH(columns), search->n_trials, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < search->n_trials; i++) {
        const mkba_i_trial *trial = &search->trials[i];
        mkba_i_row_text(&row, trial->without);
        mkba_i_row_integer(&row, (int64_t) trial->remain);
        mkba_i_row_integer(&row, (int64_t) search->n_peers);
        mkba_i_row_text(&row, trial->leave);
        mkba_i_row_text(&row, trial->come);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static void write_variable(mkba_i_row *row, const mkba_i_search *search, const mkba_i_trait *trait)
{
    bool scaled = trait->used && mkba_i_search_measures(search);
    char period[MKBA_I_PERIOD_TEXT];

    mkba_i_row_text(row, trait->is.name);
    mkba_i_row_text(row, trait->is.unit);
    if (trait->is.attribute == NULL)
        mkba_i_period_print(&search->panel->periods[search->period], period);
    mkba_i_row_text(row, trait->is.attribute == NULL ? period : NULL);
    mkba_i_row_boolean(row, trait->used);
    mkba_i_row_real(row, trait->weight);
    mkba_i_row_integer(row, (int64_t) trait->n);
    mkba_i_row_integer(row, (int64_t) trait->missing);
    mkba_i_row_integer(row, (int64_t) trait->provisional);
    mkba_i_row_integer(row, (int64_t) trait->suspect);
    mkba_i_row_real_if(row, trait->scale.centre, scaled);
    mkba_i_row_real_if(row, trait->scale.spread, scaled);
    mkba_i_row_real_if(row, trait->region, scaled);
    mkba_i_row_text(row, trait->note);
    mkba_i_row_next(row);
}

static mkba_status table_variables(const mkba_i_search *search, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"variable", MKBA_COLUMN_TEXT, NULL},  {"unit", MKBA_COLUMN_TEXT, NULL},
        {"period", MKBA_COLUMN_TEXT, NULL},    {"used", MKBA_COLUMN_BOOLEAN, NULL},
        {"weight", MKBA_COLUMN_REAL, "1"},     {"n", MKBA_COLUMN_INTEGER, "1"},
        {"missing", MKBA_COLUMN_INTEGER, "1"}, {"provisional", MKBA_COLUMN_INTEGER, "1"},
        {"suspect", MKBA_COLUMN_INTEGER, "1"}, {"centre", MKBA_COLUMN_REAL, NULL},
        {"spread", MKBA_COLUMN_REAL, NULL},    {"region", MKBA_COLUMN_REAL, NULL},
        {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("variables", columns, MKBA_I_LENGTH(columns), search->n_traits, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < search->n_traits; i++)
        write_variable(&row, search, &search->traits[i]);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_peers_make_table(const mkba_i_search *search, mkba_peers_view view, mkba_table **table,
                                    mkba_error *error)
{
    static maker *const makers[] = {table_peers, table_candidates, table_profile, table_stability, table_variables};

    return makers[view](search, table, error);
}
