/* The path of a synthetic control, its gap, and how far weights that fit equally well can move it. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "effect/synthetic_model.h"
#include "stat/simplex_face.h"

static double weighted(const mkba_synthetic *made, size_t period)
{
    double sum = made->fit.intercept;

    for (size_t j = 0; j < made->n_donors; j++)
        if (made->fit.weights[j] != 0.0)
            sum += made->fit.weights[j] * mkba_i_block_of(&made->block, made->donors[j])[period];
    return sum;
}

static void set_points(mkba_synthetic *made)
{
    const double *own = mkba_i_block_of(&made->block, 0);
    double after = 0.0, gaps = 0.0;

    for (size_t p = 0; p < made->block.n_periods; p++) {
        mkba_i_synthetic_point *point = &made->path[p];
        double synthetic = weighted(made, p), gap = own[p] - synthetic;
        *point = (mkba_i_synthetic_point){own[p], synthetic, gap, gap};
        if (isnan(own[p]))
            continue;
        if (p < made->block.n_before) {
            made->squares += gap * gap;
            made->n_before++;
            continue;
        }
        after += gap * gap;
        gaps += gap;
        made->n_after++;
    }
    made->rmspe_before = sqrt(made->squares / (double) made->n_before);
    made->rmspe_after = sqrt(after / (double) made->n_after);
    made->att = made->att_low = made->att_high = gaps / (double) made->n_after;
}

/* The gaps that weights of the same fit leave. None where the range cannot be told. */
static mkba_status range_of(const mkba_synthetic *made, mkba_i_simplex_face *face, const double *parts, double gap,
                            double *low, double *high, mkba_error *error)
{
    mkba_i_simplex_range range;
    double own = 0.0;
    mkba_status status = mkba_i_simplex_face_range(face, parts, &range, error);

    for (size_t j = 0; j < made->n_donors; j++)
        own += made->fit.weights[j] * parts[j];
    *low = *high = NAN;
    if (status == MKBA_OK) {
        *low = fmin(gap, gap + own - range.high);
        *high = fmax(gap, gap + own - range.low);
    }
    return status == MKBA_ERROR_EVALUATION ? MKBA_OK : status;
}

static mkba_status set_ranges(mkba_synthetic *made, mkba_i_simplex_face *face, double *parts, mkba_error *error)
{
    const double *own = mkba_i_block_of(&made->block, 0);
    double *mean = parts + made->n_donors;
    mkba_status status = MKBA_OK;

    for (size_t p = 0; status == MKBA_OK && p < made->block.n_periods; p++) {
        mkba_i_synthetic_point *point = &made->path[p];
        for (size_t j = 0; j < made->n_donors; j++) {
            parts[j] = mkba_i_synthetic_part(&made->task, made->donors[j], p);
            if (p >= made->block.n_before && !isnan(own[p]))
                mean[j] += parts[j] / (double) made->n_after;
        }
        if (!isnan(own[p]))
            status = range_of(made, face, parts, own[p] - point->synthetic, &point->low, &point->high, error);
    }
    if (status == MKBA_OK)
        status = range_of(made, face, mean, made->att, &made->att_low, &made->att_high, error);
    return status;
}

/* Forms other than the plain one: what fits equally well is no face of the simplex. */
static void leave_untold(mkba_synthetic *made)
{
    for (size_t p = 0; p < made->block.n_periods; p++)
        made->path[p].low = made->path[p].high = NAN;
    made->att_low = made->att_high = NAN;
}

mkba_status mkba_i_synthetic_path(mkba_synthetic *made, mkba_error *error)
{
    size_t n_rows = mkba_i_synthetic_n_rows(&made->task);
    mkba_i_simplex_face *face = NULL;
    double *room;
    mkba_status status;

    made->path = mkba_i_arena_new(&made->arena, made->block.n_periods, sizeof *made->path);
    room = calloc(made->n_donors * (n_rows + 2), sizeof *room);
    if (made->path == NULL || room == NULL) {
        free(room);
        return mkba_i_fail_memory(error);
    }
    set_points(made);
    mkba_i_synthetic_columns(&made->task, made->donors, made->n_donors, made->fit.v, room + 2 * made->n_donors);
    if (made->task.form != MKBA_SYNTHETIC_PLAIN && !made->fit.unique) {
        leave_untold(made);
        free(room);
        return MKBA_OK;
    }
    status = made->fit.unique ? MKBA_OK
                              : mkba_i_simplex_face_make(room + 2 * made->n_donors, n_rows, made->n_donors,
                                                         made->fit.weights, &face, error);
    if (status == MKBA_OK && !made->fit.unique)
        status = set_ranges(made, face, room, error);
    mkba_i_simplex_face_free(face);
    free(room);
    return status;
}
