/* See fuzz_mutate.h. */
#include "fuzz_mutate.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MOST_SPANS 4096
#define DEEPEST 64

/* A value of the document or the key of a member, without the blanks around it. */
typedef struct span {
    size_t start, end;
} span;

typedef struct mutation {
    char *text;
    size_t size, most;
    uint64_t random;
    span values[MOST_SPANS], keys[MOST_SPANS];
    size_t n_values, n_keys;
} mutation;

/* clang-format off */
static const char *const odd_values[] = {
    "0", "-0", "1", "-1", "0.5", "1.5", "-1e-9", "1e-320", "1e308", "-1e308", "1e400", "3", "1000", "9999", "9799",
    "2026", "2031", "2226", "null", "true", "false", "\"\"", "\"x\"", "{}", "[]", "[0]", "[1,0]", "[2026,2026]",
    "[2031,2026]", "[1000,1199]", "[0,1,2]", "\"1/0\"", "\"0^-1\"", "\"-1\"", "\"1e308*10\"", "\"exp(800)\"",
    "\"log(0)\"", "\"sqrt(-1)\"", "\"min(1,2)\"", "\"(-8)^(1/3)\"", "\"((((1))))\"", "\"1+\"", "\"\\u00e9\"",
    "\"nul\"", "\"gemeente\"", "{\"gemeente\":1}", "{\"a\":0.5,\"b\":0.5}", "{\"rate\":-1}", "{\"rate\":1e300}",
    "{\"rate\":-0.999999999}", "{\"segments\":[{\"from\":0,\"rate\":0.01},{\"from\":0.5,\"rate\":0.02}]}",
    "{\"uniform\":[0,1]}", "{\"normal\":{\"mean\":0,\"sd\":1}}", "{\"uniform\":[0,1],\"truncate\":[0.5,2]}",
    "{\"poisson\":{\"mean\":3}}", "{\"value\":1,\"unit\":\"EUR/minuut\"}", "\"EUR/jaar\"", "\"client\"", "\"%\"",
    "\"minuut^99\"", "\"NL-2026\"", "\"UK-GB-2022\"", "{\"2026\":1,\"2027\":2}", "{\"2026\":1,\"2028\":2}",
    "\"doel\"", "\"baat\"", "\"vermogen\"", "\"inspanning\"", "\"quote\"", "\"down\"", "\"2026HJ01\"", "{\"x\":1}"};

static const char *const odd_keys[] = {
    "value", "series", "draws", "factor", "distribution", "price_year", "index", "vat", "vat_rate", "unit", "source",
    "evidence", "note", "origin", "id", "kind", "title", "alternative", "payer", "receiver", "from", "to", "once",
    "ramp_up", "decay", "decay_from", "growth", "timing", "discount", "overlap", "cash", "cashable", "effect_is",
    "volume", "population", "stock", "inflow", "outflow", "turnover", "path", "unit_cost", "cost_basis", "changes",
    "clients", "shift", "share", "of", "alpha", "null", "public", "truncate", "shape", "parameters", "streams",
    "actors", "scenarios", "correlations", "indices", "years", "matrix", "rate", "segments", "2026", "x", "",
    "opgaven", "nodes", "edges", "indicators", "measurements", "level", "lines", "split", "weights", "opgave", "programme",
    "targets", "start", "period", "low", "high", "n", "direction", "norm", "area", "areas", "panel", "budget", "spent"};
/* clang-format on */

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* splitmix64, below n */
static size_t below(mutation *m, size_t n)
{
    uint64_t z = (m->random += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return n == 0 ? 0 : (size_t) ((z ^ z >> 31) % n);
}

/* ---- finding values and keys ----------------------------------------------------------------------------- */

static size_t skip_blanks(const mutation *m, size_t at)
{
    while (at < m->size && m->text[at] != '\0' && strchr(" \t\r\n,:", m->text[at]) != NULL)
        at++;
    return at;
}

static size_t string_end(const mutation *m, size_t at)
{
    for (at++; at < m->size && m->text[at] != '"'; at++)
        at += m->text[at] == '\\';
    return at < m->size ? at + 1 : m->size;
}

static size_t word_end(const mutation *m, size_t at)
{
    size_t end = at + 1;
    while (end < m->size && m->text[end] != '\0' && strchr(" \t\r\n,:[]{}\"", m->text[end]) == NULL)
        end++;
    return end;
}

static bool is_key(const mutation *m, size_t end)
{
    while (end < m->size && (m->text[end] == ' ' || m->text[end] == '\n'))
        end++;
    return end < m->size && m->text[end] == ':';
}

static void add(span *spans, size_t *n, size_t start, size_t end)
{
    if (*n < MOST_SPANS)
        spans[(*n)++] = (span){start, end};
}

/* Goes once through the text, whatever it is. */
static void find_spans(mutation *m)
{
    size_t open[DEEPEST], depth = 0;
    m->n_values = m->n_keys = 0;
    for (size_t at = skip_blanks(m, 0), end; at < m->size; at = skip_blanks(m, end)) {
        char c = m->text[at];
        end = c == '"' ? string_end(m, at) : c == '{' || c == '[' || c == '}' || c == ']' ? at + 1 : word_end(m, at);
        if (c == '{' || c == '[') {
            if (depth < DEEPEST)
                open[depth++] = at;
        } else if (c == '}' || c == ']') {
            if (depth > 0)
                add(m->values, &m->n_values, open[--depth], end);
        } else if (c == '"' && is_key(m, end)) {
            add(m->keys, &m->n_keys, at, end);
        } else {
            add(m->values, &m->n_values, at, end);
        }
    }
}

/* ---- changes --------------------------------------------------------------------------------------------- */

/* Puts `length` bytes in the place of a span; nothing when there is no room. */
static void replace(mutation *m, span old, const char *bytes, size_t length)
{
    if (m->size - (old.end - old.start) + length > m->most)
        return;
    memmove(m->text + old.start + length, m->text + old.end, m->size - old.end);
    memcpy(m->text + old.start, bytes, length);
    m->size = m->size - (old.end - old.start) + length;
}

static void replace_text(mutation *m, span old, const char *text)
{
    replace(m, old, text, strlen(text));
}

static void put_odd_value(mutation *m)
{
    if (m->n_values > 0)
        replace_text(m, m->values[below(m, m->n_values)], odd_values[below(m, LENGTH(odd_values))]);
}

/* One value of the document in the place of another. */
static void put_other_value(mutation *m)
{
    static _Thread_local char copy[2000];
    if (m->n_values == 0)
        return;
    span from = m->values[below(m, m->n_values)], to = m->values[below(m, m->n_values)];
    size_t length = from.end - from.start;
    if (length > sizeof copy)
        return;
    memcpy(copy, m->text + from.start, length);
    replace(m, to, copy, length);
}

/* Leaves out a member, up to and with the comma after or before it. */
static void leave_out(mutation *m)
{
    if (m->n_keys == 0)
        return;
    span key = m->keys[below(m, m->n_keys)];
    size_t at = skip_blanks(m, key.end);
    for (size_t i = 0; i < m->n_values; i++)
        if (m->values[i].start == at)
            key.end = m->values[i].end;
    while (key.end < m->size && (m->text[key.end] == ' ' || m->text[key.end] == '\n'))
        key.end++;
    if (key.end < m->size && m->text[key.end] == ',')
        key.end++;
    else
        while (key.start > 0 && strchr(" \n,", m->text[key.start - 1]) != NULL && m->text[key.start - 1] != '\0')
            key.start--;
    replace_text(m, key, "");
}

static void write_member(char out[200], const char *key, const char *value, const char *after)
{
    out[0] = '\0';
    strcat(out, "\"");
    strcat(out, key);
    strcat(out, "\":");
    strncat(out, value, 120);
    strcat(out, after);
}

/* A member more, before another one. */
static void put_member(mutation *m)
{
    char member[200];
    if (m->n_keys == 0)
        return;
    span key = m->keys[below(m, m->n_keys)];
    write_member(member, odd_keys[below(m, LENGTH(odd_keys))], odd_values[below(m, LENGTH(odd_values))], ",");
    key.end = key.start;
    replace_text(m, key, member);
}

static void rename_key(mutation *m)
{
    char name[64] = "\"";
    if (m->n_keys == 0)
        return;
    strcat(name, odd_keys[below(m, LENGTH(odd_keys))]);
    strcat(name, "\"");
    replace_text(m, m->keys[below(m, m->n_keys)], name);
}

/* One character of an expression or number becomes another. */
static void change_character(mutation *m)
{
    static const char alphabet[] = "0123456789+-*/^().,e_abcdefprs \"{}[]:\\\xC3\xA9";
    if (m->n_values == 0)
        return;
    span value = m->values[below(m, m->n_values)];
    size_t at = value.start + below(m, value.end - value.start);
    m->text[at] = alphabet[below(m, sizeof alphabet - 1)];
}

static void put_character(mutation *m)
{
    static const char *const pieces[] = {"+",    "-",    "*",    "/",     "^",    "(",       ")",        "0",
                                         "1",    "9",    ".",    "e",     ",",    "-1*",     "1/",       "^2",
                                         "min(", "exp(", "log(", "sqrt(", "abs(", ".change", ".clients", ".cost"};
    if (m->n_values == 0)
        return;
    span value = m->values[below(m, m->n_values)];
    value.start += below(m, value.end - value.start);
    value.end = value.start;
    replace_text(m, value, pieces[below(m, LENGTH(pieces))]);
}

static void damage_byte(mutation *m)
{
    if (m->size > 0)
        m->text[below(m, m->size)] = (char) below(m, 256);
}

static void cut_off(mutation *m)
{
    if (below(m, 8) == 0)
        m->size = below(m, m->size + 1);
}

size_t fuzz_mutate(char *text, size_t size, size_t most, unsigned seed)
{
    static void (*const changes[])(mutation *) = {put_odd_value, put_odd_value, put_other_value, put_other_value,
                                                  leave_out,     put_member,    rename_key,      change_character,
                                                  put_character, damage_byte,   cut_off};
    static _Thread_local mutation m;
    m.text = text;
    m.size = size;
    m.most = most;
    m.random = seed;
    for (size_t n = 1 + below(&m, 3); n > 0; n--) {
        find_spans(&m);
        changes[below(&m, LENGTH(changes))](&m);
    }
    return m.size;
}
