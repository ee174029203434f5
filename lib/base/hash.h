/* FNV-1a: a number for a text or other bytes, the same everywhere and always. */
#ifndef MKBA_I_BASE_HASH_H
#define MKBA_I_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* What `before` is the hash of, and one byte more. */
static inline uint64_t mkba_i_hash_byte(uint64_t before, unsigned char byte)
{
    return (before ^ byte) * UINT64_C(1099511628211);
}

/* FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923). Not for texts chosen to collide. */
static inline uint64_t mkba_i_hash(const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    uint64_t hash = UINT64_C(14695981039346656037);

    for (size_t i = 0; i < length; i++)
        hash = mkba_i_hash_byte(hash, byte[i]);
    return hash;
}

/* What `before` is the hash of, and the eight bytes of a number, the lowest first on every machine. */
static inline uint64_t mkba_i_hash_number(uint64_t before, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        before = mkba_i_hash_byte(before, (unsigned char) (number >> 8 * i));
    return before;
}

#endif
