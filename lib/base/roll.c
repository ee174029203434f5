/* A roll: see roll.h. */
#include "base/roll.h"

#include <stdlib.h>
#include <string.h>

/* An odd number without pattern: 2^64 over the golden ratio. */
#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * FACTOR;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last eight may overlap those before. Where slots lie shows nowhere, so it may differ between
 * machines. */
static size_t hash(const char *name, size_t length)
{
    uint64_t hash = length, word = 0;
    size_t at = 0;

    for (; at + sizeof word <= length; at += sizeof word) {
        memcpy(&word, name + at, sizeof word);
        hash = mix(hash, word);
    }
    if (at == length)
        return (size_t) hash;
    if (length >= sizeof word)
        memcpy(&word, name + length - sizeof word, sizeof word);
    for (; length < sizeof word && at < length; at++)
        word = word << 8 | (unsigned char) name[at];
    return (size_t) mix(hash, word);
}

static bool is_at(const mkba_i_roll *roll, size_t at, const char *name, size_t length)
{
    return roll->lengths[at] == length && memcmp(roll->items[at], name, length) == 0;
}

/* Where the name is, or the empty slot where it would be put. */
static size_t slot_of(const mkba_i_roll *roll, const char *name, size_t length)
{
    size_t mask = roll->n_slots - 1, slot = hash(name, length) & mask;

    while (roll->slots[slot] != 0 && !is_at(roll, roll->slots[slot] - 1, name, length))
        slot = (slot + 1) & mask;
    return slot;
}

size_t mkba_i_roll_find_span(const mkba_i_roll *roll, const char *name, size_t length)
{
    size_t slot = roll->n_slots == 0 ? 0 : slot_of(roll, name, length);

    return roll->n_slots == 0 || roll->slots[slot] == 0 ? MKBA_I_NONE : roll->slots[slot] - 1;
}

size_t mkba_i_roll_find_near(const mkba_i_roll *roll, size_t guess, const char *name, size_t length)
{
    for (size_t at = guess; at < roll->n && at - guess < 2; at++)
        if (is_at(roll, at, name, length))
            return at;
    return mkba_i_roll_find_span(roll, name, length);
}

size_t mkba_i_roll_find(const mkba_i_roll *roll, const char *name)
{
    return mkba_i_roll_find_span(roll, name, strlen(name));
}

static bool grow_slots(mkba_i_roll *roll)
{
    size_t n = roll->n_slots == 0 ? 64 : roll->n_slots * 2;
    size_t *slots;

    if (roll->n * 2 < roll->n_slots)
        return true;
    slots = calloc(n, sizeof *slots);
    if (slots == NULL)
        return false;
    free(roll->slots);
    roll->slots = slots;
    roll->n_slots = n;
    for (size_t i = 0; i < roll->n; i++)
        slots[slot_of(roll, roll->items[i], roll->lengths[i])] = i + 1;
    return true;
}

bool mkba_i_roll_add(mkba_i_roll *roll, const char *name)
{
    void *items = (void *) roll->items, *lengths = roll->lengths;
    size_t length = strlen(name);

    if (!grow_slots(roll) || !mkba_i_grow(&items, &roll->capacity, roll->n + 1, sizeof *roll->items))
        return false;
    roll->items = items;
    if (!mkba_i_grow(&lengths, &roll->length_capacity, roll->n + 1, sizeof *roll->lengths))
        return false;
    roll->lengths = lengths;
    roll->slots[slot_of(roll, name, length)] = roll->n + 1;
    roll->lengths[roll->n] = length;
    roll->items[roll->n++] = name;
    return true;
}

void mkba_i_roll_free(mkba_i_roll *roll)
{
    free((void *) roll->items);
    free(roll->lengths);
    free(roll->slots);
    *roll = (mkba_i_roll){.n = 0};
}
