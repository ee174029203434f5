/* Linear programmes: see programme.h. */
#include "base/exact.h"

#include "stat/programme.h"

#if defined(MKBA_GLPK)

#  include <glpk.h>
#  include <limits.h>
#  include <setjmp.h>
#  include <stdlib.h>

#  include "base/threads.h"

/* Memory for GLPK, in MB: hundreds of times what our programmes need. */
#  define MEMORY 512
#  define TOLERANCE 1e-9
#  define MOST 10000

typedef struct solving {
    const mkba_i_programme *programme;
    int megabytes;
    double *x, *multipliers;
    int *positions; /* of the elements of a row, and */
    double *values; /* these, both from 1 as GLPK counts */
    jmp_buf out;
} solving;

/* ---- keeping GLPK to itself -------------------------------------------------------------------------------- */

static int swallow(void *info, const char *text)
{
    (void) info;
    (void) text;
    return 1;
}

/* Called in place of abort. */
static void leave(void *info)
{
    solving *s = info;
    longjmp(s->out, 1);
}

/* ---- the programme ------------------------------------------------------------------------------------------- */

static void fill(const solving *s, glp_prob *problem)
{
    const mkba_i_programme *p = s->programme;
    int n = (int) p->n, n_rows = (int) p->n_rows;

    glp_set_obj_dir(problem, GLP_MIN);
    glp_add_cols(problem, n);
    for (int j = 1; j <= n; j++) {
        glp_set_col_bnds(problem, j, GLP_FR, 0, 0);
        glp_set_obj_coef(problem, j, p->cost[j - 1]);
    }
    glp_add_rows(problem, n_rows);
    for (int i = 1; i <= n_rows; i++) {
        int filled = 0;
        double limit = p->limits[i - 1];
        for (int j = 1; j <= n; j++) {
            double value = p->rows[(size_t) (i - 1) * p->n + (size_t) (j - 1)];
            if (value == 0)
                continue;
            s->positions[++filled] = j;
            s->values[filled] = value;
        }
        glp_set_mat_row(problem, i, filled, s->positions, s->values);
        glp_set_row_bnds(problem, i, p->equal[i - 1] ? GLP_FX : GLP_UP, limit, limit);
    }
}

static mkba_status solve(const solving *s, mkba_error *error)
{
    glp_smcp options;
    glp_prob *problem = glp_create_prob();

    fill(s, problem);
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.meth = GLP_DUALP;
    options.tol_bnd = options.tol_dj = TOLERANCE;
    glp_adv_basis(problem, 0);
    if (glp_simplex(problem, &options) != 0 || glp_get_status(problem) != GLP_OPT)
        return mkba_i_fail(error, MKBA_ERROR_EVALUATION, "", "a linear programme was found to have no solution");
    for (size_t j = 0; j < s->programme->n; j++)
        s->x[j] = glp_get_col_prim(problem, (int) j + 1);
    for (size_t i = 0; i < s->programme->n_rows; i++)
        s->multipliers[i] = glp_get_row_dual(problem, (int) i + 1);
    return MKBA_OK;
}

/* All that GLPK allocated goes with its environment. */
static mkba_status solve_apart(void *context, mkba_error *error)
{
    solving *s = context;
    mkba_status status;

    if (glp_config("TLS") == NULL)
        return mkba_i_fail(error, MKBA_ERROR_UNSUPPORTED, "", "this GLPK was built without thread-local storage");
    if (glp_init_env() != 0)
        return mkba_i_fail_memory(error);
    glp_term_hook(swallow, NULL);
    glp_term_out(GLP_OFF);
    glp_mem_limit(s->megabytes);
    glp_error_hook(leave, s);
    if (setjmp(s->out) == 0)
        status = solve(s, error);
    else
        status = mkba_i_fail_memory(error);
    glp_free_env();
    return status;
}

bool mkba_i_programme_built(void)
{
    return true;
}

mkba_status mkba_i_programme_solve_within(const mkba_i_programme *programme, int megabytes, double *x,
                                          double *multipliers, mkba_error *error)
{
    solving s = {.programme = programme, .megabytes = megabytes, .x = x, .multipliers = multipliers};
    mkba_status status;

    if (programme->n == 0 || programme->n > MOST || programme->n_rows == 0 || programme->n_rows > MOST)
        return mkba_i_fail(error, MKBA_ERROR_INTERNAL, "", "a linear programme has 1 to %d columns and rows", MOST);
    s.positions = calloc(programme->n + 1, sizeof *s.positions);
    s.values = calloc(programme->n + 1, sizeof *s.values);
    if (s.positions == NULL || s.values == NULL)
        status = mkba_i_fail_memory(error);
    else
        status = mkba_i_apart(solve_apart, &s, error);
    free(s.positions);
    free(s.values);
    return status;
}

mkba_status mkba_i_programme_solve(const mkba_i_programme *programme, double *x, double *multipliers, mkba_error *error)
{
    return mkba_i_programme_solve_within(programme, MEMORY, x, multipliers, error);
}

#else

bool mkba_i_programme_built(void)
{
    return false;
}

mkba_status mkba_i_programme_solve(const mkba_i_programme *programme, double *x, double *multipliers, mkba_error *error)
{
    return mkba_i_programme_solve_within(programme, 0, x, multipliers, error);
}

mkba_status mkba_i_programme_solve_within(const mkba_i_programme *programme, int megabytes, double *x,
                                          double *multipliers, mkba_error *error)
{
    (void) programme;
    (void) megabytes;
    (void) x;
    (void) multipliers;
    return mkba_i_fail(
        error, MKBA_ERROR_UNSUPPORTED, "",
        "this library was built without GLPK, which solves linear programmes: build it with -Dglpk=enabled");
}

#endif
