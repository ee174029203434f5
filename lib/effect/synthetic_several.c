/* Several treated areas, each beside its own synthetic control of the same donors, and their mean. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "base/options.h"
#include "base/table.h"
#include "effect/parties.h"
#include "effect/synthetic_model.h"
#include "panel/model.h"

typedef struct maker {
    const mkba_panel *panel;
    mkba_synthetic_options options;
    mkba_i_arena arena;
    mkba_synthetic **each; /* heap objects */
    size_t n;
    mkba_error *error;
} maker;

/* The donors by their codes: nobody that is treated is one of another. */
static mkba_status find_donors(maker *m, const char *const *treated, size_t n_treated)
{
    mkba_i_parties parties = {0};
    const char **codes;
    mkba_status status = mkba_i_parties_find(m->panel, treated, n_treated, m->options.donors, m->options.n_donors,
                                             &m->arena, &parties, m->error);

    if (status != MKBA_OK)
        return status;
    m->options.n_donors = parties.n - parties.n_treated;
    codes = mkba_i_arena_new(&m->arena, m->options.n_donors + 1, sizeof *codes);
    m->each = mkba_i_arena_new(&m->arena, n_treated, sizeof *m->each);
    if (codes == NULL || m->each == NULL)
        return mkba_i_fail_memory(m->error);
    for (size_t j = 0; j < m->options.n_donors; j++)
        codes[j] = m->panel->areas[parties.areas[parties.n_treated + j]].code;
    m->options.donors = codes;
    return MKBA_OK;
}

static mkba_status fit_each(maker *m, const char *const *treated, size_t n_treated)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n_treated; i++) {
        m->options.treated = treated[i];
        status = mkba_panel_synthetic_control(m->panel, &m->options, &m->each[i], m->error);
        m->n += status == MKBA_OK;
    }
    return status;
}

/* What a row tells: of one area, or added up. */
typedef struct figures {
    double observed, synthetic, gap, low, high, rmspe;
} figures;

static figures at_period(const mkba_synthetic *one, size_t period)
{
    const mkba_i_synthetic_point *point = &one->path[period];

    return (figures){point->observed, point->synthetic, point->observed - point->synthetic,
                     point->low,      point->high,      NAN};
}

static figures at_mean(const mkba_synthetic *one)
{
    return (figures){NAN, NAN, one->att, one->att_low, one->att_high, one->rmspe_before};
}

static void add(figures *sum, figures one, double share)
{
    sum->observed += share * one.observed;
    sum->synthetic += share * one.synthetic;
    sum->gap += share * one.gap;
    sum->low += share * one.low;
    sum->high += share * one.high;
}

static void write_row(mkba_i_row *row, const char *treated, const char *period, bool after, figures of)
{
    mkba_i_row_text(row, treated);
    mkba_i_row_text(row, period);
    mkba_i_row_boolean(row, after);
    mkba_i_row_maybe(row, of.observed);
    mkba_i_row_maybe(row, of.synthetic);
    mkba_i_row_maybe(row, of.gap);
    mkba_i_row_maybe(row, of.low);
    mkba_i_row_maybe(row, of.high);
    mkba_i_row_maybe(row, of.rmspe);
    mkba_i_row_next(row);
}

/* Each, then the mean; the periods, then their mean. */
static void write_all(const maker *m, mkba_i_row *row)
{
    const mkba_i_block *block = &m->each[0]->block;
    double share = 1.0 / (double) m->n;

    for (size_t i = 0; i <= m->n; i++)
        for (size_t p = 0; p <= block->n_periods; p++) {
            bool whole = p == block->n_periods;
            figures of = {0};
            for (size_t k = i < m->n ? i : 0; k < (i < m->n ? i + 1 : m->n); k++)
                add(&of, whole ? at_mean(m->each[k]) : at_period(m->each[k], p), i < m->n ? 1.0 : share);
            of.rmspe = whole && i < m->n ? m->each[i]->rmspe_before : NAN;
            write_row(row, i < m->n ? m->each[i]->block.codes[0] : NULL, whole ? NULL : block->periods[p],
                      whole || p >= block->n_before, of);
        }
}

static mkba_status make_table(const maker *m, mkba_table **table)
{
    const mkba_i_block *block = &m->each[0]->block;
    const mkba_i_column columns[] = {{"treated", MKBA_COLUMN_TEXT, NULL},
                                     {"period", MKBA_COLUMN_TEXT, NULL},
                                     {"after", MKBA_COLUMN_BOOLEAN, NULL},
                                     {"observed", MKBA_COLUMN_REAL, block->unit},
                                     {"synthetic", MKBA_COLUMN_REAL, block->unit},
                                     {"gap", MKBA_COLUMN_REAL, block->unit},
                                     {"gap_low", MKBA_COLUMN_REAL, block->unit},
                                     {"gap_high", MKBA_COLUMN_REAL, block->unit},
                                     {"rmspe_before", MKBA_COLUMN_REAL, block->unit}};
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("synthetic controls", columns, MKBA_I_LENGTH(columns),
                                          (m->n + 1) * (block->n_periods + 1), &made, m->error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, m->error);
    write_all(m, &row);
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_panel_synthetic_controls(const mkba_panel *panel, const mkba_synthetic_options *options,
                                          const char *const *treated, size_t n_treated, mkba_table **table,
                                          mkba_error *error)
{
    maker m = {.panel = panel, .error = error};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(panel), MKBA_I_GIVEN(options), MKBA_I_GIVEN(treated),
                                            MKBA_I_GIVEN(table));

    mkba_synthetic_options_init(&m.options);
    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &m.options, sizeof m.options, "mkba_synthetic_options_init", error);
    if (status == MKBA_OK && m.options.treated != NULL)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "treated",
                             "the treated are given beside the options: leave them out of these");
    if (status == MKBA_OK)
        status = find_donors(&m, treated, n_treated);
    if (status == MKBA_OK)
        status = fit_each(&m, treated, n_treated);
    if (status == MKBA_OK)
        status = make_table(&m, table);
    for (size_t i = 0; i < m.n; i++)
        mkba_synthetic_free(m.each[i]);
    mkba_i_arena_free(&m.arena);
    return status;
}
