/* Periods: see period.h. */
#include "panel/period.h"

#include <stdio.h>
#include <string.h>

#define FIRST_YEAR 1800
#define LAST_YEAR 2200

/* A text without the blanks around it, and what is still to be read of it. */
typedef struct rest {
    const char *at;
    size_t left;
} rest;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void trim(rest *r)
{
    while (r->left > 0 && r->at[0] == ' ') {
        r->at++;
        r->left--;
    }
    while (r->left > 0 && r->at[r->left - 1] == ' ')
        r->left--;
}

/* Takes `count` digits. */
static bool take_number(rest *r, size_t count, int *value)
{
    int number = 0;

    if (r->left < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_digit(r->at[i]))
            return false;
        number = number * 10 + (r->at[i] - '0');
    }
    r->at += count;
    r->left -= count;
    *value = number;
    return true;
}

static bool take_word(rest *r, const char *word)
{
    size_t length = strlen(word);

    if (r->left < length || memcmp(r->at, word, length) != 0)
        return false;
    r->at += length;
    r->left -= length;
    return true;
}

static bool take_year(rest *r, int *year)
{
    return take_number(r, 4, year) && *year >= FIRST_YEAR && *year <= LAST_YEAR;
}

/* ---- the forms ------------------------------------------------------------------------------------------- */

/* What follows the year of a key: "JJ00", "HJ01", "KW04", "MM12". */
static bool take_key(rest *r, mkba_i_period *period)
{
    static const struct {
        const char *word;
        mkba_period_kind kind;
        int most;
    } keys[] = {{"HJ", MKBA_PERIOD_HALF_YEAR, 2}, {"KW", MKBA_PERIOD_QUARTER, 4}, {"MM", MKBA_PERIOD_MONTH, 12}};

    if (take_word(r, "JJ00")) {
        period->kind = MKBA_PERIOD_YEAR;
        return true;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (take_word(r, keys[i].word)) {
            period->kind = keys[i].kind;
            return take_number(r, 2, &period->part) && period->part >= 1 && period->part <= keys[i].most;
        }
    return false;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* What follows the year of a date: "0131" or "-01-31". */
static bool take_date(rest *r, mkba_i_period *period)
{
    bool dashed = take_word(r, "-");
    int month, day;

    if (!take_number(r, 2, &month) || (dashed && !take_word(r, "-")) || !take_number(r, 2, &day))
        return false;
    period->kind = MKBA_PERIOD_DATE;
    period->part = month * 100 + day;
    return is_day(period->year, month, day);
}

/* The words of a title beside its year: "1e halfjaar", "4e kwartaal", "april". */
static bool take_words(rest *r, mkba_i_period *period)
{
    static const char *const months[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                         "juli",    "augustus", "september", "oktober", "november", "december"};

    for (int i = 0; i < 12; i++)
        if (take_word(r, months[i])) {
            period->kind = MKBA_PERIOD_MONTH;
            period->part = i + 1;
            return true;
        }
    if (!take_number(r, 1, &period->part) || !take_word(r, "e "))
        return false;
    period->kind = take_word(r, "halfjaar")   ? MKBA_PERIOD_HALF_YEAR
                   : take_word(r, "kwartaal") ? MKBA_PERIOD_QUARTER
                                              : MKBA_PERIOD_ANY;
    return period->part >= 1 && period->part <= (period->kind == MKBA_PERIOD_HALF_YEAR ? 2 : 4);
}

static bool parse_year_first(rest r, mkba_i_period *period)
{
    *period = (mkba_i_period){.kind = MKBA_PERIOD_YEAR};
    if (!take_year(&r, &period->year))
        return false;
    if (r.left == 0)
        return true;
    if (take_word(&r, " "))
        return take_words(&r, period) && r.left == 0;
    return (is_digit(r.at[0]) || r.at[0] == '-' ? take_date(&r, period) : take_key(&r, period)) && r.left == 0;
}

static bool parse_year_last(rest r, mkba_i_period *period)
{
    *period = (mkba_i_period){0};
    return take_words(&r, period) && take_word(&r, " ") && take_year(&r, &period->year) && r.left == 0;
}

bool mkba_i_period_parse(const char *text, mkba_i_period *period, bool *provisional)
{
    rest r = {text, strlen(text)};
    mkba_i_period read;

    trim(&r);
    *provisional = false;
    for (int stars = 0; stars < 2 && r.left > 0 && r.at[r.left - 1] == '*'; stars++) {
        r.left--;
        *provisional = true;
    }
    if (!(parse_year_first(r, &read) || parse_year_last(r, &read)) || read.kind == MKBA_PERIOD_ANY)
        return false;
    *period = read;
    return true;
}

bool mkba_i_period_parse_given(const char *text, mkba_i_period *period)
{
    size_t length = strlen(text);
    bool provisional = false, blank = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');

    return !blank && mkba_i_period_parse(text, period, &provisional) && !provisional;
}

/* ---- writing and comparing ------------------------------------------------------------------------------- */

void mkba_i_period_print(const mkba_i_period *period, char text[MKBA_I_PERIOD_TEXT])
{
    static const char *const keys[] = {"", "JJ", "HJ", "KW", "MM", ""};
    unsigned year = (unsigned) period->year % 10000, part = (unsigned) period->part % 10000;

    if (period->kind == MKBA_PERIOD_YEAR)
        snprintf(text, MKBA_I_PERIOD_TEXT, "%04u", year);
    else if (period->kind == MKBA_PERIOD_DATE)
        snprintf(text, MKBA_I_PERIOD_TEXT, "%04u-%02u-%02u", year, part / 100, part % 100);
    else
        snprintf(text, MKBA_I_PERIOD_TEXT, "%04u%s%02u", year, keys[period->kind], part % 100);
}

int mkba_i_period_compare(const mkba_i_period *a, const mkba_i_period *b)
{
    int years = (a->year > b->year) - (a->year < b->year);
    return years != 0 ? years : (a->part > b->part) - (a->part < b->part);
}
