/* Levels of a task as a case; mkba_scale_case is documented in mkba/koers_scale.h. */
#include "base/exact.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "koers/scale.h"

/* ---- words --------------------------------------------------------------------------------------------------- */

static void write_pair(mkba_i_writer *w, const char *key, const char *text)
{
    mkba_i_write_key(w, key);
    mkba_i_write_text(w, text);
}

/* The name of a parameter, an id: "fixed_peel". */
static void write_joined(mkba_i_writer *w, const char *what, const char *of, bool key)
{
    mkba_i_text name = {0};

    mkba_i_text_format(&name, "%s_%s", what, of);
    if (name.failed)
        w->text.failed = true;
    else if (key)
        mkba_i_write_key(w, name.data);
    else
        mkba_i_write_text(w, name.data);
    mkba_i_text_drop(&name);
}

static const char *title_of(const mkba_scale_level *level)
{
    return level->title == NULL ? level->name : level->title;
}

/* ---- parameters ------------------------------------------------------------------------------------------------ */

static void write_body(const mkba_i_scale *s, mkba_i_writer *w, double value, const char *note)
{
    mkba_i_write_open(w, '{');
    mkba_i_write_key(w, "value");
    mkba_i_write_number(w, value);
    write_pair(w, "note", note);
    if (s->options.source != NULL)
        write_pair(w, "source", s->options.source);
    mkba_i_write_close(w, '}');
}

static void write_level_parameters(const mkba_i_scale *s, mkba_i_writer *w, const mkba_scale_level *level)
{
    const struct {
        const char *name;
        double value;
        const char *note;
    } figures[] = {{"fixed", level->fixed, "EUR a year per coalition"},
                   {"unit_cost", level->unit_cost, "EUR a year for a volume of 1"},
                   {"elasticity", level->elasticity, "of costs to volume"},
                   {"coordination", level->coordination, "EUR a year for each partner but the first"},
                   {"quality", level->quality, "points"},
                   {"other_volume", level->other_volume, "a year, of partners from outside"}};

    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++) {
        if ((i == 4 && !(s->options.quality_value > 0)) || (i == 5 && !(level->other_volume > 0)))
            continue;
        write_joined(w, figures[i].name, level->name, true);
        write_body(s, w, figures[i].value, figures[i].note);
    }
}

static void write_parameters(const mkba_i_scale *s, mkba_i_writer *w)
{
    mkba_i_text number = {0};

    mkba_i_write_key(w, "parameters");
    mkba_i_write_open(w, '{');
    for (size_t i = 0; i < s->options.n_members; i++) {
        number.length = 0;
        mkba_i_text_format(&number, "%zu", i + 1);
        w->text.failed = w->text.failed || number.failed;
        write_joined(w, "volume", number.failed ? "" : number.data, true);
        write_body(s, w, s->options.volumes[i], s->options.members[i]);
    }
    mkba_i_text_drop(&number);
    for (size_t i = 0; i < s->options.n_levels; i++)
        write_level_parameters(s, w, &s->options.levels[i]);
    if (s->options.quality_value > 0) {
        mkba_i_write_key(w, "quality_value");
        write_body(s, w, s->options.quality_value, "EUR a year for a point of quality and a volume of 1");
    }
    mkba_i_write_close(w, '}');
}

/* ---- expressions -------------------------------------------------------------------------------------------------- */

/* "volume_1 + volume_2" of a group, of all members with `group` MKBA_I_GAME_SCALE_PLAYERS. */
static void add_volume(const mkba_i_scale *s, size_t level, size_t group, mkba_i_text *to)
{
    const char *between = "";

    for (size_t i = 0; i < s->options.n_members; i++) {
        if (group < MKBA_I_GAME_SCALE_PLAYERS && s->group_of[level][i] != group)
            continue;
        mkba_i_text_format(to, "%svolume_%zu", between, i + 1);
        between = " + ";
    }
}

/* What the members of a group pay; with partners from outside their share of the volume. */
static void add_group(const mkba_i_scale *s, size_t at, size_t group, mkba_i_text *to)
{
    const mkba_scale_level *level = &s->options.levels[at];
    bool others = level->other_volume > 0;
    size_t partners = s->groups[at][group].members + level->other_partners;

    mkba_i_text_format(to, "(fixed_%s + unit_cost_%s * (", level->name, level->name);
    add_volume(s, at, group, to);
    if (others)
        mkba_i_text_format(to, " + other_volume_%s", level->name);
    mkba_i_text_format(to, ")^elasticity_%s + coordination_%s * %zu)", level->name, level->name, partners - 1);
    if (!others)
        return;
    mkba_i_text_add(to, " * (");
    add_volume(s, at, group, to);
    mkba_i_text_add(to, ") / (");
    add_volume(s, at, group, to);
    mkba_i_text_format(to, " + other_volume_%s)", level->name);
}

static void write_cost(const mkba_i_scale *s, mkba_i_writer *w, size_t level)
{
    mkba_i_text text = {0};

    for (size_t g = 0; g < s->n_groups[level]; g++) {
        mkba_i_text_add(&text, g == 0 ? "" : " + ");
        add_group(s, level, g, &text);
    }
    w->text.failed = w->text.failed || text.failed;
    if (!text.failed)
        mkba_i_write_text(w, text.data);
    mkba_i_text_drop(&text);
}

static void write_quality(const mkba_i_scale *s, mkba_i_writer *w, size_t level, size_t null)
{
    mkba_i_text text = {0};

    mkba_i_text_format(&text, "quality_value * (quality_%s - quality_%s) * (", s->options.levels[level].name,
                       s->options.levels[null].name);
    add_volume(s, level, MKBA_I_GAME_SCALE_PLAYERS, &text);
    mkba_i_text_add(&text, ")");
    w->text.failed = w->text.failed || text.failed;
    if (!text.failed)
        mkba_i_write_text(w, text.data);
    mkba_i_text_drop(&text);
}

/* ---- the case ------------------------------------------------------------------------------------------------------ */

/* The head of a line of an alternative; its value follows. */
static void open_line(mkba_i_writer *w, const char *what, const mkba_scale_level *level, const char *kind,
                      const char *title)
{
    mkba_i_write_open(w, '{');
    mkba_i_write_key(w, "id");
    write_joined(w, what, level->name, false);
    write_pair(w, "kind", kind);
    write_pair(w, "title", title);
    write_pair(w, "alternative", level->name);
    write_pair(w, strcmp(kind, "cost") == 0 ? "payer" : "receiver",
               strcmp(what, "quality") == 0 ? "inwoner" : "gemeente");
    mkba_i_write_key(w, "value");
}

static void write_lines(const mkba_i_scale *s, mkba_i_writer *w, size_t null)
{
    mkba_i_write_key(w, "lines");
    mkba_i_write_open(w, '[');
    for (size_t i = 0; i < s->options.n_levels; i++) {
        const mkba_scale_level *level = &s->options.levels[i];
        if (i == null)
            continue;
        open_line(w, "costs", level, "cost", title_of(level));
        write_cost(s, w, i);
        mkba_i_write_close(w, '}');
        open_line(w, "avoided", level, "benefit", title_of(&s->options.levels[null]));
        write_cost(s, w, null);
        mkba_i_write_key(w, "cash");
        mkba_i_write_bool(w, true);
        mkba_i_write_close(w, '}');
        if (!(s->options.quality_value > 0))
            continue;
        open_line(w, "quality", level, "benefit", "kwaliteit");
        write_quality(s, w, i, null);
        mkba_i_write_close(w, '}');
    }
    mkba_i_write_close(w, ']');
}

static void write_alternatives(const mkba_i_scale *s, mkba_i_writer *w, size_t null)
{
    mkba_i_write_key(w, "alternatives");
    mkba_i_write_open(w, '{');
    for (size_t i = 0; i < s->options.n_levels; i++) {
        mkba_i_write_key(w, s->options.levels[i].name);
        mkba_i_write_open(w, '{');
        write_pair(w, "title", title_of(&s->options.levels[i]));
        if (i == null) {
            mkba_i_write_key(w, "null");
            mkba_i_write_bool(w, true);
        }
        mkba_i_write_close(w, '}');
    }
    mkba_i_write_close(w, '}');
}

static void write_actors(mkba_i_writer *w, bool residents)
{
    mkba_i_write_key(w, "actors");
    mkba_i_write_open(w, '{');
    for (int i = 0; i < (residents ? 2 : 1); i++) {
        mkba_i_write_key(w, i == 0 ? "gemeente" : "inwoner");
        mkba_i_write_open(w, '{');
        write_pair(w, "title", i == 0 ? "De gemeenten" : "Inwoners");
        mkba_i_write_key(w, "public");
        mkba_i_write_bool(w, i == 0);
        mkba_i_write_close(w, '}');
    }
    mkba_i_write_close(w, '}');
}

static void write_case(const mkba_i_scale *s, mkba_i_writer *w, size_t null)
{
    const mkba_scale_options *o = &s->options;

    mkba_i_write_open(w, '{');
    write_pair(w, "format", "mkba-case/1");
    write_pair(w, "title", o->title == NULL ? "task" : o->title);
    mkba_i_write_key(w, "base_year");
    mkba_i_write_integer(w, o->first_year);
    mkba_i_write_key(w, "price_year");
    mkba_i_write_integer(w, o->price_year);
    mkba_i_write_key(w, "years");
    mkba_i_write_open(w, '[');
    mkba_i_write_integer(w, o->first_year);
    mkba_i_write_integer(w, o->last_year);
    mkba_i_write_close(w, ']');
    write_pair(w, "discount", o->discount == NULL ? "NL-2026" : o->discount);
    write_actors(w, o->quality_value > 0);
    write_alternatives(s, w, null);
    write_parameters(s, w);
    write_lines(s, w, null);
    mkba_i_write_close(w, '}');
}

static mkba_status find_null(const mkba_scale_options *o, size_t *null, mkba_error *error)
{
    mkba_i_nearest nearest = mkba_i_nearest_start(o->null_level == NULL ? "" : o->null_level);
    char hint[MKBA_I_HINT];

    if (o->n_levels < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "levels", "a case compares at least two levels");
    if (o->first_year < 1000 || o->last_year > 9999 || o->last_year < o->first_year ||
        o->last_year - o->first_year > 199)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "last_year",
                           "a case has 1 to 200 years, from first_year to last_year");
    *null = 0;
    if (o->null_level == NULL)
        return MKBA_OK;
    for (size_t i = 0; i < o->n_levels; i++) {
        *null = i;
        if (strcmp(o->levels[i].name, o->null_level) == 0)
            return MKBA_OK;
        mkba_i_nearest_try(&nearest, o->levels[i].name);
    }
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "null_level", "there is no level \"%.100s\"%s", o->null_level, hint);
}

mkba_status mkba_scale_case(const mkba_scale_options *options, char **text, mkba_error *error)
{
    mkba_i_scale scale = {0};
    mkba_i_writer writer = {.depth = 0};
    size_t null = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(options), MKBA_I_GIVEN(text));

    if (status == MKBA_OK)
        status = mkba_i_scale_make(options, &scale, error);
    if (status == MKBA_OK)
        status = find_null(&scale.options, &null, error);
    if (status == MKBA_OK) {
        write_case(&scale, &writer, null);
        char *made = mkba_i_text_take(&writer.text);
        if (made == NULL)
            status = mkba_i_fail_memory(error);
        else
            *text = made;
    }
    mkba_i_scale_free(&scale);
    return status;
}
