/* Making steps: formulas in symbols and in numbers. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "appraise/explain.h"
#include "base/exact.h"

const char *mkba_i_explain_text(mkba_i_explainer *e, const char *format, ...)
{
    va_list args, again;
    int length;
    char *text;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    text = length < 0 ? NULL : mkba_i_arena_new(&e->arena, (size_t) length + 1, 1);
    if (text != NULL)
        vsnprintf(text, (size_t) length + 1, format, again);
    else
        e->failed = true;
    va_end(again);
    va_end(args);
    return text == NULL ? "" : text;
}

mkba_i_operand mkba_i_operand_of(const mkba_i_explainer *e, const char *symbol, mkba_i_node node)
{
    return (mkba_i_operand){symbol, mkba_i_figure(e->appraisal, node)};
}

static const char *keep(mkba_i_explainer *e, mkba_i_text *text)
{
    const char *kept =
        text->failed ? NULL : mkba_i_arena_text(&e->arena, text->data == NULL ? "" : text->data, text->length);

    if (kept == NULL)
        e->failed = true;
    mkba_i_text_drop(text);
    return kept == NULL ? "" : kept;
}

static void add_number(mkba_i_text *text, double value)
{
    mkba_i_text_add(text, value < 0.0 ? "(" : "");
    mkba_i_text_number(text, value);
    mkba_i_text_add(text, value < 0.0 ? ")" : "");
}

/* The pattern with its operands: their symbols, or their numbers. */
static const char *fill(mkba_i_explainer *e, const char *pattern, const mkba_i_operand *operands, bool in_numbers)
{
    mkba_i_text text = {0};

    for (const char *at = pattern; *at != '\0';) {
        char *end;
        size_t position;

        if (*at != '{') {
            size_t plain = strcspn(at, "{");

            mkba_i_text_append(&text, at, plain);
            at += plain;
            continue;
        }
        position = (size_t) strtoul(at + 1, &end, 10);
        if (in_numbers)
            add_number(&text, operands[position].value);
        else
            mkba_i_text_add(&text, operands[position].symbol);
        at = end + 1;
    }
    return keep(e, &text);
}

void mkba_i_explain_written(mkba_i_explainer *e, mkba_i_step step)
{
    if (!mkba_i_grow((void **) &e->steps, &e->capacity, e->n + 1, sizeof step))
        e->failed = true;
    else
        e->steps[e->n++] = step;
}

void mkba_i_explain_add(mkba_i_explainer *e, mkba_i_step step, const char *pattern, const mkba_i_operand *operands,
                        size_t n)
{
    (void) n; /* as many as the pattern names */
    step.formula = fill(e, pattern, operands, false);
    step.numbers = fill(e, pattern, operands, true);
    mkba_i_explain_written(e, step);
}

void mkba_i_explain_sum(mkba_i_explainer *e, mkba_i_step step, const mkba_i_operand *operands, const bool *minus,
                        size_t n)
{
    mkba_i_text symbols = {0}, numbers = {0};

    for (size_t i = 0; i < n; i++) {
        bool is_minus = minus != NULL && minus[i];
        const char *sign = i == 0 ? (is_minus ? "0 - " : "") : is_minus ? " - " : " + ";

        mkba_i_text_add(&symbols, sign);
        mkba_i_text_add(&symbols, operands[i].symbol);
        mkba_i_text_add(&numbers, sign);
        add_number(&numbers, operands[i].value);
    }
    mkba_i_text_add(&symbols, n == 0 ? "0" : "");
    mkba_i_text_add(&numbers, n == 0 ? "0" : "");
    step.formula = keep(e, &symbols);
    step.numbers = keep(e, &numbers);
    mkba_i_explain_written(e, step);
}
