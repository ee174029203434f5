/* Figures carried on in time, held against R (predict.lm, lm with weights; the script stands at each figure), and whether
 * intervals hold as often as they say. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "koers/register_forecast.h"
#include "run_suite.h"
#include "stat/quantile.h"
#include "stat/random.h"

static mkba_i_point point(double time, double value, double error)
{
    double half = error * 1.959963984540054; /* qnorm(0.975) */
    return (mkba_i_point){.time = time,
                          .value = value,
                          .has_interval = error > 0,
                          .low = value - half,
                          .high = value + half,
                          .level = 0.95};
}

static mkba_i_forecast line_of(const double *times, const double *values, const double *errors, size_t n,
                               mkba_forecast_method method)
{
    mkba_i_point points[10];
    for (size_t i = 0; i < n; i++)
        points[i] = point(times[i], values[i], errors == NULL ? 0 : errors[i]);
    return mkba_i_forecast_make(points, n, method);
}

static void expect_at(const mkba_i_forecast *forecast, double time, double level, mkba_i_forecast_basis basis,
                      double value, double low, double high)
{
    mkba_i_prediction found = mkba_i_forecast_at(forecast, time, level);
    ck_assert_int_eq(found.basis, basis);
    ck_assert_double_eq_tol(found.value, value, 1e-9);
    ck_assert_double_eq_tol(found.low, low, 1e-9 * fabs(low));
    ck_assert_double_eq_tol(found.high, high, 1e-9 * fabs(high));
}

static const double TIMES[] = {2020.5, 2021.25, 2023.5, 2024.125, 2026.5}, VALUES[] = {44, 47.5, 46, 49, 53};

/* t <- c(2021.5,2022.5,2023.5,2024.5); y <- c(3340,3310,3265,3240)
 * predict(lm(y~t), data.frame(t=2026.5), interval="prediction", level=.9)
 * t <- c(2020.5,2021.25,2023.5,2024.125,2026.5); y <- c(44,47.5,46,49,53); f <- lm(y~t)
 * p <- predict(f, data.frame(t=2030.5), interval="prediction", level=.95, se.fit=TRUE)
 * pt((p$fit[1]-56)/sqrt(p$se.fit^2+p$residual.scale^2), 3) */
START_TEST(a_trend_is_that_of_least_squares_with_its_prediction_interval)
{
    const double times[] = {2021.5, 2022.5, 2023.5, 2024.5}, values[] = {3340, 3310, 3265, 3240};
    mkba_i_forecast regular = line_of(times, values, NULL, 4, MKBA_FORECAST_TREND);
    mkba_i_forecast irregular = line_of(TIMES, VALUES, NULL, 5, MKBA_FORECAST_TREND);
    expect_at(&regular, 2026.5, 0.9, MKBA_I_BY_SCATTER, 3168, 3135.3698960435227, 3200.6301039564773);
    expect_at(&irregular, 2030.5, 0.95, MKBA_I_BY_SCATTER, 57.034282988004179, 45.804121567198493, 68.264444408809865);
    ck_assert_uint_eq(irregular.df, 3);
    ck_assert_double_eq_tol(mkba_i_forecast_chance(&irregular, 2030.5, 56, false), 0.60572432510057372, 1e-10);
    ck_assert_double_eq_tol(mkba_i_forecast_chance(&irregular, 2030.5, 56, true), 1 - 0.60572432510057372, 1e-10);
}
END_TEST

/* e <- c(0.5,0.6,0.4,0.8,0.5); w <- 1/e^2; f <- lm(y~t,weights=w)
 * predict(f,data.frame(t=2030.5),interval="prediction",level=.9,weights=1/mean(e^2))
 * e <- c(4,5,4,6,5), as if these were the variances: X<-cbind(1,t); C<-solve(t(X)%*%(w*X)); x<-c(1,2030.5)
 * v<-t(x)%*%C%*%x+mean(e^2); m<-sum(coef(f)*x); m+c(-1,1)*qnorm(.95)*sqrt(v)
 * pnorm((m-56)/sqrt(v)); pt((m-56)/sqrt(v*summary(f)$sigma^2),3) */
START_TEST(known_errors_weigh_and_bound_the_interval_from_below)
{
    const double small[] = {0.5, 0.6, 0.4, 0.8, 0.5}, large[] = {4, 5, 4, 6, 5};
    mkba_i_forecast scattered = line_of(TIMES, VALUES, small, 5, MKBA_FORECAST_TREND);
    mkba_i_forecast noisy = line_of(TIMES, VALUES, large, 5, MKBA_FORECAST_TREND);
    expect_at(&scattered, 2030.5, 0.9, MKBA_I_BY_SCATTER, 56.936186071219709, 47.666953144015508, 66.205418998423909);
    expect_at(&noisy, 2030.5, 0.9, MKBA_I_BY_ERRORS, 56.764889133678025, 41.792455281217265, 71.737322986138793);
    ck_assert_double_eq_tol(mkba_i_forecast_chance(&noisy, 2030.5, 56, false), 0.53348363186946957, 1e-9);
}
END_TEST

/* dt<-diff(t); dy<-diff(y); g<-lm(I(dy/sqrt(dt))~0+sqrt(dt)); s<-summary(g)$sigma; h<-4
 * m<-53+coef(g)*h; m+c(-1,1)*qt(.95,3)*s*sqrt(h+h^2/sum(dt)) */
START_TEST(a_drift_is_that_of_independent_steps)
{
    mkba_i_forecast drift = line_of(TIMES, VALUES, NULL, 5, MKBA_FORECAST_DRIFT);
    expect_at(&drift, 2030.5, 0.9, MKBA_I_BY_SCATTER, 59, 41.469530749903498, 76.530469250096502);
}
END_TEST

START_TEST(too_few_figures_have_no_interval)
{
    const double same[] = {2020.5, 2020.5, 2020.5}, straight[] = {1, 2, 3}, years[] = {2020.5, 2021.5, 2022.5};
    const double errors[] = {3, 0, 0};
    mkba_i_forecast one = line_of(TIMES, VALUES, NULL, 1, MKBA_FORECAST_TREND);
    mkba_i_forecast at_once = line_of(same, VALUES, NULL, 3, MKBA_FORECAST_TREND);
    mkba_i_forecast two = line_of(years, VALUES, NULL, 2, MKBA_FORECAST_TREND);
    mkba_i_forecast exact = line_of(years, straight, NULL, 3, MKBA_FORECAST_TREND);
    mkba_i_forecast drift = line_of(years, straight, NULL, 3, MKBA_FORECAST_DRIFT);
    mkba_i_forecast measured = line_of(years, VALUES, errors, 2, MKBA_FORECAST_TREND);
    mkba_i_prediction found = mkba_i_forecast_at(&two, 2022.5, 0.9);
    ck_assert_int_eq(mkba_i_forecast_at(&one, 2022.5, 0.9).basis, MKBA_I_NO_LINE);
    ck_assert_int_eq(mkba_i_forecast_at(&at_once, 2022.5, 0.9).basis, MKBA_I_NO_LINE);
    ck_assert_int_eq(found.basis, MKBA_I_NO_SPREAD);
    ck_assert_double_eq_tol(found.value, 51, 1e-9);
    ck_assert_int_eq(mkba_i_forecast_at(&exact, 2023.5, 0.9).basis, MKBA_I_NO_SPREAD);
    ck_assert_int_eq(mkba_i_forecast_at(&drift, 2023.5, 0.9).basis, MKBA_I_NO_SPREAD);
    /* 2 x second - first: (4 + 1 + 1) x 3^2, the second figure and the next with the error of the first */
    ck_assert(measured.assumed);
    expect_at(&measured, 2022.5, 0.95, MKBA_I_BY_ERRORS, 51, 51 - 1.959963984540054 * sqrt(54),
              51 + 1.959963984540054 * sqrt(54));
}
END_TEST

/* With one figure more at 2025.5: the variance of a line with four, worked out anew, and the scatter of three. */
START_TEST(one_figure_more_narrows_the_interval)
{
    const double times[] = {2022.5, 2023.5, 2024.5, 2025.5}, values[] = {1, 3, 4, 5};
    mkba_i_forecast three = line_of(times, values, NULL, 3, MKBA_FORECAST_TREND);
    double variance = 1 + 0.25 + (2027.5 - 2024) * (2027.5 - 2024) / 5; /* rss 1/6, df 1 */
    double half = mkba_i_student_quantile(0.95, 2) * sqrt(variance / 6);
    mkba_i_prediction now = mkba_i_forecast_at(&three, 2027.5, 0.9);
    ck_assert_double_eq_tol(mkba_i_forecast_half_with(&three, 2027.5, 2025.5, 0.9), half, 1e-10);
    ck_assert(half < (now.high - now.low) / 2);
}
END_TEST

/* The part of 1000 lines in which a new figure two years on lies in the interval. */
static double coverage(size_t n, double process, double error, bool known)
{
    mkba_i_random stream = mkba_i_random_stream(7, "coverage");
    uint64_t draw = 0;
    size_t held = 0;
    for (size_t run = 0; run < 1000; run++) {
        mkba_i_point points[10];
        double next;
        for (size_t i = 0; i <= n; i++) {
            double time = 2020.5 + (double) i + (i == n ? 1 : 0);
            double miss = process * mkba_i_normal_quantile(mkba_i_random_uniform(&stream, draw)) +
                          error * mkba_i_normal_quantile(mkba_i_random_uniform(&stream, draw + 1));
            draw += 2;
            next = 10 + 0.5 * (double) i + (i == n ? 0.5 : 0) + miss;
            if (i < n)
                points[i] = point(time, next, known ? error : 0);
            else {
                mkba_i_forecast forecast = mkba_i_forecast_make(points, n, MKBA_FORECAST_TREND);
                mkba_i_prediction found = mkba_i_forecast_at(&forecast, time, 0.9);
                held += next >= found.low && next <= found.high;
            }
        }
    }
    return (double) held / 1000;
}

/* Exactly 0.9 where no error is known (4 standard errors are 0.038), and not less where one is. */
START_TEST(intervals_hold_as_often_as_they_say)
{
    for (size_t n = 3; n <= 6; n++) {
        ck_assert_double_eq_tol(coverage(n, 1, 0, false), 0.9, 0.038);
        for (double process = 0; process <= 2; process += 1)
            ck_assert_double_ge(coverage(n, process, 1, true), 0.9 - 0.038);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("koers forecast");
    TCase *cases = tcase_create("forecasts");
    tcase_add_test(cases, a_trend_is_that_of_least_squares_with_its_prediction_interval);
    tcase_add_test(cases, known_errors_weigh_and_bound_the_interval_from_below);
    tcase_add_test(cases, a_drift_is_that_of_independent_steps);
    tcase_add_test(cases, too_few_figures_have_no_interval);
    tcase_add_test(cases, one_figure_more_narrows_the_interval);
    tcase_add_test(cases, intervals_hold_as_often_as_they_say);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
