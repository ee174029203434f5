/* Structs of options that callers fill: the first field is the size of the struct as the caller knows it, so that a later
 * version may have more fields at its end. */
#ifndef MKBA_I_BASE_OPTIONS_H
#define MKBA_I_BASE_OPTIONS_H

#include "base/error.h"

/* What an initialiser does: `size` bytes of the caller's struct become the defaults, as far as both go, and then zero. The
 * defaults are the `known` bytes of our struct; NULL is all zero. `options` NULL: nothing. */
void mkba_i_options_init(void *options, size_t size, const void *defaults, size_t known);

/* The fields that the caller's struct has go into `taken`, our struct of `known` bytes, which holds the defaults. `given`
 * NULL: they stay. MKBA_ERROR_ARGUMENT for a struct that `initialiser` never filled. */
mkba_status mkba_i_options_take(const void *given, void *taken, size_t known, const char *initialiser,
                                mkba_error *error);

#endif
