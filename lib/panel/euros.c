/* Units of money: see euros.h. */
#include "panel/euros.h"

#include <stddef.h>
#include <string.h>

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static const char *const names[] = {"euro", "Euro", "EUR", "\xE2\x82\xAC"};

bool mkba_i_is_money(const char *unit)
{
    for (size_t i = 0; i < LENGTH(names); i++)
        if (strstr(unit, names[i]) != NULL)
            return true;
    return false;
}

/* What follows `head` in the text, NULL when it does not begin with it. */
static const char *after(const char *text, const char *head)
{
    size_t length = strlen(head);

    return strncmp(text, head, length) == 0 ? text + length : NULL;
}

/* A unit that is euros and nothing else. */
static bool is_plain(const char *unit)
{
    for (size_t i = 0; i < LENGTH(names); i++) {
        const char *rest = after(unit, names[i]);
        if (rest != NULL && (*rest == '\0' || after(rest, " (prijzen ") != NULL))
            return true;
    }
    return false;
}

double mkba_i_euros(const char *unit)
{
    static const struct {
        const char *head;
        double euros;
    } multiples[] = {{"", 1},           {"1000 ", 1e3},  {"1 000 ", 1e3},   {"1.000 ", 1e3},
                     {"duizend ", 1e3}, {"mln ", 1e6},   {"miljoen ", 1e6}, {"1 mln ", 1e6},
                     {"mld ", 1e9},     {"1 mld ", 1e9}, {"miljard ", 1e9}};
    const char *bare = after(unit, "x ");

    if (bare != NULL)
        unit = bare;
    for (size_t i = 0; i < LENGTH(multiples); i++) {
        const char *rest = after(unit, multiples[i].head);
        if (rest != NULL && is_plain(rest))
            return multiples[i].euros;
    }
    return 0;
}
