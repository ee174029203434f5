/* The table of an overview: see overview.h. */
#include "base/exact.h"

#include "compare/overview_rows.h"

#include "base/table.h"
#include "base/text.h"

static const char *verdict_name(mkba_i_verdict verdict)
{
    switch (verdict) {
    case MKBA_I_BETTER: return "better";
    case MKBA_I_EQUAL: return "equal";
    case MKBA_I_UNCLEAR: return "unclear";
    case MKBA_I_HIGHER: return "higher";
    case MKBA_I_LOWER: return "lower";
    case MKBA_I_WORSE: return "worse";
    case MKBA_I_ABSENT: break;
    }
    return "absent";
}

static void write_missing(mkba_i_row *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        mkba_i_row_missing(row);
}

static void write_bounds(mkba_i_row *row, const mkba_i_bounds *bounds, bool has, bool interval)
{
    if (has)
        mkba_i_row_real(row, bounds->at);
    else
        mkba_i_row_missing(row);
    if (has && interval) {
        mkba_i_row_real(row, bounds->lower);
        mkba_i_row_real(row, bounds->upper);
    } else {
        write_missing(row, 2);
    }
}

static void write_side(mkba_i_row *row, const mkba_i_standing *side, const mkba_i_versus *versus)
{
    write_bounds(row, &side->value, side->has, side->interval);
    write_bounds(row, &versus->difference, versus->verdict != MKBA_I_ABSENT, versus->interval);
    mkba_i_row_text(row, verdict_name(versus->verdict));
}

/* ---- what to know of a row ------------------------------------------------------------------------------- */

static void say_missing(const mkba_i_overview *o, const mkba_i_standing *side, const mkba_i_side *of, mkba_i_text *note)
{
    if (of->n == 0)
        mkba_i_text_format(note, "no %s were given; ", of->name);
    else if (side->n_missing > 0)
        mkba_i_text_format(note, "%zu of %zu areas of the %s have no figure (%s: %s); ", side->n_missing, of->n,
                           of->name, o->stand.panel->areas[side->first_missing].code,
                           mkba_cell_status_name(side->reason));
}

static void say_note(const mkba_i_overview *o, const mkba_i_overview_row *made, mkba_i_text *note)
{
    const mkba_i_item *item = made->item;

    if (item == NULL) {
        mkba_i_text_format(note, "nothing was given for the %s of %s", mkba_aspect_name(made->aspect), made->domain);
        return;
    }
    for (size_t s = 0; s < MKBA_I_SIDES; s++)
        say_missing(o, &made->of[s], &o->sides.of[s], note);
    if (made->of[0].small)
        mkba_i_text_add(note, "a small sample; ");
    if (item->given->statistic == MKBA_STATISTIC_MEAN && item->sd == MKBA_I_NONE)
        mkba_i_text_add(note, "without standard deviation chance is not told apart; ");
    if (item->given->statistic != MKBA_STATISTIC_RATE && item->population == MKBA_I_NONE)
        mkba_i_text_add(note, "areas weigh by their answers, not by their clients; ");
    if (note->length > 2)
        note->data[note->length -= 2] = '\0';
}

static void write_note(const mkba_i_overview *o, const mkba_i_overview_row *made, mkba_i_row *row)
{
    mkba_i_text note = {0};

    say_note(o, made, &note);
    if (note.failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, note.data == NULL ? "" : note.data);
    mkba_i_text_drop(&note);
}

static void write_unit(const mkba_i_overview *o, const mkba_i_item *item, mkba_i_row *row)
{
    const mkba_indicator *all = o->stand.panel->indicators;
    mkba_i_text unit = {0};

    if (item->given->statistic == MKBA_STATISTIC_PROPORTION) {
        mkba_i_row_text(row, item->per == 100 ? "%" : "1");
        return;
    }
    mkba_i_text_add(&unit, mkba_i_unit_or_name(&all[item->indicator]));
    if (item->given->statistic == MKBA_STATISTIC_RATE) {
        mkba_i_text_add(&unit, " / ");
        if (item->per != 1) {
            mkba_i_text_number(&unit, item->per);
            mkba_i_text_add(&unit, " ");
        }
        mkba_i_text_add(&unit, mkba_i_unit_or_name(&all[item->denominator]));
    }
    if (unit.failed && row->status == MKBA_OK)
        row->status = mkba_i_fail_memory(row->error);
    mkba_i_row_text(row, unit.data == NULL ? "" : unit.data);
    mkba_i_text_drop(&unit);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void write_counts(const mkba_i_overview_row *made, mkba_i_row *row)
{
    bool directed = made->item->given->better != MKBA_BETTER_NEITHER;

    if (directed && made->of[0].has && made->of[1].n_areas > 0)
        mkba_i_row_integer(row, (int64_t) made->worse_peers);
    else
        mkba_i_row_missing(row);
    mkba_i_row_integer(row, (int64_t) made->of[1].n_areas);
    mkba_i_row_integer(row, (int64_t) made->of[1].n_missing);
    mkba_i_row_integer(row, (int64_t) made->of[0].n_areas);
    mkba_i_row_integer(row, (int64_t) made->of[0].n_missing);
    mkba_i_row_integer(row, (int64_t) made->of[2].n_areas);
    mkba_i_row_integer(row, (int64_t) made->of[2].n_missing);
    if (made->item->given->statistic != MKBA_STATISTIC_RATE && made->of[0].has && made->of[0].answers > 0) {
        mkba_i_row_real(row, made->of[0].answers);
        mkba_i_row_boolean(row, made->of[0].small);
    } else {
        write_missing(row, 2);
    }
}

static void write_row(const mkba_i_overview *o, const mkba_i_overview_row *made, mkba_i_row *row)
{
    const mkba_i_item *item = made->item;

    mkba_i_row_text(row, made->domain);
    mkba_i_row_text(row, mkba_aspect_name(made->aspect));
    mkba_i_row_text(row, item == NULL ? NULL : item->given->indicator);
    mkba_i_row_text(row, item == NULL ? NULL : mkba_statistic_name(item->given->statistic));
    if (item == NULL)
        mkba_i_row_missing(row);
    else
        write_unit(o, item, row);
    mkba_i_row_text(row, item == NULL ? NULL : mkba_better_name(item->given->better));
    mkba_i_row_text(row, o->options.period);
    write_bounds(row, &made->of[0].value, made->of[0].has, made->of[0].interval);
    write_side(row, &made->of[1], &made->peers);
    write_side(row, &made->of[2], &made->nation);
    if (item == NULL)
        write_missing(row, 9);
    else
        write_counts(made, row);
    write_note(o, made, row);
    mkba_i_row_next(row);
}

mkba_status mkba_i_overview_table(const mkba_i_overview *overview, mkba_table **table)
{
    static const mkba_i_column columns[] = {
        {"domain", MKBA_COLUMN_TEXT, NULL},
        {"aspect", MKBA_COLUMN_TEXT, NULL},
        {"indicator", MKBA_COLUMN_TEXT, NULL},
        {"statistic", MKBA_COLUMN_TEXT, NULL},
        {"unit", MKBA_COLUMN_TEXT, NULL},
        {"better", MKBA_COLUMN_TEXT, NULL},
        {"period", MKBA_COLUMN_TEXT, NULL},
        {"region", MKBA_COLUMN_REAL, NULL},
        {"region_lower", MKBA_COLUMN_REAL, NULL},
        {"region_upper", MKBA_COLUMN_REAL, NULL},
        {"peers", MKBA_COLUMN_REAL, NULL},
        {"peers_lower", MKBA_COLUMN_REAL, NULL},
        {"peers_upper", MKBA_COLUMN_REAL, NULL},
        {"difference_peers", MKBA_COLUMN_REAL, NULL},
        {"difference_peers_lower", MKBA_COLUMN_REAL, NULL},
        {"difference_peers_upper", MKBA_COLUMN_REAL, NULL},
        {"verdict_peers", MKBA_COLUMN_TEXT, NULL},
        {"nation", MKBA_COLUMN_REAL, NULL},
        {"nation_lower", MKBA_COLUMN_REAL, NULL},
        {"nation_upper", MKBA_COLUMN_REAL, NULL},
        {"difference_nation", MKBA_COLUMN_REAL, NULL},
        {"difference_nation_lower", MKBA_COLUMN_REAL, NULL},
        {"difference_nation_upper", MKBA_COLUMN_REAL, NULL},
        {"verdict_nation", MKBA_COLUMN_TEXT, NULL},
        {"worse_peers", MKBA_COLUMN_INTEGER, "1"},
        {"n_peers", MKBA_COLUMN_INTEGER, "1"},
        {"peers_missing", MKBA_COLUMN_INTEGER, "1"},
        {"n_region", MKBA_COLUMN_INTEGER, "1"},
        {"region_missing", MKBA_COLUMN_INTEGER, "1"},
        {"n_nation", MKBA_COLUMN_INTEGER, "1"},
        {"nation_missing", MKBA_COLUMN_INTEGER, "1"},
        {"answers", MKBA_COLUMN_REAL, "1"},
        {"small", MKBA_COLUMN_BOOLEAN, NULL},
        {"note", MKBA_COLUMN_TEXT, NULL},
    };
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("overview", columns, sizeof columns / sizeof *columns, overview->n_rows,
                                          &made, overview->stand.error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, overview->stand.error);
    for (size_t i = 0; i < overview->n_rows; i++)
        write_row(overview, &overview->rows[i], &row);
    if (row.status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return row.status;
}
