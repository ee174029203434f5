/* Mutations of JSON that mostly remain JSON: values replaced by others of the document or by awkward ones, members
 * left out, doubled, renamed or added, numbers changed, bytes damaged. */
#ifndef MKBA_TESTS_FUZZ_MUTATE_H
#define MKBA_TESTS_FUZZ_MUTATE_H

#include <stddef.h>

/* Mutates the `size` bytes at `text`, in which `most` have room; returns how many there are then. The same for the
 * same bytes and seed. */
size_t fuzz_mutate(char *text, size_t size, size_t most, unsigned seed);

#endif
