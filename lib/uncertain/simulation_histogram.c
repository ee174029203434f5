/* A figure as a histogram. */
#include "uncertain/simulation.h"

#include <math.h>
#include <stdlib.h>

#include "base/exact.h"
#include "base/memory.h"

#define BINS_MOST 1000

/* Twice the cube root of the draws (Rice's rule), at least 10 and at most 100. */
static size_t suitable(uint64_t draws)
{
    uint64_t bins = 10;

    while (bins < 100 && bins * bins * bins < 8 * draws)
        bins++;
    return (size_t) bins;
}

static mkba_status write(const mkba_i_tally_counts *counts, const double *in_bin, size_t bins, mkba_table **table,
                         mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {{"from", MKBA_COLUMN_REAL, NULL},
                                            {"to", MKBA_COLUMN_REAL, NULL},
                                            {"count", MKBA_COLUMN_REAL, "1"},
                                            {"share", MKBA_COLUMN_REAL, "1"}};
    double width = (counts->most - counts->least) / (double) bins;
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("histogram", COLUMNS, MKBA_I_LENGTH(COLUMNS), bins, &made, error);
    mkba_i_row row;

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < bins; i++) {
        mkba_i_row_real(&row, counts->least + width * (double) i + 0.0);
        mkba_i_row_real(&row, (i + 1 < bins ? counts->least + width * (double) (i + 1) : counts->most) + 0.0);
        mkba_i_row_real(&row, in_bin[i]);
        mkba_i_row_real(&row, in_bin[i] / (double) counts->draws);
        mkba_i_row_next(&row);
    }
    return mkba_i_row_hand_out(&row, table);
}

mkba_status mkba_simulation_histogram(const mkba_simulation *simulation, const mkba_simulated *of, size_t bins,
                                      mkba_table **table, mkba_error *error)
{
    size_t quantity = 0;
    double *in_bin;
    mkba_i_tally_counts counts;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(simulation), MKBA_I_GIVEN(table));

    if (status == MKBA_OK && bins > BINS_MOST)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "bins", "bins must be at most %d, not %zu", BINS_MOST, bins);
    if (status == MKBA_OK)
        status = mkba_i_simulation_find_drawn(simulation, of, &quantity, error);
    if (status != MKBA_OK)
        return status;
    counts = mkba_i_tally_count(simulation->tallies[quantity]);
    if (counts.least == counts.most)
        bins = 1; /* all draws are the same */
    else if (bins == 0)
        bins = suitable(counts.draws);
    in_bin = calloc(bins, sizeof *in_bin);
    if (in_bin == NULL)
        return mkba_i_fail_memory(error);
    if (counts.least == counts.most)
        in_bin[0] = (double) counts.draws;
    else
        mkba_i_tally_histogram(simulation->tallies[quantity], counts.least, counts.most, bins, in_bin);
    status = write(&counts, in_bin, bins, table, error);
    free(in_bin);
    return status;
}
