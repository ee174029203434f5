/* Several doubles side by side: which instructions this processor has for it, and choosing a function by them.
 *
 * A loop over many numbers is written once, in a file X_body.h, with the types and operations of lanes_begin.h. X.c builds
 * it once per variant:
 *
 *     #include "base/exact.h"
 *     #define MKBA_I_BODY "folder/X_body.h"
 *     #include "base/lanes_each.h"
 *
 * makes of each NAME(f) in the body the functions f_plain, f_avx2 and f_avx512, and MKBA_I_LANES_PICK(variant, f) is
 * one of them. The bits of a result are the same in every variant: each lane is computed by the same operations in the
 * same order, none of them fused. So the choice is one of speed alone, and the best variant is the default. */
#ifndef MKBA_I_BASE_LANES_H
#define MKBA_I_BASE_LANES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* What a variant asks of the processor: nothing beyond the compiler's baseline (2 lanes), AVX2 (4), AVX-512 F, DQ and
 * VL (8). */
typedef enum mkba_i_variant { MKBA_I_VARIANT_PLAIN, MKBA_I_VARIANT_AVX2, MKBA_I_VARIANT_AVX512 } mkba_i_variant;

#define MKBA_I_VARIANTS 3

/* Lanes of the widest variant: a block that is padded to a multiple of it suits every variant. */
#define MKBA_I_LANES_MOST 8

/* Variants beyond the plain one are built where gcc or clang builds for x86-64. */
#if defined(__x86_64__) && defined(__GNUC__)
#  define MKBA_I_LANES_X86 1
#else
#  define MKBA_I_LANES_X86 0
#endif

/* The widest variant that this processor (and its operating system) runs. */
mkba_i_variant mkba_i_variant_best(void);
bool mkba_i_variant_runs(mkba_i_variant variant);

/* "plain", "avx2", "avx512". */
const char *mkba_i_variant_name(mkba_i_variant variant);

/* The variant of a name. MKBA_ERROR_UNKNOWN names the nearest; MKBA_ERROR_ARGUMENT: this processor lacks it. */
mkba_status mkba_i_variant_from_name(const char *name, const char *what, mkba_i_variant *variant, mkba_error *error);

/* The function of a variant: MKBA_I_LANES_PICK(variant, f)(a, b). */
#if MKBA_I_LANES_X86
#  define MKBA_I_LANES_PICK(variant, name)                                                                             \
    ((variant) == MKBA_I_VARIANT_AVX512 ? name##_avx512 : (variant) == MKBA_I_VARIANT_AVX2 ? name##_avx2 : name##_plain)
#else
#  define MKBA_I_LANES_PICK(variant, name) ((void) (variant), name##_plain)
#endif

#endif
