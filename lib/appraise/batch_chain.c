/* Sums of products as one step each: operations whose outcome only the next one reads are run together, so that what
 * they sum up stays in registers. In each draw the same operations in the same order: additions and multiplications
 * may swap their two operands, and nothing else. */
#include "appraise/batch_parts.h"

#include <stdlib.h>

#define MOST_HELD 8

/* A term of a sum: an operation, and whether it is subtracted. */
typedef struct term {
    uint32_t operation;
    bool is_negative;
} term;

typedef struct chaining {
    mkba_i_batch *batch;
    uint32_t *uses;  /* per operation: how often it is read, or given out */
    term *terms;     /* of the sum at hand, the last first */
    uint32_t *stack; /* factors of the term at hand, the last first */
    size_t n_terms, n_stack;
    size_t n_operands; /* of the chain at hand */
} chaining;

static const mkba_i_operation *at(const chaining *c, uint32_t operation)
{
    return &c->batch->operations[operation];
}

static bool is_sum(mkba_i_opcode op)
{
    return op == MKBA_I_OP_ADD || op == MKBA_I_OP_SUBTRACT;
}

static void count_uses(chaining *c)
{
    mkba_i_batch *batch = c->batch;

    for (size_t i = 0; i < batch->n; i++)
        for (unsigned k = 0; k < mkba_i_arity(batch->operations[i].op); k++)
            c->uses[*mkba_i_batch_operand(&batch->operations[i], k)]++;
    for (size_t i = 0; i < batch->n_wanted; i++)
        c->uses[batch->wanted[i]] += 2;
    for (size_t i = 0; i < batch->n_checks; i++)
        c->uses[batch->checks[i]] += 2;
}

/* Whether the operation can be a part of the one that reads it. */
static bool joins_sum(const chaining *c, uint32_t operation)
{
    return is_sum(at(c, operation)->op) && c->uses[operation] == 1;
}

static bool joins_product(const chaining *c, uint32_t operation)
{
    return at(c, operation)->op == MKBA_I_OP_MULTIPLY && c->uses[operation] == 1;
}

/* Whether the operation is no input or constant, and read once. */
static bool is_only_use(const chaining *c, uint32_t operation)
{
    return c->uses[operation] == 1 && at(c, operation)->op > MKBA_I_OP_INPUT;
}

/* Whether a factor of an operation is read from a buffer that is in use for it alone. */
static bool holds_buffer(const chaining *c, uint32_t operation)
{
    while (joins_product(c, operation)) {
        const mkba_i_operation *product = at(c, operation);
        bool swaps = !joins_product(c, product->a) && joins_product(c, product->b);

        if (is_only_use(c, swaps ? product->a : product->b))
            return true;
        operation = swaps ? product->b : product->a;
    }
    return is_only_use(c, operation);
}

/* Notes the terms of a sum, the last first: the sum so far is one operand, the next term is the other. A sum of many
 * buffers is made in parts, each as soon as it can be, so that few buffers are in use and all stay near. */
static void list_terms(chaining *c, uint32_t sum)
{
    size_t held = 0;

    c->n_terms = 0;
    for (;;) {
        const mkba_i_operation *operation = at(c, sum);
        bool swaps = operation->op == MKBA_I_OP_ADD && !joins_sum(c, operation->a) && joins_sum(c, operation->b);
        uint32_t so_far = swaps ? operation->b : operation->a, next = swaps ? operation->a : operation->b;

        c->terms[c->n_terms++] = (term){next, operation->op == MKBA_I_OP_SUBTRACT};
        held += holds_buffer(c, next);
        if (!joins_sum(c, so_far) || held == MOST_HELD) {
            c->terms[c->n_terms++] = (term){so_far, false};
            return;
        }
        c->batch->chains[so_far].is_part = true;
        sum = so_far;
    }
}

/* Notes the factors of a product, the last first. */
static void list_factors(chaining *c, uint32_t product)
{
    c->n_stack = 0;
    for (;;) {
        const mkba_i_operation *operation = at(c, product);
        bool swaps = !joins_product(c, operation->a) && joins_product(c, operation->b);
        uint32_t so_far = swaps ? operation->b : operation->a;

        c->stack[c->n_stack++] = swaps ? operation->a : operation->b;
        if (!joins_product(c, so_far)) {
            c->stack[c->n_stack++] = so_far;
            return;
        }
        c->batch->chains[so_far].is_part = true;
        product = so_far;
    }
}

static bool is_constant(const chaining *c, uint32_t operation)
{
    return at(c, operation)->op == MKBA_I_OP_CONSTANT;
}

/* The kind of the term at hand. Of two factors a constant goes first, which is the last here. */
static mkba_i_batch_kind kind_of(chaining *c, bool is_negative)
{
    uint32_t last = c->stack[0];

    if (c->n_stack > 2)
        return is_negative ? MKBA_I_KIND_SUBTRACT_N : MKBA_I_KIND_ADD_N;
    if (c->n_stack == 1 && is_constant(c, last))
        return MKBA_I_KIND_C;
    if (c->n_stack == 1)
        return is_negative ? MKBA_I_KIND_SUBTRACT_X : MKBA_I_KIND_ADD_X;
    if (is_constant(c, last)) {
        c->stack[0] = c->stack[1];
        c->stack[1] = last;
    }
    if (is_constant(c, c->stack[1]))
        return MKBA_I_KIND_CX;
    return is_negative ? MKBA_I_KIND_SUBTRACT_XY : MKBA_I_KIND_ADD_XY;
}

/* Adds the term at hand to a chain: to its last stretch when it is of the same kind. */
static void add_term(chaining *c, mkba_i_batch_chain *chain, bool is_negative)
{
    mkba_i_batch *batch = c->batch;
    mkba_i_batch_kind kind = kind_of(c, is_negative);
    mkba_i_batch_stretch *stretch = chain->n_stretches == 0 ? NULL : &batch->stretches[batch->n_stretches - 1];

    c->n_operands += c->n_stack;
    if (kind == MKBA_I_KIND_C || kind == MKBA_I_KIND_CX) {
        double coefficient = at(c, c->stack[--c->n_stack])->number;

        batch->coefficients[batch->n_coefficients++] = is_negative ? -coefficient : coefficient;
    }
    if (stretch == NULL || stretch->kind != kind || stretch->n_factors != c->n_stack) {
        stretch = &batch->stretches[batch->n_stretches++];
        *stretch = (mkba_i_batch_stretch){.kind = kind, .n_factors = (uint32_t) c->n_stack};
        chain->n_stretches++;
    }
    stretch->n_terms++;
    while (c->n_stack > 0)
        batch->factors[batch->n_factors++] = c->stack[--c->n_stack];
}

/* Makes a chain of an operation, unless it is one by itself. */
static void make_chain(chaining *c, uint32_t operation)
{
    mkba_i_batch *batch = c->batch;
    mkba_i_batch_chain *chain = &batch->chains[operation];

    if (is_sum(at(c, operation)->op))
        list_terms(c, operation);
    else {
        c->terms[0] = (term){operation, false};
        c->n_terms = 1;
    }
    chain->stretch = (uint32_t) batch->n_stretches;
    chain->factor = (uint32_t) batch->n_factors;
    chain->coefficient = (uint32_t) batch->n_coefficients;
    c->n_operands = 0;
    while (c->n_terms > 0) {
        term last = c->terms[--c->n_terms];

        c->stack[0] = last.operation;
        c->n_stack = 1;
        if (joins_product(c, last.operation) || last.operation == operation) {
            batch->chains[last.operation].is_part = last.operation != operation;
            list_factors(c, last.operation);
        }
        add_term(c, chain, last.is_negative);
    }
    chain->n_factors = (uint32_t) (batch->n_factors - chain->factor);
    if (c->n_operands > 2)
        return;
    batch->n_stretches = chain->stretch; /* one operation: it has a step of its own */
    batch->n_factors = chain->factor;
    batch->n_coefficients = chain->coefficient;
    chain->n_stretches = 0;
}

bool mkba_i_batch_chains(mkba_i_batch *batch)
{
    size_t n = batch->n + 1;
    chaining c = {.batch = batch,
                  .uses = calloc(n, sizeof *c.uses),
                  .terms = malloc(n * sizeof *c.terms),
                  .stack = malloc(n * sizeof *c.stack)};
    bool done;

    batch->chains = mkba_i_arena_new(&batch->arena, n, sizeof *batch->chains);
    batch->stretches = mkba_i_arena_new(&batch->arena, 2 * n, sizeof *batch->stretches);
    batch->factors = mkba_i_arena_new(&batch->arena, 2 * n, sizeof *batch->factors);
    batch->coefficients = mkba_i_arena_new(&batch->arena, 2 * n, sizeof *batch->coefficients);
    done = c.uses != NULL && c.terms != NULL && c.stack != NULL && batch->chains != NULL && batch->stretches != NULL &&
           batch->factors != NULL && batch->coefficients != NULL;
    if (done) {
        count_uses(&c);
        for (size_t i = batch->n; i-- > 0;) /* who reads an operation comes after it */
            if (!batch->chains[i].is_part &&
                (is_sum(batch->operations[i].op) || batch->operations[i].op == MKBA_I_OP_MULTIPLY))
                make_chain(&c, (uint32_t) i);
    }
    free(c.uses);
    free(c.terms);
    free(c.stack);
    return done;
}
