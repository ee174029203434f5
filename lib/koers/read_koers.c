/* Reading a whole Koers: names first, so that anything may refer to anything, then part by part. */
#include "koers/reader.h"

#include <math.h>
#include <string.h>

static const char *const KEYS[] = {"$schema", "format",     "title",       "description", "region",
                                   "case",    "panel",      "opgaven",     "programmes",  "nodes",
                                   "edges",   "indicators", "measurements"};
static const char *const NEEDED[] = {"format", "title", "opgaven", "nodes"};

/* ---- the head ------------------------------------------------------------------------------------------------- */

static bool read_region(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(&reader->base, item, "region"))
        return false;
    model->region = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *model->region);
    if (model->region == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = mkba_i_read_text(&reader->base, child, &model->region[model->n_region++]) && ok;
    return ok;
}

static bool read_case(mkba_i_koers_reader *reader, const cJSON *item)
{
    static const char *const CASE_KEYS[] = {"path", "alternative", "scenario"};
    mkba_i_koers_model *model = reader->model;
    const mkba_i_text_key texts[] = {
        {"path", &model->case_path}, {"alternative", &model->case_alternative}, {"scenario", &model->case_scenario}};

    return item == NULL || (mkba_i_read_object(&reader->base, item, "case", CASE_KEYS, MKBA_I_LENGTH(CASE_KEYS)) &&
                            mkba_i_need(&reader->base, item, "path", "case") &&
                            mkba_i_need(&reader->base, item, "alternative", "case") &&
                            mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)));
}

static bool read_panel(mkba_i_koers_reader *reader, const cJSON *item)
{
    static const char *const PANEL_KEYS[] = {"path"};

    return item == NULL || (mkba_i_read_object(&reader->base, item, "panel", PANEL_KEYS, MKBA_I_LENGTH(PANEL_KEYS)) &&
                            mkba_i_need(&reader->base, item, "path", "panel") &&
                            mkba_i_read_text(&reader->base, mkba_i_member(item, "path"), &reader->model->panel_path));
}

static bool read_head(mkba_i_koers_reader *reader, const cJSON *root)
{
    static const char *const FORMATS[] = {"mkba-koers/1"};
    const char *for_editors = NULL; /* "$schema" is kept in the document, and means nothing here */
    const mkba_i_text_key texts[] = {
        {"$schema", &for_editors}, {"title", &reader->model->title}, {"description", &reader->model->description}};
    size_t choice = 0;
    bool ok = mkba_i_read_choice(&reader->base, mkba_i_member(root, "format"), FORMATS, 1, &choice);

    ok = mkba_i_read_texts(reader, root, texts, MKBA_I_LENGTH(texts)) && ok;
    ok = read_region(reader, mkba_i_member(root, "region")) && ok;
    ok = read_case(reader, mkba_i_member(root, "case")) && ok;
    return read_panel(reader, mkba_i_member(root, "panel")) && ok;
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

static bool read_names(mkba_i_koers_reader *reader, const cJSON *item, const char *what, size_t most,
                       mkba_i_names *names)
{
    if (!mkba_i_read_names(&reader->base, item, what, names))
        return false;
    if (names->n <= most)
        return true;
    return mkba_i_refuse(&reader->base, item, MKBA_ERROR_LIMIT, "a Koers has at most %zu %s, not %zu", most, what,
                         names->n);
}

static bool read_all_names(mkba_i_koers_reader *reader, const cJSON *root)
{
    mkba_i_koers_model *model = reader->model;
    bool ok = read_names(reader, mkba_i_member(root, "opgaven"), "opgaven", MKBA_I_KOERS_OPGAVEN, &model->opgave_names);

    ok = read_names(reader, mkba_i_member(root, "programmes"), "programmes", MKBA_I_KOERS_PROGRAMMES,
                    &model->programme_names) &&
         ok;
    ok = read_names(reader, mkba_i_member(root, "indicators"), "indicators", MKBA_I_KOERS_INDICATORS,
                    &model->indicator_names) &&
         ok;
    return read_names(reader, mkba_i_member(root, "nodes"), "nodes", MKBA_I_KOERS_NODES, &model->node_names) && ok;
}

/* ---- opgaven and programmes ------------------------------------------------------------------------------------ */

static bool read_weight(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_portion *weight, double *sum)
{
    const mkba_i_names *names = &reader->model->indicator_names;
    char hint[MKBA_I_HINT];

    weight->indicator = mkba_i_names_find(names, item->string, strlen(item->string));
    if (weight->indicator == MKBA_I_NONE) {
        mkba_i_hint(&reader->base, names, item->string, hint);
        return mkba_i_refuse(&reader->base, item, MKBA_ERROR_KOERS, "\"%.100s\" is no indicator of this Koers%s",
                             item->string, hint);
    }
    weight->name = names->items[weight->indicator];
    if (!mkba_i_read_number(&reader->base, item, &weight->share))
        return false;
    *sum += weight->share;
    return weight->share > 0 || mkba_i_refuse_number(&reader->base, item, "a weight must be above 0", weight->share);
}

static bool read_weights(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_opgave *opgave)
{
    mkba_i_portion *weights;
    bool ok = true;
    double sum = 0;

    if (item == NULL)
        return true;
    if (!mkba_i_read_map(&reader->base, item, "weights"))
        return false;
    weights = mkba_i_make(&reader->base, mkba_i_count(item), sizeof *weights);
    if (weights == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = read_weight(reader, child, &weights[opgave->n_weights++], &sum) && ok;
    opgave->weights = weights;
    if (ok && !(fabs(sum - 1) <= MKBA_I_KOERS_SLACK))
        return mkba_i_refuse_number(&reader->base, item, "the weights of an opgave sum to 1", sum);
    return ok;
}

static bool read_opgave(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_opgave *opgave)
{
    static const char *const OPGAVE_KEYS[] = {"title", "description", "weights"};
    const mkba_i_text_key texts[] = {{"title", &opgave->title}, {"description", &opgave->description}};
    bool ok = mkba_i_read_place(&reader->base, item, &opgave->place) &&
              mkba_i_read_object(&reader->base, item, "an opgave", OPGAVE_KEYS, MKBA_I_LENGTH(OPGAVE_KEYS));

    if (!cJSON_IsObject(item))
        return false;
    ok = mkba_i_need(&reader->base, item, "title", "an opgave") && ok;
    ok = mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
    return read_weights(reader, mkba_i_member(item, "weights"), opgave) && ok;
}

static bool read_opgaven(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    bool ok = true;
    size_t i = 0;

    model->opgaven = mkba_i_make(&reader->base, model->opgave_names.n, sizeof *model->opgaven);
    if (model->opgaven == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->opgaven[i].name = model->opgave_names.items[i];
        ok = read_opgave(reader, child, &model->opgaven[i]) && ok;
    }
    return ok;
}

static bool read_programme(mkba_i_koers_reader *reader, const cJSON *item, mkba_i_programme *programme)
{
    static const char *const PROGRAMME_KEYS[] = {"title", "description", "owner", "opgaven"};
    const mkba_i_text_key texts[] = {
        {"title", &programme->title}, {"description", &programme->description}, {"owner", &programme->owner}};
    bool ok = mkba_i_read_place(&reader->base, item, &programme->place) &&
              mkba_i_read_object(&reader->base, item, "a programme", PROGRAMME_KEYS, MKBA_I_LENGTH(PROGRAMME_KEYS));

    if (!cJSON_IsObject(item))
        return false;
    ok = mkba_i_need(&reader->base, item, "title", "a programme") && ok;
    ok = mkba_i_read_texts(reader, item, texts, MKBA_I_LENGTH(texts)) && ok;
    return mkba_i_read_references(reader, mkba_i_member(item, "opgaven"), &reader->model->opgave_names, "opgave",
                                  &programme->opgaven, &programme->n_opgaven) &&
           ok;
}

static bool read_programmes(mkba_i_koers_reader *reader, const cJSON *item)
{
    mkba_i_koers_model *model = reader->model;
    bool ok = true;
    size_t i = 0;

    model->programmes = mkba_i_make(&reader->base, model->programme_names.n, sizeof *model->programmes);
    if (model->programmes == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->programmes[i].name = model->programme_names.items[i];
        ok = read_programme(reader, child, &model->programmes[i]) && ok;
    }
    return ok;
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static const struct {
    const char *key;
    bool (*read)(mkba_i_koers_reader *reader, const cJSON *item); /* item is NULL where the key is absent */
} PARTS[] = {{"opgaven", read_opgaven},    {"programmes", read_programmes}, {"indicators", mkba_i_read_indicators},
             {"nodes", mkba_i_read_nodes}, {"edges", mkba_i_read_edges},    {"measurements", mkba_i_read_measurements}};

bool mkba_i_read_koers(mkba_i_koers_reader *reader)
{
    const cJSON *root = mkba_i_json_root(reader->base.json);
    const mkba_i_problems *problems = reader->base.problems;
    bool ok = mkba_i_read_object(&reader->base, root, "a Koers", KEYS, MKBA_I_LENGTH(KEYS));

    if (!cJSON_IsObject(root))
        return false;
    for (size_t i = 0; i < MKBA_I_LENGTH(NEEDED); i++)
        ok = mkba_i_need(&reader->base, root, NEEDED[i], "a Koers") && ok;
    ok = read_head(reader, root) && ok;
    if (!read_all_names(reader, root))
        return false;
    for (size_t i = 0; i < MKBA_I_LENGTH(PARTS) && !problems->out_of_memory; i++)
        ok = PARTS[i].read(reader, mkba_i_member(root, PARTS[i].key)) && ok;
    return !problems->out_of_memory && mkba_i_read_network(reader) && ok;
}
