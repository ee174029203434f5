/* What a growth of costs consists of, as mkba/compare_service.h has it. */
#include "base/exact.h"

#include <mkba/compare_service.h>

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/options.h"
#include "base/table.h"
#include "base/text.h"
#include "compare/decompose_lmdi.h"
#include "compare/shared_sides.h"

void mkba_decomposition_options_init_size(mkba_decomposition_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, 0);
}

/* Where in the panel the parts of costs are, in the order population, target, users, costs; without a target it is left
 * out. Factor k is part k over part k - 1. */
typedef struct chain {
    const mkba_panel *panel;
    const mkba_decomposition_options *options;
    size_t parts[MKBA_I_PARTS];
    const char *factors[MKBA_I_PARTS];
    size_t n;
    size_t periods[2]; /* from, to */
    mkba_i_sides sides;
} chain;

/* ---- what is asked --------------------------------------------------------------------------------------- */

static mkba_status check_kind(const mkba_indicator *known, bool flow, bool stock, const char *where, mkba_error *error)
{
    if ((flow && known->kind == MKBA_INDICATOR_FLOW) || (stock && known->kind == MKBA_INDICATOR_STOCK))
        return MKBA_OK;
    if (known->kind == MKBA_INDICATOR_UNKNOWN)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                           "the kind of \"%.100s\" is not known, so that it cannot be matched: describe it first",
                           known->name);
    return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                       "\"%.100s\" is a %s, and %s has to be %s: the definitions do not "
                       "match",
                       known->name, mkba_indicator_kind_name(known->kind), where,
                       flow && stock ? "a count of persons, a flow or a stock"
                       : flow        ? "a flow"
                                     : "a stock");
}

/* A part is found, of its kind, and one figure over the periods. */
static mkba_status add_part(chain *c, const char *name, const char *where, const char *factor, mkba_error *error)
{
    const mkba_panel *panel = c->panel;
    bool money = strcmp(where, "costs") == 0, users = strcmp(where, "users") == 0;
    size_t at = 0;
    mkba_status status;

    if (name == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s is not given: it names an indicator", where);
    status = mkba_i_panel_find_indicator(panel, name, where, &at, error);
    if (status == MKBA_OK)
        status = check_kind(&panel->indicators[at], money || users, !money, where, error);
    if (status == MKBA_OK && money != mkba_i_is_money(panel->indicators[at].unit))
        status = mkba_i_fail(error, MKBA_ERROR_PANEL, where, "\"%.100s\" is in \"%.50s\", which is %s money", name,
                             panel->indicators[at].unit, money ? "no" : "");
    if (status == MKBA_OK)
        status = mkba_i_breaks_check(&panel->indicators[at], panel->periods[c->periods[0]].year,
                                     panel->periods[c->periods[1]].year, where, error);
    for (size_t k = 0; status == MKBA_OK && k < c->n; k++)
        if (c->parts[k] == at)
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "\"%.100s\" is named twice", name);
    c->parts[c->n] = at;
    c->factors[c->n++] = factor;
    return status;
}

static mkba_status find_periods(chain *c, mkba_error *error)
{
    const mkba_decomposition_options *o = c->options;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {"from", o->from}, {"to", o->to});

    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(c->panel, o->from, "from", &c->periods[0], error);
    if (status == MKBA_OK)
        status = mkba_i_panel_find_period(c->panel, o->to, "to", &c->periods[1], error);
    if (status == MKBA_OK && c->periods[0] >= c->periods[1])
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "to", "%.20s is not after %.20s", o->to, o->from);
    return status;
}

static mkba_status find_chain(chain *c, mkba_error *error)
{
    const mkba_decomposition_options *o = c->options;
    const mkba_i_asked asked = {o->region, o->n_region, o->peers, o->n_peers, o->nation};
    mkba_status status = find_periods(c, error);

    if (status == MKBA_OK && o->missing != MKBA_MISSING_SPREADS && o->missing != MKBA_MISSING_LEFT_OUT)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "missing", "there is no way %d to deal with missing figures",
                             (int) o->missing);
    if (status == MKBA_OK)
        status = add_part(c, o->population, "population", "population", error);
    if (status == MKBA_OK && o->target != NULL)
        status = add_part(c, o->target, "target", "demography", error);
    if (status == MKBA_OK)
        status = add_part(c, o->users, "users", "volume", error);
    if (status == MKBA_OK)
        status = add_part(c, o->costs, "costs", "price", error);
    if (status == MKBA_OK)
        status = mkba_i_sides_find(c->panel, &asked, &c->sides, error);
    return status;
}

/* ---- a group --------------------------------------------------------------------------------------------- */

static mkba_status refuse_missing(const chain *c, const mkba_i_sums *sums, mkba_error *error)
{
    return mkba_i_fail(
        error, MKBA_ERROR_PANEL, "region",
        "%.50s has no figure of \"%.100s\" in both periods, so that the parts of the costs are not those "
        "of the region; leave it out, or choose other periods",
        c->panel->areas[sums->missing_area].code, c->panel->indicators[sums->missing_indicator].name);
}

static mkba_status sum_side(const chain *c, const mkba_i_side *side, mkba_i_sums ends[2], mkba_error *error)
{
    const size_t back[2] = {c->periods[1], c->periods[0]};
    bool region = side == &c->sides.of[0];

    mkba_i_side_sum(c->panel, side, c->parts, c->n, c->periods, 2, &ends[0]);
    mkba_i_side_sum(c->panel, side, c->parts, c->n, back, 2, &ends[1]);
    if (region && ends[0].n_missing > 0 && (c->options->missing == MKBA_MISSING_SPREADS || ends[0].n_areas == 0))
        return refuse_missing(c, &ends[0], error);
    for (size_t k = 0; ends[0].n_areas > 0 && k < c->n; k++)
        if (!(ends[0].of[k] > 0 && ends[1].of[k] > 0))
            return mkba_i_fail(error, MKBA_ERROR_PANEL, c->factors[k],
                               "\"%.100s\" of the %s is not above 0 in both periods: its growth has no parts",
                               c->panel->indicators[c->parts[k]].name, side->name);
    return MKBA_OK;
}

/* What to know of a factor. */
static void say_note(const chain *c, size_t k, mkba_i_text *note)
{
    const mkba_indicator *known = &c->panel->indicators[c->parts[k]];
    int from = c->panel->periods[c->periods[0]].year, to = c->panel->periods[c->periods[1]].year;
    bool price = k + 1 == c->n;

    if (price && c->panel->indicators[c->parts[k - 1]].kind == MKBA_INDICATOR_STOCK)
        mkba_i_text_add(note, "users are counted at a moment, costs over the period: price is costs per user at that "
                              "moment; ");
    if (price && c->panel->indicators[c->parts[k - 1]].kind == MKBA_INDICATOR_FLOW)
        mkba_i_text_add(note, "users are all of the period: price holds how long and how heavy the provision was; ");
    if (price && strstr(known->unit, "(prijzen") == NULL)
        mkba_i_text_add(note, "in prices of each period; ");
    for (size_t i = 0; i < known->n_breaks; i++)
        if (known->breaks[i].year > from && known->breaks[i].year <= to)
            mkba_i_text_format(note, "break in %d: %s; ", known->breaks[i].year, known->breaks[i].note);
    if (note->length > 2)
        note->data[note->length -= 2] = '\0';
}

/* The figures of factor k at the two ends, or of the total (k = n). */
static void factor_of(const chain *c, const mkba_i_sums ends[2], size_t k, double at[2])
{
    for (size_t e = 0; e < 2; e++) {
        double whole = k < c->n ? ends[e].of[k] : ends[e].of[c->n - 1];
        at[e] = k == 0 || k == c->n ? whole : whole / ends[e].of[k - 1];
    }
}

static void write_numbers(const chain *c, const mkba_i_sums ends[2], size_t k, mkba_i_row *row)
{
    const mkba_indicator *known = &c->panel->indicators[c->parts[k < c->n ? k : c->n - 1]];
    double at[2], start = ends[0].of[c->n - 1], change = ends[1].of[c->n - 1] - start, contribution = change;
    mkba_i_text unit = {0};

    factor_of(c, ends, k, at);
    if (k < c->n)
        contribution = mkba_i_log_mean(start + change, start) * (mkba_i_log(at[1]) - mkba_i_log(at[0]));
    mkba_i_text_add(&unit, mkba_i_unit_or_name(known));
    if (k > 0 && k < c->n)
        mkba_i_text_format(&unit, " / %s", mkba_i_unit_or_name(&c->panel->indicators[c->parts[k - 1]]));
    mkba_i_row_real(row, at[0]);
    mkba_i_row_real(row, at[1]);
    if (unit.failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, unit.data == NULL ? "" : unit.data);
    mkba_i_row_real(row, 100 * (at[1] / at[0] - 1));
    mkba_i_row_real(row, contribution);
    mkba_i_row_real(row, 100 * contribution / start);
    mkba_i_row_real(row, at[1] / at[0]);
    mkba_i_text_drop(&unit);
}

static void write_factor(const chain *c, const mkba_i_side *side, const mkba_i_sums ends[2], size_t k, mkba_i_row *row)
{
    mkba_i_text note = {0};

    mkba_i_row_text(row, side->name);
    mkba_i_row_text(row, k < c->n ? c->factors[k] : "total");
    if (ends[0].n_areas > 0)
        write_numbers(c, ends, k, row);
    for (size_t i = 0; ends[0].n_areas == 0 && i < 7; i++)
        mkba_i_row_missing(row);
    mkba_i_row_integer(row, (int64_t) ends[0].n_areas);
    mkba_i_row_integer(row, (int64_t) ends[0].n_missing);
    if (ends[0].n_areas == 0)
        mkba_i_text_add(&note, side->n == 0 ? "no areas were given" : "no area has every figure in both periods");
    else if (k < c->n)
        say_note(c, k, &note);
    if (note.failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, note.data == NULL ? "" : note.data);
    mkba_i_row_next(row);
    mkba_i_text_drop(&note);
}

static mkba_status make_table(const chain *c, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"group", MKBA_COLUMN_TEXT, NULL},        {"factor", MKBA_COLUMN_TEXT, NULL},
        {"start", MKBA_COLUMN_REAL, NULL},        {"end", MKBA_COLUMN_REAL, NULL},
        {"unit", MKBA_COLUMN_TEXT, NULL},         {"growth", MKBA_COLUMN_REAL, "%"},
        {"contribution", MKBA_COLUMN_REAL, NULL}, {"points", MKBA_COLUMN_REAL, "%"},
        {"multiplier", MKBA_COLUMN_REAL, "1"},    {"n_areas", MKBA_COLUMN_INTEGER, "1"},
        {"n_missing", MKBA_COLUMN_INTEGER, "1"},  {"note", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("decomposition", columns, sizeof columns / sizeof *columns,
                                          MKBA_I_SIDES * (c->n + 1), &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t s = 0; status == MKBA_OK && s < MKBA_I_SIDES; s++) {
        mkba_i_sums ends[2];
        status = sum_side(c, &c->sides.of[s], ends, error);
        for (size_t k = 0; status == MKBA_OK && k <= c->n; k++) {
            write_factor(c, &c->sides.of[s], ends, k, &row);
            status = row.status;
        }
    }
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

mkba_status mkba_panel_decomposition(const mkba_panel *panel, const mkba_decomposition_options *options,
                                     mkba_table **table, mkba_error *error)
{
    mkba_decomposition_options taken;
    chain c = {.panel = panel, .options = &taken};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    mkba_decomposition_options_init(&taken);
    status = mkba_i_options_take(options, &taken, sizeof taken, "mkba_decomposition_options_init", error);
    if (status == MKBA_OK)
        status = find_chain(&c, error);
    if (status == MKBA_OK)
        status = make_table(&c, table, error);
    mkba_i_sides_free(&c.sides);
    return status;
}
