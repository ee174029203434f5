/* One task at several levels: options, coalitions, costs; documented in mkba/koers_scale.h. */
#include "base/exact.h"

#include "koers/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/elementary.h"
#include "base/number.h"
#include "base/options.h"
#include "base/roll.h"
#include "base/text.h"
#include "compare/shared_arrays.h"

#define MOST_LEVELS 50
#define MOST_ELASTICITY 4.0

void mkba_scale_options_init_size(mkba_scale_options *options, size_t size)
{
    mkba_scale_options made = {.first_year = 2026, .last_year = 2035, .price_year = 2024};

    mkba_i_options_init(options, size, &made, sizeof made);
}

/* ---- checks ------------------------------------------------------------------------------------------------- */

static mkba_status level_fail(size_t level, const char *field, const char *sentence, mkba_error *error)
{
    char where[MKBA_I_ELEMENT_TEXT];

    snprintf(where, sizeof where, "levels[%zu]%s%s", level, field[0] == '\0' ? "" : "/", field);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s", sentence);
}

/* What a parameter of a case can end in. */
static bool is_name(const char *name)
{
    if (name == NULL || name[0] == '\0')
        return false;
    for (; *name != '\0'; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_'))
            return false;
    return true;
}

static bool is_text(const char *text)
{
    return text != NULL && text[0] != '\0' && mkba_i_utf8_valid(text, strlen(text));
}

static mkba_status check_figures(const mkba_scale_level *level, size_t at, mkba_error *error)
{
    const struct {
        const char *name;
        double value, least, most;
        const char *sentence;
    } figures[] = {
        {"fixed", level->fixed, 0, MKBA_I_GAME_WORTH, "a cost is a finite number, at least 0"},
        {"unit_cost", level->unit_cost, 0, MKBA_I_GAME_WORTH, "a cost is a finite number, at least 0"},
        {"elasticity", level->elasticity, 0, MOST_ELASTICITY, "an elasticity is from 0 to 4"},
        {"coordination", level->coordination, 0, MKBA_I_GAME_WORTH, "a cost is a finite number, at least 0"},
        {"quality", level->quality, -MKBA_I_GAME_WORTH, MKBA_I_GAME_WORTH, "a quality is a finite number"},
        {"distance", level->distance, 0, MKBA_I_GAME_WORTH, "a distance is a finite number, at least 0"},
        {"other_volume", level->other_volume, 0, MKBA_I_GAME_WORTH, "a volume is a finite number, at least 0"}};

    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        if (!(figures[i].value >= figures[i].least && figures[i].value <= figures[i].most))
            return level_fail(at, figures[i].name, figures[i].sentence, error);
    if ((level->other_volume > 0) != (level->other_partners > 0))
        return level_fail(at, "other_partners", "partners from outside have a volume, and a volume has partners",
                          error);
    return level->other_partners <= 1000000 ? MKBA_OK
                                            : level_fail(at, "other_partners", "there are at most 1e6 partners", error);
}

static mkba_status check_level(const mkba_scale_options *o, size_t at, mkba_error *error)
{
    const mkba_scale_level *level = &o->levels[at];

    if (!is_name(level->name))
        return level_fail(at, "name", "a level has a name of letters a to z, digits and _", error);
    for (size_t i = 0; i < at; i++)
        if (strcmp(o->levels[i].name, level->name) == 0)
            return level_fail(at, "name", "two levels have the same name", error);
    if (level->title != NULL && !is_text(level->title))
        return level_fail(at, "title", "a title is text in UTF-8", error);
    if (level->alone && level->groups != NULL)
        return level_fail(at, "groups", "members are alone or in groups, not both", error);
    if (level->groups != NULL && level->n_groups != o->n_members)
        return level_fail(at, "groups", "there is a group per member", error);
    for (size_t i = 0; level->groups != NULL && i < level->n_groups; i++)
        if (!is_text(level->groups[i]))
            return level_fail(at, "groups", "a group has a name, in UTF-8", error);
    return check_figures(level, at, error);
}

static mkba_status check_members(const mkba_scale_options *o, mkba_error *error)
{
    const mkba_i_array volumes = {"volumes", o->volumes, o->n_volumes, 0, true, "a volume is a finite number above 0"};
    char where[MKBA_I_ELEMENT_TEXT];
    mkba_i_roll roll = {0};
    mkba_status status = MKBA_OK;

    if (o->members == NULL || o->n_members == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "members", "a task has at least one member");
    if (o->n_members > MKBA_I_GAME_SCALE_PLAYERS)
        return mkba_i_fail(error, MKBA_ERROR_LIMIT, "members", "there are at most %d members, here are %zu",
                           MKBA_I_GAME_SCALE_PLAYERS, o->n_members);
    for (size_t i = 0; status == MKBA_OK && i < o->n_members; i++) {
        snprintf(where, sizeof where, "members[%zu]", i);
        if (!is_text(o->members[i]))
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "a member has a name, in UTF-8");
        else if (mkba_i_roll_find(&roll, o->members[i]) != MKBA_I_NONE)
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "two members have the same name");
        else if (!mkba_i_roll_add(&roll, o->members[i]))
            status = mkba_i_fail_memory(error);
    }
    mkba_i_roll_free(&roll);
    if (status == MKBA_OK && o->n_volumes != o->n_members)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "volumes", "there is a volume per member: %zu, not %zu",
                             o->n_members, o->n_volumes);
    return status == MKBA_OK ? mkba_i_arrays_check(&volumes, 1, error) : status;
}

static mkba_status check(const mkba_scale_options *o, mkba_error *error)
{
    mkba_status status = check_members(o, error);

    if (status == MKBA_OK && (o->levels == NULL || o->n_levels == 0))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "levels", "a task has at least one level");
    if (status == MKBA_OK && o->n_levels > MOST_LEVELS)
        status = mkba_i_fail(error, MKBA_ERROR_LIMIT, "levels", "there are at most %d levels, here are %zu",
                             MOST_LEVELS, o->n_levels);
    for (size_t i = 0; status == MKBA_OK && i < o->n_levels; i++)
        status = check_level(o, i, error);
    if (status == MKBA_OK && !(o->quality_value >= 0 && o->quality_value <= MKBA_I_GAME_WORTH))
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "quality_value",
                             "what a point of quality is worth is at least 0; 0 gives it no price");
    return status;
}

/* ---- coalitions ---------------------------------------------------------------------------------------------- */

static const char *group_name(const mkba_scale_options *o, const mkba_scale_level *level, size_t member)
{
    if (level->groups != NULL)
        return level->groups[member];
    return level->alone ? o->members[member] : "";
}

static bool make_groups(mkba_i_scale *s, size_t at)
{
    const mkba_scale_options *o = &s->options;
    mkba_i_scale_group *groups = mkba_i_arena_new(&s->arena, o->n_members, sizeof *groups);
    size_t *of = mkba_i_arena_new(&s->arena, o->n_members, sizeof *of), n = 0;

    if (groups == NULL || of == NULL)
        return false;
    for (size_t i = 0; i < o->n_members; i++) {
        const char *name = group_name(o, &o->levels[at], i);
        size_t g = 0;
        while (g < n && strcmp(groups[g].name, name) != 0)
            g++;
        if (g == n)
            groups[n++] = (mkba_i_scale_group){name, 0, 0, i};
        groups[g].volume += o->volumes[i];
        groups[g].members++;
        of[i] = g;
    }
    s->groups[at] = groups;
    s->n_groups[at] = n;
    s->group_of[at] = of;
    return true;
}

mkba_status mkba_i_scale_make(const mkba_scale_options *options, mkba_i_scale *scale, mkba_error *error)
{
    mkba_scale_options *o = &scale->options;
    mkba_status status;

    mkba_scale_options_init(o);
    status = mkba_i_options_take(options, o, sizeof *o, "mkba_scale_options_init", error);
    if (status == MKBA_OK)
        status = check(o, error);
    if (status != MKBA_OK)
        return status;
    scale->groups = mkba_i_arena_new(&scale->arena, o->n_levels, sizeof *scale->groups);
    scale->n_groups = mkba_i_arena_new(&scale->arena, o->n_levels, sizeof *scale->n_groups);
    scale->group_of = mkba_i_arena_new(&scale->arena, o->n_levels, sizeof *scale->group_of);
    bool good = scale->groups != NULL && scale->n_groups != NULL && scale->group_of != NULL;
    for (size_t i = 0; good && i < o->n_levels; i++)
        good = make_groups(scale, i);
    if (!good)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < o->n_members; i++)
        scale->volume += o->volumes[i];
    for (size_t i = 0; status == MKBA_OK && i < o->n_levels; i++)
        if (!(mkba_i_scale_total(mkba_i_scale_level_cost(scale, i, 1)) <= MKBA_I_GAME_WORTH))
            status = mkba_i_fail(error, MKBA_ERROR_EVALUATION, "levels", "the cost of \"%.100s\" is beyond 1e100",
                                 o->levels[i].name);
    return status;
}

void mkba_i_scale_free(mkba_i_scale *scale)
{
    mkba_i_arena_free(&scale->arena);
}

/* ---- costs ------------------------------------------------------------------------------------------------------ */

double mkba_i_scale_total(mkba_i_scale_parts parts)
{
    return parts.fixed + parts.volume + parts.coordination;
}

mkba_i_scale_parts mkba_i_scale_group_cost(const mkba_scale_level *level, const mkba_i_scale_group *group,
                                           double factor)
{
    double own = factor * group->volume, volume = own + level->other_volume, share = own / volume;
    double partners = (double) (group->members + level->other_partners);

    return (mkba_i_scale_parts){share * level->fixed,
                                share * (level->unit_cost * mkba_i_pow(volume, level->elasticity)),
                                share * (level->coordination * (partners - 1))};
}

mkba_i_scale_parts mkba_i_scale_level_cost(const mkba_i_scale *scale, size_t level, double factor)
{
    mkba_i_scale_parts sum = {0, 0, 0};

    for (size_t g = 0; g < scale->n_groups[level]; g++) {
        mkba_i_scale_parts part =
            mkba_i_scale_group_cost(&scale->options.levels[level], &scale->groups[level][g], factor);
        sum.fixed += part.fixed;
        sum.volume += part.volume;
        sum.coordination += part.coordination;
    }
    return sum;
}
