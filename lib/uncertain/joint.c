/* The smallest joint change: which parameters move, and what was found as a table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact.h"
#include "base/options.h"
#include "stat/distribution.h"
#include "uncertain/joint_search.h"
#include "uncertain/what_if_table.h"

void mkba_joint_options_init_size(mkba_joint_options *options, size_t size)
{
    mkba_i_options_init(options, size, NULL, sizeof *options);
}

typedef struct joint {
    mkba_i_what_if w;
    mkba_joint_options options;
    mkba_i_arena arena;
    mkba_i_joint_search search;
    bool *moves;
    unsigned char *degrees;
    size_t *order; /* of the rows */
} joint;

/* ---- which parameters move ------------------------------------------------------------------------------- */

static mkba_status measure(joint *j, size_t axis, double *scale, mkba_error *error)
{
    const mkba_i_axis *of = &j->w.axes[axis];

    if (j->options.relative) {
        *scale = fabs(of->value);
        if (*scale > 0.0)
            return MKBA_OK;
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "relative",
                           "the value of \"%.100s\" is 0, to which no change is relative", of->parameter->name);
    }
    if (of->distribution != NULL)
        return mkba_i_distribution_sd(of->distribution, scale, error);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                       "\"%.100s\" has no distribution, so its change cannot be measured in standard deviations",
                       of->parameter->name);
}

static mkba_status list_movers(joint *j, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t axis = 0; axis < j->w.n_axes && status == MKBA_OK; axis++) {
        double scale = 0.0;

        status = measure(j, axis, &scale, error);
        if (status == MKBA_OK && scale > 0.0) /* a distribution of one value does not move */
            j->search.movers[j->search.n++] = (mkba_i_joint_mover){axis, scale};
    }
    return status;
}

static mkba_status list_moves(joint *j, const mkba_case *mkba, bool *moves, mkba_error *error)
{
    if (j->options.n_parameters > 0 && j->options.parameters == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "parameters must not be NULL when n_parameters is above 0");
    if (j->options.n_parameters == 0 && j->options.parameters != NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters",
                           "parameters has no name: give at least one, or leave it out for all");
    for (size_t i = 0; i < j->options.n_parameters; i++) {
        size_t position = 0;
        mkba_status status;

        if (j->options.parameters[i] == NULL)
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters", "parameters[%zu] must not be NULL", i);
        status = mkba_i_case_parameter(mkba, j->options.parameters[i], "parameters", &position, error);
        if (status != MKBA_OK)
            return status;
        if (moves[position])
            return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "parameters", "\"%.100s\" is named twice",
                               j->options.parameters[i]);
        moves[position] = true;
    }
    return MKBA_OK;
}

/* Of the parameters that can move only those that were named. */
static void keep_named(joint *j, const bool *moves)
{
    size_t n = 0;

    for (size_t i = 0; i < j->w.n_axes; i++)
        if (moves[j->w.axes[i].position])
            j->w.axes[n++] = j->w.axes[i];
    j->w.n_axes = n;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

/* Whether the outcome is linear in all that moves. */
static bool is_linear(joint *j, size_t target)
{
    const mkba_i_program *program = &j->w.plan.program;

    memset(j->moves, 0, program->n_inputs * sizeof *j->moves);
    for (size_t i = 0; i < j->search.n; i++) {
        const mkba_i_axis *axis = &j->w.axes[j->search.movers[i].axis];

        if (axis->has_input)
            j->moves[axis->input] = true;
    }
    return mkba_i_dependence_of(program, j->moves, j->w.targets[target].node, j->degrees) <= MKBA_I_DEPENDENCE_LINEAR;
}

/* Largest change first, of equal ones as in the case: by insertion, there are few. */
static void sort_rows(joint *j, const double *z)
{
    for (size_t i = 0; i < j->search.n; i++) {
        size_t k = i;

        for (; k > 0 && fabs(z[j->order[k - 1]]) < fabs(z[i]); k--)
            j->order[k] = j->order[k - 1];
        j->order[k] = i;
    }
}

static const char *word_of(const mkba_i_joint_found *at, bool linear)
{
    if (!at->found)
        return "none";
    if (!at->is_nearest)
        return "boundary";
    return linear ? "least" : "local";
}

static void write_row(const joint *j, size_t target, size_t i, const mkba_i_joint_found *at, bool linear,
                      mkba_i_row *row)
{
    const mkba_i_joint_mover *mover = &j->search.movers[i];
    const mkba_i_axis *axis = &j->w.axes[mover->axis];
    double z = at->z[i], change = z * mover->scale, part = at->distance > 0.0 ? z / at->distance : 0.0;
    bool has_probability = at->found && axis->distribution != NULL;

    mkba_i_what_if_row(row, &j->w, target, mover->axis);
    mkba_i_row_real_if(row, axis->value + change, at->found);
    mkba_i_row_real_if(row, change, at->found);
    mkba_i_row_real_if(row, z, at->found);
    mkba_i_row_real_if(row, part * part, at->found && at->distance > 0.0);
    mkba_i_row_real_if(row,
                       has_probability ? mkba_i_what_if_probability(axis->distribution, axis->value + change) : 0.0,
                       has_probability);
    mkba_i_row_real_if(row, at->distance, at->found);
    mkba_i_row_real(row, at->start);
    mkba_i_row_real_if(row, at->residual, at->found);
    mkba_i_row_real_if(row, at->angle, at->found);
    mkba_i_row_boolean(row, linear);
    mkba_i_row_text(row, word_of(at, linear));
    mkba_i_row_next(row);
}

static mkba_status write(joint *j, mkba_table **table, mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {MKBA_I_WHAT_IF_COLUMNS,
                                            {"break_even", MKBA_COLUMN_REAL, NULL},
                                            {"change", MKBA_COLUMN_REAL, NULL},
                                            {"z", MKBA_COLUMN_REAL, "1"},
                                            {"share", MKBA_COLUMN_REAL, "1"},
                                            {"probability", MKBA_COLUMN_REAL, "1"},
                                            {"distance", MKBA_COLUMN_REAL, "1"},
                                            {"outcome", MKBA_COLUMN_REAL, "EUR"},
                                            {"residual", MKBA_COLUMN_REAL, "EUR"},
                                            {"angle", MKBA_COLUMN_REAL, "1"},
                                            {"linear", MKBA_COLUMN_BOOLEAN, NULL},
                                            {"found", MKBA_COLUMN_TEXT, NULL}};
    mkba_table *made = NULL;
    mkba_i_row row;
    mkba_status status = mkba_i_table_new("joint_break_even", COLUMNS, MKBA_I_LENGTH(COLUMNS),
                                          j->w.n_targets * j->search.n, &made, error);

    if (status != MKBA_OK)
        return status;
    row = mkba_i_row_start(made, error);
    for (size_t target = 0; target < j->w.n_targets; target++) {
        bool linear = is_linear(j, target);
        mkba_i_joint_found at = mkba_i_joint_solve(&j->search, j->w.targets[target].node, linear);

        sort_rows(j, at.z);
        for (size_t i = 0; i < j->search.n; i++)
            write_row(j, target, j->order[i], &at, linear, &row);
    }
    return mkba_i_row_hand_out(&row, table);
}

/* ---- all of it ------------------------------------------------------------------------------------------- */

static bool make_room(joint *j)
{
    const mkba_i_program *program = &j->w.plan.program;

    j->moves = mkba_i_arena_new(&j->arena, program->n_inputs, sizeof *j->moves);
    j->degrees = mkba_i_arena_new(&j->arena, program->n, sizeof *j->degrees);
    j->order = mkba_i_arena_new(&j->arena, j->w.n_axes, sizeof *j->order);
    return mkba_i_joint_search_make(&j->w, &j->arena, &j->search) && j->moves != NULL && j->degrees != NULL &&
           j->order != NULL;
}

static mkba_status compute(joint *j, const bool *moves, mkba_table **table, mkba_error *error)
{
    mkba_status status;

    if (j->options.n_parameters > 0)
        keep_named(j, moves);
    if (!make_room(j))
        return mkba_i_fail_memory(error);
    status = mkba_i_what_if_run(&j->w, 1, MKBA_I_NONE, MKBA_I_NONE, error);
    if (status == MKBA_OK)
        status = list_movers(j, error);
    return status == MKBA_OK ? write(j, table, error) : status;
}

static mkba_status run(joint *j, const mkba_case *mkba, mkba_table **table, mkba_error *error)
{
    bool *moves = mkba_i_arena_new(&j->arena, mkba->model.parameter_names.n, sizeof *moves);
    mkba_i_what_if_setup setup = {.scenario = j->options.scenario,
                                  .alternative = j->options.alternative,
                                  .against = j->options.against,
                                  .actor = j->options.actor,
                                  .moves = moves};
    mkba_status status = moves == NULL ? mkba_i_fail_memory(error) : list_moves(j, mkba, moves, error);

    if (status == MKBA_OK)
        status = mkba_i_what_if_make(mkba, &setup, &j->w, error);
    if (status != MKBA_OK)
        return status;
    status = compute(j, moves, table, error);
    mkba_i_what_if_free(&j->w);
    return status;
}

mkba_status mkba_case_joint_break_even(const mkba_case *mkba, const mkba_joint_options *options, mkba_table **table,
                                       mkba_error *error)
{
    joint j = {.moves = NULL};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(mkba), MKBA_I_GIVEN(table));

    mkba_joint_options_init(&j.options);
    if (status == MKBA_OK)
        status = mkba_i_options_take(options, &j.options, sizeof j.options, "mkba_joint_options_init", error);
    if (status == MKBA_OK)
        status = run(&j, mkba, table, error);
    mkba_i_arena_free(&j.arena);
    return status;
}
