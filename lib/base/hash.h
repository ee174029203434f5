/* FNV-1a: a number for a text, the same everywhere and always. */
#ifndef MKBA_I_BASE_HASH_H
#define MKBA_I_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923). Not for texts chosen to collide. */
static inline uint64_t mkba_i_hash(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char) text[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

#endif
