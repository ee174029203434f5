/* Levels of a task as tables; documented in mkba/koers_scale.h. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/elementary.h"
#include "base/table.h"
#include "koers/scale.h"

#define STEPS 4096
#define FARTHEST 1000.0

static const char *const views[] = {"levels", "coalitions", "break-even"};

MKBA_I_CHOICE(mkba_scale_view, views, "view", "view")

/* ---- levels -------------------------------------------------------------------------------------------------- */

static double cost_of(const mkba_i_scale *s, size_t level, double factor)
{
    return mkba_i_scale_total(mkba_i_scale_level_cost(s, level, factor));
}

static double worth_of(const mkba_i_scale *s, size_t level)
{
    return s->options.quality_value * s->options.levels[level].quality * s->volume;
}

static double public_value(const mkba_i_scale *s, size_t level)
{
    return worth_of(s, level) - cost_of(s, level, 1);
}

/* Whether `one` is no worse in anything than `other` and better in something. */
static bool dominates(const mkba_i_scale *s, size_t one, size_t other)
{
    const mkba_scale_level *a = &s->options.levels[one], *b = &s->options.levels[other];
    double more = public_value(s, one) - public_value(s, other), nearer = b->distance - a->distance;
    double better = s->options.quality_value > 0 ? 0 : a->quality - b->quality;

    return more >= 0 && nearer >= 0 && better >= 0 && (more > 0 || nearer > 0 || better > 0);
}

static const char *dominated_by(const mkba_i_scale *s, size_t level)
{
    for (size_t i = 0; i < s->options.n_levels; i++)
        if (dominates(s, i, level))
            return s->options.levels[i].name;
    return NULL;
}

static size_t largest(const mkba_i_scale *s, size_t level)
{
    size_t most = 0;

    for (size_t g = 0; g < s->n_groups[level]; g++)
        if (s->groups[level][g].members > most)
            most = s->groups[level][g].members;
    return most + s->options.levels[level].other_partners;
}

static void add_level(mkba_i_row *row, const mkba_i_scale *s, size_t at)
{
    const mkba_scale_level *level = &s->options.levels[at];
    mkba_i_scale_parts parts = mkba_i_scale_level_cost(s, at, 1);
    const char *by = dominated_by(s, at);

    mkba_i_row_text(row, level->name);
    mkba_i_row_text(row, level->title == NULL ? level->name : level->title);
    mkba_i_row_integer(row, (int64_t) s->n_groups[at]);
    mkba_i_row_integer(row, (int64_t) largest(s, at));
    mkba_i_row_real(row, mkba_i_scale_total(parts));
    mkba_i_row_real(row, parts.fixed);
    mkba_i_row_real(row, parts.volume);
    mkba_i_row_real(row, parts.coordination);
    mkba_i_row_maybe(row, mkba_i_scale_total(parts) / s->volume);
    mkba_i_row_real(row, level->quality);
    mkba_i_row_real_if(row, worth_of(s, at), s->options.quality_value > 0 && isfinite(worth_of(s, at)));
    mkba_i_row_maybe(row, public_value(s, at));
    mkba_i_row_real(row, level->distance);
    mkba_i_row_boolean(row, by == NULL);
    mkba_i_row_text(row, by);
    mkba_i_row_next(row);
}

static mkba_status make_levels(const mkba_i_scale *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"level", MKBA_COLUMN_TEXT, NULL},
                                            {"title", MKBA_COLUMN_TEXT, NULL},
                                            {"coalitions", MKBA_COLUMN_INTEGER, "1"},
                                            {"partners", MKBA_COLUMN_INTEGER, "1"},
                                            {"cost", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"fixed", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"volume_cost", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"coordination", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"cost_per_client", MKBA_COLUMN_REAL, "EUR"},
                                            {"quality", MKBA_COLUMN_REAL, NULL},
                                            {"quality_worth", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"public_value", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"distance", MKBA_COLUMN_REAL, NULL},
                                            {"efficient", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"dominated_by", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("levels", columns, MKBA_I_LENGTH(columns), s->options.n_levels, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < s->options.n_levels; i++)
        add_level(&row, s, i);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- coalitions ------------------------------------------------------------------------------------------------ */

static void add_group(mkba_i_row *row, const mkba_scale_level *level, const mkba_i_scale_group *group)
{
    double volume = group->volume + level->other_volume;
    double members = mkba_i_scale_total(mkba_i_scale_group_cost(level, group, 1));

    mkba_i_row_text(row, level->name);
    mkba_i_row_text(row, group->name[0] == '\0' ? "all" : group->name);
    mkba_i_row_integer(row, (int64_t) group->members);
    mkba_i_row_real(row, volume);
    mkba_i_row_integer(row, (int64_t) (group->members + level->other_partners));
    mkba_i_row_maybe(row, members / group->volume * volume);
    mkba_i_row_maybe(row, members);
    mkba_i_row_maybe(row, members / group->volume);
    mkba_i_row_next(row);
}

static mkba_status make_coalitions(const mkba_i_scale *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"level", MKBA_COLUMN_TEXT, NULL},
                                            {"coalition", MKBA_COLUMN_TEXT, NULL},
                                            {"members", MKBA_COLUMN_INTEGER, "1"},
                                            {"volume", MKBA_COLUMN_REAL, NULL},
                                            {"partners", MKBA_COLUMN_INTEGER, "1"},
                                            {"cost", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"cost_of_members", MKBA_COLUMN_REAL, "EUR/jaar"},
                                            {"cost_per_client", MKBA_COLUMN_REAL, "EUR"}};
    size_t n = 0;
    mkba_table *made = NULL;

    for (size_t i = 0; i < s->options.n_levels; i++)
        n += s->n_groups[i];
    mkba_status status = mkba_i_table_new("coalitions", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < s->options.n_levels; i++)
        for (size_t g = 0; g < s->n_groups[i]; g++)
            add_group(&row, &s->options.levels[i], &s->groups[i][g]);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- break-even -------------------------------------------------------------------------------------------------- */

static double factor_at(size_t step)
{
    return mkba_i_exp(mkba_i_log(FARTHEST) * (2 * (double) step / STEPS - 1));
}

static double difference(const mkba_i_scale *s, size_t a, size_t b, double factor)
{
    return cost_of(s, a, factor) - cost_of(s, b, factor);
}

/* Halving until the two ends are neighbours. */
static double crossing(const mkba_i_scale *s, size_t a, size_t b, double low, double high)
{
    bool above = difference(s, a, b, low) > 0;

    for (double middle = low + (high - low) / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
        if ((difference(s, a, b, middle) > 0) == above)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* The factor of the next crossing from a step on; `step` becomes the one behind it. NaN: there is none. */
static double next_crossing(const mkba_i_scale *s, size_t a, size_t b, size_t *step)
{
    bool above = difference(s, a, b, factor_at(*step)) > 0;

    while (*step < STEPS) {
        ++*step;
        if ((difference(s, a, b, factor_at(*step)) > 0) != above)
            return crossing(s, a, b, factor_at(*step - 1), factor_at(*step));
    }
    return NAN;
}

static size_t crossings(const mkba_i_scale *s, size_t a, size_t b)
{
    size_t n = 0, step = 0;

    while (!isnan(next_crossing(s, a, b, &step)))
        n++;
    return n;
}

static void add_pair(mkba_i_row *row, const mkba_i_scale *s, size_t a, size_t b)
{
    size_t step = 0, n = crossings(s, a, b);

    for (size_t k = 0; k < (n == 0 ? 1 : n); k++) {
        bool above = difference(s, a, b, factor_at(step)) > 0; /* the first is dearer before */
        double factor = next_crossing(s, a, b, &step);
        const char *names[] = {s->options.levels[a].name, s->options.levels[b].name};
        mkba_i_row_text(row, names[0]);
        mkba_i_row_text(row, names[1]);
        mkba_i_row_maybe(row, factor);
        mkba_i_row_maybe(row, factor * s->volume);
        mkba_i_row_text(row, names[above]);
        mkba_i_row_text(row, names[n == 0 ? above : !above]);
        mkba_i_row_next(row);
    }
}

static mkba_status make_break_even(const mkba_i_scale *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"first", MKBA_COLUMN_TEXT, NULL}, {"second", MKBA_COLUMN_TEXT, NULL},
                                            {"factor", MKBA_COLUMN_REAL, "1"}, {"volume", MKBA_COLUMN_REAL, NULL},
                                            {"below", MKBA_COLUMN_TEXT, NULL}, {"above", MKBA_COLUMN_TEXT, NULL}};
    size_t n = 0;
    mkba_table *made = NULL;

    for (size_t a = 0; a < s->options.n_levels; a++)
        for (size_t b = a + 1; b < s->options.n_levels; b++) {
            size_t found = crossings(s, a, b);
            n += found == 0 ? 1 : found;
        }
    mkba_status status = mkba_i_table_new("break-even", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t a = 0; a < s->options.n_levels; a++)
        for (size_t b = a + 1; b < s->options.n_levels; b++)
            add_pair(&row, s, a, b);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_scale_table(const mkba_scale_options *options, mkba_scale_view view, mkba_table **table,
                             mkba_error *error)
{
    mkba_i_scale scale = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(options), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) view >= MKBA_I_LENGTH(views))
        status =
            mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "view", "a task has the views levels, coalitions and break-even");
    if (status == MKBA_OK)
        status = mkba_i_scale_make(options, &scale, error);
    if (status == MKBA_OK && view == MKBA_SCALE_LEVELS)
        status = make_levels(&scale, table, error);
    else if (status == MKBA_OK && view == MKBA_SCALE_COALITIONS)
        status = make_coalitions(&scale, table, error);
    else if (status == MKBA_OK)
        status = make_break_even(&scale, table, error);
    mkba_i_scale_free(&scale);
    return status;
}
