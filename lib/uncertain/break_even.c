/* Break-even values: options, the table. */
#include <math.h>
#include <stdlib.h>

#include "base/exact.h"
#include "base/options.h"
#include "uncertain/break_even_search.h"
#include "uncertain/what_if_table.h"

#define MOST_DRAWS 100000000 /* of the other parameters */

void mkba_break_even_options_init_size(mkba_break_even_options *options, size_t size)
{
    mkba_break_even_options defaults = {.seed = 1};

    mkba_i_options_init(options, size, &defaults, sizeof defaults);
}

typedef struct break_even {
    mkba_i_break_even_search search;
    mkba_break_even_options options;
} break_even;

/* ---- the table ------------------------------------------------------------------------------------------- */

static void write_row(const mkba_i_break_even_search *s, const mkba_i_break_even *f, mkba_i_row *row)
{
    static const char *const KINDS[] = {"linear", "bracket", "jump", "flat", "none", "no effect", "failed"};
    const mkba_i_axis *axis = &s->w.axes[f->axis];
    bool is_there = f->kind <= MKBA_I_BREAK_EVEN_FLAT, has_distribution = axis->distribution != NULL;

    mkba_i_what_if_row(row, &s->w, f->target, f->axis);
    mkba_i_row_real(row, f->outcome);
    mkba_i_row_real(row, f->low);
    mkba_i_row_real(row, f->high);
    mkba_i_row_real_if(row, f->outcome_low, !isnan(f->outcome_low));
    mkba_i_row_real_if(row, f->outcome_high, !isnan(f->outcome_high));
    mkba_i_row_text(row, KINDS[f->kind]);
    mkba_i_row_real_if(row, f->at, is_there);
    mkba_i_row_real_if(row, f->at - axis->value, is_there);
    mkba_i_row_real_if(row, is_there && has_distribution ? mkba_i_what_if_probability(axis->distribution, f->at) : 0.0,
                       is_there && has_distribution);
    if (is_there) {
        mkba_i_row_boolean(row, f->at >= f->low && f->at <= f->high);
        mkba_i_row_boolean(row, f->possible);
    } else {
        mkba_i_row_missing(row);
        mkba_i_row_missing(row);
    }
    mkba_i_row_real_if(row, f->residual, is_there && f->possible);
    mkba_i_row_real_if(row, f->flat_low, f->kind == MKBA_I_BREAK_EVEN_FLAT);
    mkba_i_row_real_if(row, f->flat_high, f->kind == MKBA_I_BREAK_EVEN_FLAT);
    mkba_i_row_text(row, f->why);
    mkba_i_row_next(row);
}

static mkba_status write(const mkba_i_break_even_search *s, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_WHAT_IF_COLUMNS,
                                            {"outcome", MKBA_COLUMN_REAL, "EUR"},
                                            {"low", MKBA_COLUMN_REAL, NULL},
                                            {"high", MKBA_COLUMN_REAL, NULL},
                                            {"outcome_low", MKBA_COLUMN_REAL, "EUR"},
                                            {"outcome_high", MKBA_COLUMN_REAL, "EUR"},
                                            {"found", MKBA_COLUMN_TEXT, NULL},
                                            {"break_even", MKBA_COLUMN_REAL, NULL},
                                            {"change", MKBA_COLUMN_REAL, NULL},
                                            {"probability", MKBA_COLUMN_REAL, "1"},
                                            {"in_range", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"possible", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"residual", MKBA_COLUMN_REAL, "EUR"},
                                            {"flat_low", MKBA_COLUMN_REAL, NULL},
                                            {"flat_high", MKBA_COLUMN_REAL, NULL},
                                            {"why", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("break_even", COLUMNS, MKBA_I_LENGTH(COLUMNS), s->n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t target = 0; target < s->w.n_targets; target++)
        for (size_t i = 0; i < s->n; i++)
            if (s->found[i].target == target)
                write_row(s, &s->found[i], &row);
    return mkba_i_row_hand_out(&row, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static mkba_status compute(break_even *b, mkba_table **table, mkba_error *error)
{
    mkba_i_break_even_search *s = &b->search;
    mkba_status status = mkba_i_break_even_room(s) ? MKBA_OK : mkba_i_fail_memory(error);

    for (size_t axis = 0; axis < s->w.n_axes && status == MKBA_OK; axis++)
        if (s->only == MKBA_I_NONE || s->w.axes[axis].position == s->only)
            status = mkba_i_break_even_axis(s, axis, error);
    return status == MKBA_OK ? write(s, table, error) : status;
}

static mkba_status run(break_even *b, const mkba_case *mkba, const char *parameter, mkba_table **table,
                       mkba_error *error)
{
    mkba_i_break_even_search *s = &b->search;
    mkba_i_what_if_setup setup = {.scenario = b->options.scenario,
                                  .alternative = b->options.alternative,
                                  .against = b->options.against,
                                  .actor = b->options.actor};
    mkba_status status =
        mkba_i_what_if_bounds(mkba, &s->arena, b->options.bounds, b->options.n_bounds, &s->bounds, error);
    bool *moves;

    if (status == MKBA_OK && parameter != NULL)
        status = mkba_i_case_parameter(mkba, parameter, "parameter", &s->only, error);
    if (status != MKBA_OK)
        return status;
    setup.moves = moves = mkba_i_what_if_bounded(mkba, &s->arena, s->bounds);
    if (moves == NULL)
        return mkba_i_fail_memory(error);
    if (parameter != NULL)
        moves[s->only] = true;
    status = mkba_i_what_if_make(mkba, &setup, &s->w, error);
    if (status != MKBA_OK)
        return status;
    s->by_means = b->options.draws > 0;
    if (s->by_means)
        status = mkba_i_mean_make(&s->w, &setup, b->options.draws, b->options.seed, &s->mean, error);
    if (status == MKBA_OK)
        status = compute(b, table, error);
    mkba_i_mean_free(&s->mean);
    mkba_i_what_if_free(&s->w);
    return status;
}

mkba_status mkba_case_break_even(const mkba_case *mkba, const char *parameter, const mkba_break_even_options *options,
                                 mkba_table **table, mkba_error *error)
{
    break_even b = {.search.only = MKBA_I_NONE};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));

    mkba_break_even_options_init(&b.options);
    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &b.options, sizeof b.options, "mkba_break_even_options_init", error);
    if (status == MKBA_OK && b.options.draws > MOST_DRAWS)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "draws must be at most %d", MOST_DRAWS);
    if (status == MKBA_OK)
        status = run(&b, mkba, parameter, table, error);
    free(b.search.found);
    mkba_i_arena_free(&b.search.arena);
    return status;
}
