/* Units of money: see euros.h. */
#include "panel/euros.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/memory.h"

#define PRICES " (prijzen "

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

/* 0 where no amount stands. */
static double take_amount(const char **at)
{
    double euros;

    take(at, "x ");
    euros = take_count(at);
    euros = euros > 0 ? euros : 1;
    if (!take_currency(at))
        return 0;
    if (take(at, " x "))
        euros *= take_count(at);
    return euros;
}

double mkba_i_euros_of(const char *unit)
{
    const char *at = unit;
    double euros = take_amount(&at);

    return *at == '\0' || strncmp(at, PRICES, strlen(PRICES)) == 0 ? euros : 0;
}

double mkba_i_euros_each(const char *unit)
{
    const char *at = unit;
    double euros = take_amount(&at);

    return *at == '\0' || *at == ' ' || *at == '/' ? euros : 0;
}

int mkba_i_price_year_of(const char *unit)
{
    const char *at = strstr(unit, PRICES);
    int year = 0;

    for (size_t i = 0; at != NULL && i < 4; i++) {
        char digit = at[strlen(PRICES) + i];
        if (!is_digit(digit))
            return 0;
        year = 10 * year + (digit - '0');
    }
    return year;
}

/* What a unit counts in, "1000 client": the thousand goes to the figure. */
static const char *split(const char *unit, double *times)
{
    size_t digits = strspn(unit, "0123456789");

    *times = mkba_i_euros_of(unit);
    if (*times > 1 && strchr(unit, '(') == NULL)
        return "euro";
    *times = 0;
    for (size_t i = 0; i < digits && digits < 10; i++)
        *times = 10 * *times + (unit[i] - '0');
    if (*times > 0 && unit[digits] == ' ' && unit[digits + 1] != '\0')
        return unit + digits + 1;
    *times = 1;
    return unit;
}

void mkba_i_say_figure(double value, const char *unit, bool dutch, char text[MKBA_I_SAID])
{
    double times = 1;

    if (unit != NULL)
        unit = split(unit, &times);
    mkba_i_say_amount(value, times, unit, dutch, text);
}
