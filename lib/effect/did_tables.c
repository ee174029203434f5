/* The tables of an estimate. The columns are documented in mkba/effect_did.h. */
#include "base/exact.h"

#include "base/choice.h"
#include "effect/did_model.h"

typedef mkba_status maker(const mkba_did *did, mkba_table **table, mkba_error *error);

static const char *const views[] = {"summary", "effects", "aggregates", "tests", "areas", "findings"};

MKBA_I_CHOICE(mkba_did_view, views, "view", "view")

static void write_period(mkba_i_row *row, const mkba_did *did, size_t period)
{
    mkba_i_row_text(row, period == MKBA_I_NONE ? NULL : did->periods[period]);
}

/* p, low, high */
static void write_interval(mkba_i_row *row, const mkba_i_judged *judged)
{
    mkba_i_row_maybe(row, judged->p);
    mkba_i_row_maybe(row, judged->low);
    mkba_i_row_maybe(row, judged->high);
}

/* Makes a table, for the makers below: `fill` writes its rows. */
static mkba_status fill(const mkba_did *did, const char *name, const mkba_i_column *columns, size_t n_columns, size_t n,
                        void (*write)(mkba_i_row *row, const mkba_did *did, size_t i), mkba_table **table,
                        mkba_error *error)
{
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new(name, columns, n_columns, n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        write(&row, did, i);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static void write_summary(mkba_i_row *row, const mkba_did *did, size_t i)
{
    const mkba_i_did_judgement *of = &did->judgements[i];

    mkba_i_row_text(row, mkba_did_inference_name(of->inference));
    mkba_i_row_boolean(row, of->inference == did->chosen);
    mkba_i_row_maybe(row, of->judged.estimate);
    mkba_i_row_maybe(row, of->judged.std_error);
    mkba_i_row_maybe(row, of->judged.statistic);
    mkba_i_row_maybe(row, of->judged.df);
    write_interval(row, &of->judged);
    mkba_i_row_integer(row, (int64_t) did->n);
    mkba_i_row_integer(row, (int64_t) did->n_treated);
    mkba_i_row_text(row, of->note);
}

static mkba_status make_summary(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"inference", MKBA_COLUMN_TEXT, NULL},
                                     {"chosen", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, did->unit},
                                     {"std_error", MKBA_COLUMN_REAL, did->unit},
                                     {"statistic", MKBA_COLUMN_REAL, "1"},
                                     {"df", MKBA_COLUMN_REAL, "1"},
                                     {"p", MKBA_COLUMN_REAL, "1"},
                                     {"low", MKBA_COLUMN_REAL, did->unit},
                                     {"high", MKBA_COLUMN_REAL, did->unit},
                                     {"areas", MKBA_COLUMN_INTEGER, "1"},
                                     {"treated", MKBA_COLUMN_INTEGER, "1"},
                                     {"note", MKBA_COLUMN_TEXT, NULL}};

    return fill(did, "summary", columns, MKBA_I_LENGTH(columns), did->n_judgements, write_summary, table, error);
}

static void write_effect(mkba_i_row *row, const mkba_did *did, size_t i)
{
    const mkba_i_did_effect *of = &did->effects[i];

    write_period(row, did, of->group);
    write_period(row, did, of->period);
    mkba_i_row_integer(row, of->event);
    mkba_i_row_maybe(row, of->judged.estimate);
    mkba_i_row_maybe(row, of->judged.std_error);
    write_interval(row, &of->judged);
    mkba_i_row_integer(row, (int64_t) of->n_treated);
    mkba_i_row_integer(row, (int64_t) of->n_controls);
}

static mkba_status make_effects(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {
        {"group", MKBA_COLUMN_TEXT, NULL},          {"period", MKBA_COLUMN_TEXT, NULL},
        {"event", MKBA_COLUMN_INTEGER, "1"},        {"estimate", MKBA_COLUMN_REAL, did->unit},
        {"std_error", MKBA_COLUMN_REAL, did->unit}, {"p", MKBA_COLUMN_REAL, "1"},
        {"low", MKBA_COLUMN_REAL, did->unit},       {"high", MKBA_COLUMN_REAL, did->unit},
        {"treated", MKBA_COLUMN_INTEGER, "1"},      {"controls", MKBA_COLUMN_INTEGER, "1"}};

    return fill(did, "effects", columns, MKBA_I_LENGTH(columns), did->n_effects, write_effect, table, error);
}

static void write_aggregate(mkba_i_row *row, const mkba_did *did, size_t i)
{
    const mkba_i_did_aggregate *of = &did->aggregates[i];

    mkba_i_row_text(row, of->aggregation);
    mkba_i_row_text(row, of->at);
    mkba_i_row_maybe(row, of->judged.estimate);
    mkba_i_row_maybe(row, of->judged.std_error);
    write_interval(row, &of->judged);
}

static mkba_status make_aggregates(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {{"aggregation", MKBA_COLUMN_TEXT, NULL},
                                     {"at", MKBA_COLUMN_TEXT, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, did->unit},
                                     {"std_error", MKBA_COLUMN_REAL, did->unit},
                                     {"p", MKBA_COLUMN_REAL, "1"},
                                     {"low", MKBA_COLUMN_REAL, did->unit},
                                     {"high", MKBA_COLUMN_REAL, did->unit}};

    return fill(did, "aggregates", columns, MKBA_I_LENGTH(columns), did->n_aggregates, write_aggregate, table, error);
}

static void write_test(mkba_i_row *row, const mkba_did *did, size_t i)
{
    const mkba_i_did_test *of = &did->tests[i];

    mkba_i_row_text(row, of->test);
    mkba_i_row_maybe(row, of->value);
    mkba_i_row_maybe(row, of->df);
    mkba_i_row_maybe(row, of->p);
    mkba_i_row_text(row, of->note);
}

static mkba_status make_tests(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"test", MKBA_COLUMN_TEXT, NULL},
                                            {"value", MKBA_COLUMN_REAL, NULL},
                                            {"df", MKBA_COLUMN_REAL, "1"},
                                            {"p", MKBA_COLUMN_REAL, "1"},
                                            {"note", MKBA_COLUMN_TEXT, NULL}};

    return fill(did, "tests", columns, MKBA_I_LENGTH(columns), did->n_tests, write_test, table, error);
}

static void write_area(mkba_i_row *row, const mkba_did *did, size_t i)
{
    const mkba_i_did_area *of = &did->areas[i];

    mkba_i_row_text(row, of->code);
    mkba_i_row_text(row, of->name);
    mkba_i_row_text(row, of->left_out ? "left out" : of->start == MKBA_I_NONE ? "donor" : "treated");
    write_period(row, did, of->start);
    mkba_i_row_maybe(row, of->population);
    mkba_i_row_maybe(row, of->weight);
    mkba_i_row_text(row, of->note);
}

static mkba_status make_areas(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"area", MKBA_COLUMN_TEXT, NULL},       {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"role", MKBA_COLUMN_TEXT, NULL},       {"start", MKBA_COLUMN_TEXT, NULL},
                                            {"population", MKBA_COLUMN_REAL, NULL}, {"weight", MKBA_COLUMN_REAL, "1"},
                                            {"note", MKBA_COLUMN_TEXT, NULL}};

    return fill(did, "areas", columns, MKBA_I_LENGTH(columns), did->n_areas, write_area, table, error);
}

static mkba_status make_findings(const mkba_did *did, mkba_table **table, mkba_error *error)
{
    return mkba_i_said_table(&did->said, 0, table, error);
}

mkba_status mkba_did_table(const mkba_did *did, mkba_did_view view, mkba_table **table, mkba_error *error)
{
    static maker *const makers[] = {make_summary, make_effects, make_aggregates, make_tests, make_areas, make_findings};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(did), MKBA_I_GIVEN(table));

    if (status != MKBA_OK)
        return status;
    if ((size_t) view >= MKBA_I_LENGTH(makers))
        return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "there is no view %d", (int) view);
    return makers[view](did, table, error);
}
