/* Memory: an arena whose blocks are freed together, and growing arrays. */
#ifndef MKBA_I_BASE_MEMORY_H
#define MKBA_I_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* How many items an array has; not for pointers. */
#define MKBA_I_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Bytes asked from malloc at a time; a test builds with 1, so that every allocation can be made to fail. */
#ifndef MKBA_ARENA_CHUNK
#  define MKBA_ARENA_CHUNK 16384
#endif

typedef struct mkba_i_chunk mkba_i_chunk;

/* An arena; all zero is an empty one. Not shared between threads while it grows. */
typedef struct mkba_i_arena {
    mkba_i_chunk *chunks;
} mkba_i_arena;

/* `count` zeroed items of `size` bytes, aligned for any type; NULL when memory is short or count * size
 * overflows. Zero bytes give a valid pointer. */
void *mkba_i_arena_new(mkba_i_arena *arena, size_t count, size_t size);

/* A copy of `length` bytes of text, closed with NUL; NULL when memory is short. */
char *mkba_i_arena_text(mkba_i_arena *arena, const char *text, size_t length);

void mkba_i_arena_free(mkba_i_arena *arena);

/* Makes room for `needed` items of `size` bytes in the heap array *items (NULL when empty), doubling its
 * capacity; the new part is not zeroed. False when memory is short or sizes overflow: then nothing changed. */
bool mkba_i_grow(void **items, size_t *capacity, size_t needed, size_t size);

#endif
