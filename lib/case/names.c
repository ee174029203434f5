#include "case/names.h"

#include <string.h>

#define MOST_TRIED 1000

bool mkba_i_names_new(mkba_i_names *names, mkba_i_arena *arena, size_t n)
{
    const char **items = mkba_i_arena_new(arena, n, sizeof *items);
    size_t *sorted = mkba_i_arena_new(arena, n, sizeof *sorted);

    if (items == NULL || sorted == NULL)
        return false;
    *names = (mkba_i_names){.items = items, .n = n, .sorted = sorted};
    return true;
}

/* Heapsort over positions: qsort takes no context in C11, and its order of equals differs between libraries. */
static bool is_less(const mkba_i_names *names, size_t a, size_t b)
{
    int order = strcmp(names->items[a], names->items[b]);

    return order < 0 || (order == 0 && a < b);
}

static void sift_down(const mkba_i_names *names, size_t root, size_t n)
{
    size_t *heap = names->sorted;

    for (size_t child = 2 * root + 1; child < n; child = 2 * root + 1) {
        if (child + 1 < n && is_less(names, heap[child], heap[child + 1]))
            child++;
        if (!is_less(names, heap[root], heap[child]))
            return;
        size_t swapped = heap[root];
        heap[root] = heap[child];
        heap[child] = swapped;
        root = child;
    }
}

void mkba_i_names_sort(mkba_i_names *names)
{
    size_t *heap = names->sorted;

    for (size_t i = 0; i < names->n; i++)
        heap[i] = i;
    for (size_t i = names->n / 2; i > 0; i--)
        sift_down(names, i - 1, names->n);
    for (size_t n = names->n; n > 1; n--) {
        size_t largest = heap[0];
        heap[0] = heap[n - 1];
        heap[n - 1] = largest;
        sift_down(names, 0, n - 1);
    }
}

static int compare_span(const char *name, size_t length, const char *item)
{
    int order = strncmp(name, item, length);

    return order != 0 ? order : (item[length] == '\0' ? 0 : -1);
}

size_t mkba_i_names_find(const mkba_i_names *names, const char *name, size_t length)
{
    size_t low = 0, high = names->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_span(name, length, names->items[names->sorted[middle]]);
        if (order == 0)
            return names->sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return MKBA_I_NONE;
}

void mkba_i_names_hint(const mkba_i_names *names, const char *name, char hint[MKBA_I_HINT])
{
    mkba_i_nearest nearest = mkba_i_nearest_start(name);

    for (size_t i = 0; i < names->n && i < MOST_TRIED; i++)
        mkba_i_nearest_try(&nearest, names->items[i]);
    mkba_i_nearest_hint(&nearest, hint);
}
