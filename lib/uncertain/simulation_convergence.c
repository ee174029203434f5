/* How far figures may be off by chance, and what it takes to do better. */
#include "uncertain/simulation.h"

#include <math.h>

#include "base/exact.h"
#include "base/memory.h"
#include "base/number.h"

static const char *const STATISTICS[] = {"mean", "sd", "q05", "q25", "q50", "q75", "q95", "p_positive"};

enum { N_STATISTICS = MKBA_I_LENGTH(STATISTICS) };

static bool is_shown(const mkba_i_quantity *quantity)
{
    return quantity->measure <= MKBA_I_MEASURE_ADDED_NPV;
}

static double value_of(const mkba_i_statistics *s, size_t statistic)
{
    if (statistic + 1 == N_STATISTICS)
        return s->p_positive;
    return statistic == 0 ? s->mean : statistic == 1 ? s->sd : s->quantiles[statistic - 2];
}

static mkba_i_chance chance_of(const mkba_simulation *simulation, size_t q, const mkba_i_statistics *s,
                               size_t statistic)
{
    const mkba_i_tally *tally = simulation->tallies[q];

    if (statistic == 0)
        return s->chance;
    if (statistic + 1 == N_STATISTICS)
        return mkba_i_simulation_share_chance(simulation, q, s->p_positive);
    return mkba_i_simulation_chance(
        simulation, statistic == 1 ? mkba_i_tally_sd_error(tally)
                                   : mkba_i_tally_quantile_error(tally, MKBA_I_QUANTILES_AT[statistic - 2]));
}

/* What there is to say of chance. */
static void write_chance(mkba_i_row *row, const mkba_i_statistics *s, const mkba_i_chance *chance, double wanted)
{
    uint64_t needed = wanted > 0.0 ? mkba_i_tally_draws_needed(s->n, chance->se, wanted / chance->width) : s->n;

    mkba_i_row_real(row, chance->se);
    mkba_i_row_text(row, chance->is);
    mkba_i_row_real(row, wanted);
    mkba_i_row_boolean(row, chance->se * chance->width <= wanted);
    mkba_i_row_integer(row, (int64_t) needed);
    mkba_i_row_integer(row, (int64_t) (needed > s->n ? needed - s->n : 0));
}

/* One draw, or none, tells nothing of chance. */
static void write_no_chance(mkba_i_row *row)
{
    for (int column = 0; column < 6; column++)
        mkba_i_row_missing(row);
}

static void write_row(mkba_i_row *row, const mkba_simulation *simulation, size_t q, const mkba_i_statistics *s,
                      size_t statistic, double precision)
{
    const mkba_i_quantity *quantity = &simulation->quantities[q];
    mkba_i_chance chance = {0.0, 0.0, NULL};

    mkba_i_row_text(row, quantity->alternative);
    mkba_i_row_text(row, mkba_i_measure_name(quantity->measure));
    mkba_i_row_text(row, quantity->name);
    mkba_i_row_text(row, STATISTICS[statistic]);
    mkba_i_row_real_if(row, value_of(s, statistic) + 0.0, s->n > 0 && (statistic != 1 || s->has_sd));
    if (s->has_sd) {
        chance = chance_of(simulation, q, s, statistic);
        write_chance(row, s, &chance, statistic + 1 == N_STATISTICS ? precision : precision * s->sd);
    } else {
        write_no_chance(row);
    }
    mkba_i_row_next(row);
}

static mkba_status write(const mkba_simulation *simulation, double precision, mkba_table *made, mkba_table **table,
                         mkba_error *error)
{
    mkba_i_row row = mkba_i_row_start(made, error);
    mkba_i_statistics statistics;

    for (size_t q = 0; q < simulation->n_quantities && row.status == MKBA_OK; q++) {
        if (!is_shown(&simulation->quantities[q]))
            continue;
        row.status = mkba_i_statistics_make(simulation, q, &statistics, error);
        for (size_t i = 0; i < N_STATISTICS && row.status == MKBA_OK; i++)
            write_row(&row, simulation, q, &statistics, i, precision);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_simulation_convergence(const mkba_simulation *simulation, double precision, mkba_table **table,
                                        mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        {"alternative", MKBA_COLUMN_TEXT, NULL},   {"measure", MKBA_COLUMN_TEXT, NULL},
        {"compared_with", MKBA_COLUMN_TEXT, NULL}, {"statistic", MKBA_COLUMN_TEXT, NULL},
        {"value", MKBA_COLUMN_REAL, NULL},         {"se", MKBA_COLUMN_REAL, NULL},
        {"se_is", MKBA_COLUMN_TEXT, NULL},         {"wanted", MKBA_COLUMN_REAL, NULL},
        {"reached", MKBA_COLUMN_BOOLEAN, NULL},    {"draws_needed", MKBA_COLUMN_INTEGER, "1"},
        {"draws_more", MKBA_COLUMN_INTEGER, "1"}};
    char text[MKBA_I_NUMBER_TEXT];
    mkba_table *made = NULL;
    size_t n = 0;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && !(precision > 0.0 && precision <= 1.0))
        status =
            mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "precision",
                        "precision must lie above 0 and be at most 1, and is %s", mkba_i_number_say(precision, text));
    if (status != MKBA_OK)
        return status;
    for (size_t q = 0; q < simulation->n_quantities; q++)
        n += is_shown(&simulation->quantities[q]);
    status = mkba_i_table_new("convergence", COLUMNS, MKBA_I_LENGTH(COLUMNS), n * N_STATISTICS, &made, error);
    return status != MKBA_OK ? status : write(simulation, precision, made, table, error);
}
