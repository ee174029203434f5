#include "appraise/program.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/bits.h"

unsigned mkba_i_arity(mkba_i_opcode op)
{
    switch (op) {
    case MKBA_I_OP_CONSTANT:
    case MKBA_I_OP_INPUT: return 0;
    case MKBA_I_OP_NEGATE:
    case MKBA_I_OP_EXP:
    case MKBA_I_OP_LOG:
    case MKBA_I_OP_SQRT:
    case MKBA_I_OP_ABS:
    case MKBA_I_OP_SPREAD:
    case MKBA_I_OP_LINGER:
    case MKBA_I_OP_GEOMETRIC: return 1;
    case MKBA_I_OP_SELECT:
    case MKBA_I_OP_WITHIN:
    case MKBA_I_OP_RAISED: return 3;
    default: return 2;
    }
}

void mkba_i_program_free(mkba_i_program *program)
{
    free(program->operations);
    free(program->origins);
    free(program->table);
    free(program->inputs);
    *program = (mkba_i_program){.n = 0};
}

void mkba_i_program_origin(mkba_i_program *program, const mkba_i_origin *origin)
{
    program->origin = *origin;
    program->origin_is_kept = false;
    program->term = 0;
}

/* Puts the origin of what is made now among those that are kept. */
static bool keep_origin(mkba_i_program *program)
{
    if (program->origin_is_kept)
        return true;
    if (!mkba_i_grow((void **) &program->origins, &program->origins_capacity, program->n_origins + 1,
                     sizeof program->origin))
        return false;
    program->origins[program->n_origins++] = program->origin;
    program->origin_is_kept = true;
    return true;
}

/* ---- one operation for equal ones ------------------------------------------------------------------------ */

#define NEAR 12 /* slots that are tried near the latest operand */

static bool is_same(const mkba_i_operation *a, const mkba_i_operation *b)
{
    return a->op == b->op && a->a == b->a && a->b == b->b && a->c == b->c &&
           mkba_i_bits_of(a->number) == mkba_i_bits_of(b->number);
}

/* The high bits of a number are folded in first: a product carries upward only, and round numbers differ nowhere else. */
static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value ^ value >> 32) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

/* Whether the operation, or nothing yet, stands in a slot. */
static bool ends_at(const mkba_i_program *program, size_t slot, const mkba_i_operation *operation)
{
    uint32_t found = program->table[slot];

    return found == 0 || is_same(&program->operations[found - 1], operation);
}

/* What is made uses what was made just before, so slots go by the latest operand: the table is walked through, not
 * jumped about in, which costs more than all the rest. An operand that many share soon has no free slot near it: then,
 * as for constants, any slot will do. */
static size_t slot_of(const mkba_i_program *program, const mkba_i_operation *operation)
{
    uint64_t hash = mix(mix(mix(mix((uint64_t) operation->op, operation->a), operation->b), operation->c),
                        mkba_i_bits_of(operation->number));
    size_t mask = program->table_size - 1, slot = (size_t) hash & mask,
           latest = operation->a > operation->b ? operation->a : operation->b,
           near = 2 * (latest > operation->c ? latest : operation->c) + (size_t) (hash & 3);

    for (size_t i = 0; i < NEAR && operation->op > MKBA_I_OP_INPUT; i++)
        if (ends_at(program, (near + i) & mask, operation))
            return (near + i) & mask;
    while (!ends_at(program, slot, operation))
        slot = (slot + 1) & mask;
    return slot;
}

/* Keeps the table at most half full. */
static bool grow_table(mkba_i_program *program)
{
    size_t size = program->table_size == 0 ? 1024 : program->table_size * 2;
    uint32_t *table;

    if (program->n * 2 < program->table_size)
        return true;
    table = calloc(size, sizeof *table);
    if (table == NULL)
        return false;
    free(program->table);
    program->table = table;
    program->table_size = size;
    for (size_t i = 0; i < program->n; i++)
        table[slot_of(program, &program->operations[i])] = (uint32_t) (i + 1);
    return true;
}

static bool depends_on_input(const mkba_i_program *program, const mkba_i_operation *operation)
{
    const uint32_t operands[] = {operation->a, operation->b, operation->c};

    for (size_t i = 0; i < mkba_i_arity(operation->op); i++)
        if (program->operations[operands[i]].is_uncertain)
            return true;
    return operation->op == MKBA_I_OP_INPUT;
}

static bool append(mkba_i_program *program, mkba_i_operation operation)
{
    program->too_large = program->n >= MKBA_I_OPERATIONS;
    if (program->too_large ||
        !mkba_i_grow((void **) &program->operations, &program->capacity, program->n + 1, sizeof operation) ||
        !keep_origin(program))
        return false;
    operation.origin = (uint32_t) (program->n_origins - 1);
    operation.term = (uint32_t) program->term & 0x7fffffff;
    operation.is_uncertain = depends_on_input(program, &operation);
    program->operations[program->n++] = operation;
    return true;
}

static mkba_i_node add(mkba_i_program *program, mkba_i_operation operation)
{
    size_t slot;

    if (program->failed || !grow_table(program)) {
        program->failed = true;
        return 0;
    }
    slot = slot_of(program, &operation);
    if (program->table[slot] == 0) {
        if (!append(program, operation)) {
            program->failed = true;
            return 0;
        }
        program->table[slot] = (uint32_t) program->n;
    }
    return program->table[slot] - 1;
}

/* ---- making operations ----------------------------------------------------------------------------------- */

mkba_i_node mkba_i_constant(mkba_i_program *program, double number)
{
    return add(program, (mkba_i_operation){.op = MKBA_I_OP_CONSTANT, .number = number});
}

mkba_i_node mkba_i_input(mkba_i_program *program, double value)
{
    if (program->failed ||
        !mkba_i_grow((void **) &program->inputs, &program->inputs_capacity, program->n_inputs + 1, sizeof value)) {
        program->failed = true;
        return 0;
    }
    program->inputs[program->n_inputs] = value;
    return add(program, (mkba_i_operation){.op = MKBA_I_OP_INPUT, .a = (uint32_t) program->n_inputs++});
}

bool mkba_i_is_constant(const mkba_i_program *program, mkba_i_node node, double number)
{
    return !program->failed && program->operations[node].op == MKBA_I_OP_CONSTANT &&
           program->operations[node].number == number;
}

bool mkba_i_is_uncertain(const mkba_i_program *program, mkba_i_node node)
{
    return !program->failed && program->operations[node].is_uncertain;
}

mkba_i_node mkba_i_unary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a)
{
    return add(program, (mkba_i_operation){.op = op, .a = (uint32_t) a});
}

mkba_i_node mkba_i_binary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a, mkba_i_node b)
{
    return add(program, (mkba_i_operation){.op = op, .a = (uint32_t) a, .b = (uint32_t) b});
}

mkba_i_node mkba_i_ternary(mkba_i_program *program, mkba_i_opcode op, mkba_i_node a, mkba_i_node b, mkba_i_node c)
{
    return add(program, (mkba_i_operation){.op = op, .a = (uint32_t) a, .b = (uint32_t) b, .c = (uint32_t) c});
}

mkba_i_node mkba_i_add(mkba_i_program *program, mkba_i_node a, mkba_i_node b)
{
    if (mkba_i_is_constant(program, b, 0.0))
        return a;
    return mkba_i_is_constant(program, a, 0.0) ? b : mkba_i_binary(program, MKBA_I_OP_ADD, a, b);
}

mkba_i_node mkba_i_subtract(mkba_i_program *program, mkba_i_node a, mkba_i_node b)
{
    return mkba_i_is_constant(program, b, 0.0) ? a : mkba_i_binary(program, MKBA_I_OP_SUBTRACT, a, b);
}

mkba_i_node mkba_i_multiply(mkba_i_program *program, mkba_i_node a, mkba_i_node b)
{
    if (mkba_i_is_constant(program, b, 1.0))
        return a;
    return mkba_i_is_constant(program, a, 1.0) ? b : mkba_i_binary(program, MKBA_I_OP_MULTIPLY, a, b);
}

/* ---- powers ---------------------------------------------------------------------------------------------- */

/* What is raised: 1 / base where the exponent is negative. */
typedef struct raised {
    mkba_i_program *program;
    mkba_i_node base, unit;
    double sign; /* of the exponent */
} raised;

/* b * c, which is the unit to this power. */
static mkba_i_node step(const raised *r, mkba_i_node b, mkba_i_node c, double power)
{
    return add(r->program, (mkba_i_operation){.op = MKBA_I_OP_RAISED,
                                              .a = (uint32_t) r->base,
                                              .b = (uint32_t) b,
                                              .c = (uint32_t) c,
                                              .number = r->sign * power});
}

/* The unit to the power k >= 1, from the highest bit of k down; 1, 2, 3, ... share their steps. */
static mkba_i_node raise_whole(const raised *r, uint32_t k)
{
    mkba_i_node power = r->unit;
    uint32_t bit = 1;

    while (bit <= k / 2)
        bit *= 2;
    for (bit /= 2; bit > 0; bit /= 2) {
        power = step(r, power, power, k / bit / 2 * 2);
        if ((k & bit) != 0)
            power = step(r, power, r->unit, k / bit);
    }
    return power;
}

#define LARGEST_POWER 100000 /* that is made of products */

mkba_i_node mkba_i_power(mkba_i_program *program, mkba_i_node a, double exponent)
{
    double size = fabs(exponent), whole = floor(size);
    raised r = {program, a, a, exponent < 0.0 ? -1.0 : 1.0};
    mkba_i_node root;

    if (exponent == 0.0)
        return mkba_i_constant(program, 1.0);
    if (mkba_i_is_constant(program, a, 1.0))
        return a;
    if (size > LARGEST_POWER || (size != whole && size != whole + 0.5))
        return mkba_i_binary(program, MKBA_I_OP_POWER, a, mkba_i_constant(program, exponent));
    if (exponent < 0.0)
        r.unit = mkba_i_binary(program, MKBA_I_OP_DIVIDE, mkba_i_constant(program, 1.0), a);
    if (size == whole)
        return raise_whole(&r, (uint32_t) whole);
    root = mkba_i_unary(program, MKBA_I_OP_SQRT, r.unit);
    return whole == 0.0 ? root : step(&r, raise_whole(&r, (uint32_t) whole), root, size);
}

mkba_i_node mkba_i_geometric(mkba_i_program *program, mkba_i_node a, size_t n)
{
    if (n == 1)
        return mkba_i_constant(program, 1.0);
    if (mkba_i_is_constant(program, a, 1.0))
        return mkba_i_constant(program, (double) n);
    if (n == 2)
        return mkba_i_add(program, mkba_i_constant(program, 1.0), a);
    return add(program, (mkba_i_operation){.op = MKBA_I_OP_GEOMETRIC, .a = (uint32_t) a, .number = (double) n});
}
