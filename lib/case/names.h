/* Names: a list of them, found in logarithmic time. */
#ifndef MKBA_I_CASE_NAMES_H
#define MKBA_I_CASE_NAMES_H

#include "base/memory.h"
#include "base/roll.h"
#include "base/text.h"

/* Names by position; not owned. */
typedef struct mkba_i_names {
    const char **items;
    size_t n;
    size_t *sorted; /* positions in the order of strcmp */
} mkba_i_names;

/* Room for n names; false when memory is short. Fill `items`, then sort once. */
bool mkba_i_names_new(mkba_i_names *names, mkba_i_arena *arena, size_t n);
void mkba_i_names_sort(mkba_i_names *names);

/* The position of a name of `length` bytes, MKBA_I_NONE when it is not there. */
size_t mkba_i_names_find(const mkba_i_names *names, const char *name, size_t length);

/* `; did you mean "..."?` for a name that is not there, or nothing. Looks at the first thousand names only. */
void mkba_i_names_hint(const mkba_i_names *names, const char *name, char hint[MKBA_I_HINT]);

#endif
