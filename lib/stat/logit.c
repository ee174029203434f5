/* The logit model: see logit.h. */
#include "base/exact.h"

#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "stat/logit.h"
#include "stat/orthonormal.h"

#define STEPS 50
#define NEAR 1e-12
/* Beyond these odds of a row there is no maximum to be found. */
#define FAR 30.0

static void predict(const double *columns, size_t n, size_t k, const double *coefficients, double *line)
{
    memset(line, 0, n * sizeof *line);
    for (size_t j = 0; j < k; j++) {
        for (size_t i = 0; i < n; i++) {
            line[i] += columns[j * n + i] * coefficients[j];
        }
    }
}

/* A step of Newton's as weighted least squares: of what is left of y, over the root of the information. */
static bool newton(const double *columns, size_t n, size_t k, const double *y, const double *weight,
                   const double *probability, double *r, double *step, double *q, double *left)
{
    size_t dependent = 0;
    for (size_t i = 0; i < n; i++) {
        double root = sqrt(weight[i] * probability[i] * (1.0 - probability[i]));
        left[i] = weight[i] * (y[i] - probability[i]) / root;
        for (size_t j = 0; j < k; j++) {
            q[j * n + i] = root * columns[j * n + i];
        }
    }
    if (!mkba_i_orthonormalise(q, n, k, r, &dependent)) {
        return false;
    }
    mkba_i_project_off(q, n, k, left, step);
    mkba_i_back_substitute(r, k, step);
    return true;
}

mkba_i_logit_end mkba_i_logit(const double *columns, size_t n, size_t k, const double *y, const double *weight,
                              double *probability, double *r, double *coefficients, double *work)
{
    double *line = work + n * k, *left = line + n, *step = left + n, moved = INFINITY;
    memset(coefficients, 0, k * sizeof *coefficients);
    memset(line, 0, n * sizeof *line);
    for (int s = 0; s < STEPS && moved > NEAR; s++) {
        double farthest = 0.0;
        for (size_t i = 0; i < n; i++) {
            probability[i] = 1.0 / (1.0 + mkba_i_exp(-line[i]));
            farthest = fmax(farthest, fabs(line[i]));
        }
        if (!(farthest < FAR)) {
            return MKBA_I_LOGIT_SEPARATED;
        }
        if (!newton(columns, n, k, y, weight, probability, r, step, work, left)) {
            return MKBA_I_LOGIT_DEPENDENT;
        }
        for (size_t j = 0; j < k; j++) {
            coefficients[j] += step[j];
        }
        memcpy(left, line, n * sizeof *left);
        predict(columns, n, k, coefficients, line);
        moved = 0.0;
        for (size_t i = 0; i < n; i++) {
            moved = fmax(moved, fabs(line[i] - left[i]));
        }
    }
    return moved <= NEAR * 1e3 ? MKBA_I_LOGIT_FITTED : MKBA_I_LOGIT_SEPARATED;
}
