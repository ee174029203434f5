/* Reading what several parts of a case share: timing, years, discount, profile, who pays, overlap group. */
#include "case/reader.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

bool mkba_i_read_timing(mkba_i_reader *reader, const cJSON *item, mkba_i_timing *timing)
{
    static const char *const WORDS[] = {"begin", "mid", "end"};
    size_t choice = (size_t) *timing;

    if (!mkba_i_read_choice(reader, item, WORDS, MKBA_I_LENGTH(WORDS), &choice))
        return false;
    *timing = (mkba_i_timing) choice;
    return true;
}

bool mkba_i_read_years(mkba_i_reader *reader, const cJSON *item, int *first, int *last)
{
    int from = 0, to = 0;

    if (!mkba_i_read_array(reader, item, "years"))
        return false;
    if (mkba_i_count(item) != 2)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "years must be [first, last], both counted");
    if (!mkba_i_read_year(reader, item->child, &from) || !mkba_i_read_year(reader, item->child->next, &to))
        return false;
    if (to < from)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "the last year, %d, lies before the first, %d", to, from);
    if (to - from >= 200)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "years may hold at most 200 years, not %d", to - from + 1);
    *first = from;
    *last = to;
    return true;
}

/* ---- discount ------------------------------------------------------------------------------------------- */

static const mkba_i_expression *number_expression(mkba_i_reader *reader, double number, const mkba_i_place *place)
{
    mkba_i_expression *made = mkba_i_make(reader, 1, sizeof *made);

    if (made == NULL)
        return NULL;
    if (mkba_i_expression_number(number, reader->arena, made, NULL) != MKBA_OK) {
        mkba_i_no_memory(reader);
        return NULL;
    }
    made->where = place->where;
    made->line = place->line;
    made->column = place->column;
    return made;
}

static bool use_scheme(mkba_i_reader *reader, const cJSON *item, mkba_i_discount *discount)
{
    mkba_error error = {0};
    mkba_i_rate *rates;

    if (mkba_i_catalog_scheme(reader->catalog, item->valuestring, &discount->scheme, &error) != MKBA_OK)
        return mkba_i_refuse_error(reader, item, &error);
    rates = mkba_i_make(reader, discount->scheme->n_segments, sizeof *rates);
    if (rates == NULL || !mkba_i_read_text(reader, item, &discount->name))
        return false;
    for (size_t i = 0; i < discount->scheme->n_segments; i++) {
        rates[i].from = discount->scheme->segments[i].from;
        rates[i].rate = number_expression(reader, discount->scheme->segments[i].rate, &discount->place);
        if (rates[i].rate == NULL)
            return false;
    }
    discount->segments = rates;
    discount->n_segments = discount->scheme->n_segments;
    return true;
}

static bool read_segment(mkba_i_reader *reader, const cJSON *item, const mkba_i_rate *before, mkba_i_rate *rate)
{
    static const char *const KEYS[] = {"from", "rate"};

    if (!mkba_i_read_object(reader, item, "a discount segment", KEYS, MKBA_I_LENGTH(KEYS)) ||
        !mkba_i_need(reader, item, "from", "a discount segment") ||
        !mkba_i_need(reader, item, "rate", "a discount segment") ||
        !mkba_i_read_number(reader, mkba_i_member(item, "from"), &rate->from) ||
        !mkba_i_read_expression(reader, mkba_i_member(item, "rate"), false, &rate->rate))
        return false;
    if (before == NULL && rate->from != 0.0)
        return mkba_i_refuse(reader, mkba_i_member(item, "from"), MKBA_ERROR_CASE,
                             "the first segment must begin \"from\" 0");
    if (before != NULL && rate->from <= before->from)
        return mkba_i_refuse(reader, mkba_i_member(item, "from"), MKBA_ERROR_CASE, "segments must ascend by \"from\"");
    return true;
}

static bool read_segments(mkba_i_reader *reader, const cJSON *item, mkba_i_discount *discount)
{
    size_t n = mkba_i_count(item), i = 0;
    mkba_i_rate *rates;

    if (!mkba_i_read_array(reader, item, "segments"))
        return false;
    if (n == 0)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "segments must hold at least one {\"from\": 0, \"rate\": ...}");
    rates = mkba_i_make(reader, n, sizeof *rates);
    if (rates == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next, i++)
        if (!read_segment(reader, child, i == 0 ? NULL : &rates[i - 1], &rates[i]))
            return false;
    discount->segments = rates;
    discount->n_segments = n;
    return true;
}

static bool read_rates(mkba_i_reader *reader, const cJSON *item, mkba_i_discount *discount)
{
    static const char *const KEYS[] = {"rate", "segments"};
    const cJSON *rate = mkba_i_member(item, "rate"), *segments = mkba_i_member(item, "segments");
    mkba_i_rate *rates;

    if (!mkba_i_read_object(reader, item, "discount", KEYS, MKBA_I_LENGTH(KEYS)))
        return false;
    if ((rate == NULL) == (segments == NULL))
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "discount needs either \"rate\" or \"segments\"");
    if (segments != NULL)
        return read_segments(reader, segments, discount);
    rates = mkba_i_make(reader, 1, sizeof *rates);
    if (rates == NULL || !mkba_i_read_expression(reader, rate, false, &rates[0].rate))
        return false;
    discount->segments = rates;
    discount->n_segments = 1;
    return true;
}

bool mkba_i_read_discount(mkba_i_reader *reader, const cJSON *item, const mkba_i_discount **discount)
{
    mkba_i_discount *made;

    if (item == NULL)
        return true;
    if (!cJSON_IsString(item) && !cJSON_IsObject(item))
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE,
                             "discount must be the name of a scheme such as \"NL-2026\", "
                             "{\"rate\": ...} or {\"segments\": [...]}");
    made = mkba_i_make(reader, 1, sizeof *made);
    if (made == NULL || !mkba_i_read_place(reader, item, &made->place))
        return false;
    if (!(cJSON_IsString(item) ? use_scheme(reader, item, made) : read_rates(reader, item, made)))
        return false;
    *discount = made;
    return true;
}

/* ---- profile -------------------------------------------------------------------------------------------- */

bool mkba_i_read_profile(mkba_i_reader *reader, const cJSON *object, mkba_i_profile *profile)
{
    const cJSON *from = mkba_i_member(object, "from"), *to = mkba_i_member(object, "to");
    const cJSON *decay_from = mkba_i_member(object, "decay_from"), *decay = mkba_i_member(object, "decay");
    bool ok = mkba_i_read_year(reader, from, &profile->from);

    ok = mkba_i_read_year(reader, to, &profile->to) && ok;
    ok = mkba_i_read_year(reader, decay_from, &profile->decay_from) && ok;
    ok = mkba_i_read_numbers(reader, mkba_i_member(object, "ramp_up"), &profile->ramp_up, &profile->n_ramp_up) && ok;
    ok = mkba_i_read_expression(reader, decay, false, &profile->decay) && ok;
    profile->has_from = from != NULL;
    profile->has_to = to != NULL;
    profile->has_decay_from = decay_from != NULL;
    if (ok && profile->has_from && profile->has_to && profile->to < profile->from)
        return mkba_i_refuse(reader, to, MKBA_ERROR_CASE, "\"to\" (%d) lies before \"from\" (%d)", profile->to,
                             profile->from);
    if (ok && profile->n_ramp_up > 10000)
        return mkba_i_refuse(reader, mkba_i_member(object, "ramp_up"), MKBA_ERROR_LIMIT,
                             "ramp_up holds more than 10000 numbers");
    if (ok && decay_from != NULL && decay == NULL)
        return mkba_i_refuse(reader, decay_from, MKBA_ERROR_CASE, "decay_from stands without \"decay\"");
    return ok;
}

/* ---- who ------------------------------------------------------------------------------------------------ */

static bool add_actor(mkba_i_reader *reader, const cJSON *item, const char *name)
{
    mkba_i_model *model = reader->model;
    mkba_i_actor *actor;

    if (!mkba_i_grow((void **) &model->actors, &model->actors_capacity, model->n_actors + 1, sizeof *actor))
        return mkba_i_no_memory(reader);
    actor = &model->actors[model->n_actors];
    *actor = (mkba_i_actor){.name = mkba_i_arena_text(reader->arena, name, strlen(name))};
    if (actor->name == NULL || !mkba_i_read_place(reader, item, &actor->place) ||
        !mkba_i_roll_add(&reader->actors, actor->name))
        return mkba_i_no_memory(reader);
    model->n_actors++;
    return true;
}

/* The actor of this name, added when it is new; MKBA_I_NONE when memory is short. */
static size_t use_actor(mkba_i_reader *reader, const cJSON *item, const char *name)
{
    size_t known = mkba_i_roll_find(&reader->actors, name);

    if (known != MKBA_I_NONE)
        return known;
    return add_actor(reader, item, name) ? reader->model->n_actors - 1 : MKBA_I_NONE;
}

bool mkba_i_read_actors(mkba_i_reader *reader, const cJSON *item)
{
    static const char *const KEYS[] = {"title", "public"};
    bool ok = true;

    if (item == NULL)
        return true;
    reader->model->actors_declared = true;
    if (!mkba_i_read_map(reader, item, "actors"))
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        size_t actor = use_actor(reader, child, child->string);
        mkba_i_actor *declared;

        if (actor == MKBA_I_NONE)
            return false;
        declared = &reader->model->actors[actor];
        declared->declared = true;
        ok = mkba_i_read_object(reader, child, "an actor", KEYS, MKBA_I_LENGTH(KEYS)) &&
             mkba_i_read_text(reader, mkba_i_member(child, "title"), &declared->title) &&
             mkba_i_read_bool(reader, mkba_i_member(child, "public"), &declared->is_public) && ok;
    }
    return ok;
}

static bool one_actor(mkba_i_reader *reader, const cJSON *item, const char *name, mkba_i_party *party)
{
    mkba_i_share *share = mkba_i_make(reader, 1, sizeof *share);

    if (share == NULL)
        return false;
    *share = (mkba_i_share){use_actor(reader, item, name), 1.0};
    party->shares = share;
    party->n = 1;
    return share->actor != MKBA_I_NONE;
}

static bool read_share(mkba_i_reader *reader, const cJSON *item, mkba_i_share *share)
{
    char number[MKBA_I_NUMBER_TEXT];

    if (!mkba_i_read_number(reader, item, &share->share))
        return false;
    if (share->share < 0.0) {
        mkba_i_number_print(share->share, number);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "the share of %.100s must not be negative, and is %s",
                             item->string, number);
    }
    share->actor = use_actor(reader, item, item->string);
    return share->actor != MKBA_I_NONE;
}

static bool read_shares(mkba_i_reader *reader, const cJSON *item, mkba_i_party *party)
{
    size_t n = mkba_i_count(item), i = 0;
    mkba_i_share *shares = mkba_i_make(reader, n, sizeof *shares);
    double sum = 0.0;
    char number[MKBA_I_NUMBER_TEXT];

    if (shares == NULL || !mkba_i_read_map(reader, item, item->string))
        return false;
    if (n > MKBA_I_SHARES)
        return mkba_i_refuse(reader, item, MKBA_ERROR_LIMIT, "%s is shared by %zu actors, %d is the most", item->string,
                             n, MKBA_I_SHARES);
    for (const cJSON *child = item->child; child != NULL; child = child->next, i++) {
        if (!read_share(reader, child, &shares[i]))
            return false;
        sum += shares[i].share;
    }
    if (!(fabs(sum - 1.0) <= 1e-9)) {
        mkba_i_number_print(sum, number);
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "the shares of %s must sum to 1, not %s", item->string,
                             number);
    }
    party->shares = shares;
    party->n = n;
    return true;
}

bool mkba_i_read_party(mkba_i_reader *reader, const cJSON *owner, const char *key, mkba_i_party *party)
{
    const cJSON *item = mkba_i_member(owner, key);

    if (item == NULL) {
        party->assumed = true;
        return one_actor(reader, owner, "maatschappij", party);
    }
    if (cJSON_IsObject(item))
        return read_shares(reader, item, party);
    if (!cJSON_IsString(item) || item->valuestring[0] == '\0')
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "%s must be an actor or {\"actor\": share, ...}", key);
    return one_actor(reader, item, item->valuestring, party);
}

bool mkba_i_read_cashable(mkba_i_reader *reader, const cJSON *item, mkba_i_cashable *cashable)
{
    static const char *const KEYS[] = {"share", "from"};
    const cJSON *share = item == NULL ? NULL : mkba_i_member(item, "share");
    char number[MKBA_I_NUMBER_TEXT];

    cashable->share = 1.0;
    if (item == NULL)
        return true;
    cashable->given = true;
    cashable->has_from = mkba_i_member(item, "from") != NULL;
    if (!mkba_i_read_object(reader, item, "cashable", KEYS, MKBA_I_LENGTH(KEYS)) ||
        !mkba_i_read_number(reader, share, &cashable->share) ||
        !mkba_i_read_year(reader, mkba_i_member(item, "from"), &cashable->from))
        return false;
    if (!(cashable->share >= 0.0 && cashable->share <= 1.0)) {
        mkba_i_number_print(cashable->share, number);
        return mkba_i_refuse(reader, share, MKBA_ERROR_CASE, "the cashable share must lie between 0 and 1, and is %s",
                             number);
    }
    return true;
}

bool mkba_i_read_group(mkba_i_reader *reader, const cJSON *item, size_t *group)
{
    const mkba_i_names *names = &reader->model->group_names;
    const char *name = NULL;
    char hint[MKBA_I_HINT];

    *group = MKBA_I_NONE;
    if (item == NULL)
        return true;
    if (!mkba_i_read_text(reader, item, &name))
        return false;
    *group = mkba_i_names_find(names, name, strlen(name));
    if (*group != MKBA_I_NONE)
        return true;
    mkba_i_hint(reader, names, name, hint);
    return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "\"%.100s\" is no group of \"overlap\"%s", name, hint);
}

/* ---- indices -------------------------------------------------------------------------------------------- */

/* Insertion over ever smaller steps: years may stand in any order, and there may be thousands. */
static void sort_levels(mkba_i_level *levels, size_t n)
{
    for (size_t step = n / 2; step > 0; step /= 2)
        for (size_t i = step; i < n; i++) {
            mkba_i_level level = levels[i];
            size_t j = i;

            for (; j >= step && levels[j - step].year > level.year; j -= step)
                levels[j] = levels[j - step];
            levels[j] = level;
        }
}

mkba_i_level *mkba_i_read_levels(mkba_i_reader *reader, const cJSON *item)
{
    size_t n = mkba_i_count(item), i = 0;
    mkba_i_level *levels = mkba_i_make(reader, n, sizeof *levels);

    if (levels == NULL)
        return NULL;
    for (const cJSON *child = item->child; child != NULL; child = child->next, i++)
        if (!mkba_i_read_year_key(reader, child, &levels[i].year) ||
            !mkba_i_read_number(reader, child, &levels[i].level))
            return NULL;
    sort_levels(levels, n);
    return levels;
}

/* An index that is refused stays empty. */
static bool read_index(mkba_i_reader *reader, const cJSON *item, mkba_i_index *index)
{
    const mkba_i_level *levels;

    if (!mkba_i_read_map(reader, item, "an index"))
        return false;
    if (item->child == NULL)
        return mkba_i_refuse(reader, item, MKBA_ERROR_CASE, "the index \"%.100s\" holds no year", item->string);
    levels = mkba_i_read_levels(reader, item);
    if (levels == NULL)
        return false;
    for (const cJSON *child = item->child; child != NULL; child = child->next)
        if (!(child->valuedouble > 0.0))
            return mkba_i_refuse(reader, child, MKBA_ERROR_CASE, "the level of an index must be above 0");
    index->levels = levels;
    index->n_levels = mkba_i_count(item);
    return true;
}

bool mkba_i_read_indices(mkba_i_reader *reader, const cJSON *item)
{
    mkba_i_model *model = reader->model;
    size_t i = 0;
    bool ok = true;

    model->indices = mkba_i_make(reader, model->index_names.n, sizeof *model->indices);
    model->index_places = mkba_i_make(reader, model->index_names.n, sizeof *model->index_places);
    if (model->indices == NULL || model->index_places == NULL)
        return false;
    for (const cJSON *child = item == NULL ? NULL : item->child; child != NULL; child = child->next, i++) {
        model->indices[i].name = model->index_names.items[i];
        ok = mkba_i_read_place(reader, child, &model->index_places[i]) &&
             read_index(reader, child, &model->indices[i]) && ok;
    }
    return ok;
}
