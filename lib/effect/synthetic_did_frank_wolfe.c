/* Weights as the R package synthdid 0.0.9 finds them: see mkba_i_frank_wolfe. */
#include "base/exact.h"

#include <math.h>

#include "effect/synthetic_did_model.h"
#include "stat/dot.h"

#define FIRST_STEPS 100
#define MORE_STEPS 10000
#define NEARLY_NONE 0.25 /* of the greatest: weights up to here become 0 between the two searches */

static void take_mean_off(double *values, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    for (size_t i = 0; i < n; i++)
        values[i] -= sum / (double) n;
}

/* What is left: A w - b. */
static void set_rest(const mkba_i_frank_wolfe *p, const double *weights)
{
    for (size_t i = 0; i < p->n_rows; i++)
        p->at[i] = -p->target[i];
    for (size_t j = 0; j < p->n_columns; j++)
        for (size_t i = 0; weights[j] != 0.0 && i < p->n_rows; i++)
            p->at[i] += weights[j] * p->columns[j * p->n_rows + i];
}

/* Towards the corner with the steepest descent, as far as it goes down. */
static void step(const mkba_i_frank_wolfe *p, double *weights)
{
    double eta = p->zeta * p->zeta * (double) p->n_rows, least = INFINITY, down = 0.0, curve = 0.0, share;
    size_t corner = 0;

    for (size_t j = 0; j < p->n_columns; j++) {
        double slope = mkba_i_dot(&p->columns[j * p->n_rows], p->at, p->n_rows) + eta * weights[j];
        down += weights[j] * slope;
        if (slope < least) {
            least = slope;
            corner = j;
        }
    }
    for (size_t i = 0; i < p->n_rows; i++) {
        double change = p->columns[corner * p->n_rows + i] - p->target[i] - p->at[i];
        curve += change * change;
    }
    for (size_t j = 0; j < p->n_columns; j++) {
        double change = (j == corner ? 1.0 : 0.0) - weights[j];
        curve += eta * change * change;
    }
    if (!(curve > 0.0))
        return;
    share = fmin(1.0, fmax(0.0, (down - least) / curve));
    for (size_t j = 0; j < p->n_columns; j++)
        weights[j] += share * ((j == corner ? 1.0 : 0.0) - weights[j]);
}

static void search(const mkba_i_frank_wolfe *p, double *weights, size_t steps)
{
    double before = INFINITY, gain = INFINITY;

    set_rest(p, weights);
    for (size_t turn = 0; turn < steps && (turn < 2 || gain > p->least * p->least); turn++) {
        step(p, weights);
        set_rest(p, weights);
        double now = p->zeta * p->zeta * mkba_i_dot(weights, weights, p->n_columns) +
                     mkba_i_dot(p->at, p->at, p->n_rows) / (double) p->n_rows;
        gain = before - now;
        before = now;
    }
}

static void drop_small(const mkba_i_frank_wolfe *p, double *weights)
{
    double greatest = 0.0, sum = 0.0;

    for (size_t j = 0; j < p->n_columns; j++)
        greatest = fmax(greatest, weights[j]);
    for (size_t j = 0; j < p->n_columns; j++) {
        weights[j] = weights[j] <= NEARLY_NONE * greatest ? 0.0 : weights[j];
        sum += weights[j];
    }
    for (size_t j = 0; j < p->n_columns; j++)
        weights[j] /= sum;
}

void mkba_i_frank_wolfe_solve(const mkba_i_frank_wolfe *problem, double *weights)
{
    for (size_t j = 0; problem->intercept && j < problem->n_columns; j++)
        take_mean_off(&problem->columns[j * problem->n_rows], problem->n_rows);
    if (problem->intercept)
        take_mean_off(problem->target, problem->n_rows);
    search(problem, weights, FIRST_STEPS);
    drop_small(problem, weights);
    search(problem, weights, MORE_STEPS);
}
