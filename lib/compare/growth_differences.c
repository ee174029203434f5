/* The region beside what it would be at the growth, or at the level, of a reference: a difference, nothing avoided. */
#include "base/exact.h"

#include <math.h>

#include "base/memory.h"
#include "compare/growth_model.h"

/* What the reference leads to expect of the region in the year s->end. */
static double expected_by_index(const mkba_i_statistic *s, size_t replicate)
{
    double start = mkba_i_level_drawn(s, s->reference, s->start, replicate);
    double own = mkba_i_level_drawn(s, MKBA_I_REGION, s->start, replicate);

    return start > 0 ? own * (mkba_i_level_drawn(s, s->reference, s->end, replicate) / start) : NAN;
}

static double expected_by_level(const mkba_i_statistic *s, size_t replicate)
{
    return mkba_i_level_drawn(s, s->reference, s->end, replicate);
}

static double difference_by_index(const mkba_i_statistic *s, size_t replicate)
{
    return mkba_i_level_drawn(s, MKBA_I_REGION, s->end, replicate) - expected_by_index(s, replicate);
}

static double difference_by_level(const mkba_i_statistic *s, size_t replicate)
{
    return mkba_i_level_drawn(s, MKBA_I_REGION, s->end, replicate) - expected_by_level(s, replicate);
}

static double per_cent(double difference, double expected)
{
    return expected > 0 ? 100 * difference / expected : NAN;
}

static double percent_by_index(const mkba_i_statistic *s, size_t replicate)
{
    return per_cent(difference_by_index(s, replicate), expected_by_index(s, replicate));
}

static double percent_by_level(const mkba_i_statistic *s, size_t replicate)
{
    return per_cent(difference_by_level(s, replicate), expected_by_level(s, replicate));
}

/* By method: its name, and what is computed. */
static const struct method {
    const char *name;
    double (*expected)(const mkba_i_statistic *s, size_t replicate);
    double (*difference)(const mkba_i_statistic *s, size_t replicate);
    double (*percent)(const mkba_i_statistic *s, size_t replicate);
} METHODS[] = {{"index", expected_by_index, difference_by_index, percent_by_index},
               {"level", expected_by_level, difference_by_level, percent_by_level}};

static mkba_i_estimate times(mkba_i_estimate estimate, double factor)
{
    return (mkba_i_estimate){estimate.value * factor, estimate.low * factor, estimate.high * factor};
}

static void write_row(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group reference, size_t y,
                      const struct method *method)
{
    mkba_i_statistic s = {.comparison = w->comparison,
                          .measure = m,
                          .group = MKBA_I_REGION,
                          .reference = reference,
                          .start = w->comparison->first,
                          .end = y};
    mkba_i_estimate difference;

    mkba_i_row_measure(w->row, w->comparison, m);
    mkba_i_row_integer(w->row, w->comparison->years[y]);
    mkba_i_row_text(w->row, mkba_i_group_name(reference));
    mkba_i_row_text(w->row, method->name);
    mkba_i_row_maybe(w->row, m->levels[MKBA_I_REGION][y]);
    mkba_i_row_maybe(w->row, method->expected(&s, MKBA_I_POINT));
    s.compute = method->difference;
    difference = mkba_i_estimate_of(&s, w->work);
    mkba_i_row_estimate(w->row, difference);
    s.compute = method->percent;
    mkba_i_row_estimate(w->row, mkba_i_estimate_of(&s, w->work));
    mkba_i_row_estimate(w->row, times(difference, m->downs_of[MKBA_I_REGION][y] / m->per * m->amount_factor));
    mkba_i_row_text(w->row, m->amount_unit);
    mkba_i_row_next(w->row);
}

static void write_rows(mkba_i_writer *w)
{
    const mkba_comparison *comparison = w->comparison;

    for (size_t i = 0; i < comparison->n_measures; i++) {
        const mkba_i_measure *m = &comparison->measures[i];
        for (size_t y = 0; y < comparison->n_years; y++)
            for (int g = MKBA_I_PEERS; m->counts[y] && g < MKBA_I_GROUPS; g++)
                for (size_t k = 0; comparison->n_of[g] > 0 && k < MKBA_I_LENGTH(METHODS); k++)
                    if ((k == 0 || m->down != MKBA_I_NONE) && mkba_i_writer_row(w))
                        write_row(w, m, (mkba_i_group) g, y, &METHODS[k]);
    }
}

mkba_status mkba_i_compare_differences(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_MEASURE_COLUMNS,
                                            {"year", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"reference", MKBA_COLUMN_TEXT, NULL},
                                            {"method", MKBA_COLUMN_TEXT, NULL},
                                            {"level", MKBA_COLUMN_REAL, NULL},
                                            {"expected", MKBA_COLUMN_REAL, NULL},
                                            {"difference", MKBA_COLUMN_REAL, NULL},
                                            {"difference_low", MKBA_COLUMN_REAL, NULL},
                                            {"difference_high", MKBA_COLUMN_REAL, NULL},
                                            {"percent", MKBA_COLUMN_REAL, "%"},
                                            {"percent_low", MKBA_COLUMN_REAL, "%"},
                                            {"percent_high", MKBA_COLUMN_REAL, "%"},
                                            {"amount", MKBA_COLUMN_REAL, NULL},
                                            {"amount_low", MKBA_COLUMN_REAL, NULL},
                                            {"amount_high", MKBA_COLUMN_REAL, NULL},
                                            {"amount_unit", MKBA_COLUMN_TEXT, NULL}};
    return mkba_i_write_table(comparison, "differences", columns, MKBA_I_LENGTH(columns), write_rows, table, error);
}
