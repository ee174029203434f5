/* A roll: names in the order in which they come, found by hash. */
#ifndef MKBA_I_BASE_ROLL_H
#define MKBA_I_BASE_ROLL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

/* The position of what is not there. */
#define MKBA_I_NONE SIZE_MAX

/* For names that are not known beforehand. All zero is an empty one. */
typedef struct mkba_i_roll {
    const char **items; /* heap; the texts are not owned */
    size_t n, capacity;
    size_t *lengths; /* heap */
    size_t length_capacity;
    size_t *slots;  /* heap: position + 1, 0 is empty; at most half of them are taken */
    size_t n_slots; /* a power of two */
} mkba_i_roll;

/* The position of a name (of `length` bytes), MKBA_I_NONE when it is not there. */
size_t mkba_i_roll_find(const mkba_i_roll *roll, const char *name);
size_t mkba_i_roll_find_span(const mkba_i_roll *roll, const char *name, size_t length);
/* The same, sooner where the name is at `guess` (any number) or the next: names often come in the order of before. */
size_t mkba_i_roll_find_near(const mkba_i_roll *roll, size_t guess, const char *name, size_t length);
/* Adds a name that is not there; false when memory is short. */
bool mkba_i_roll_add(mkba_i_roll *roll, const char *name);
void mkba_i_roll_free(mkba_i_roll *roll);

#endif
