/* Opens one variant (MKBA_I_VARIANT: 0 plain, 1 AVX2, 2 AVX-512): until lanes_end.h functions are built for its
 * processor, and these words belong to it:
 *
 *     LANES            how many doubles a vector has
 *     lanes            a vector of double; ilanes, ulanes: of int64_t and uint64_t; a comparison of lanes gives ilanes,
 *                      -1 where it holds and 0 where it does not. + - * / & | ^ ~ << >> < <= == work on each lane.
 *     NAME(f)          f_plain, f_avx2 or f_avx512; what is declared by it takes and gives vectors
 *     lanes_...        the operations of lanes_operations.h
 *
 * Included by way of lanes_each.h; base/exact.h goes first. No include guard, on purpose. */
#include "base/lanes.h"

#include <math.h>
#include <string.h>

#if MKBA_I_LANES_X86
#  include <immintrin.h>
#endif

#if MKBA_I_VARIANT == 0
#  define LANES 2
#  define NAME(name) name##_plain
#elif MKBA_I_VARIANT == 1
#  define LANES 4
#  define NAME(name) name##_avx2
#  if defined(__clang__)
#    pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#  else
#    pragma GCC push_options
#    pragma GCC target("avx2")
#  endif
#elif MKBA_I_VARIANT == 2
#  define LANES 8
#  define NAME(name) name##_avx512
#  if defined(__clang__)
#    pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl"))), apply_to = function)
#  else
#    pragma GCC push_options
#    pragma GCC target("avx512f,avx512dq,avx512vl")
#  endif
#endif

#define lanes NAME(mkba_i_lanes)
#define ilanes NAME(mkba_i_ilanes)
#define ulanes NAME(mkba_i_ulanes)
typedef double lanes __attribute__((vector_size(8 * LANES)));
typedef int64_t ilanes __attribute__((vector_size(8 * LANES)));
typedef uint64_t ulanes __attribute__((vector_size(8 * LANES)));

#define lanes_load NAME(mkba_i_lanes_load)
#define lanes_store NAME(mkba_i_lanes_store)
#define lanes_load_some NAME(mkba_i_lanes_load_some)
#define lanes_store_some NAME(mkba_i_lanes_store_some)
#define lanes_set NAME(mkba_i_lanes_set)
#define lanes_set_int NAME(mkba_i_lanes_set_int)
#define lanes_set_bits NAME(mkba_i_lanes_set_bits)
#define lanes_bits NAME(mkba_i_lanes_bits)
#define lanes_from_bits NAME(mkba_i_lanes_from_bits)
#define lanes_choose NAME(mkba_i_lanes_choose)
#define lanes_any NAME(mkba_i_lanes_any)
#define lanes_least NAME(mkba_i_lanes_least)
#define lanes_most NAME(mkba_i_lanes_most)
#define lanes_abs NAME(mkba_i_lanes_abs)
#define lanes_copy_sign NAME(mkba_i_lanes_copy_sign)
#define lanes_sqrt NAME(mkba_i_lanes_sqrt)
#define lanes_floor NAME(mkba_i_lanes_floor)
#define lanes_round_int NAME(mkba_i_lanes_round_int)
#define lanes_from_int NAME(mkba_i_lanes_from_int)
#define lanes_gather NAME(mkba_i_lanes_gather)
#define lanes_gather_rows NAME(mkba_i_lanes_gather_rows)

#include "base/lanes_operations.h"
