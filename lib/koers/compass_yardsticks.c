/* The two yardsticks as tables: per criterion and result area, and of the residents' along the inwonersreis. */
#include "base/exact.h"

#include "koers/compass_tables.h"

#define TEXT MKBA_COLUMN_TEXT
#define REAL MKBA_COLUMN_REAL
#define INTEGER MKBA_COLUMN_INTEGER

#define COUNTED                                                                                                        \
  {"n", INTEGER, NULL}, {"n_measured", INTEGER, NULL}, {"n_scored", INTEGER, NULL}, {"lowest", REAL, NULL},            \
      {"lowest_low", REAL, NULL}, {"lowest_high", REAL, NULL}, {"lowest_mark", REAL, NULL},                            \
      {"lowest_indicator", TEXT, NULL}, {"highest", REAL, NULL}, {"highest_low", REAL, NULL},                          \
      {"highest_high", REAL, NULL}, {"highest_mark", REAL, NULL}, {"highest_indicator", TEXT, NULL},                   \
      {"norm_met", INTEGER, NULL}, {"norm_not_met", INTEGER, NULL}, {"plan_met", INTEGER, NULL},                       \
      {"plan_not_met", INTEGER, NULL},                                                                                 \
  {                                                                                                                    \
    "n_words", INTEGER, NULL                                                                                           \
  }

/* Some of the indicators together. */
typedef struct spoke {
    size_t n, measured, scored, lowest, highest, words;
    size_t norm[2], plan[2]; /* met, not met */
} spoke;

static void add_standing(spoke *to, const mkba_compass *compass, size_t i)
{
    const mkba_i_standing *s = &compass->standings[i];
    const mkba_i_score *score = mkba_i_compass_score(compass, i);

    to->n++;
    to->measured += s->measured;
    to->words += s->n_words;
    for (int k = 0; k < 2; k++) {
        mkba_i_judgement judgement = k == 0 ? MKBA_I_MET : MKBA_I_NOT_MET;

        to->norm[k] += s->against[MKBA_I_NORM].judgement == judgement;
        to->plan[k] += s->against[MKBA_I_PLAN].judgement == judgement;
    }
    if (!score->made)
        return;
    if (to->scored == 0 || score->of.of.at < mkba_i_compass_score(compass, to->lowest)->of.of.at)
        to->lowest = i;
    if (to->scored == 0 || score->of.of.at > mkba_i_compass_score(compass, to->highest)->of.of.at)
        to->highest = i;
    to->scored++;
}

static void add_end(mkba_i_row *row, const mkba_compass *compass, const spoke *from, size_t indicator)
{
    static const mkba_i_score none = {0};

    mkba_i_row_score(row, from->scored == 0 ? &none : mkba_i_compass_score(compass, indicator));
    mkba_i_row_text(row, from->scored == 0 ? NULL : mkba_i_compass_model(compass)->indicators[indicator].name);
}

static void add_spoke(mkba_i_row *row, const mkba_compass *compass, const spoke *from)
{
    mkba_i_row_integer(row, (int64_t) from->n);
    mkba_i_row_integer(row, (int64_t) from->measured);
    mkba_i_row_integer(row, (int64_t) from->scored);
    add_end(row, compass, from, from->lowest);
    add_end(row, compass, from, from->highest);
    mkba_i_row_integer(row, (int64_t) from->norm[0]);
    mkba_i_row_integer(row, (int64_t) from->norm[1]);
    mkba_i_row_integer(row, (int64_t) from->plan[0]);
    mkba_i_row_integer(row, (int64_t) from->plan[1]);
    mkba_i_row_integer(row, (int64_t) from->words);
    mkba_i_row_next(row);
}

mkba_status mkba_i_compass_table_yardsticks(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                            mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"yardstick", TEXT, NULL}, {"criterion", TEXT, NULL}, COUNTED};
    enum { CRITERIA = 5, ALL = 8 };
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("yardsticks", COLUMNS, MKBA_I_LENGTH(COLUMNS), ALL, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < ALL; k++) {
        bool residents = k < CRITERIA;
        spoke all = {0};

        for (size_t i = 0; i < model->indicator_names.n; i++)
            if ((residents ? model->indicators[i].criterion == k : model->indicators[i].result_area == k - CRITERIA))
                add_standing(&all, compass, i);
        mkba_i_row_text(&row, residents ? "residents" : "administrative");
        mkba_i_row_text(&row, residents ? mkba_i_criterion_words[k] : mkba_i_result_area_words[k - CRITERIA]);
        add_spoke(&row, compass, &all);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_i_compass_table_phases(const mkba_compass *compass, mkba_language language, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"phase", TEXT, NULL}, {"criterion", TEXT, NULL}, COUNTED};
    enum { CRITERIA = 5, PHASES = 6 };
    const mkba_i_koers_model *model = mkba_i_compass_model(compass);
    mkba_table *made = NULL;
    mkba_status status =
        mkba_i_table_new("phases", COLUMNS, MKBA_I_LENGTH(COLUMNS), (PHASES + 1) * CRITERIA, &made, error);

    (void) language;
    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t k = 0; k < (PHASES + 1) * CRITERIA; k++) {
        size_t phase = k / CRITERIA == PHASES ? MKBA_I_NONE : k / CRITERIA;
        spoke all = {0};

        for (size_t i = 0; i < model->indicator_names.n; i++)
            if (model->indicators[i].criterion == k % CRITERIA && model->indicators[i].phase == phase)
                add_standing(&all, compass, i);
        mkba_i_row_text(&row, phase == MKBA_I_NONE ? NULL : mkba_i_phase_words[phase]);
        mkba_i_row_text(&row, mkba_i_criterion_words[k % CRITERIA]);
        add_spoke(&row, compass, &all);
    }
    return mkba_i_row_hand_out(&row, table);
}
