/* Reading a whole case: names first, so that anything may refer to anything, then part by part. */
#include "case/reader.h"

static const char *const KEYS[] = {"$schema",    "format",  "title",        "description", "region",
                                   "base_year",  "years",   "price_year",   "price_basis", "timing",
                                   "discount",   "indices", "alternatives", "lines",       "actors",
                                   "parameters", "streams", "overlap",      "scenarios",   "correlations"};
static const char *const NEEDED[] = {"format",     "title",    "base_year",    "years",
                                     "price_year", "discount", "alternatives", "lines"};

static bool read_format(mkba_i_reader *reader, const cJSON *item)
{
    static const char *const FORMATS[] = {"mkba-case/1"};
    size_t choice = 0;

    return mkba_i_read_choice(reader, item, FORMATS, MKBA_I_LENGTH(FORMATS), &choice);
}

static bool read_region(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_array(reader, item, "region"))
        return false;
    model->region = mkba_i_make(reader, mkba_i_count(item), sizeof *model->region);
    if (model->region == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = mkba_i_read_text(reader, child, &model->region[model->n_region++]) && ok;
    return ok;
}

static bool read_head(mkba_i_reader *reader, const cJSON *root)
{
    const char *for_editors = NULL; /* "$schema" is kept in the document, and means nothing here */
    static const char *const BASES[] = {"market", "factor"};
    mkba_i_model *model = reader->model;
    const cJSON *basis = mkba_i_member(root, "price_basis"), *years = mkba_i_member(root, "years");
    size_t choice = 0;
    bool ok = read_format(reader, mkba_i_member(root, "format"));

    ok = mkba_i_read_text(reader, mkba_i_member(root, "$schema"), &for_editors) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(root, "title"), &model->title) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(root, "description"), &model->description) && ok;
    ok = read_region(reader, mkba_i_member(root, "region")) && ok;
    ok = mkba_i_read_year(reader, mkba_i_member(root, "base_year"), &model->base_year) && ok;
    ok = mkba_i_read_year(reader, mkba_i_member(root, "price_year"), &model->price_year) && ok;
    ok = (years == NULL || mkba_i_read_years(reader, years, &model->settings.first, &model->settings.last)) && ok;
    ok = mkba_i_read_choice(reader, basis, BASES, 2, &choice) && ok;
    ok = mkba_i_read_timing(reader, mkba_i_member(root, "timing"), &model->settings.timing) && ok;
    model->factor_costs = choice == 1;
    model->basis_assumed = basis == NULL;
    model->timing_assumed = mkba_i_member(root, "timing") == NULL;
    return ok;
}

static bool gather_all(mkba_i_reader *reader, const cJSON *root)
{
    mkba_i_model *model = reader->model;
    bool ok = mkba_i_read_names(reader, mkba_i_member(root, "indices"), "indices", &model->index_names);

    ok = mkba_i_read_names(reader, mkba_i_member(root, "parameters"), "parameters", &model->parameter_names) && ok;
    ok = mkba_i_read_names(reader, mkba_i_member(root, "scenarios"), "scenarios", &model->scenario_names) && ok;
    ok = mkba_i_read_names(reader, mkba_i_member(root, "streams"), "streams", &model->stream_names) && ok;
    ok = mkba_i_read_names(reader, mkba_i_member(root, "alternatives"), "alternatives", &model->alternative_names) && ok;
    ok = mkba_i_read_names(reader, mkba_i_member(root, "overlap"), "overlap", &model->group_names) && ok;
    if (model->alternative_names.n <= MKBA_I_ALTERNATIVES)
        return ok;
    return mkba_i_refuse(reader, mkba_i_member(root, "alternatives"), MKBA_ERROR_LIMIT,
                         "a case holds at most %d alternatives, and this has %zu", MKBA_I_ALTERNATIVES,
                         model->alternative_names.n);
}

static bool read_alternatives(mkba_i_reader *reader, const cJSON *item)
{
    static const char *const ALTERNATIVE_KEYS[] = {"title", "null"};
    mkba_i_model *model = reader->model;
    size_t n = model->alternative_names.n, n_null = 0, i = 0;
    bool ok = true;

    model->alternatives = mkba_i_make(reader, n, sizeof *model->alternatives);
    if (model->alternatives == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        mkba_i_alternative *alternative = &model->alternatives[i];

        alternative->name = model->alternative_names.items[i];
        ok = mkba_i_read_object(reader, child, "an alternative", ALTERNATIVE_KEYS, MKBA_I_LENGTH(ALTERNATIVE_KEYS)) &&
             mkba_i_read_text(reader, mkba_i_member(child, "title"), &alternative->title) &&
             mkba_i_read_bool(reader, mkba_i_member(child, "null"), &alternative->is_null) && ok;
        n_null += alternative->is_null;
        if (alternative->is_null)
            model->null_alternative = i;
    }
    if (ok && item != NULL && n_null != 1)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "exactly one alternative must be the nulalternatief (\"null\": true), and %zu are",
                             n_null);
    if (ok && item != NULL && n < 2)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "a policy alternative is needed beside the nulalternatief");
    return ok;
}

static bool read_groups(mkba_i_reader *reader, const cJSON *item)
{
    static const char *const GROUP_KEYS[] = {"alpha"};
    mkba_i_model *model = reader->model;
    bool ok = true;
    size_t i = 0;

    model->groups = mkba_i_make(reader, model->group_names.n, sizeof *model->groups);
    if (model->groups == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        mkba_i_group *group = &model->groups[i];

        group->name = model->group_names.items[i];
        ok = mkba_i_read_place(reader, child, &group->place) &&
             mkba_i_read_object(reader, child, "an overlap group", GROUP_KEYS, MKBA_I_LENGTH(GROUP_KEYS)) &&
             mkba_i_need(reader, child, "alpha", "an overlap group") &&
             mkba_i_read_expression(reader, mkba_i_member(child, "alpha"), false, &group->alpha) && ok;
    }
    return ok;
}

/* ---- part by part --------------------------------------------------------------------------------------- */

static bool read_discount(mkba_i_reader *reader, const cJSON *item)
{
    return mkba_i_read_discount(reader, item, &reader->model->settings.discount);
}

static bool read_lines(mkba_i_reader *reader, const cJSON *item)
{
    return item == NULL || mkba_i_read_lines(reader, item);
}

typedef struct part {
    const char *key;
    bool (*read)(mkba_i_reader *reader, const cJSON *item); /* item is NULL where the key is absent */
} part;

/* In this order: streams and lines need the alternatives and groups, scenarios and correlations the parameters. */
static const part PARTS[] = {
    {"actors", mkba_i_read_actors},         {"indices", mkba_i_read_indices},
    {"parameters", mkba_i_read_parameters}, {"discount", read_discount},
    {"alternatives", read_alternatives},    {"overlap", read_groups},
    {"streams", mkba_i_read_streams},       {"lines", read_lines},
    {"scenarios", mkba_i_read_scenarios},   {"correlations", mkba_i_read_correlations},
};

bool mkba_i_read_model(mkba_i_reader *reader)
{
    const cJSON *root = mkba_i_json_root(reader->json);
    bool ok = mkba_i_read_object(reader, root, "a case", KEYS, MKBA_I_LENGTH(KEYS));

    if (!cJSON_IsObject(root))
        return false;
    for (size_t i = 0; i < MKBA_I_LENGTH(NEEDED); i++)
        ok = mkba_i_need(reader, root, NEEDED[i], "a case") && ok;
    ok = read_head(reader, root) && ok;
    if (!gather_all(reader, root))
        return false;
    for (size_t i = 0; i < MKBA_I_LENGTH(PARTS) && !reader->problems->out_of_memory; i++)
        ok = PARTS[i].read(reader, mkba_i_member(root, PARTS[i].key)) && ok;
    return ok && !reader->problems->out_of_memory;
}
