/* The name that somebody meant: see text.h. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define LONGEST 64

/* A name as characters, so that a letter with an accent counts once; ASCII in lower case. */
typedef struct name {
    uint32_t characters[LONGEST];
    size_t n;
} name;

/* Bytes of one character beside each other: enough to compare it by. */
static uint32_t character(const char *text, size_t length)
{
    uint32_t packed = 0;
    for (size_t i = 0; i < length; i++)
        packed = packed << 8 | (unsigned char) text[i];
    return packed >= 'A' && packed <= 'Z' ? packed + ('a' - 'A') : packed;
}

static bool spell(const char *text, name *out)
{
    size_t length = strlen(text);
    if (length > LONGEST)
        return false;
    out->n = 0;
    for (size_t at = 0; at < length;) {
        size_t step = mkba_i_utf8_length(text + at, length - at);
        step = step == 0 ? 1 : step;
        out->characters[out->n++] = character(text + at, step);
        at += step;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the distance: rows[2] from rows[1] (the one before) and rows[0] (the one before that). */
static void fill_row(const name *a, const name *b, size_t i, size_t rows[3][LONGEST + 1])
{
    const uint32_t *x = a->characters, *y = b->characters;
    rows[2][0] = i;
    for (size_t j = 1; j <= b->n; j++) {
        size_t changed = rows[1][j - 1] + (x[i - 1] != y[j - 1]);
        rows[2][j] = least(changed, least(rows[1][j], rows[2][j - 1]) + 1);
        if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
            rows[2][j] = least(rows[2][j], rows[0][j - 2] + 1);
    }
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
static size_t distance(const name *a, const name *b)
{
    size_t rows[3][LONGEST + 1] = {{0}};
    for (size_t j = 0; j <= b->n; j++)
        rows[2][j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        memcpy(rows[0], rows[1], sizeof rows[0]);
        memcpy(rows[1], rows[2], sizeof rows[1]);
        fill_row(a, b, i, rows);
    }
    return rows[2][b->n];
}

mkba_i_nearest mkba_i_nearest_start(const char *written)
{
    return (mkba_i_nearest){.name = written, .best = NULL, .distance = SIZE_MAX};
}

void mkba_i_nearest_try(mkba_i_nearest *nearest, const char *candidate)
{
    name written, other;
    if (nearest->name == NULL || !spell(nearest->name, &written) || !spell(candidate, &other))
        return;
    size_t longest = written.n > other.n ? written.n : other.n;
    size_t apart = distance(&written, &other);
    if (apart * 3 > longest || apart >= nearest->distance)
        return;
    nearest->best = candidate;
    nearest->distance = apart;
}

void mkba_i_nearest_hint(const mkba_i_nearest *nearest, char hint[MKBA_I_HINT])
{
    hint[0] = '\0';
    if (nearest->best != NULL)
        snprintf(hint, MKBA_I_HINT, "; did you mean \"%s\"?", nearest->best);
}
