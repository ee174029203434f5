/* The tables of growth: summary, years, every pair of years. */
#include "base/exact.h"

#include <math.h>

#include "base/elementary.h"
#include "base/memory.h"
#include "compare/growth_model.h"

/* Whether a group has areas: without peers there are no rows of them. */
static bool is_there(const mkba_comparison *comparison, const mkba_i_measure *measure, mkba_i_group group)
{
    return measure->shown && comparison->n_of[group] > 0;
}

static mkba_i_estimate scaled(mkba_i_estimate estimate, double plus)
{
    return (mkba_i_estimate){estimate.value + plus, estimate.low + plus, estimate.high + plus};
}

static mkba_i_estimate compounded(mkba_i_estimate growth, int years)
{
    return (mkba_i_estimate){mkba_i_cagr(growth.value, years), mkba_i_cagr(growth.low, years),
                             mkba_i_cagr(growth.high, years)};
}

/* What to compute of a group between two years; the reference of a growth is the group itself. */
static mkba_i_statistic statistic(const mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group group, size_t start,
                                  size_t end)
{
    return (mkba_i_statistic){
        .comparison = w->comparison, .measure = m, .group = group, .reference = group, .start = start, .end = end};
}

static mkba_i_estimate estimate(mkba_i_writer *w, mkba_i_statistic s,
                                double (*compute)(const mkba_i_statistic *statistic, size_t replicate))
{
    s.compute = compute;
    return mkba_i_estimate_of(&s, w->work);
}

/* The difference of the region with a group; nothing for the region itself. */
static mkba_i_estimate difference(mkba_i_writer *w, mkba_i_statistic s)
{
    if (s.group == MKBA_I_REGION)
        return (mkba_i_estimate){NAN, NAN, NAN};
    s.reference = s.group;
    s.group = MKBA_I_REGION;
    return estimate(w, s, mkba_i_growth_difference);
}

/* ---- summary --------------------------------------------------------------------------------------------- */

static void write_summary_row(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g)
{
    const mkba_comparison *comparison = w->comparison;
    mkba_i_statistic s = statistic(w, m, g, comparison->first, comparison->last);
    mkba_i_statistic at_start = statistic(w, m, g, comparison->first, comparison->first);
    mkba_i_estimate growth = estimate(w, s, mkba_i_growth);

    mkba_i_row_measure(w->row, comparison, m);
    mkba_i_row_text(w->row, mkba_i_group_name(g));
    mkba_i_row_integer(w->row, comparison->years[comparison->first]);
    mkba_i_row_integer(w->row, comparison->years[comparison->last]);
    mkba_i_row_maybe(w->row, estimate(w, at_start, mkba_i_level_end).value);
    mkba_i_row_estimate(w->row, estimate(w, s, mkba_i_level_end));
    mkba_i_row_estimate(w->row, growth);
    mkba_i_row_estimate(w->row, scaled(growth, 100));
    mkba_i_row_estimate(w->row, difference(w, s));
    mkba_i_row_integer(w->row, (int64_t) m->n_of[g][comparison->first]);
    mkba_i_row_integer(w->row, (int64_t) m->n_of[g][comparison->last]);
    mkba_i_row_next(w->row);
}

static void write_summary(mkba_i_writer *w)
{
    for (size_t m = 0; m < w->comparison->n_measures; m++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            if (is_there(w->comparison, &w->comparison->measures[m], (mkba_i_group) g) && mkba_i_writer_row(w))
                write_summary_row(w, &w->comparison->measures[m], (mkba_i_group) g);
}

mkba_status mkba_i_compare_summary(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_MEASURE_COLUMNS,
                                            {"group", MKBA_COLUMN_TEXT, NULL},
                                            {"from", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"to", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"level_from", MKBA_COLUMN_REAL, NULL},
                                            {"level_to", MKBA_COLUMN_REAL, NULL},
                                            {"level_to_low", MKBA_COLUMN_REAL, NULL},
                                            {"level_to_high", MKBA_COLUMN_REAL, NULL},
                                            {"growth", MKBA_COLUMN_REAL, "%"},
                                            {"growth_low", MKBA_COLUMN_REAL, "%"},
                                            {"growth_high", MKBA_COLUMN_REAL, "%"},
                                            {"index", MKBA_COLUMN_REAL, NULL},
                                            {"index_low", MKBA_COLUMN_REAL, NULL},
                                            {"index_high", MKBA_COLUMN_REAL, NULL},
                                            {"difference", MKBA_COLUMN_REAL, "%-point"},
                                            {"difference_low", MKBA_COLUMN_REAL, "%-point"},
                                            {"difference_high", MKBA_COLUMN_REAL, "%-point"},
                                            {"areas_from", MKBA_COLUMN_INTEGER, NULL},
                                            {"areas_to", MKBA_COLUMN_INTEGER, NULL}};
    return mkba_i_write_table(comparison, "summary", columns, MKBA_I_LENGTH(columns), write_summary, table, error);
}

/* ---- years ----------------------------------------------------------------------------------------------- */

static void write_year_row(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g, size_t y)
{
    mkba_i_statistic s = statistic(w, m, g, w->comparison->first, y);

    mkba_i_row_measure(w->row, w->comparison, m);
    mkba_i_row_text(w->row, mkba_i_group_name(g));
    mkba_i_row_integer(w->row, w->comparison->years[y]);
    mkba_i_row_estimate(w->row, estimate(w, s, mkba_i_level_end));
    if (y == w->comparison->first)
        mkba_i_row_estimate(w->row, (mkba_i_estimate){m->levels[g][y] > 0 ? 100 : NAN, NAN, NAN});
    else
        mkba_i_row_estimate(w->row, scaled(estimate(w, s, mkba_i_growth), 100));
    mkba_i_row_maybe(w->row, m->ups_of[g][y]);
    mkba_i_row_maybe(w->row, m->down == MKBA_I_NONE ? NAN : m->downs_of[g][y]);
    mkba_i_row_integer(w->row, (int64_t) m->n_of[g][y]);
    mkba_i_row_next(w->row);
}

static void write_years(mkba_i_writer *w)
{
    const mkba_comparison *comparison = w->comparison;

    for (size_t i = 0; i < comparison->n_measures; i++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            for (size_t y = 0; y < comparison->n_years; y++) {
                const mkba_i_measure *m = &comparison->measures[i];
                if (is_there(comparison, m, (mkba_i_group) g) && m->n_of[g][y] > 0 && mkba_i_writer_row(w))
                    write_year_row(w, m, (mkba_i_group) g, y);
            }
}

mkba_status mkba_i_compare_years(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_MEASURE_COLUMNS,
                                            {"group", MKBA_COLUMN_TEXT, NULL},
                                            {"year", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"level", MKBA_COLUMN_REAL, NULL},
                                            {"level_low", MKBA_COLUMN_REAL, NULL},
                                            {"level_high", MKBA_COLUMN_REAL, NULL},
                                            {"index", MKBA_COLUMN_REAL, NULL},
                                            {"index_low", MKBA_COLUMN_REAL, NULL},
                                            {"index_high", MKBA_COLUMN_REAL, NULL},
                                            {"numerator", MKBA_COLUMN_REAL, NULL},
                                            {"denominator", MKBA_COLUMN_REAL, NULL},
                                            {"areas", MKBA_COLUMN_INTEGER, NULL}};
    return mkba_i_write_table(comparison, "years", columns, MKBA_I_LENGTH(columns), write_years, table, error);
}

/* ---- every pair of years --------------------------------------------------------------------------------- */

static void write_growth_row(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g, size_t start, size_t end)
{
    mkba_i_statistic s = statistic(w, m, g, start, end);
    mkba_i_estimate growth = estimate(w, s, mkba_i_growth);
    int years = w->comparison->years[end] - w->comparison->years[start];

    mkba_i_row_measure(w->row, w->comparison, m);
    mkba_i_row_text(w->row, mkba_i_group_name(g));
    mkba_i_row_integer(w->row, w->comparison->years[start]);
    mkba_i_row_integer(w->row, w->comparison->years[end]);
    mkba_i_row_estimate(w->row, growth);
    mkba_i_row_estimate(w->row, compounded(growth, years));
    s.logs = m->draws[g] == NULL ? NULL : w->logs;
    mkba_i_row_estimate(w->row, estimate(w, s, mkba_i_log_linear));
    s.logs = NULL;
    mkba_i_row_estimate(w->row, difference(w, s));
    mkba_i_row_next(w->row);
}

/* The logs of the levels drawn, which every pair of years needs. */
static void take_logs(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g)
{
    size_t n = w->comparison->n_years * w->comparison->options.replicates;

    for (size_t i = 0; w->row != NULL && m->draws[g] != NULL && i < n; i++)
        w->logs[i] = m->draws[g][i] > 0 ? mkba_i_log(m->draws[g][i]) : NAN;
}

static void write_pairs(mkba_i_writer *w, const mkba_i_measure *m, mkba_i_group g)
{
    take_logs(w, m, g);
    for (size_t start = 0; start < w->comparison->n_years; start++)
        for (size_t end = start + 1; end < w->comparison->n_years; end++)
            if (m->counts[start] && m->counts[end] && mkba_i_writer_row(w))
                write_growth_row(w, m, g, start, end);
}

static void write_growth(mkba_i_writer *w)
{
    for (size_t m = 0; m < w->comparison->n_measures; m++)
        for (int g = 0; g < MKBA_I_GROUPS; g++)
            if (is_there(w->comparison, &w->comparison->measures[m], (mkba_i_group) g))
                write_pairs(w, &w->comparison->measures[m], (mkba_i_group) g);
}

mkba_status mkba_i_compare_growth(const mkba_comparison *comparison, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column columns[] = {MKBA_I_MEASURE_COLUMNS,
                                            {"group", MKBA_COLUMN_TEXT, NULL},
                                            {"start", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"end", MKBA_COLUMN_INTEGER, "jaar"},
                                            {"growth", MKBA_COLUMN_REAL, "%"},
                                            {"growth_low", MKBA_COLUMN_REAL, "%"},
                                            {"growth_high", MKBA_COLUMN_REAL, "%"},
                                            {"cagr", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"cagr_low", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"cagr_high", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"log_linear", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"log_linear_low", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"log_linear_high", MKBA_COLUMN_REAL, "%/jaar"},
                                            {"difference", MKBA_COLUMN_REAL, "%-point"},
                                            {"difference_low", MKBA_COLUMN_REAL, "%-point"},
                                            {"difference_high", MKBA_COLUMN_REAL, "%-point"}};
    return mkba_i_write_table(comparison, "growth", columns, MKBA_I_LENGTH(columns), write_growth, table, error);
}
