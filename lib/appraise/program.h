/* A program: what a case computes, as a flat list of operations in the order in which they can be done. Equal
 * operations are one operation, so that what does not differ between years or alternatives is done once. An appraisal is
 * a run on one draw; batch.h runs many. */
#ifndef MKBA_I_APPRAISE_PROGRAM_H
#define MKBA_I_APPRAISE_PROGRAM_H

#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "case/model.h"

typedef enum mkba_i_opcode {
    MKBA_I_OP_CONSTANT, /* number */
    MKBA_I_OP_INPUT,    /* input `a` of the draw: an uncertain parameter in converted units */
    MKBA_I_OP_ADD,
    MKBA_I_OP_SUBTRACT,
    MKBA_I_OP_MULTIPLY,
    MKBA_I_OP_DIVIDE,
    MKBA_I_OP_POWER,
    MKBA_I_OP_MIN,
    MKBA_I_OP_MAX,
    MKBA_I_OP_NEGATE,
    MKBA_I_OP_EXP,
    MKBA_I_OP_LOG,
    MKBA_I_OP_SQRT,
    MKBA_I_OP_ABS,
    MKBA_I_OP_AT_LEAST,  /* 1 where a >= b, else 0 */
    MKBA_I_OP_SELECT,    /* b where a is not 0, else c */
    MKBA_I_OP_SPREAD,    /* (1 - e^-a) / a: the part still there of what arrives evenly; 1 at 0 */
    MKBA_I_OP_LINGER,    /* (1 - SPREAD(a)) / a: its mean number over the year; 1/2 at 0 */
    MKBA_I_OP_RAISED,    /* b * c, which is a to the power `number`: a step of repeated squaring */
    MKBA_I_OP_GEOMETRIC, /* 1 + a + a^2 + ..., `number` terms, of an a that is not negative */
    MKBA_I_OP_WITHIN,    /* a, refused unless b <= a <= c */
    MKBA_I_OP_ABOVE,     /* a, refused unless a > b */
    MKBA_I_OP_SAME       /* a, refused unless b equals it */
} mkba_i_opcode;

typedef size_t mkba_i_node;

/* How many of a, b and c an operation of this kind has; those of an input are none. */
unsigned mkba_i_arity(mkba_i_opcode op);

/* Half a cache line: making a program is bound by the memory that it touches. Nodes fit, see MKBA_I_OPERATIONS. */
typedef struct mkba_i_operation {
    double number;
    uint32_t a, b, c;
    uint32_t origin;           /* for messages: what it computes, */
    uint32_t term : 31;        /* and which term of the origin's expression it is */
    uint32_t is_uncertain : 1; /* it depends on an input */
    mkba_i_opcode op;
} mkba_i_operation;

/* What an operation computes, in the words of the case. */
typedef enum mkba_i_subject {
    MKBA_I_SUBJECT_LINE,
    MKBA_I_SUBJECT_STREAM,
    MKBA_I_SUBJECT_PARAMETER,
    MKBA_I_SUBJECT_DISCOUNT,
    MKBA_I_SUBJECT_OVERLAP,
    MKBA_I_SUBJECT_TOTAL
} mkba_i_subject;

typedef struct mkba_i_origin {
    mkba_i_subject subject;
    const char *name;                    /* of the line, stream, parameter, scheme or group; may be NULL */
    const char *alternative;             /* NULL where it is the same for all */
    const char *what;                    /* "value", "outflow", ... */
    int year;                            /* 0 where there is none */
    const mkba_i_expression *expression; /* or NULL */
    mkba_i_place place;
} mkba_i_origin;

typedef struct mkba_i_program {
    mkba_i_operation *operations; /* heap */
    size_t n, capacity;
    mkba_i_origin *origins; /* heap */
    size_t n_origins, origins_capacity;
    mkba_i_origin origin; /* of what is made now; kept once something is made */
    bool origin_is_kept;
    size_t term;       /* of the origin's expression, that is made now */
    uint32_t *table;   /* heap: hash of operations, position + 1, 0 is empty */
    size_t table_size; /* power of two */
    double *inputs;    /* heap: the value of each input in an appraisal */
    size_t n_inputs, inputs_capacity;
    bool failed; /* memory ran out, or it is too large: nodes mean nothing */
    bool too_large;
} mkba_i_program;

#define MKBA_I_OPERATIONS 50000000 /* the most of a program */

void mkba_i_program_free(mkba_i_program *program);

/* Sets what the operations made from here on compute. */
void mkba_i_program_origin(mkba_i_program *program, const mkba_i_origin *origin);

mkba_i_node mkba_i_constant(mkba_i_program *program, double number);
/* A new input whose value in an appraisal is `value`. */
mkba_i_node mkba_i_input(mkba_i_program *program, double value);
mkba_i_node mkba_i_unary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a);
mkba_i_node mkba_i_binary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a, mkba_i_node b);
mkba_i_node mkba_i_ternary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a, mkba_i_node b, mkba_i_node c);

/* Sum, difference and product; what changes nothing (adding 0, multiplying by 1) makes no operation. */
mkba_i_node mkba_i_add(mkba_i_program *program, mkba_i_node a, mkba_i_node b);
mkba_i_node mkba_i_subtract(mkba_i_program *program, mkba_i_node a, mkba_i_node b);
mkba_i_node mkba_i_multiply(mkba_i_program *program, mkba_i_node a, mkba_i_node b);

/* a to the power `exponent`: whole powers by repeated squaring, whose steps are shared, and halves by a root as well,
 * so that all powers of one base up to n cost n operations and one of them alone about 2 log2(n). A negative power is one
 * of 1 / a. For halves and negative powers a must be above 0. */
mkba_i_node mkba_i_power(mkba_i_program *program, mkba_i_node a, double exponent);
/* 1 + a + ... + a^(n-1) of an a that is not negative, n >= 1. */
mkba_i_node mkba_i_geometric(mkba_i_program *program, mkba_i_node a, size_t n);

/* Whether the node depends on an input. */
bool mkba_i_is_uncertain(const mkba_i_program *program, mkba_i_node node);
/* Whether the node is the constant `number`. */
bool mkba_i_is_constant(const mkba_i_program *program, mkba_i_node node, double number);

/* ---- running --------------------------------------------------------------------------------------------- */

/* The values of what an operation refers to; 0 where it refers to nothing. */
typedef struct mkba_i_operands {
    double a, b, c;
} mkba_i_operands;
mkba_i_operands mkba_i_operands_of(const mkba_i_operation *operation, const double *values);

/* The value of an operation that is no input. It is not finite where it has none, as outside its domain. */
double mkba_i_operation_value(const mkba_i_operation *operation, const mkba_i_operands *operands);

/* Runs `n` operations in order on one draw: values has n places. MKBA_ERROR_EVALUATION says of the first that has no
 * value what could not be computed, where, and in which draw when `draw` is not 0. Origins are the program's. */
mkba_status mkba_i_operations_run(const mkba_i_program *program, const mkba_i_operation *operations, size_t n,
                                  const double *inputs, uint64_t draw, double *values, mkba_error *error);

/* All operations of the program: the value of node k is values[k]. */
mkba_status mkba_i_program_run(const mkba_i_program *program, const double *inputs, double *values, mkba_error *error);

/* Says why an operation has no value (program_failure.c); answers MKBA_ERROR_EVALUATION. */
mkba_status mkba_i_operation_refuse(const mkba_i_program *program, const mkba_i_operation *operation,
                                    const mkba_i_operands *operands, uint64_t draw, mkba_error *error);

#endif
