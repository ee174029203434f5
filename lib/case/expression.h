/* Expressions: text over numbers, parameters and streams, parsed to a list of terms. */
#ifndef MKBA_I_CASE_EXPRESSION_H
#define MKBA_I_CASE_EXPRESSION_H

#include "base/error.h"
#include "base/memory.h"
#include "case/names.h"

typedef enum mkba_i_operator {
    /* leaves */
    MKBA_I_NUMBER,    /* number */
    MKBA_I_PARAMETER, /* symbol: which parameter */
    MKBA_I_CLIENTS,   /* symbol: which stream; its mean clients in the alternative at hand */
    MKBA_I_COST,      /* the same, its cost */
    MKBA_I_CHANGE,    /* the same, mean clients minus those in the nulalternatief */
    /* of left and right */
    MKBA_I_ADD,
    MKBA_I_SUBTRACT,
    MKBA_I_MULTIPLY,
    MKBA_I_DIVIDE,
    MKBA_I_POWER,
    MKBA_I_MIN,
    MKBA_I_MAX,
    /* of left */
    MKBA_I_NEGATE,
    MKBA_I_EXP,
    MKBA_I_LOG,
    MKBA_I_SQRT,
    MKBA_I_ABS
} mkba_i_operator;

/* One term. Operands stand before it: terms are in the order in which they can be computed. */
typedef struct mkba_i_term {
    mkba_i_operator op;
    size_t left, right; /* positions of the operands */
    double number;
    size_t symbol;
    size_t start, end; /* bytes [start, end) of the text that it covers */
} mkba_i_term;

/* An expression. The last term is its value. */
typedef struct mkba_i_expression {
    const char *text;  /* as written; a plain number as printed */
    const char *where; /* JSON pointer */
    size_t line, column;
    const mkba_i_term *terms;
    size_t n_terms;
} mkba_i_expression;

/* What names an expression may use. */
typedef struct mkba_i_scope {
    const mkba_i_names *parameters;
    const mkba_i_names *streams; /* NULL where streams may not be used */
    bool no_hints;               /* do not look for the name that was meant */
} mkba_i_scope;

#define MKBA_I_EXPRESSION_BYTES 65536 /* the longest expression */
#define MKBA_I_EXPRESSION_DEPTH 100   /* parentheses, signs and powers inside each other */

/* Parses `text` into `expression` (terms and a copy of the text live in the arena). Status: _CASE with a sentence
 * that names the character position, the unknown name and the nearest known one; _LIMIT; _MEMORY. The place
 * (where, line, column) is the caller's. */
mkba_status mkba_i_expression_parse(const char *text, const mkba_i_scope *scope, mkba_i_arena *arena,
                                    mkba_i_expression *expression, mkba_error *error);

/* An expression that is one number. */
mkba_status mkba_i_expression_number(double number, mkba_i_arena *arena, mkba_i_expression *expression,
                                     mkba_error *error);

/* Whether it names no parameter and no stream. */
bool mkba_i_expression_is_constant(const mkba_i_expression *expression);

/* Whether `name` may be a parameter: [a-z_][a-z0-9_]*, no function and no word of a scenario. On false `why` says so. */
bool mkba_i_parameter_name_ok(const char *name, const char **why);

#endif
