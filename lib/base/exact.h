/* Include before any arithmetic on figures: no multiplication and addition are fused into one operation, so
 * that every processor gives the same bits. In the source, because R refuses compiler flags. */
#ifndef MKBA_I_BASE_EXACT_H
#define MKBA_I_BASE_EXACT_H

#if defined(__clang__)
#  pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#  pragma GCC optimize("fp-contract=off")
#endif

#endif
