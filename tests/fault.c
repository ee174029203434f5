/* See fault.h. glibc only: it allows a program its own malloc, and has its own under the names __libc_... too. */
#define _POSIX_C_SOURCE 200809L /* for posix_memalign */

#if defined(__has_feature)
#  if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#    error "sanitizers bring a malloc of their own"
#  endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  error "sanitizers bring a malloc of their own"
#endif

#include "fault.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

static atomic_size_t live;
static atomic_size_t until; /* allocations up to the one that fails; 0 when none does */
static atomic_bool onward;
static atomic_bool injected;

static bool fails(void)
{
    size_t least = atomic_load(&onward) ? 1 : 0;
    size_t left = atomic_load(&until);
    while (left > least && !atomic_compare_exchange_weak(&until, &left, left - 1))
        ;
    if (left != 1)
        return false;
    atomic_store(&injected, true);
    errno = ENOMEM;
    return true;
}

static void *counted(void *block)
{
    if (block != NULL)
        atomic_fetch_add(&live, 1);
    return block;
}

void *malloc(size_t size)
{
    return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (block == NULL)
        return malloc(size);
    if (size == 0) { /* glibc frees */
        free(block);
        return NULL;
    }
    return fails() ? NULL : __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    void *block = aligned_alloc(alignment, size);
    if (block == NULL)
        return ENOMEM;
    *out = block;
    return 0;
}

void free(void *block)
{
    if (block != NULL)
        atomic_fetch_sub(&live, 1);
    __libc_free(block);
}

void fault_arm(size_t n, fault_mode mode)
{
    atomic_store(&injected, false);
    atomic_store(&onward, mode == FAULT_ONWARD);
    atomic_store(&until, n);
}

void fault_disarm(void)
{
    atomic_store(&until, 0);
}

bool fault_injected(void)
{
    return atomic_load(&injected);
}

size_t fault_live(void)
{
    return atomic_load(&live);
}

bool fault_sweeps(size_t n)
{
    return n == 1 || fault_injected();
}

bool fault_works(void)
{
    void *(*volatile allocate)(size_t) = malloc; /* volatile: or the compiler drops the call */
    size_t before = fault_live();
    void *block = allocate(1);
    bool counts = fault_live() == before + 1;
    free(block);
    return counts;
}

/* ---- sweeps ---------------------------------------------------------------------------------------------- */

static void sweep(fault_scenario *run, fault_mode mode)
{
    size_t n = 1;
    for (; fault_sweeps(n); n++) {
        mkba_error error = {.status = MKBA_OK};
        size_t before = fault_live();
        fault_arm(n, mode);
        int status = run(&error);
        fault_disarm();
        mkba_status expected = fault_injected() ? MKBA_ERROR_MEMORY : MKBA_OK;
        if (status != (int) expected || error.status != expected || fault_live() != before)
            ck_abort_msg("allocation %zu: status %d, \"%s\", %zu blocks before and %zu after", n, status, error.message,
                         before, fault_live());
    }
    ck_assert_uint_gt(n, 2);
}

void fault_sweep(fault_scenario *run)
{
    if (!fault_works()) {
        printf("# SKIP allocation failures: malloc is not the one of this program here\n");
        return;
    }
    sweep(run, FAULT_ONCE);
    sweep(run, FAULT_ONWARD);
}
