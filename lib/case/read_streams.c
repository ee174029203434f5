/* Reading streams and what alternatives do to them. */
#include "case/reader.h"

#include <string.h>

static const char *const KEYS[] = {"title",  "domain",  "cbs",      "taakveld", "population", "stock",
                                   "inflow", "outflow", "turnover", "path",     "unit_cost",  "cost_basis",
                                   "payer",  "cash",    "cashable", "overlap",  "changes"};
static const char *const NOT_WITH_PATH[] = {"population", "stock", "inflow", "outflow", "turnover", "cost_basis"};
static const char *const CHANGE_KEYS[] = {"inflow", "outflow", "unit_cost", "clients", "shift",
                                          "from",   "to",      "ramp_up",   "decay",   "decay_from"};
static const char *const CHANGE_NOT_WITH_PATH[] = {"inflow", "outflow", "shift"};

/* The stream whose changes are read. */
typedef struct owner {
    size_t position;
    const bool *has_path; /* per stream: another one may not have been read yet */
} owner;

static bool refuse_beside_path(mkba_i_reader *reader, const cJSON *object, const char *const *keys, size_t n)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        if (mkba_i_member(object, keys[i]) != NULL)
            ok = mkba_i_refuse(reader, mkba_i_member(object, keys[i]), MKBA_ERROR_CASE,
                               "\"%s\" has no place in a stream with a path", keys[i]);
    return ok;
}

/* ---- shifts --------------------------------------------------------------------------------------------- */

static bool read_target(mkba_i_reader *reader, const cJSON *item, const owner *of, size_t *to)
{
    const mkba_i_names *names = &reader->model->stream_names;
    const char *name = NULL;
    char hint[MKBA_I_HINT];

    if (!mkba_i_read_text(reader, item, &name))
        return false;
    *to = mkba_i_names_find(names, name, strlen(name));
    if (*to == MKBA_I_NONE) {
        mkba_i_hint(reader, names, name, hint);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no stream of this case%s", name, hint);
    }
    if (*to == of->position)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "a stream cannot shift clients to itself");
    if (of->has_path[*to])
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" has a path and cannot receive clients", name);
    return true;
}

static bool read_shift(mkba_i_reader *reader, const cJSON *item, const owner *of, mkba_i_shift *shift)
{
    static const char *const SHIFT_KEYS[] = {"to", "share", "of"};
    static const char *const OF[] = {"inflow", "stock"};
    size_t choice = 0;

    if (!mkba_i_read_object(reader, item, "a shift", SHIFT_KEYS, MKBA_I_LENGTH(SHIFT_KEYS)) ||
        !mkba_i_need(reader, item, "to", "a shift") || !mkba_i_need(reader, item, "share", "a shift") ||
        !mkba_i_read_place(reader, item, &shift->place) ||
        !read_target(reader, mkba_i_member(item, "to"), of, &shift->to) ||
        !mkba_i_read_expression(reader, mkba_i_member(item, "share"), false, &shift->share) ||
        !mkba_i_read_choice(reader, mkba_i_member(item, "of"), OF, 2, &choice))
        return false;
    shift->of_stock = choice == 1;
    return true;
}

static bool read_shifts(mkba_i_reader *reader, const cJSON *item, const owner *of, mkba_i_change *change)
{
    size_t n = cJSON_IsArray(item) ? mkba_i_count(item) : 1;
    mkba_i_shift *shifts;
    bool ok = true;

    if (item == NULL)
        return true;
    shifts = mkba_i_make(reader, n, sizeof *shifts);
    if (shifts == NULL)
        return false;
    if (!cJSON_IsArray(item))
        ok = read_shift(reader, item, of, shifts);
    else
        for (const cJSON *child = item->child; child != NULL; child = child->next)
            ok = read_shift(reader, child, of, &shifts[change->n_shifts++]) && ok;
    change->shifts = shifts;
    change->n_shifts = n;
    return ok;
}

/* ---- changes -------------------------------------------------------------------------------------------- */

static bool read_change(mkba_i_reader *reader, const cJSON *item, const owner *of, mkba_i_change *change)
{
    bool ok = mkba_i_read_object(reader, item, "the changes of a stream", CHANGE_KEYS, MKBA_I_LENGTH(CHANGE_KEYS));

    if (!cJSON_IsObject(item) || !mkba_i_read_place(reader, item, &change->place))
        return false;
    if (of->has_path[of->position])
        ok = refuse_beside_path(reader, item, CHANGE_NOT_WITH_PATH, MKBA_I_LENGTH(CHANGE_NOT_WITH_PATH)) && ok;
    else if (mkba_i_member(item, "clients") != NULL)
        ok = mkba_i_refuse(reader, mkba_i_member(item, "clients"), MKBA_ERROR_CASE,
                           "\"clients\" changes a stream with a path: here change inflow or outflow");
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "inflow"), false, &change->inflow) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "outflow"), false, &change->outflow) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "unit_cost"), false, &change->unit_cost) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "clients"), false, &change->clients) && ok;
    ok = read_shifts(reader, mkba_i_member(item, "shift"), of, change) && ok;
    return mkba_i_read_profile(reader, item, &change->profile) && ok;
}

/* The policy alternative that the key names. */
static bool find_changed(mkba_i_reader *reader, const cJSON *item, size_t *alternative)
{
    const mkba_i_model *model = reader->model;
    char hint[MKBA_I_HINT];

    if (model->alternative_names.n == 0)
        return false; /* that they are missing has been said */
    *alternative = mkba_i_names_find(&model->alternative_names, item->string, strlen(item->string));
    if (*alternative == MKBA_I_NONE) {
        mkba_i_hint(reader, &model->alternative_names, item->string, hint);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no alternative of this case%s", item->string,
                             hint);
    }
    if (model->alternatives[*alternative].is_null)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "\"%.100s\" is the nulalternatief: it fixes the path and changes nothing", item->string);
    return true;
}

static bool read_changes(mkba_i_reader *reader, const cJSON *item, const owner *of, mkba_i_stream *stream)
{
    mkba_i_change *changes;
    bool ok = true;

    if (item == NULL)
        return true;
    if (!mkba_i_read_map(reader, item, "changes"))
        return false;
    changes = mkba_i_make(reader, mkba_i_count(item), sizeof *changes);
    if (changes == NULL)
        return false;
    stream->changes = changes;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        mkba_i_change *change = &changes[stream->n_changes];

        if (!find_changed(reader, child, &change->alternative))
            ok = false;
        else {
            ok = read_change(reader, child, of, change) && ok;
            stream->n_changes++;
        }
    }
    return ok;
}

/* ---- streams -------------------------------------------------------------------------------------------- */

static bool read_labels(mkba_i_reader *reader, const cJSON *item, mkba_i_stream *stream)
{
    static const char *const DOMAINS[] = {"wmo", "jeugd"};
    size_t domain = MKBA_I_LENGTH(DOMAINS);
    bool ok = mkba_i_read_text(reader, mkba_i_member(item, "title"), &stream->title);

    ok = mkba_i_read_choice(reader, mkba_i_member(item, "domain"), DOMAINS, 2, &domain) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "cbs"), &stream->cbs) && ok;
    ok = mkba_i_read_text(reader, mkba_i_member(item, "taakveld"), &stream->taakveld) && ok;
    stream->domain = domain < MKBA_I_LENGTH(DOMAINS) ? DOMAINS[domain] : NULL;
    return ok;
}

static bool read_flow(mkba_i_reader *reader, const cJSON *item, mkba_i_stream *stream)
{
    static const char *const TURNOVER[] = {"discrete", "continuous"};
    static const char *const BASIS[] = {"clients", "users"};
    static const char *const NEEDED[] = {"stock", "inflow", "outflow"};
    size_t turnover = 0, basis = 0;
    bool ok = true;

    for (size_t i = 0; i < MKBA_I_LENGTH(NEEDED); i++)
        ok = mkba_i_need(reader, item, NEEDED[i], "a stream without a path") && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "population"), false, &stream->population) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "stock"), false, &stream->stock) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "inflow"), false, &stream->inflow) && ok;
    ok = mkba_i_read_expression(reader, mkba_i_member(item, "outflow"), false, &stream->outflow) && ok;
    ok = mkba_i_read_choice(reader, mkba_i_member(item, "turnover"), TURNOVER, 2, &turnover) && ok;
    ok = mkba_i_read_choice(reader, mkba_i_member(item, "cost_basis"), BASIS, 2, &basis) && ok;
    stream->continuous = turnover == 1;
    stream->per_user = basis == 1;
    return ok;
}

static bool read_path(mkba_i_reader *reader, const cJSON *item, mkba_i_stream *stream)
{
    bool ok = refuse_beside_path(reader, item, NOT_WITH_PATH, MKBA_I_LENGTH(NOT_WITH_PATH));

    return mkba_i_read_expression(reader, mkba_i_member(item, "path"), false, &stream->path) && ok;
}

static bool read_stream(mkba_i_reader *reader, const cJSON *item, const owner *of, mkba_i_stream *stream)
{
    bool ok = mkba_i_read_object(reader, item, "a stream", KEYS, MKBA_I_LENGTH(KEYS));

    stream->name = reader->model->stream_names.items[of->position];
    stream->overlap = MKBA_I_NONE;
    stream->cash = true;
    if (!cJSON_IsObject(item) || !mkba_i_read_place(reader, item, &stream->place))
        return false;
    ok = read_labels(reader, item, stream) && ok;
    if (of->has_path[of->position])
        ok = read_path(reader, item, stream) && ok;
    else
        ok = read_flow(reader, item, stream) && ok;
    ok = mkba_i_need(reader, item, "unit_cost", "a stream") &&
         mkba_i_read_expression(reader, mkba_i_member(item, "unit_cost"), false, &stream->unit_cost) && ok;
    ok = mkba_i_read_party(reader, item, "payer", &stream->payer) && ok;
    ok = mkba_i_read_bool(reader, mkba_i_member(item, "cash"), &stream->cash) && ok;
    ok = mkba_i_read_cashable(reader, mkba_i_member(item, "cashable"), &stream->cashable) && ok;
    ok = mkba_i_read_group(reader, mkba_i_member(item, "overlap"), &stream->overlap) && ok;
    return read_changes(reader, mkba_i_member(item, "changes"), of, stream) && ok;
}

bool mkba_i_read_streams(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    bool *has_path = mkba_i_make(reader, model->stream_names.n, sizeof *has_path);
    owner of = {0, has_path};
    bool ok = true;

    model->streams = mkba_i_make(reader, model->stream_names.n, sizeof *model->streams);
    if (model->streams == NULL || has_path == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next)
        has_path[of.position++] = cJSON_IsObject(child) && mkba_i_member(child, "path") != NULL;
    of.position = 0;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, of.position++)
        ok = read_stream(reader, child, &of, &model->streams[of.position]) && ok;
    return ok;
}
