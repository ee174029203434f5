/* Memory: see memory.h. */
#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct mkba_i_chunk {
    mkba_i_chunk *next;
    size_t size; /* bytes in data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

/* A chunk with room for `bytes`. One that serves a single large request goes behind the first, whose rest then
 * stays in use. */
static mkba_i_chunk *add_chunk(mkba_i_arena *arena, size_t bytes)
{
    size_t size = bytes > MKBA_ARENA_CHUNK ? bytes : MKBA_ARENA_CHUNK;
    if (size > PTRDIFF_MAX - sizeof(mkba_i_chunk))
        return NULL;
    mkba_i_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (chunk == NULL)
        return NULL;
    chunk->size = size;
    if (arena->chunks != NULL && bytes > MKBA_ARENA_CHUNK / 2) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    return chunk;
}

/* Memory is zeroed with its chunk and handed out once. */
static void *take(mkba_i_arena *arena, size_t bytes, size_t alignment)
{
    if (bytes == 0)
        bytes = 1;
    mkba_i_chunk *chunk = arena->chunks;
    size_t start = chunk == NULL ? 0 : (chunk->used + alignment - 1) / alignment * alignment;
    if (chunk == NULL || start > chunk->size || bytes > chunk->size - start) {
        chunk = add_chunk(arena, bytes);
        start = 0;
    }
    if (chunk == NULL)
        return NULL;
    chunk->used = start + bytes;
    return chunk->data + start;
}

void *mkba_i_arena_new(mkba_i_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return take(arena, count * size, alignof(max_align_t));
}

char *mkba_i_arena_text(mkba_i_arena *arena, const char *text, size_t length)
{
    char *copy = length == SIZE_MAX ? NULL : take(arena, length + 1, 1);
    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}

void mkba_i_arena_free(mkba_i_arena *arena)
{
    while (arena->chunks != NULL) {
        mkba_i_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
}

bool mkba_i_grow(void **items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return true;
    size_t wanted = *capacity > SIZE_MAX / 2 ? needed : *capacity * 2;
    if (wanted < needed)
        wanted = needed;
    if (size != 0 && wanted > PTRDIFF_MAX / size)
        return false;
    void *moved = realloc(*items, wanted * size);
    if (moved == NULL)
        return false;
    *items = moved;
    *capacity = wanted;
    return true;
}
