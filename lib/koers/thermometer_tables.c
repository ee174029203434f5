/* Thermometers as tables, and what they weigh. */
#include "base/exact.h"

#include "koers/compass_tables.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

static void add_end(mkba_i_row *row, const mkba_compass *compass, size_t indicator)
{
    bool there = indicator != MKBA_I_NONE;

    mkba_i_row_real_if(row, there ? mkba_i_compass_score(compass, indicator)->of.of.at : 0, there);
    mkba_i_row_text(row, there ? mkba_i_compass_model(compass)->indicators[indicator].name : NULL);
}

static void add_thermometer(mkba_i_row *row, const mkba_compass *compass, size_t opgave, mkba_language language)
{
    const mkba_i_thermometer *t = &compass->thermometers[opgave];
    bool scored = t->n_scored > 0, marked = scored && t->has_mark;
    mkba_i_text sentence = {0};

    mkba_i_thermometer_say(compass, opgave, language, &sentence);
    mkba_i_row_text(row, t->opgave->name);
    mkba_i_row_text(row, t->opgave->title);
    mkba_i_row_text(row, mkba_compass_scale_name(compass->scale));
    mkba_i_row_real_if(row, t->score.of.at, scored && t->n_scored == t->n_weighed);
    mkba_i_row_reading(row, &t->score, scored);
    mkba_i_row_real_if(row, t->mark, marked);
    mkba_i_row_real_if(row, t->ahead, marked);
    mkba_i_row_real_if(row, t->behind, marked);
    add_end(row, compass, t->lowest);
    add_end(row, compass, t->highest);
    mkba_i_row_integer(row, (int64_t) t->n_weighed);
    mkba_i_row_integer(row, (int64_t) t->n_scored);
    mkba_i_row_real(row, t->weight_scored);
    mkba_i_row_real(row, t->weight_not_scored);
    mkba_i_row_text(row, scored ? mkba_i_compass_basis_words[t->score.basis] : NULL);
    mkba_i_row_list(row, &sentence);
    mkba_i_row_text(row, t->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_compass_table_thermometer(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                             mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"opgave", TEXT, NULL},       {"title", TEXT, NULL},
                                            {"scale", TEXT, NULL},        {"score", REAL, NULL},
                                            {"score_scored", REAL, NULL}, {"low", REAL, NULL},
                                            {"high", REAL, NULL},         {"mark", REAL, NULL},
                                            {"ahead", REAL, NULL},        {"behind", REAL, NULL},
                                            {"lowest", REAL, NULL},       {"lowest_indicator", TEXT, NULL},
                                            {"highest", REAL, NULL},      {"highest_indicator", TEXT, NULL},
                                            {"n", INTEGER, NULL},         {"n_scored", INTEGER, NULL},
                                            {"weight_scored", REAL, "1"}, {"weight_not_scored", REAL, "1"},
                                            {"basis", TEXT, NULL},        {"sentence", TEXT, NULL},
                                            {"note", TEXT, NULL}};
    size_t n = mkba_i_compass_model(compass)->opgave_names.n;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("thermometer", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n; i++)
        add_thermometer(&row, compass, i, language);
    return mkba_i_row_hand_out(&row, table);
}

static void add_degree(mkba_i_row *row, const mkba_compass *compass, const mkba_i_thermometer *t, size_t at)
{
    const mkba_i_degree *degree = &t->degrees[at];
    const mkba_i_indicator *indicator = &mkba_i_compass_model(compass)->indicators[degree->indicator];
    const mkba_i_score *score = mkba_i_compass_score(compass, degree->indicator);
    bool weighed = at < t->n_weighed;

    mkba_i_row_text(row, t->opgave->name);
    mkba_i_row_text(row, indicator->name);
    mkba_i_row_text(row, indicator->title);
    mkba_i_row_real_if(row, degree->weight, weighed);
    mkba_i_row_score(row, score);
    mkba_i_row_real_if(row, degree->weight * score->of.of.at, weighed && score->made);
    mkba_i_row_text(row, score->made ? mkba_i_compass_basis_words[score->of.basis] : NULL);
    mkba_i_row_text(row, score->note);
    mkba_i_row_next(row);
}

mkba_status mkba_i_compass_table_weights(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                         mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"opgave", TEXT, NULL},       {"indicator", TEXT, NULL}, {"title", TEXT, NULL}, {"weight", REAL, "1"},
        {"score", REAL, NULL},        {"low", REAL, NULL},       {"high", REAL, NULL},  {"mark", REAL, NULL},
        {"contribution", REAL, NULL}, {"basis", TEXT, NULL},     {"note", TEXT, NULL}};
    size_t n_opgaven = mkba_i_compass_model(compass)->opgave_names.n, n = 0;
    mkba_table *made = NULL;
    mkba_status status;

    (void) language;
    for (size_t i = 0; i < n_opgaven; i++)
        n += compass->thermometers[i].n;
    status = mkba_i_table_new("weights", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, &made, error);
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < n_opgaven; i++)
        for (size_t k = 0; k < compass->thermometers[i].n; k++)
            add_degree(&row, compass, &compass->thermometers[i], k);
    return mkba_i_row_hand_out(&row, table);
}
