/* Units of money: see euros.h. */
#include "panel/euros.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/memory.h"

static bool take(const char **at, const char *word)
{
    size_t length = strlen(word);
    bool found = strncmp(*at, word, length) == 0;

    if (found)
        *at += length;
    return found;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Three digits and no more behind a blank or a point. */
static bool is_group(const char *at)
{
    return (at[0] == ' ' || at[0] == '.') && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) && !is_digit(at[4]);
}

/* "1000", "1 000", "1.000.000"; 0 where no number stands. */
static double take_number(const char **at)
{
    double value = 0;

    while (is_digit(**at) || (value > 0 && is_group(*at)))
        if (is_digit(*(*at)++))
            value = 10 * value + ((*at)[-1] - '0');
    return value;
}

/* "1000", "mln", "1 miljoen"; 0 where nothing of it stands. */
static double take_count(const char **at)
{
    static const struct {
        const char *word;
        double count;
    } words[] = {{"duizend", 1e3}, {"mln.", 1e6}, {"mln", 1e6},    {"miljoen", 1e6},
                 {"mld.", 1e9},    {"mld", 1e9},  {"miljard", 1e9}};
    double number = take_number(at);

    if (number > 0)
        take(at, " ");
    for (size_t i = 0; i < MKBA_I_LENGTH(words); i++)
        if (take(at, words[i].word))
            return (number > 0 ? number : 1) * words[i].count;
    return number;
}

static bool take_currency(const char **at)
{
    static const char *const words[] = {"euro's", "Euro's", "euros", "euro", "Euro", "EUR", "\xE2\x82\xAC"};

    take(at, " ");
    for (size_t i = 0; i < MKBA_I_LENGTH(words); i++)
        if (take(at, words[i]))
            return true;
    return false;
}

double mkba_i_euros_of(const char *unit)
{
    const char *at = unit;
    double euros;

    take(&at, "x ");
    euros = take_count(&at);
    euros = euros > 0 ? euros : 1;
    if (!take_currency(&at))
        return 0;
    if (take(&at, " x "))
        euros *= take_count(&at);
    return *at == '\0' || strncmp(at, " (prijzen ", strlen(" (prijzen ")) == 0 ? euros : 0;
}
