/* Compiling a case: what the parts of the compiler share. */
#ifndef MKBA_I_APPRAISE_COMPILE_H
#define MKBA_I_APPRAISE_COMPILE_H

#include "appraise/plan.h"

/* The place of a total: it stands nowhere in the document. */
#define MKBA_I_NOWHERE ((mkba_i_place){"", 0, 0})

/* The most figures of a plan: alternatives x lines and streams x years, and parameters x years. */
#define MKBA_I_FIGURES 20000000
/* The most terms of expressions that are worked out: of lines and derived parameters, per policy alternative and year. */
#define MKBA_I_VISITS 200000000

typedef struct mkba_i_compiler {
    mkba_i_plan *plan;
    mkba_i_program *program; /* the plan's */
    const mkba_i_model *model;
    size_t n_years;
    const bool *free;         /* per parameter: is an input; NULL: none */
    mkba_i_node *inputs;      /* per parameter: its uncertain input, MKBA_I_NO_NODE until it is needed; */
    mkba_i_node **rows;       /* the same per column of joint draws, NULL until one is needed */
    const double **overrides; /* per parameter: the scenario's value, or NULL */
    mkba_i_visit *stack;      /* parameters being worked out, with room for all */
    mkba_i_node *terms;       /* heap: nodes of the expression being compiled, or the one compiled last: */
    const mkba_i_expression *compiled;
    size_t terms_capacity;
    struct mkba_i_compile_term *sum; /* compile_present.c: room for a term per year, NULL until it is needed */
    size_t *positions;               /* per actor: where it stands in a list being made, MKBA_I_NONE when not there */
    mkba_i_outcome *outcome;         /* whose lines are being compiled; NULL while streams are */
    const char *alternative;         /* its name, NULL where it does not matter */
    mkba_status status;              /* first failure that is no lack of memory */
    mkba_error *error;
} mkba_i_compiler;

/* Zeroed items in the plan's arena; NULL (noted) when memory is short. */
void *mkba_i_compile_make(mkba_i_compiler *compiler, size_t count, size_t size);
/* The same of nodes, all MKBA_I_NO_NODE; and all the constant 0, one per year. */
mkba_i_node *mkba_i_compile_no_nodes(mkba_i_compiler *compiler, size_t n);
mkba_i_node *mkba_i_compile_zeros(mkba_i_compiler *compiler);
bool mkba_i_compile_failed(const mkba_i_compiler *compiler);

/* Notes the first failure that is no lack of memory, with its place. */
void mkba_i_compile_refuse(mkba_i_compiler *compiler, mkba_status status, const mkba_i_place *place, const char *format,
                           ...) MKBA_I_PRINTF(4, 5);

/* Lists an operation, which is the latest or listed already, as a check: one that every run must include, whatever figures
 * it wants. Returns it. */
mkba_i_node mkba_i_compile_check(mkba_i_compiler *compiler, mkba_i_node check);
mkba_i_node mkba_i_compile_above(mkba_i_compiler *compiler, mkba_i_node a, double bound);
mkba_i_node mkba_i_compile_within(mkba_i_compiler *compiler, mkba_i_node a, double least, double most);

/* Says what the operations made from here on compute. */
void mkba_i_compile_origin(mkba_i_compiler *compiler, mkba_i_subject subject, const char *name, const char *what,
                           int year, mkba_i_place place);

/* An expression in the year of this position (0 is the first year counted). Its origin is set: subject, name, what. */
mkba_i_node mkba_i_compile_expression(mkba_i_compiler *compiler, const mkba_i_expression *expression, size_t year,
                                      mkba_i_subject subject, const char *name, const char *what);
/* An expression that is one number for all years; a symbol that differs between years is refused. */
mkba_i_node mkba_i_compile_single(mkba_i_compiler *compiler, const mkba_i_expression *expression,
                                  mkba_i_subject subject, const char *name, const char *what);

/* Discount factors of all years under a scheme and timing. */
mkba_i_discounting mkba_i_compile_discounting(mkba_i_compiler *compiler, const mkba_i_discount *discount,
                                              mkba_i_timing timing);

/* The segment whose rate leads to the factor at tau from the one a year before. */
size_t mkba_i_compile_segment(const mkba_i_discount *discount, double tau);

/* What remains after one year of a profile's decay, 1 - decay; the constant 1 where there is none. */
mkba_i_node mkba_i_compile_remainder(mkba_i_compiler *compiler, const mkba_i_profile *profile, mkba_i_subject subject,
                                     const char *name);
/* The strength of a profile in a year inside its span. */
mkba_i_strength mkba_i_compile_profile(mkba_i_compiler *compiler, const mkba_i_profile *profile,
                                       const mkba_i_span *span, mkba_i_node remainder, size_t year);

/* The year of a position. */
int mkba_i_compile_year(const mkba_i_compiler *compiler, size_t year);

/* All years of all streams in an alternative (MKBA_I_NONE: in the nulalternatief). */
mkba_i_stream_year *mkba_i_compile_streams(mkba_i_compiler *compiler, size_t alternative);

/* Lines and streams as lines, overlap, and totals of compiler->outcome, whose streams are there. */
void mkba_i_compile_outcome(mkba_i_compiler *compiler, mkba_i_outcome *outcome);
void mkba_i_compile_overlap(mkba_i_compiler *compiler, mkba_i_outcome *outcome);
void mkba_i_compile_present(mkba_i_compiler *compiler, mkba_i_entry *entry);
/* The sum of the case's discount factors. */
mkba_i_node mkba_i_compile_annuity(mkba_i_compiler *compiler);
void mkba_i_compile_totals(mkba_i_compiler *compiler, mkba_i_outcome *outcome);

#endif
