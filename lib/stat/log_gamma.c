/* The logarithm of the gamma function and its derivatives: see log_gamma.h. */
#include "base/exact.h"

#include "stat/log_gamma.h"

#include "base/elementary.h"
#include "stat/tails.h"

#define HALF_LOG_TWO_PI 0.91893853320467274178

double mkba_i_digamma(double x)
{
    double sum = 0.0;
    for (; x < 16.0; x += 1.0) {
        sum -= 1.0 / x;
    }
    double s = 1.0 / (x * x);
    double series = s * (1.0 / 12.0 - s * (1.0 / 120.0 - s * (1.0 / 252.0 - s * (1.0 / 240.0 - s / 132.0))));
    return sum + mkba_i_log(x) - 0.5 / x - series;
}

double mkba_i_trigamma(double x)
{
    double sum = 0.0;
    for (; x < 16.0; x += 1.0) {
        sum += 1.0 / (x * x);
    }
    double s = 1.0 / (x * x);
    double series = s * (1.0 / 6.0 - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * (5.0 / 66.0)))));
    return sum + (1.0 + 0.5 / x + series) / x;
}

double mkba_i_log_gamma(double x)
{
    return (x - 0.5) * mkba_i_log(x) - x + HALF_LOG_TWO_PI + mkba_i_stirling_rest(x);
}
