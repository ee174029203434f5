/* Compiling sums over years, so that they cost little per draw. An amount is coefficient x core x ramp-up x decay x growth,
 * the core being a product of what is uncertain. Years with one core make it core x (weighted sum of the rest), and equal
 * weighted sums are one for all lines. Where decay, growth and discounting go on at one pace, years are the terms of a
 * geometric series, which costs about log2 of their number. Where cores differ it is the plain sum. */
#include "appraise/compile.h"

#include <math.h>

#include "base/exact.h"

/* ---- coefficient and core -------------------------------------------------------------------------------- */

/* A product: what is uncertain, and what is the same in all draws. MKBA_I_NO_NODE is 1. */
typedef struct product {
    double number;
    mkba_i_node certain, core;
} product;

#define DEEPEST 64 /* factors under factors that are looked at */
#define SMALLEST                                                                                                       \
  1e-60 /* a coefficient beyond these bounds is left in its place: without it the core could be too large */
#define LARGEST 1e60

static mkba_i_node times(mkba_i_compiler *c, mkba_i_node a, mkba_i_node b)
{
    if (a == MKBA_I_NO_NODE)
        return b;
    return b == MKBA_I_NO_NODE ? a : mkba_i_multiply(c->program, a, b);
}

static void take_certain(mkba_i_compiler *c, product *p, mkba_i_node factor)
{
    const mkba_i_operation *operation = &c->program->operations[factor];

    if (operation->op == MKBA_I_OP_CONSTANT)
        p->number *= operation->number;
    else
        p->certain = times(c, p->certain, factor);
}

/* Puts what is certain of a factor into the product; what is left of it, or MKBA_I_NO_NODE. */
static mkba_i_node peel(mkba_i_compiler *c, product *p, mkba_i_node factor, size_t depth)
{
    const mkba_i_operation operation = c->program->operations[factor]; /* making others moves them */

    if (!operation.is_uncertain) {
        take_certain(c, p, factor);
        return MKBA_I_NO_NODE;
    }
    if (depth == DEEPEST)
        return factor;
    if (operation.op == MKBA_I_OP_MULTIPLY) {
        mkba_i_node left = peel(c, p, operation.a, depth + 1);

        return times(c, left, peel(c, p, operation.b, depth + 1));
    }
    return factor;
}

static product whole(mkba_i_node node)
{
    return (product){1.0, MKBA_I_NO_NODE, node};
}

static product split(mkba_i_compiler *c, mkba_i_node node)
{
    product p = whole(MKBA_I_NO_NODE);

    if (!mkba_i_is_uncertain(c->program, node))
        return (product){1.0, node, MKBA_I_NO_NODE};
    p.core = peel(c, &p, node, 0);
    if (p.number == 0.0 || (fabs(p.number) >= SMALLEST && fabs(p.number) <= LARGEST))
        return p;
    return whole(node);
}

/* ---- terms ----------------------------------------------------------------------------------------------- */

/* A year of a sum. */
struct mkba_i_compile_term {
    size_t year;
    product value; /* with ramp-up in its number */
    mkba_i_node decay, growth, factor;
    bool decays;       /* the year after it is weaker */
    size_t segment;    /* of the discount scheme */
    mkba_i_node plain; /* all of it */
};
typedef struct mkba_i_compile_term term;

/* The terms of a sum that are not 0, and at what pace they go. */
typedef struct series {
    mkba_i_compiler *compiler;
    const mkba_i_discounting *discounting; /* NULL: without */
    mkba_i_node remainder, growth;         /* per year */
    term *terms;
    size_t n;
} series;

/* Whether a term follows the one before it at a constant ratio. */
static bool follows(const term *before, const term *after)
{
    return after->year == before->year + 1 && after->value.number == before->value.number &&
           after->value.certain == before->value.certain && after->decays == before->decays &&
           after->segment == before->segment;
}

/* What each term of a run is times the one before it. */
static mkba_i_node ratio_of(const series *s, const term *first)
{
    mkba_i_program *program = s->compiler->program;
    mkba_i_node ratio = s->growth;

    if (first->decays)
        ratio = mkba_i_multiply(program, ratio, s->remainder);
    if (s->discounting == NULL)
        return ratio;
    return mkba_i_multiply(program, ratio, mkba_i_power(program, s->discounting->bases[first->segment], -1.0));
}

/* decay x growth x discount factor. */
static mkba_i_node weight(const series *s, const term *t)
{
    mkba_i_program *program = s->compiler->program;

    return mkba_i_multiply(program, mkba_i_multiply(program, t->decay, t->growth), t->factor);
}

#define SHORTEST 3 /* years that are worth a geometric series */

/* number x certain x weights of a term, or of a run of n that follow each other. */
static mkba_i_node sum_run(const series *s, const term *first, size_t n)
{
    mkba_i_program *program = s->compiler->program;
    mkba_i_node sum = weight(s, first);

    if (n > 1)
        sum = mkba_i_multiply(program, sum, mkba_i_geometric(program, ratio_of(s, first), n));
    if (first->value.certain != MKBA_I_NO_NODE)
        sum = mkba_i_multiply(program, sum, first->value.certain);
    return mkba_i_multiply(program, sum, mkba_i_constant(program, first->value.number));
}

/* The sum of n terms with one core, without it. */
static mkba_i_node sum_weights(const series *s, const term *terms, size_t n)
{
    mkba_i_program *program = s->compiler->program;
    mkba_i_node sum = mkba_i_constant(program, 0.0);

    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && follows(&terms[end - 1], &terms[end]);)
            end++;
        if (end - i < SHORTEST)
            end = i + 1;
        if (end - i == 1 && terms[i].value.core == MKBA_I_NO_NODE)
            sum = mkba_i_add(program, sum, terms[i].plain);
        else
            sum = mkba_i_add(program, sum, sum_run(s, &terms[i], end - i));
    }
    return sum;
}

/* The sum of all terms: of each run with one core, core x weights. */
static mkba_i_node sum_series(const series *s)
{
    mkba_i_program *program = s->compiler->program;
    mkba_i_node sum = mkba_i_constant(program, 0.0);

    for (size_t i = 0, end; i < s->n && !mkba_i_compile_failed(s->compiler); i = end) {
        mkba_i_node part = s->terms[i].plain, core = s->terms[i].value.core;

        for (end = i + 1; end < s->n && s->terms[end].value.core == core;)
            end++;
        if (end - i > 1)
            part = sum_weights(s, &s->terms[i], end - i);
        if (end - i > 1 && core != MKBA_I_NO_NODE)
            part = mkba_i_multiply(program, core, part);
        sum = mkba_i_add(program, sum, part);
    }
    return sum;
}

/* Room for a term per year, used by one sum after the other. */
static term *room(mkba_i_compiler *c)
{
    if (c->sum == NULL)
        c->sum = mkba_i_compile_make(c, c->n_years, sizeof *c->sum);
    return c->sum;
}

/* ---- entries --------------------------------------------------------------------------------------------- */

/* What the years of an entry differ in but for ramp-up, decay and growth. */
static mkba_i_node value_of(mkba_i_compiler *c, const mkba_i_entry *entry, size_t year)
{
    mkba_i_node value = entry->line != NULL ? entry->from[year].value : entry->before[year];

    return entry->weights == NULL ? value : mkba_i_multiply(c->program, value, entry->weights[year]);
}

/* A year outside the span, or in which nothing changes. */
static bool is_zero(const mkba_i_compiler *c, const mkba_i_entry *entry, size_t year)
{
    return !entry->holds[year] || mkba_i_is_constant(c->program, entry->amounts[year], 0.0);
}

/* Whether one value holds in all years: then it is taken as it is, and lines of one profile share their weights. */
static bool is_one_value(mkba_i_compiler *c, const mkba_i_entry *entry)
{
    mkba_i_node first = MKBA_I_NO_NODE;

    for (size_t year = 0; year < c->n_years; year++) {
        mkba_i_node value;

        if (is_zero(c, entry, year))
            continue;
        value = value_of(c, entry, year);
        if (first != MKBA_I_NO_NODE && value != first)
            return false;
        first = value;
    }
    return true;
}

static term term_of(mkba_i_compiler *c, const mkba_i_entry *entry, size_t year, bool is_one)
{
    mkba_i_node one = mkba_i_constant(c->program, 1.0), value = value_of(c, entry, year);
    term made = {.year = year, .decay = one, .growth = one, .factor = one};

    made.value = is_one ? whole(value) : split(c, value);
    if (entry->line == NULL)
        return made;
    made.value.number *= c->program->operations[entry->from[year].profile.ramp_up].number;
    made.decay = entry->from[year].profile.decay;
    made.growth = entry->from[year].growth;
    made.decays = entry->line->profile.decay != NULL && mkba_i_compile_year(c, year) >= entry->span.decay_from;
    return made;
}

/* The terms of the undiscounted sum. */
static void list_terms(mkba_i_compiler *c, const mkba_i_entry *entry, series *s)
{
    bool is_one = is_one_value(c, entry);

    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++) {
        if (is_zero(c, entry, year))
            continue;
        s->terms[s->n] = term_of(c, entry, year, is_one);
        s->terms[s->n].plain = entry->amounts[year];
        s->n += s->terms[s->n].value.number != 0.0;
    }
}

static void discount_terms(series *s, const mkba_i_discounting *discounting, const mkba_i_node *plain)
{
    s->discounting = discounting;
    for (size_t i = 0; i < s->n; i++) {
        term *t = &s->terms[i];
        double tau = mkba_i_plan_tau(s->compiler->plan, discounting->timing, t->year);

        t->factor = discounting->factors[t->year];
        t->segment = mkba_i_compile_segment(discounting->discount, tau);
        t->plain = plain[t->year];
    }
}

void mkba_i_compile_present(mkba_i_compiler *c, mkba_i_entry *entry)
{
    mkba_i_node one = mkba_i_constant(c->program, 1.0);
    series s = {c,    NULL, entry->line != NULL ? entry->remainder : one, entry->line != NULL ? entry->growth : one,
                NULL, 0};

    s.terms = room(c);
    entry->pvs = mkba_i_compile_zeros(c);
    if (s.terms == NULL || entry->pvs == NULL)
        return;
    for (size_t year = 0; year < c->n_years; year++)
        if (!is_zero(c, entry, year))
            entry->pvs[year] = mkba_i_multiply(c->program, entry->amounts[year], entry->discounting->factors[year]);
    list_terms(c, entry, &s);
    entry->undiscounted = sum_series(&s);
    discount_terms(&s, entry->discounting, entry->pvs);
    entry->pv = sum_series(&s);
}

mkba_i_node mkba_i_compile_annuity(mkba_i_compiler *c)
{
    mkba_i_node one = mkba_i_constant(c->program, 1.0);
    series s = {c, NULL, one, one, room(c), c->n_years};

    if (s.terms == NULL)
        return 0;
    for (size_t year = 0; year < c->n_years; year++)
        s.terms[year] = (term){.year = year, .value = whole(MKBA_I_NO_NODE), .decay = one, .growth = one};
    discount_terms(&s, &c->plan->discounting, c->plan->discounting.factors);
    return sum_series(&s);
}
