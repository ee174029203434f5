/* Several flows of one change of sign, side by side: see irr_lanes.h. Loops over lanes are without branches, so that
 * a compiler makes vector instructions of them; each lane's arithmetic is the same either way. */
#include "base/exact.h"

#include <math.h>

#include "money/irr_lanes.h"

#define LANES MKBA_I_LANES
#define UNIT 0x1p-53
#define ROUNDS 40

/* Value and derivative by Horner's rule. */
static void evaluate(const double *restrict c, size_t n, const double x[restrict LANES], double value[restrict LANES],
                     double slope[restrict LANES])
{
    double y[LANES];
    double d[LANES];
    double at[LANES];
    for (size_t i = 0; i < LANES; i++) {
        y[i] = c[(n - 1) * LANES + i];
        d[i] = 0.0;
        at[i] = x[i];
    }
    for (size_t k = n - 1; k-- > 0;) {
        for (size_t i = 0; i < LANES; i++) {
            d[i] = d[i] * at[i] + y[i];
            y[i] = y[i] * at[i] + c[k * LANES + i];
        }
    }
    for (size_t i = 0; i < LANES; i++) {
        value[i] = y[i];
        slope[i] = d[i];
    }
}

/* Value and its error, as mkba_i_value_at has them. */
static void bound(const double *restrict c, size_t n, const double x[restrict LANES], double value[restrict LANES],
                  double error[restrict LANES])
{
    double y[LANES];
    double e[LANES];
    double at[LANES];
    for (size_t i = 0; i < LANES; i++) {
        y[i] = c[(n - 1) * LANES + i];
        e[i] = fabs(y[i]);
        at[i] = x[i];
    }
    for (size_t k = n - 1; k-- > 0;) {
        for (size_t i = 0; i < LANES; i++) {
            y[i] = y[i] * at[i] + c[k * LANES + i];
            e[i] = e[i] * at[i] + fabs(y[i]);
        }
    }
    for (size_t i = 0; i < LANES; i++) {
        value[i] = y[i];
        error[i] = 4.01 * UNIT * e[i];
    }
}

/* Newton's iteration on x^-s p(x) from 1. A lane stops, and keeps its x, after a step so small that the next would be
 * below rounding: steps square. */
static void iterate(const double *c, size_t n, const double shift[LANES], double x[LANES])
{
    bool stopped[LANES] = {false};
    size_t left = LANES;
    for (size_t i = 0; i < LANES; i++) {
        x[i] = 1.0;
    }
    for (int round = 0; round < ROUNDS && left > 0; round++) {
        double value[LANES];
        double slope[LANES];
        evaluate(c, n, x, value, slope);
        for (size_t i = 0; i < LANES; i++) {
            double step = value[i] * x[i] / (slope[i] * x[i] - shift[i] * value[i]);
            double next = x[i] - step;
            next = next > x[i] / 8.0 ? next : x[i] / 8.0; /* also when it is no number */
            next = next < 1.125 ? next : 1.125;
            if (!stopped[i]) {
                stopped[i] = fabs(next - x[i]) <= 1e-9 * x[i];
                left -= stopped[i];
                x[i] = next;
            }
        }
    }
}

void mkba_i_lanes_solve(const double *c, size_t n, const double shift[LANES], mkba_i_bracket found[LANES],
                        bool done[LANES])
{
    double x[LANES];
    double value[LANES];
    double slope[LANES];
    double low[LANES];
    double high[LANES];
    double error[LANES];
    double below[LANES];
    double below_error[LANES];
    iterate(c, n, shift, x);
    bound(c, n, x, value, error);
    evaluate(c, n, x, value, slope);
    for (size_t i = 0; i < LANES; i++) {
        double reach = 2.0 * (fabs(value[i]) + error[i]) / fabs(slope[i]) + 4.0 * UNIT * x[i];
        low[i] = x[i] - reach;
        high[i] = x[i] + reach;
    }
    bound(c, n, low, below, below_error);
    bound(c, n, high, value, error);
    for (size_t i = 0; i < LANES; i++) {
        int left = mkba_i_value_sign((mkba_i_value){below[i], 0.0, below_error[i]});
        int right = mkba_i_value_sign((mkba_i_value){value[i], 0.0, error[i]});
        done[i] = low[i] > 0.0 && left * right < 0;
        found[i] = (mkba_i_bracket){low[i], x[i], high[i], false};
    }
}
