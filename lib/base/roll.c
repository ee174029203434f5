/* A roll: see roll.h. */
#include "base/roll.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Its high bits folded in. */
static size_t hash(const char *name, size_t length)
{
    uint64_t hash = mkba_i_hash(name, length);

    return (size_t) (hash ^ hash >> 32);
}

static bool is_span(const char *item, const char *name, size_t length)
{
    return strncmp(item, name, length) == 0 && item[length] == '\0';
}

/* Where the name is, or the empty slot where it would be put. */
static size_t slot_of(const mkba_i_roll *roll, const char *name, size_t length)
{
    size_t mask = roll->n_slots - 1, slot = hash(name, length) & mask;

    while (roll->slots[slot] != 0 && !is_span(roll->items[roll->slots[slot] - 1], name, length))
        slot = (slot + 1) & mask;
    return slot;
}

size_t mkba_i_roll_find_span(const mkba_i_roll *roll, const char *name, size_t length)
{
    size_t slot = roll->n_slots == 0 ? 0 : slot_of(roll, name, length);

    return roll->n_slots == 0 || roll->slots[slot] == 0 ? MKBA_I_NONE : roll->slots[slot] - 1;
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
        slots[slot_of(roll, roll->items[i], strlen(roll->items[i]))] = i + 1;
    return true;
}

bool mkba_i_roll_add(mkba_i_roll *roll, const char *name)
{
    void *items = (void *) roll->items;

    if (!grow_slots(roll) || !mkba_i_grow(&items, &roll->capacity, roll->n + 1, sizeof *roll->items))
        return false;
    roll->items = items;
    roll->slots[slot_of(roll, name, strlen(name))] = roll->n + 1;
    roll->items[roll->n++] = name;
    return true;
}

void mkba_i_roll_free(mkba_i_roll *roll)
{
    free((void *) roll->items);
    free(roll->slots);
    *roll = (mkba_i_roll){.n = 0};
}
