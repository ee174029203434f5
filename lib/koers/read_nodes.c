/* Reading the nodes of the network, and the edges between them. */
#include "koers/reader.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines of the case --------------------------------------------------------------------------------------- */

/* What the lines of all nodes add up to, by name. */
typedef struct line_sums {
    mkba_i_roll names;
    double *sums; /* heap */
    size_t capacity;
} line_sums;

/* Adds a share; refused where it takes the sum of its line above 1. */
static bool add_line(mkba_i_koers_reader *reader, const cJSON *item, double share, line_sums *lines)
{
    size_t at = mkba_i_roll_find(&lines->names, item->string);
    double before;

    if (at == MKBA_I_NONE) {
        at = lines->names.n;
        if (!mkba_i_grow((void **) &lines->sums, &lines->capacity, at + 1, sizeof *lines->sums) ||
            !mkba_i_roll_add(&lines->names, item->string))
            return mkba_i_no_memory(&reader->base);
        lines->sums[at] = 0;
    }
    before = lines->sums[at];
    lines->sums[at] += share;
    if (before <= 1 + MKBA_I_KOERS_SLACK && lines->sums[at] > 1 + MKBA_I_KOERS_SLACK) {
        char sentence[200];

        mkba_i_copy_text(sentence, 140, item->string);
        strcat(sentence, ": the shares of a line sum to at most 1");
        return mkba_i_refuse_number(&reader->base, item, sentence, lines->sums[at]);
    }
    return true;
}

static bool read_lines(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_din_node *node, line_sums *lines)
{
    mkba_i_portion *portions;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_map(&reader->base, item, "lines"))
        return false;
    portions = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *portions);
    if (portions == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        mkba_i_portion *portion = &portions[node->n_lines++];

        portion->name = mkba_i_arena_text(reader->base.arena, child->string, strlen(child->string));
        if (portion->name == NULL)
            return mkba_i_no_memory(&reader->base);
        ok = mkba_i_read_place(&reader->base, child, &portion->place) &&
             mkba_i_read_share(reader, child, "the share of a line", &portion->share) &&
             add_line(reader, child, portion->share, lines) && ok;
    }
    node->lines = portions;
    return ok;
}

/* ---- nodes --------------------------------------------------------------------------------------------------- */

static const char *const NODE_KEYS[] = {"level",      "title", "description", "owner",     "note",
                                        "indicators", "lines", "opgave",      "programme", "profile",
                                        "state",      "from",  "to",          "budget",    "spent"};
static const char *const OF_DOEL[] = {"opgave"}, *const OF_BAAT[] = {"profile"};
static const char *const OF_INSPANNING[] = {"programme", "state", "from", "to", "budget", "spent"};

/* What only nodes of another level have. */
static bool check_keys(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_din_level level)
{
    bool ok = true;

    if (level != MKBA_I_DOEL)
        ok = mkba_i_refuse_keys(reader, item, OF_DOEL, MKBA_I_LENGTH(OF_DOEL), "only a doel belongs to an opgave");
    if (level != MKBA_I_BAAT)
        ok = mkba_i_refuse_keys(reader, item, OF_BAAT, MKBA_I_LENGTH(OF_BAAT), "only a baat has a batenprofiel") && ok;
    if (level != MKBA_I_INSPANNING)
        ok = mkba_i_refuse_keys(reader, item, OF_INSPANNING, MKBA_I_LENGTH(OF_INSPANNING),
                                "only an inspanning is planned and paid for") &&
             ok;
    return ok;
}

static bool read_profile(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_profile_fields *profile)
{
    static const char *const KEYS[] = {"recipient", "measuring", "conditions", "risks"};
    const mkba_i_text_key texts[] = {{"recipient", &profile->recipient},
                                     {"measuring", &profile->measuring},
                                     {"conditions", &profile->conditions},
                                     {"risks", &profile->risks}};

    return item == NULL || (mkba_i_read_object(&reader->base, item, "a profile", KEYS, MKBA_I_LENGTH(KEYS)) &&
                            mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)));
}

static bool read_effort(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_din_node *node)
{
    const cJSON *from = mkba_i_member(item, "from"), *to = mkba_i_member(item, "to");
    bool ok = mkba_i_read_choice(&reader->base, mkba_i_member(item, "state"), mkba_i_state_words,
                                 MKBA_I_LENGTH(mkba_i_state_words), &node->state);

    ok = mkba_i_read_reference(reader, mkba_i_member(item, "programme"), &reader->model->programme_names, "programme",
                               &node->programme) &&
         ok;
    ok = mkba_i_read_year(&reader->base, from, &node->from) && ok;
    ok = mkba_i_read_year(&reader->base, to, &node->to) && ok;
    node->has_from = from != NULL;
    node->has_to = to != NULL;
    if (ok && node->has_from && node->has_to && node->to < node->from)
        ok = mkba_i_refuse(&reader->base, to, MKBA_ERROR_KOERS,
                           "an inspanning ends in %d and begins in %d: it cannot "
                           "end before it begins",
                           node->to, node->from);
    ok = mkba_i_read_yearlies(reader, mkba_i_member(item, "budget"), "a budget", 0, &node->budget) && ok;
    return mkba_i_read_yearlies(reader, mkba_i_member(item, "spent"), "what was spent", 0, &node->spent) && ok;
}

static bool read_node(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_din_node *node, line_sums *lines)
{
    const cJSON *level = mkba_i_member(item, "level");
    const mkba_i_text_key texts[] = {
        {"title", &node->title}, {"description", &node->description}, {"owner", &node->owner}, {"note", &node->note}};
    size_t choice = MKBA_I_NONE;
    bool ok = mkba_i_read_place(&reader->base, item, &node->place) &&
              mkba_i_read_object(&reader->base, item, "a node", NODE_KEYS, MKBA_I_LENGTH(NODE_KEYS));

    node->opgave = node->programme = MKBA_I_NONE;
    node->level = MKBA_I_NO_LEVEL;
    if (!cJSON_IsObject(item))
        return false;
    ok = mkba_i_need(&reader->base, item, "level", "a node") && ok;
    ok = mkba_i_need(&reader->base, item, "title", "a node") && ok;
    ok = mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
    ok = mkba_i_read_references(reader, mkba_i_member(item, "indicators"), &reader->model->indicator_names, "indicator",
                                &node->indicators, &node->n_indicators) &&
         ok;
    ok = read_lines(reader, mkba_i_member(item, "lines"), node, lines) && ok;
    ok = mkba_i_read_choice(&reader->base, level, mkba_i_din_words, MKBA_I_DIN_LEVELS, &choice) && ok;
    if (choice == MKBA_I_NONE)
        return false;
    node->level = (mkba_i_din_level) choice;
    ok = check_keys(reader, item, node->level) && ok;
    ok = mkba_i_read_reference(reader, mkba_i_member(item, "opgave"), &reader->model->opgave_names, "opgave",
                               &node->opgave) &&
         ok;
    ok = read_profile(reader, mkba_i_member(item, "profile"), &node->profile) && ok;
    return read_effort(reader, item, node) && ok;
}

bool mkba_i_read_nodes(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    line_sums lines = {.sums = NULL};
    bool ok = true;
    size_t i = 0;

    model->nodes = mkba_i_make(&reader->base, model->node_names.n, sizeof *model->nodes);
    if (model->nodes == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->nodes[i].name = model->node_names.items[i];
        ok = read_node(reader, child, &model->nodes[i], &lines) && ok;
    }
    mkba_i_roll_free(&lines.names);
    free(lines.sums);
    return ok;
}

/* ---- edges --------------------------------------------------------------------------------------------------- */

static bool read_split(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_edge *edge)
{
    edge->has_split = item != NULL;
    return item == NULL || (mkba_i_read_place(&reader->base, item, &edge->split_place) &&
                            mkba_i_read_share(reader, item, "a split", &edge->split));
}

static bool read_edge(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_edge *edge)
{
    static const char *const KEYS[] = {"from", "to", "share", "split", "source", "evidence", "note"};
    static const char *const NEEDED[] = {"from", "to", "share"};
    const cJSON *share = mkba_i_member(item, "share");
    const mkba_i_text_key texts[] = {{"source", &edge->source}, {"evidence", &edge->evidence}, {"note", &edge->note}};
    const mkba_i_names *names = &reader->model->node_names;
    bool ok = mkba_i_read_place(&reader->base, item, &edge->place) &&
              mkba_i_read_object(&reader->base, item, "an edge", KEYS, MKBA_I_LENGTH(KEYS));

    edge->from = edge->to = MKBA_I_NONE;
    if (!cJSON_IsObject(item))
        return false;
    for (size_t i = 0; i < MKBA_I_LENGTH(NEEDED); i++)
        ok = mkba_i_need(&reader->base, item, NEEDED[i], "an edge") && ok;
    ok = mkba_i_read_reference(reader, mkba_i_member(item, "from"), names, "node", &edge->from) && ok;
    ok = mkba_i_read_reference(reader, mkba_i_member(item, "to"), names, "node", &edge->to) && ok;
    ok = (share == NULL || mkba_i_read_place(&reader->base, share, &edge->share_place)) && ok;
    ok = mkba_i_read_share(reader, share, "a share", &edge->share) && ok;
    ok = read_split(reader, mkba_i_member(item, "split"), edge) && ok;
    return mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
}

bool mkba_i_read_edges(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    size_t n = mkba_i_count(item);
    bool ok = true;

    if (item != NULL && !mkba_i_read_array(&reader->base, item, "edges"))
        return false;
    if (n > MKBA_I_KOERS_EDGES)
        return mkba_i_refuse(&reader->base, item, MKBA_ERROR_LIMIT, "a Koers has at most %d edges, not %zu",
                             MKBA_I_KOERS_EDGES, n);
    model->edges = mkba_i_make(&reader->base, n, sizeof *model->edges);
    if (model->edges == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next)
        ok = read_edge(reader, child, &model->edges[model->n_edges++]) && ok;
    return ok;
}
