/* Reading lines: costs, benefits, transfers and what stays pro memorie. */
#include "case/reader.h"

#include <stdlib.h>
#include <string.h>

static const char *const KEYS[] = {
    "id",       "kind",      "title", "alternative", "value",  "payer",    "receiver", "from",    "to",
    "once",     "ramp_up",   "decay", "decay_from",  "growth", "timing",   "discount", "overlap", "cash",
    "cashable", "effect_is", "unit",  "volume",      "source", "evidence", "note"};

static bool read_identity(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    static const char *const KINDS[] = {"cost", "benefit", "transfer", "pm"};
    size_t kind = 0;
    bool ok = mkba_i_need(reader, item, "id", "a line");

    ok = mkba_i_need(reader, item, "kind", "a line") && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "id"), &line->id) && ok;
    ok = mkba_i_read_choice(reader, mkba_i_member(item, "kind"), KINDS, MKBA_I_LENGTH(KINDS), &kind) && ok;
    line->kind = (mkba_i_kind) kind;
    if (!ok)
        return false;
    if (line->id[0] == '\0')
        return mkba_i_refuse(reader, mkba_i_member(item, "id"), MKBA_ERROR_CASE, "the id of a line is empty");
    if (mkba_i_names_find(&reader->model->stream_names, line->id, strlen(line->id)) != MKBA_I_NONE)
        return mkba_i_refuse(reader, mkba_i_member(item, "id"), MKBA_ERROR_CASE,
                             "\"%.100s\" is the name of a stream, "
                             "whose effect is a line of that name already: choose another id",
                             line->id);
    return true;
}

static bool add_alternative(mkba_i_reader *reader, const cJSON *item, bool *holds)
{
    const mkba_i_model *model = reader->model;
    const char *name = NULL;
    char hint[MKBA_I_HINT];
    size_t alternative;

    if (!mkba_i_read_text(reader, item, &name) || model->alternative_names.n == 0)
        return false; /* that there are no alternatives has been said */
    alternative = mkba_i_names_find(&model->alternative_names, name, strlen(name));
    if (alternative == MKBA_I_NONE) {
        mkba_i_hint(reader, &model->alternative_names, name, hint);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no alternative of this case%s", name, hint);
    }
    if (model->alternatives[alternative].is_null)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "\"%.100s\" is the nulalternatief: a line is the difference with it", name);
    if (holds[alternative])
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" stands twice", name);
    holds[alternative] = true;
    return true;
}

static bool read_alternatives(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    const mkba_i_model *model = reader->model;
    bool *holds = mkba_i_make(reader, model->alternative_names.n, sizeof *holds);
    bool ok = true;

    if (holds == NULL)
        return false;
    line->holds = holds;
    if (item == NULL) {
        for (size_t i = 0; i < model->alternative_names.n; i++)
            holds[i] = !model->alternatives[i].is_null;
        return true;
    }
    if (cJSON_IsString(item))
        return add_alternative(reader, item, holds);
    if (!cJSON_IsArray(item) || item->child == NULL)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "alternative must be the name of a policy alternative or a list of such names");
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = add_alternative(reader, child, holds) && ok;
    return ok;
}

static bool refuse_party(mkba_i_reader *reader, const cJSON *item, const char *key, const mkba_i_line *line)
{
    if (mkba_i_member(item, key) == NULL)
        return true;
    return mkba_i_refuse(
        reader, mkba_i_member(item, key), MKBA_ERROR_CASE, "a %s line has no %s%s", mkba_i_kind_name(line->kind), key,
        line->kind == MKBA_I_KIND_COST ? ": who bears it is its payer" : ": who gets it is its receiver");
}

static bool read_parties(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    bool pays = line->kind == MKBA_I_KIND_COST || line->kind == MKBA_I_KIND_TRANSFER;
    bool receives = line->kind != MKBA_I_KIND_COST;
    bool ok = pays ? mkba_i_read_party(reader, item, "payer", &line->payer) : refuse_party(reader, item, "payer", line);

    return (receives ? mkba_i_read_party(reader, item, "receiver", &line->receiver)
                     : refuse_party(reader, item, "receiver", line)) &&
           ok;
}

static bool read_amount(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    const cJSON *value = mkba_i_member(item, "value");

    if (line->kind == MKBA_I_KIND_PM && value != NULL)
        return mkba_i_refuse(reader, value, MKBA_ERROR_CASE,
                             "a pm line has no value: what can be valued is a cost or a benefit");
    if (line->kind != MKBA_I_KIND_PM && !mkba_i_need(reader, item, "value", "a line that is not pm"))
        return false;
    return mkba_i_read_expression(reader, value, true, &line->value) &&
           mkba_i_read_expression(reader, mkba_i_member(item, "volume"), true, &line->volume) &&
           mkba_i_read_expression(reader, mkba_i_member(item, "growth"), false, &line->growth);
}

static bool read_time(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    line->has_timing = mkba_i_member(item, "timing") != NULL;
    if (!mkba_i_read_bool(reader, mkba_i_member(item, "once"), &line->once) ||
        !mkba_i_read_profile(reader, item, &line->profile) ||
        !mkba_i_read_timing(reader, mkba_i_member(item, "timing"), &line->timing) ||
        !mkba_i_read_discount(reader, mkba_i_member(item, "discount"), &line->discount))
        return false;
    if (line->once && line->profile.has_to && (!line->profile.has_from || line->profile.to != line->profile.from))
        return mkba_i_refuse(reader, mkba_i_member(item, "to"), MKBA_ERROR_CASE,
                             "a line that is \"once\" ends in the year it begins: leave \"to\" out");
    return true;
}

static bool read_report(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    static const char *const EFFECTS[] = {"net", "gross"};
    size_t effect = 0;
    bool ok = mkba_i_read_text(reader, mkba_i_member(item, "title"), &line->title);

    ok = mkba_i_read_choice(reader, mkba_i_member(item, "effect_is"), EFFECTS, 2, &effect) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "unit"), &line->unit) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "source"), &line->source) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "evidence"), &line->evidence) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "note"), &line->note) && ok;
    line->gross = effect == 1;
    return ok;
}

static bool read_line(mkba_i_reader *reader, const cJSON *item, mkba_i_line *line)
{
    bool ok = mkba_i_read_object(reader, item, "a line", KEYS, MKBA_I_LENGTH(KEYS));

    if (!cJSON_IsObject(item) || !mkba_i_read_place(reader, item, &line->place) || !read_identity(reader, item, line))
        return false;
    line->cash = line->kind == MKBA_I_KIND_COST || line->kind == MKBA_I_KIND_TRANSFER;
    ok = read_alternatives(reader, mkba_i_member(item, "alternative"), line) && ok;
    ok = read_amount(reader, item, line) && ok;
    ok = read_parties(reader, item, line) && ok;
    ok = read_time(reader, item, line) && ok;
    ok = mkba_i_read_group(reader, mkba_i_member(item, "overlap"), &line->overlap) && ok;
    ok = mkba_i_read_bool(reader, mkba_i_member(item, "cash"), &line->cash) && ok;
    ok = mkba_i_read_cashable(reader, mkba_i_member(item, "cashable"), &line->cashable) && ok;
    return read_report(reader, item, line) && ok;
}

/* Ids are unique; a line that could not be read has none. */
static bool check_ids(mkba_i_reader *reader)
{
    mkba_i_model *model = reader->model;
    mkba_i_names ids;
    bool ok = true;

    if (!mkba_i_names_new(&ids, reader->arena, model->n_lines))
        return mkba_i_no_memory(reader);
    for (size_t i = 0; i < model->n_lines; i++)
        ids.items[i] = model->lines[i].id != NULL ? model->lines[i].id : "";
    mkba_i_names_sort(&ids);
    for (size_t i = 1; i < ids.n; i++) {
        const mkba_i_line *first = &model->lines[ids.sorted[i - 1]], *second = &model->lines[ids.sorted[i]];

        if (second->id != NULL && first->id != NULL && strcmp(first->id, second->id) == 0)
            ok = mkba_i_refuse_at(reader, &second->place, MKBA_ERROR_CASE,
                                  "the id \"%.100s\" stands at %.100s already: ids are unique", second->id,
                                  first->place.where);
    }
    return ok;
}

bool mkba_i_read_lines(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    bool ok = true;

    if (!mkba_i_read_array(reader, item, "lines"))
        return false;
    model->lines = mkba_i_make(reader, mkba_i_count(item), sizeof *model->lines);
    if (model->lines == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        ok = read_line(reader, child, &model->lines[model->n_lines++]) && ok;
    return check_ids(reader) && ok;
}
