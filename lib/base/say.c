/* Sentences for people: see say.h. */
#include "base/exact.h"

#include "base/say.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define MOST_DECIMALS 8
#define LEAST 9.995e-7 /* of which three digits count in so many decimals */

static void group(long long whole, char between, char text[MKBA_I_SAID])
{
    char plain[32];
    int n = snprintf(plain, sizeof plain, "%lld", whole);

    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            *text++ = between;
        *text++ = plain[i];
    }
    *text = '\0';
}

void mkba_i_say_decimals(double value, int decimals, bool dutch, char text[MKBA_I_SAID])
{
    static const long long tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    long long whole;
    size_t length;

    if (!(fabs(value) < 1e12)) {
        mkba_i_number_print(value, text);
        return;
    }
    whole = llabs(llround(value * (double) tens[decimals]));
    text[0] = '-';
    group(whole / tens[decimals], dutch ? '.' : ',', text + (value < 0 && whole > 0));
    length = strlen(text);
    if (decimals > 0)
        text[length++] = dutch ? ',' : '.';
    for (int k = decimals; k-- > 0;)
        text[length++] = (char) ('0' + whole / tens[k] % 10);
    text[length] = '\0';
}

/* To three digits, from a thousand on. */
static double three_digits(double value)
{
    double step = 10;

    if (!(fabs(value) >= 1000) || !(fabs(value) < 1e300))
        return value;
    while (1000 * step <= fabs(value))
        step *= 10;
    return round(value / step) * step;
}

/* So that three digits count; of a whole number, but for what arithmetic rounds off, none behind the point. */
static int decimals_of(double value)
{
    double size = fabs(value);
    bool whole = fabs(size - floor(size + 0.5)) <= 1e-12 * size;

    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;

    for (double least = 0.09995; decimals >= 3 && decimals < MOST_DECIMALS && size < least; least /= 10)
        decimals++;
    return whole ? 0 : decimals;
}

void mkba_i_say_amount(double value, double times, const char *unit, bool dutch, char text[MKBA_I_SAID])
{
    static const struct {
        double is;
        const char *said[2];
    } large[] = {{1e9, {" billion", " miljard"}}, {1e6, {" million", " miljoen"}}};
    const char *word = "";
    bool some = unit != NULL && unit[0] != '\0';
    size_t length;

    value = times > 1 ? three_digits(value * times) : value;
    for (size_t i = 0; word[0] == '\0' && i < sizeof large / sizeof *large; i++)
        if (fabs(value) >= 0.9995 * large[i].is && fabs(value) < 1e15) {
            value /= large[i].is;
            word = large[i].said[dutch];
        }
    if (fabs(value) > 0 && fabs(value) < LEAST)
        mkba_i_number_print(value, text);
    else
        mkba_i_say_decimals(value, decimals_of(value), dutch, text);
    length = strlen(text);
    snprintf(text + length, MKBA_I_SAID - length, "%s%s%.300s", word, some ? " " : "", some ? unit : "");
}

void mkba_i_say_share(double value, int decimals, bool dutch, char text[MKBA_I_SAID])
{
    mkba_i_say_decimals(100 * value, decimals, dutch, text);
    strcat(text, " %");
}

bool mkba_i_is_word(const char *name, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(name, word, length) == 0;
}

void mkba_i_say_filled(const char *sentence, mkba_i_word_of *word_of, const void *context, mkba_i_text *to)
{
    char room[MKBA_I_SAID];
    const char *word;

    while (*sentence != '\0') {
        size_t plain = strcspn(sentence, "{"), length;

        mkba_i_text_append(to, sentence, plain);
        sentence += plain;
        if (*sentence == '\0')
            return;
        length = strcspn(sentence, "}");
        room[0] = '\0';
        word = word_of(context, sentence + 1, length - 1, room);
        if (word == room) /* a precision may have cut through a character */
            mkba_i_utf8_mend(room);
        mkba_i_text_add(to, word);
        sentence += length + (sentence[length] == '}');
    }
}
