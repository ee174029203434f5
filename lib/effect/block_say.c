/* What to know of the figures that an effect is estimated from: see block.h. */
#include "effect/block.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panel/derive.h"

static mkba_status say_cells(const mkba_i_block *block, size_t unit, mkba_i_said_list *said, mkba_error *error)
{
    const char *code = block->codes[unit];
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < block->n_periods; p++) {
        const char *period = block->periods[p];
        if (block->statuses[unit * block->n_periods + p] == MKBA_CELL_SUSPECT)
            status = mkba_i_say(said, error, "suspect", true, code, period, NULL,
                                "the figure of the treated area is suspect");
        else if (!mkba_cell_has_value((mkba_cell_status) block->statuses[unit * block->n_periods + p]))
            status = mkba_i_say(said, error, "no_figure", p >= block->starts[unit], code, period, NULL,
                                "there is no figure of the treated area: the period does not count");
    }
    return status;
}

/* The same of a covariate. */
static mkba_status say_covariate(const mkba_i_block *block, const mkba_i_block_covariate *of, size_t unit,
                                 mkba_i_said_list *said, mkba_error *error)
{
    const char *code = block->codes[unit];
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < block->n_periods; p++) {
        const char *period = block->periods[p];
        if (of->statuses[unit * block->n_periods + p] == MKBA_CELL_SUSPECT)
            status = mkba_i_say(said, error, "suspect", true, code, period, of->name,
                                "the figure of %.100s of the treated area is suspect", of->name);
        else if (isnan(of->values[unit * block->n_periods + p]))
            status =
                mkba_i_say(said, error, "no_figure", p >= block->starts[unit], code, period, of->name,
                           "there is no figure of %.100s of the treated area: the period does not count", of->name);
    }
    return status;
}

static mkba_status say_breaks(const mkba_i_block *block, const mkba_panel *panel, const char *indicator,
                              mkba_i_said_list *said, mkba_error *error)
{
    const mkba_indicator *of = &panel->indicators[mkba_i_roll_find(&panel->indicator_names, indicator)];
    bool outcome = strcmp(indicator, block->indicator) == 0;
    int first = panel->periods[block->at_periods[0]].year;
    int last = panel->periods[block->at_periods[block->n_periods - 1]].year;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < of->n_breaks; i++)
        if (of->breaks[i].year > first && of->breaks[i].year <= last)
            status = mkba_i_say(said, error, "break", true, block->codes[0], NULL, NULL,
                                "from %d on %.100s is another figure: %.300s", of->breaks[i].year,
                                outcome ? "it" : indicator, of->breaks[i].note);
    return status;
}

mkba_status mkba_i_say_provisional(size_t n_treated, size_t n_donors, mkba_i_said_list *said, mkba_error *error)
{
    if (n_treated + n_donors == 0)
        return MKBA_OK;
    return mkba_i_say(said, error, "provisional", false, NULL, NULL, NULL,
                      "%zu figures of the treated and %zu of the donors are provisional, or computed from such",
                      n_treated, n_donors);
}

static mkba_status count_provisional(const mkba_i_block *block, mkba_i_said_list *said, mkba_error *error)
{
    size_t n[2] = {0, 0};

    for (size_t i = 0; i < block->n_units * block->n_periods; i++)
        n[i >= block->n_treated * block->n_periods] += block->statuses[i] == MKBA_CELL_PROVISIONAL;
    return mkba_i_say_provisional(n[0], n[1], said, error);
}

mkba_status mkba_i_block_say(const mkba_i_block *block, const mkba_panel *panel, size_t n_lacking,
                             mkba_i_said_list *said, mkba_error *error)
{
    size_t out = block->n_left_out + n_lacking, all = block->n_left_out + block->n_units - block->n_treated;
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < block->n_treated; i++)
        status = say_cells(block, i, said, error);
    for (size_t c = 0; c < block->n_covariates; c++)
        for (size_t i = 0; status == MKBA_OK && i < block->n_treated; i++)
            status = say_covariate(block, &block->covariates[c], i, said, error);
    if (status == MKBA_OK)
        status = say_breaks(block, panel, block->indicator, said, error);
    for (size_t c = 0; status == MKBA_OK && c < block->n_covariates; c++)
        status = say_breaks(block, panel, block->covariates[c].name, said, error);
    if (status == MKBA_OK)
        status = count_provisional(block, said, error);
    if (status == MKBA_OK && out > 0)
        status =
            mkba_i_say(said, error, "left_out", false, block->codes[0], NULL, NULL,
                       "%zu of %zu donors are left out, as a figure is missing or suspect: they are named with the "
                       "weights",
                       out, all);
    return status;
}

void mkba_i_left_out_text(const mkba_i_left_out *out, char text[MKBA_I_LEFT_OUT_TEXT])
{
    const char *why = out->status == MKBA_CELL_ABSENT ? "has no figure" : mkba_cell_status_name(out->status);

    /* A population that has a figure is left out because it is not above 0. */
    if (mkba_cell_has_value(out->status) && out->status != MKBA_CELL_SUSPECT)
        why = "is not above 0";
    snprintf(text, MKBA_I_LEFT_OUT_TEXT, "%.200s of %.40s %s", out->indicator, out->period, why);
}
