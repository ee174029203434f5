/* Allocations that fail, and a count of live blocks: a test program that is linked with fault.c has malloc,
 * calloc, realloc, free, aligned_alloc and posix_memalign of its own, which forward to those of glibc. So the
 * allocations of every library it uses are counted too. Build the code under test with -DMKBA_ARENA_CHUNK=1.
 *
 * A sweep lets the first, second, ... allocation of a scenario fail until it needs no more:
 *
 *     for (size_t n = 1; fault_sweeps(n); n++) {
 *         size_t live = fault_live();
 *         fault_arm(n, FAULT_ONCE);
 *         mkba_status status = ...;
 *         fault_disarm();
 *         ck_assert_int_eq(status, fault_injected() ? MKBA_ERROR_MEMORY : MKBA_OK);
 *         ...  free the outputs
 *         ck_assert_uint_eq(fault_live(), live);
 *     }
 */
#ifndef MKBA_TESTS_FAULT_H
#define MKBA_TESTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include <mkba/base.h>

typedef enum fault_mode {
    FAULT_ONCE,  /* that allocation fails, later ones succeed */
    FAULT_ONWARD /* that allocation and all later ones fail */
} fault_mode;

/* From now on the nth allocation (from 1), of any thread, fails. */
void fault_arm(size_t n, fault_mode mode);
void fault_disarm(void);

/* Whether an allocation failed since fault_arm. */
bool fault_injected(void);

/* Blocks allocated and not yet freed. */
size_t fault_live(void);

/* Whether a sweep goes on with n: true for 1, then for as long as the run before met its failure. */
bool fault_sweeps(size_t n);

/* Whether malloc is the one of this program: not so under valgrind and sanitizers, where a sweep proves nothing. */
bool fault_works(void);

/* What a sweep runs: it frees what it made; it answers its status, or -1 when an output was touched by a failure. */
typedef int fault_scenario(mkba_error *error);

/* Sweeps a scenario in both modes: each failure must be answered with MKBA_ERROR_MEMORY and lose no block. Skips, visibly,
 * where fault_works() is false. */
void fault_sweep(fault_scenario *run);

#endif
