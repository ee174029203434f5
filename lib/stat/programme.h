/* Linear programmes, solved by GLPK where the library was built with it. The only place that knows GLPK.
 *
 * GLPK ends the process when it meets an error, prints, and keeps an environment per thread, which the host may be using
 * too. So it runs on a thread apart, whose environment is ours alone: terminal output is off, and what an error prints
 * nevertheless (it turns the output on) is swallowed by a hook; the hook for errors leaves GLPK by longjmp; then the
 * environment is freed with all that GLPK allocated. A GLPK built without thread-local storage, whose environment would
 * be that of the host, is refused. */
#ifndef MKBA_I_STAT_PROGRAMME_H
#define MKBA_I_STAT_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* The least of cost'x over free x with, of each row, row'x at most (or equal to) its limit. */
typedef struct mkba_i_programme {
    size_t n, n_rows; /* from 1 to 10000 */
    const double *cost;
    const double *rows; /* n_rows x n, finite */
    const double *limits;
    const bool *equal;
} mkba_i_programme;

/* Whether this library can. */
bool mkba_i_programme_built(void);

/* x of length n and, of each row, its multiplier: by how much the least grows when the limit does; at most 0 where a row is
 * no equation. A basic solution; within 1e-9 of feasible and optimal as GLPK sees it. MKBA_ERROR_UNSUPPORTED;
 * MKBA_ERROR_EVALUATION when there is no least; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_programme_solve(const mkba_i_programme *programme, double *x, double *multipliers,
                                   mkba_error *error);

/* The same with at most `megabytes` for GLPK: for the test of what happens when it meets an error. */
mkba_status mkba_i_programme_solve_within(const mkba_i_programme *programme, int megabytes, double *x,
                                          double *multipliers, mkba_error *error);

#endif
