/* Showing how a figure came about: steps in order, parts before the whole that they make. Every value is one of the
 * appraisal's own; a step only says which values it was made of, and how. */
#ifndef MKBA_I_APPRAISE_EXPLAIN_H
#define MKBA_I_APPRAISE_EXPLAIN_H

#include "appraise/appraisal.h"
#include "base/text.h"

typedef struct mkba_i_step {
    size_t depth;
    const char *kind, *name;
    const char *formula; /* in symbols */
    const char *numbers; /* the same with their values */
    double value;
    const char *unit, *source, *where; /* may be NULL */
} mkba_i_step;

/* A symbol of a formula, and its value. */
typedef struct mkba_i_operand {
    const char *symbol;
    double value;
} mkba_i_operand;

typedef struct mkba_i_explainer {
    const mkba_appraisal *appraisal;
    const mkba_i_plan *plan;
    const mkba_i_model *model;
    const mkba_i_outcome *outcome;
    mkba_i_arena arena; /* texts of the steps */
    mkba_i_step *steps; /* heap */
    size_t n, capacity;
    bool *shown[2];      /* per parameter: its steps are there already, for the year at hand and for the first year */
    mkba_i_visit *stack; /* of derived parameters, with room for all */
    bool failed;         /* memory ran out */
} mkba_i_explainer;

/* ---- explain_step.c: making steps ------------------------------------------------------------------------ */

/* A text in the explainer's arena; "" when memory is short. */
const char *mkba_i_explain_text(mkba_i_explainer *e, const char *format, ...) MKBA_I_PRINTF(2, 3);
/* The value of a node under a symbol. */
mkba_i_operand mkba_i_operand_of(const mkba_i_explainer *e, const char *symbol, mkba_i_node node);
/* Adds `step`, whose formula and numbers are made of `pattern`: {0} is the first operand. A negative number stands in
 * parentheses. */
void mkba_i_explain_add(mkba_i_explainer *e, mkba_i_step step, const char *pattern, const mkba_i_operand *operands,
                        size_t n);
#define MKBA_I_STEP(e, step, pattern, ...)                                                                             \
  mkba_i_explain_add((e), (step), (pattern), (const mkba_i_operand[]){__VA_ARGS__},                                    \
                     sizeof((const mkba_i_operand[]){__VA_ARGS__}) / sizeof(mkba_i_operand))
/* Adds a sum; `minus` says of each operand whether it is subtracted, NULL that none is. A sum of nothing is 0. */
void mkba_i_explain_sum(mkba_i_explainer *e, mkba_i_step step, const mkba_i_operand *operands, const bool *minus,
                        size_t n);
/* Adds a step whose formula is written out already. */
void mkba_i_explain_written(mkba_i_explainer *e, mkba_i_step step);

/* ---- explain_parameter.c --------------------------------------------------------------------------------- */

/* The parameters of an expression in a year, each once, a level deeper than `step`; then the expression itself inside
 * `before` and `after` ("1 - (", ")"), as `step`. */
void mkba_i_explain_expression(mkba_i_explainer *e, const mkba_i_expression *expression, size_t year, mkba_i_step step,
                               const char *before, const char *after);

/* ---- explain_line.c, explain_stream.c -------------------------------------------------------------------- */

/* A line or the effect on a stream in a year: amount, overlap, tau, discount factor, pv. */
void mkba_i_explain_entry(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year);
/* Ramp-up and decay in a year. `remainder` is 1 - decay. */
void mkba_i_explain_profile(mkba_i_explainer *e, const mkba_i_profile *profile, const mkba_i_strength *strength,
                            const mkba_i_span *span, mkba_i_node remainder, size_t year, mkba_i_step step);
/* What a stream costs in the nulalternatief and in the alternative, and the difference. */
void mkba_i_explain_stream(mkba_i_explainer *e, const mkba_i_entry *entry, size_t year);

/* ---- explain_total.c ------------------------------------------------------------------------------------- */

/* All years of a line; all lines of a year; all lines and all years. */
void mkba_i_explain_years(mkba_i_explainer *e, const mkba_i_entry *entry);
void mkba_i_explain_year(mkba_i_explainer *e, size_t year);
void mkba_i_explain_totals(mkba_i_explainer *e);

#endif
