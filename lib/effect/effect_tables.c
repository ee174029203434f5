/* An effect as tables. The columns are documented in mkba/effect.h. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/table.h"
#include "effect/effect_words.h"

static const char *const OUTCOMES[] = {"passed", "failed", "not possible"};
static const char *const WEIGHTS[] = {"tells", "weakens", "refuses"};

static mkba_status make_estimate(const mkba_effect *e, mkba_language language, mkba_table **table, mkba_error *error)
{
    const char *unit = e->unit;
    const mkba_i_column columns[] = {{"indicator", MKBA_COLUMN_TEXT, NULL},
                                     {"unit", MKBA_COLUMN_TEXT, NULL},
                                     {"region", MKBA_COLUMN_TEXT, NULL},
                                     {"name", MKBA_COLUMN_TEXT, NULL},
                                     {"method", MKBA_COLUMN_TEXT, NULL},
                                     {"start", MKBA_COLUMN_TEXT, NULL},
                                     {"last", MKBA_COLUMN_TEXT, NULL},
                                     {"verdict", MKBA_COLUMN_TEXT, NULL},
                                     {"treated", MKBA_COLUMN_INTEGER, NULL},
                                     {"donors", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_before", MKBA_COLUMN_INTEGER, NULL},
                                     {"periods_after", MKBA_COLUMN_INTEGER, NULL},
                                     {"estimate", MKBA_COLUMN_REAL, unit},
                                     {"std_error", MKBA_COLUMN_REAL, unit},
                                     {"df", MKBA_COLUMN_REAL, NULL},
                                     {"p", MKBA_COLUMN_REAL, NULL},
                                     {"grid", MKBA_COLUMN_REAL, NULL},
                                     {"low", MKBA_COLUMN_REAL, unit},
                                     {"high", MKBA_COLUMN_REAL, unit},
                                     {"level", MKBA_COLUMN_REAL, NULL},
                                     {"range_low", MKBA_COLUMN_REAL, unit},
                                     {"range_high", MKBA_COLUMN_REAL, unit},
                                     {"counterfactual", MKBA_COLUMN_REAL, unit},
                                     {"per_cent", MKBA_COLUMN_REAL, "%"},
                                     {"detectable", MKBA_COLUMN_REAL, unit},
                                     {"noise", MKBA_COLUMN_REAL, "%"}};
    const char *const texts[] = {e->indicator,
                                 unit,
                                 e->codes,
                                 e->name,
                                 mkba_effect_method_name(e->method),
                                 e->start,
                                 e->last,
                                 mkba_verdict_name(e->verdict)};
    const size_t counts[] = {e->n_treated, e->n_donors, e->n_before, e->n_after};
    bool some = e->n_after > 0;
    const double figures[] = {some ? e->estimate : NAN,
                              e->std_error,
                              e->df,
                              e->p,
                              e->grid,
                              e->interval_low,
                              e->interval_high,
                              e->level,
                              e->att_low,
                              e->att_high,
                              some ? e->counterfactual_mean : NAN,
                              some ? 100 * e->estimate / fabs(e->counterfactual_mean) : NAN,
                              e->detectable,
                              100 * e->noise};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("estimate", columns, MKBA_I_LENGTH(columns), 1, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < MKBA_I_LENGTH(texts); i++)
        mkba_i_row_text(&row, texts[i]);
    for (size_t i = 0; i < MKBA_I_LENGTH(counts); i++)
        mkba_i_row_integer(&row, (int64_t) counts[i]);
    for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
        mkba_i_row_maybe(&row, figures[i]);
    mkba_i_row_next(&row);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_path(const mkba_effect *e, mkba_language language, mkba_table **table, mkba_error *error)
{
    const mkba_i_column columns[] = {
        {"period", MKBA_COLUMN_TEXT, NULL},       {"after", MKBA_COLUMN_BOOLEAN, NULL},
        {"observed", MKBA_COLUMN_REAL, e->unit},  {"counterfactual", MKBA_COLUMN_REAL, e->unit},
        {"gap", MKBA_COLUMN_REAL, e->unit},       {"low", MKBA_COLUMN_REAL, e->unit},
        {"high", MKBA_COLUMN_REAL, e->unit},      {"range_low", MKBA_COLUMN_REAL, e->unit},
        {"range_high", MKBA_COLUMN_REAL, e->unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("path", columns, MKBA_I_LENGTH(columns), e->n_periods, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t p = 0; p < e->n_periods; p++) {
        const double figures[] = {e->observed[p],  e->counterfactual[p], e->observed[p] - e->counterfactual[p],
                                  e->low[p],       e->high[p],           e->range_low[p],
                                  e->range_high[p]};
        mkba_i_row_text(&row, e->periods[p]);
        mkba_i_row_boolean(&row, p >= e->n_before);
        for (size_t i = 0; i < MKBA_I_LENGTH(figures); i++)
            mkba_i_row_maybe(&row, figures[i]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_draws(const mkba_effect *e, mkba_language language, mkba_table **table, mkba_error *error)
{
    mkba_i_arena room = {NULL};
    mkba_i_column *columns = mkba_i_arena_new(&room, e->n_after + 1, sizeof *columns);
    mkba_table *made = NULL;
    mkba_status status = columns == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    (void) language;
    if (status == MKBA_OK) {
        columns[0] = (mkba_i_column){"draw", MKBA_COLUMN_INTEGER, NULL};
        for (size_t k = 0; k < e->n_after; k++)
            columns[k + 1] = (mkba_i_column){e->periods[e->after[k]], MKBA_COLUMN_REAL, e->unit};
        status = mkba_i_table_new("draws", columns, e->n_after + 1, e->n_draws, &made, error);
    }
    mkba_i_arena_free(&room);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t d = 0; d < e->n_draws; d++) {
        mkba_i_row_integer(&row, (int64_t) d + 1);
        for (size_t k = 0; k < e->n_after; k++)
            mkba_i_row_real(&row, e->draws[d * e->n_after + k]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

static void write_check(const mkba_effect *e, mkba_i_check_id id, mkba_language language, mkba_i_text *text,
                        mkba_i_row *row)
{
    const mkba_i_check *check = &e->checks[id];

    text->length = 0;
    mkba_i_text_add(text, "");
    mkba_i_check_say(e, id, language, text);
    mkba_i_row_text(row, mkba_i_check_name(id));
    mkba_i_row_text(row, OUTCOMES[check->outcome]);
    mkba_i_row_text(row, WEIGHTS[mkba_i_check_weight(id)]);
    mkba_i_row_maybe(row, check->figure);
    mkba_i_row_maybe(row, check->limit);
    mkba_i_row_text(row, mkba_i_check_unit(e, id));
    mkba_i_row_text(row, text->data);
    mkba_i_row_next(row);
}

static mkba_status make_checks(const mkba_effect *e, mkba_language language, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"id", MKBA_COLUMN_TEXT, NULL},     {"outcome", MKBA_COLUMN_TEXT, NULL},
                                            {"counts", MKBA_COLUMN_TEXT, NULL}, {"figure", MKBA_COLUMN_REAL, NULL},
                                            {"limit", MKBA_COLUMN_REAL, NULL},  {"unit", MKBA_COLUMN_TEXT, NULL},
                                            {"text", MKBA_COLUMN_TEXT, NULL}};
    mkba_i_text text = {0};
    mkba_table *made = NULL;
    size_t n = 0;
    mkba_status status;

    for (size_t i = 0; i < MKBA_I_CHECKS; i++)
        n += e->checks[i].made;
    status = mkba_i_table_new("checks", columns, MKBA_I_LENGTH(columns), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < MKBA_I_CHECKS; i++)
        if (e->checks[i].made)
            write_check(e, (mkba_i_check_id) i, language, &text, &row);
    if (text.failed)
        row.status = mkba_i_fail_memory(error);
    mkba_i_text_drop(&text);
    return mkba_i_row_hand_out(&row, table);
}

static mkba_status make_weights(const mkba_effect *e, mkba_language language, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {{"donor", MKBA_COLUMN_TEXT, NULL},
                                            {"name", MKBA_COLUMN_TEXT, NULL},
                                            {"weight", MKBA_COLUMN_REAL, NULL},
                                            {"left_out", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("weights", columns, MKBA_I_LENGTH(columns), e->n_listed, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t j = 0; j < e->n_listed; j++) {
        mkba_i_row_text(&row, e->donors[j].code);
        mkba_i_row_text(&row, e->donors[j].name);
        mkba_i_row_maybe(&row, e->donors[j].weight);
        mkba_i_row_text(&row, e->donors[j].left_out[language]);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- the views by name -------------------------------------------------------------------------------------------- */

/* Both by mkba_effect_view. */
static const char *const NAMES[] = {"estimate", "path", "draws", "checks", "weights", "findings"};
static mkba_status (*const MAKERS[])(const mkba_effect *e, mkba_language language, mkba_table **table,
                                     mkba_error *error) = {make_estimate, make_path,    make_draws,
                                                           make_checks,   make_weights, mkba_i_effect_found};

MKBA_I_CHOICE(mkba_effect_view, NAMES, "view", "view")

mkba_status mkba_effect_table(const mkba_effect *effect, mkba_effect_view view, mkba_language language,
                              mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(effect), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) view >= MKBA_I_LENGTH(NAMES))
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of an effect", (int) view);
    if (status == MKBA_OK)
        status = mkba_i_language_check(language, error);
    return status == MKBA_OK ? MAKERS[view](effect, language, table, error) : status;
}
