/* The algebra of units, and the conversions to canonical symbols. Reading a unit is in unit_parse.c. */
#include "base/exact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "money/unit_parse.h"

#define POWER_LIMIT 99

double mkba_i_scale_apply(mkba_i_scale scale, double value)
{
    return value * scale.multiply / scale.divide;
}

bool mkba_i_unit_equal(const mkba_i_unit *a, const mkba_i_unit *b)
{
    if (a->n != b->n) {
        return false;
    }
    for (size_t i = 0; i < a->n; i++) {
        if (a->parts[i].power != b->parts[i].power || strcmp(a->parts[i].symbol, b->parts[i].symbol) != 0) {
            return false;
        }
    }
    return true;
}

bool mkba_i_unit_is_number(const mkba_i_unit *unit)
{
    return unit->n == 0;
}

/* Where the symbol is, or where it would have to be inserted. */
static size_t find(const mkba_i_unit *unit, const char *symbol, bool *found)
{
    size_t i = 0;
    int order = 1;
    while (i < unit->n && (order = strcmp(unit->parts[i].symbol, symbol)) < 0) {
        i++;
    }
    *found = i < unit->n && order == 0;
    return i;
}

int mkba_i_unit_power_of(const mkba_i_unit *unit, const char *symbol)
{
    bool found;
    size_t i = find(unit, symbol, &found);
    return found ? unit->parts[i].power : 0;
}

static void remove_part(mkba_i_unit *unit, size_t i)
{
    memmove(&unit->parts[i], &unit->parts[i + 1], (unit->n - i - 1) * sizeof unit->parts[0]);
    unit->n--;
    memset(&unit->parts[unit->n], 0, sizeof unit->parts[0]);
}

static bool insert_part(mkba_i_unit *unit, size_t i, const char *symbol, int power)
{
    if (unit->n == MKBA_I_UNIT_SYMBOLS) {
        return false;
    }
    memmove(&unit->parts[i + 1], &unit->parts[i], (unit->n - i) * sizeof unit->parts[0]);
    memset(&unit->parts[i], 0, sizeof unit->parts[0]);
    mkba_i_copy_text(unit->parts[i].symbol, sizeof unit->parts[i].symbol, symbol);
    unit->parts[i].power = power;
    unit->n++;
    return true;
}

bool mkba_i_unit_add(mkba_i_unit *unit, const char *symbol, int power)
{
    bool found;
    size_t i = find(unit, symbol, &found);
    long long sum = (long long) power + (found ? unit->parts[i].power : 0);
    if (sum > POWER_LIMIT || sum < -POWER_LIMIT) {
        return false;
    }
    if (!found) {
        return insert_part(unit, i, symbol, (int) sum);
    }
    if (sum == 0) {
        remove_part(unit, i);
    } else {
        unit->parts[i].power = (int) sum;
    }
    return true;
}

bool mkba_i_unit_multiply(const mkba_i_unit *a, const mkba_i_unit *b, int sign, mkba_i_unit *out)
{
    mkba_i_unit product = *a;
    /* What cancels goes first, so that a full unit makes room for new symbols. */
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < b->n; i++) {
            bool shared = mkba_i_unit_power_of(a, b->parts[i].symbol) != 0;
            if (shared == (round == 0) && !mkba_i_unit_add(&product, b->parts[i].symbol, sign * b->parts[i].power)) {
                return false;
            }
        }
    }
    *out = product;
    return true;
}

bool mkba_i_unit_raise(const mkba_i_unit *unit, int power, mkba_i_unit *out)
{
    mkba_i_unit raised = {0};
    for (size_t i = 0; power != 0 && i < unit->n; i++) {
        long long grown = (long long) unit->parts[i].power * power;
        if (grown > POWER_LIMIT || grown < -POWER_LIMIT) {
            return false;
        }
        raised.parts[i] = unit->parts[i];
        raised.parts[i].power = (int) grown;
        raised.n = i + 1;
    }
    *out = raised;
    return true;
}

bool mkba_i_unit_root(const mkba_i_unit *unit, mkba_i_unit *out)
{
    mkba_i_unit root = *unit;
    for (size_t i = 0; i < unit->n; i++) {
        if (unit->parts[i].power % 2 != 0) {
            return false;
        }
        root.parts[i].power /= 2;
    }
    *out = root;
    return true;
}

/* Appends the symbols whose power has the sign; returns how long the text then is. */
static size_t print_parts(const mkba_i_unit *unit, int sign, char text[MKBA_I_UNIT_TEXT], size_t length)
{
    for (size_t i = 0; i < unit->n; i++) {
        int power = sign * unit->parts[i].power;
        if (power < 0) {
            continue;
        }
        const char *operator= sign<0 ? "/" : length> 0 ? "*" : "";
        int written =
            power == 1
                ? snprintf(text + length, MKBA_I_UNIT_TEXT - length, "%s%s", operator, unit->parts[i].symbol)
                : snprintf(text + length, MKBA_I_UNIT_TEXT - length, "%s%s^%d", operator, unit->parts[i].symbol, power);
        length += (size_t) written;
    }
    return length;
}

void mkba_i_unit_print(const mkba_i_unit *unit, char text[MKBA_I_UNIT_TEXT])
{
    text[0] = '\0';
    size_t length = print_parts(unit, 1, text, 0);
    if (length == 0) {
        memcpy(text, "1", 2);
        length = 1;
    }
    print_parts(unit, -1, text, length);
}

/* docs/case-format.md, "Units": one `from` is multiply / divide `to`. */
typedef struct conversion {
    const char *from;
    const char *to; /* "" is a pure number */
    double multiply;
    double divide;
} conversion;

static const conversion conversions[] = {
    {"minuut", "uur", 1.0, 60.0}, {"dagdeel", "uur", 4.0, 1.0}, {"week", "etmaal", 7.0, 1.0},
    {"maand", "jaar", 1.0, 12.0}, {"%", "", 1.0, 100.0},
};

static const conversion *conversion_of(const char *symbol)
{
    for (size_t i = 0; i < sizeof conversions / sizeof conversions[0]; i++) {
        if (strcmp(conversions[i].from, symbol) == 0) {
            return &conversions[i];
        }
    }
    return NULL;
}

static void scale_by(mkba_i_scale *scale, const conversion *rule, int power)
{
    for (int i = 0; i < power; i++) {
        scale->multiply *= rule->multiply;
        scale->divide *= rule->divide;
    }
    for (int i = 0; i > power; i--) {
        scale->multiply *= rule->divide;
        scale->divide *= rule->multiply;
    }
}

bool mkba_i_unit_canonical(const mkba_i_unit *written, mkba_i_unit *unit, mkba_i_scale *scale)
{
    mkba_i_unit result = {0};
    mkba_i_scale factor = {1.0, 1.0};
    for (size_t i = 0; i < written->n; i++) {
        const conversion *rule = conversion_of(written->parts[i].symbol);
        const char *symbol = rule == NULL ? written->parts[i].symbol : rule->to;
        if (rule != NULL) {
            scale_by(&factor, rule, written->parts[i].power);
        }
        if (symbol[0] != '\0' && !mkba_i_unit_add(&result, symbol, written->parts[i].power)) {
            return false;
        }
    }
    if (!isfinite(factor.multiply) || !isfinite(factor.divide)) {
        return false;
    }
    *unit = result;
    *scale = factor;
    return true;
}
