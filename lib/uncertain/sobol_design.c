/* The design of Saltelli for figures that a caller evaluates: mkba/uncertain_sensitivity.h. */
#include <stdlib.h>

#include "base/lanes.h"
#include "stat/points.h"
#include "uncertain/sobol.h"

#define BLOCK 512 /* draws that are made together */

uint64_t mkba_i_sobol_other_seed(uint64_t seed)
{
    return seed ^ UINT64_C(0x9E3779B97F4A7C15); /* the golden ratio: far from what people choose */
}

/* Where column j of A and of B goes: A into every row but AB_j and B, B into those two. */
static void spread(const double *a, const double *b, size_t n, size_t k, size_t j, double *out)
{
    for (size_t i = 0; i < n; i++) {
        double *rows = out + i * (k + 2) * k;
        for (size_t row = 0; row < k + 2; row++)
            rows[row * k + j] = row == j + 1 || row == k + 1 ? b[i] : a[i];
    }
}

static mkba_status fill_column(const char *name, size_t j, size_t k, size_t draws, uint64_t seed, mkba_plan plan,
                               double *out, mkba_error *error)
{
    mkba_i_variant variant = mkba_i_variant_best();
    mkba_i_points *a = NULL, *b = NULL;
    double of_a[BLOCK], of_b[BLOCK];
    mkba_status status = mkba_i_points_make((mkba_i_draw_plan) plan, seed, name, draws, variant, &a, error);

    if (status == MKBA_OK)
        status =
            mkba_i_points_make((mkba_i_draw_plan) plan, mkba_i_sobol_other_seed(seed), name, draws, variant, &b, error);
    for (size_t first = 0; status == MKBA_OK && first < draws; first += BLOCK) {
        size_t n = draws - first < BLOCK ? draws - first : BLOCK;
        mkba_i_points_uniforms(a, first, of_a, n);
        mkba_i_points_uniforms(b, first, of_b, n);
        spread(of_a, of_b, n, k, j, out + first * (k + 2) * k);
    }
    mkba_i_points_free(a);
    mkba_i_points_free(b);
    return status;
}

static mkba_status check_design(size_t k, size_t draws, mkba_plan plan, size_t n_out, mkba_error *error)
{
    if (k == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "names", "a design has at least one parameter");
    if (draws == 0)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "draws", "a design has at least one draw");
    if ((size_t) plan > MKBA_PLAN_SOBOL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "plan", "there is no plan %d", (int) plan);
    if (draws > SIZE_MAX / (k + 2) / k || n_out != draws * (k + 2) * k)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "out",
                           "out has room for %zu numbers: draws x (parameters + 2) x parameters are made", n_out);
    return MKBA_OK;
}

mkba_status mkba_sobol_design(const char *const *names, size_t n_names, size_t draws, uint64_t seed, mkba_plan plan,
                              double *out, size_t n_out, mkba_error *error)
{
    double *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(names), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = check_design(n_names, draws, plan, n_out, error);
    if (status == MKBA_OK)
        status = mkba_i_check_names("names", names, n_names, n_names, error);
    if (status == MKBA_OK) {
        made = malloc(n_out * sizeof *made); /* so that a failure leaves out as it was */
        status = made == NULL ? mkba_i_fail_memory(error) : MKBA_OK;
    }
    for (size_t j = 0; status == MKBA_OK && j < n_names; j++)
        status = fill_column(names[j], j, n_names, draws, seed, plan, made, error);
    for (size_t i = 0; status == MKBA_OK && i < n_out; i++)
        out[i] = made[i];
    free(made);
    return status;
}
