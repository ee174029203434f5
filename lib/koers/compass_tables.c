/* A compass as tables. The columns are documented in mkba/koers_compass.h. */
#include "base/exact.h"

#include <math.h>

#include "base/choice.h"
#include "base/table.h"
#include "effect/effect_words.h"
#include "koers/compass_tables.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER
#define BOOLEAN MKBA_COLUMN_BOOLEAN

/* ---- parts of rows ---------------------------------------------------------------------------------------------------- */

void mkba_i_row_reading(mkba_i_row *row, const mkba_i_reading *reading, bool there)
{
    bool interval = reading->basis != MKBA_I_BY_FIGURE;
    const mkba_i_bounds bounds = {reading->of.at, interval ? reading->of.lower : NAN,
                                  interval ? reading->of.upper : NAN};

    mkba_i_row_bounds(row, &bounds, there);
}

void mkba_i_row_score(mkba_i_row *row, const mkba_i_score *score)
{
    mkba_i_row_reading(row, &score->of, score->made);
    mkba_i_row_real_if(row, score->mark, score->made && score->has_mark);
}

void mkba_i_row_bounds(mkba_i_row *row, const mkba_i_bounds *bounds, bool there)
{
    mkba_i_row_maybe(row, there ? bounds->at : NAN);
    mkba_i_row_maybe(row, there ? bounds->lower : NAN);
    mkba_i_row_maybe(row, there ? bounds->upper : NAN);
}

static void add_judgement(mkba_i_row *row, mkba_i_judgement judgement)
{
    mkba_i_row_text(row, judgement == MKBA_I_NOT_JUDGED ? NULL : mkba_i_judgement_words[judgement]);
}

static const char *word(const char *const *words, size_t choice)
{
    return choice == MKBA_I_NONE ? NULL : words[choice];
}

/* ---- indicators ------------------------------------------------------------------------------------------------------- */

static void add_place(mkba_i_row *row, const mkba_i_indicator *indicator)
{
    bool residents = indicator->criterion != MKBA_I_NONE, administrative = indicator->result_area != MKBA_I_NONE;

    mkba_i_row_text(row, residents ? "residents" : administrative ? "administrative" : NULL);
    mkba_i_row_text(row, residents ? mkba_i_criterion_words[indicator->criterion]
                                   : word(mkba_i_result_area_words, indicator->result_area));
    mkba_i_row_text(row, word(mkba_i_phase_words, indicator->phase));
    mkba_i_row_text(row, word(mkba_i_scale_words, indicator->scale));
}

static void add_figure(mkba_i_row *row, const mkba_i_standing *standing)
{
    const mkba_i_point *figure = standing->figure;
    char period[MKBA_I_PERIOD_TEXT] = "";

    if (figure != NULL)
        mkba_i_period_print(&figure->period, period);
    mkba_i_row_text(row, figure == NULL ? NULL : period);
    mkba_i_row_real_if(row, figure == NULL ? 0 : figure->time, figure != NULL);
    mkba_i_row_reading(row, &standing->value, figure != NULL);
    mkba_i_row_text(row, figure == NULL ? NULL : mkba_i_origin_words[figure->origin]);
    mkba_i_row_text(row, figure == NULL ? NULL : figure->source);
    mkba_i_row_real_if(row, standing->age, figure != NULL);
}

static void add_sentence(mkba_i_row *row, const mkba_compass *compass, size_t indicator, mkba_language language)
{
    mkba_i_text text = {0};

    mkba_i_compass_say(compass, indicator, language, &text);
    mkba_i_row_list(row, &text);
}

mkba_status mkba_i_compass_table_indicators(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                            mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"indicator", TEXT, NULL},  {"title", TEXT, NULL},       {"unit", TEXT, NULL},
        {"direction", TEXT, NULL},  {"yardstick", TEXT, NULL},   {"criterion", TEXT, NULL},
        {"phase", TEXT, NULL},      {"scale_level", TEXT, NULL}, {"period", TEXT, NULL},
        {"time", REAL, "jaar"},     {"value", REAL, NULL},       {"low", REAL, NULL},
        {"high", REAL, NULL},       {"origin", TEXT, NULL},      {"source", TEXT, NULL},
        {"age", REAL, "jaar"},      {"norm", TEXT, NULL},        {"plan", TEXT, NULL},
        {"target", TEXT, NULL},     {"since_start", TEXT, NULL}, {"since_year_before", TEXT, NULL},
        {"peers", TEXT, NULL},      {"score", REAL, NULL},       {"score_low", REAL, NULL},
        {"score_high", REAL, NULL}, {"mark", REAL, NULL},        {"n_words", INTEGER, NULL},
        {"sentence", TEXT, NULL}};
    size_t n = mkba_i_compass_model(compass)->indicator_names.n;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("indicators", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++) {
        const mkba_i_standing *s = &compass->standings[i];

        mkba_i_row_text(&row, s->indicator->name);
        mkba_i_row_text(&row, s->indicator->title);
        mkba_i_row_text(&row, s->indicator->unit);
        mkba_i_row_text(&row, s->indicator->down ? "down" : "up");
        add_place(&row, s->indicator);
        add_figure(&row, s);
        for (size_t k = 0; k < MKBA_I_AGAINST; k++)
            add_judgement(&row, s->against[k].judgement);
        mkba_i_row_score(&row, mkba_i_compass_score(compass, i));
        mkba_i_row_integer(&row, (int64_t) s->n_words);
        add_sentence(&row, compass, i, language);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- comparisons, scores ------------------------------------------------------------------------------------------------ */

static void add_comparison(mkba_i_row *row, const mkba_i_standing *s, mkba_i_against which)
{
    const mkba_i_compass_comparison *against = &s->against[which];

    mkba_i_row_text(row, s->indicator->name);
    mkba_i_row_text(row, mkba_i_against_words[which]);
    mkba_i_row_text(row, which == MKBA_I_AMONG_PEERS ? s->peers.unit : s->indicator->unit);
    mkba_i_row_text(row, against->period[0] == '\0' ? NULL : against->period);
    mkba_i_row_maybe(row, against->made ? against->reference : NAN);
    mkba_i_row_reading(row, &against->difference, against->made);
    add_judgement(row, against->judgement);
    mkba_i_row_text(row, against->made ? mkba_i_compass_basis_words[against->difference.basis] : NULL);
    mkba_i_row_text(row, against->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_compass_table_comparisons(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                             mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"indicator", TEXT, NULL}, {"against", TEXT, NULL},    {"unit", TEXT, NULL}, {"period", TEXT, NULL},
        {"reference", REAL, NULL}, {"difference", REAL, NULL}, {"low", REAL, NULL},  {"high", REAL, NULL},
        {"verdict", TEXT, NULL},   {"basis", TEXT, NULL},      {"note", TEXT, NULL}};
    size_t n = mkba_i_compass_model(compass)->indicator_names.n;
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("comparisons", COLUMNS, MKBA_I_LENGTH(COLUMNS), MKBA_I_AGAINST * n, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < MKBA_I_AGAINST; k++)
            add_comparison(&row, &compass->standings[i], (mkba_i_against) k);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_compass_table_scores(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL}, {"scale", TEXT, NULL}, {"used", BOOLEAN, NULL},
                                            {"score", REAL, NULL},     {"low", REAL, NULL},   {"high", REAL, NULL},
                                            {"mark", REAL, NULL},      {"basis", TEXT, NULL}, {"note", TEXT, NULL}};
    size_t n = mkba_i_compass_model(compass)->indicator_names.n;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("scores", COLUMNS, MKBA_I_LENGTH(COLUMNS), MKBA_I_SCALES * n, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < MKBA_I_SCALES * n; i++) {
        mkba_compass_scale scale = (mkba_compass_scale) (i % MKBA_I_SCALES);
        const mkba_i_standing *s = &compass->standings[i / MKBA_I_SCALES];
        const mkba_i_score *score = &s->scores[scale];

        mkba_i_row_text(&row, s->indicator->name);
        mkba_i_row_text(&row, mkba_compass_scale_name(scale));
        mkba_i_row_boolean(&row, scale == compass->scale);
        mkba_i_row_score(&row, score);
        mkba_i_row_text(&row, score->made ? mkba_i_compass_basis_words[score->of.basis] : NULL);
        mkba_i_row_text(&row, score->note);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- peers ------------------------------------------------------------------------------------------------------------ */

static void add_peers(mkba_i_row *row, const mkba_i_standing *s)
{
    const mkba_i_peered *peers = &s->peers;
    mkba_i_reading value = peers->value;

    mkba_i_row_text(row, s->indicator->name);
    mkba_i_row_text(row, peers->compared);
    mkba_i_row_text(row, peers->unit);
    mkba_i_row_text(row, peers->period[0] == '\0' ? NULL : peers->period);
    mkba_i_row_reading(row, &value, peers->period[0] != '\0');
    mkba_i_row_integer(row, (int64_t) peers->n);
    mkba_i_row_integer(row, (int64_t) peers->n_without);
    for (int i = 0; i < 5; i++)
        mkba_i_row_maybe(row, peers->made ? peers->quartiles[i] : NAN);
    mkba_i_row_bounds(row, &peers->rank, peers->made);
    mkba_i_row_bounds(row, &peers->percentile, peers->made);
    mkba_i_row_bounds(row, &peers->z, peers->made && peers->has_z);
    add_judgement(row, peers->made ? peers->judgement : MKBA_I_NOT_JUDGED);
    mkba_i_row_text(row, peers->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_compass_table_peers(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                       mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"indicator", TEXT, NULL},
                                            {"compared", TEXT, NULL},
                                            {"unit", TEXT, NULL},
                                            {"period", TEXT, NULL},
                                            {"value", REAL, NULL},
                                            {"low", REAL, NULL},
                                            {"high", REAL, NULL},
                                            {"n", INTEGER, NULL},
                                            {"n_without", INTEGER, NULL},
                                            {"lowest", REAL, NULL},
                                            {"q1", REAL, NULL},
                                            {"median", REAL, NULL},
                                            {"q3", REAL, NULL},
                                            {"highest", REAL, NULL},
                                            {"rank", REAL, NULL},
                                            {"rank_low", REAL, NULL},
                                            {"rank_high", REAL, NULL},
                                            {"percentile", REAL, "1"},
                                            {"percentile_low", REAL, "1"},
                                            {"percentile_high", REAL, "1"},
                                            {"z", REAL, NULL},
                                            {"z_low", REAL, NULL},
                                            {"z_high", REAL, NULL},
                                            {"verdict", TEXT, NULL},
                                            {"note", TEXT, NULL}};
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    size_t n = 0;
    mkba_table *made = NULL;
    mkba_status status;

    (void) language;
    for (size_t i = 0; i < model->indicator_names.n; i++)
        n += model->indicators[i].panel_indicator != NULL;
    status = mkba_i_table_new("peers", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < model->indicator_names.n; i++)
        if (model->indicators[i].panel_indicator != NULL)
            add_peers(&row, &compass->standings[i]);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- findings, and the views by name ------------------------------------------------------------------------------------ */

static mkba_status table_findings(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                  mkba_error *error)
{
    unsigned about = MKBA_I_SAID_AREA | MKBA_I_SAID_PERIOD | MKBA_I_SAID_INDICATOR;

    return mkba_i_said_table(&compass->said, language == MKBA_LANGUAGE_NL ? about | MKBA_I_SAID_DUTCH : about, table,
                             error);
}

/* Both by mkba_compass_view. */
static const char *const NAMES[] = {"indicators",  "comparisons", "scores",   "peers", "yardsticks", "phases",
                                    "thermometer", "weights",     "together", "rules", "findings"};
static mkba_i_compass_table_maker *const MAKERS[] = {mkba_i_compass_table_indicators,
                                                     mkba_i_compass_table_comparisons,
                                                     mkba_i_compass_table_scores,
                                                     mkba_i_compass_table_peers,
                                                     mkba_i_compass_table_yardsticks,
                                                     mkba_i_compass_table_phases,
                                                     mkba_i_compass_table_thermometer,
                                                     mkba_i_compass_table_weights,
                                                     mkba_i_compass_table_together,
                                                     mkba_i_compass_table_rules,
                                                     table_findings};

_Static_assert(MKBA_I_LENGTH(NAMES) == MKBA_I_LENGTH(MAKERS), "each view has a name and a maker");

MKBA_I_CHOICE(mkba_compass_view, NAMES, "view", "view")

mkba_status mkba_compass_table(const mkba_compass *compass, mkba_compass_view view, mkba_language language,
                               mkba_table **table, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(compass), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && (size_t) view >= MKBA_I_LENGTH(MAKERS))
        status = mkba_i_fail(error, MKBA_ERROR_UNKNOWN, "view", "%d is no table of a compass", (int) view);
    if (status == MKBA_OK)
        status = mkba_i_language_check(language, error);
    return status == MKBA_OK ? MAKERS[view](compass, language, table, error) : status;
}
