/* The bits of a double as a whole number, and back. Doubles that are not negative have the order of their bits. */
#ifndef MKBA_I_BASE_BITS_H
#define MKBA_I_BASE_BITS_H

#include <stdint.h>
#include <string.h>

static inline uint64_t mkba_i_bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline double mkba_i_double_of(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
