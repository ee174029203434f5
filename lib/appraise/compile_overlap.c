/* Compiling overlap: of the lines of a group the largest counts fully. */
#include "appraise/compile.h"

#include "base/exact.h"

/* The entries of a group: each refers to the next. */
typedef struct member {
    mkba_i_entry *entry;
    struct member *next;
} member;

/* Of each group its entries in order, as n_groups lists. */
static member **list_members(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    member **groups = mkba_i_compile_make(c, c->model->group_names.n, sizeof *groups);
    member *members = mkba_i_compile_make(c, outcome->n_entries, sizeof *members);

    if (groups == NULL || members == NULL)
        return NULL;
    for (size_t i = outcome->n_entries; i > 0; i--) {
        mkba_i_entry *entry = &outcome->entries[i - 1];

        if (entry->overlap == MKBA_I_NONE)
            continue;
        members[i - 1] = (member){entry, groups[entry->overlap]};
        groups[entry->overlap] = &members[i - 1];
    }
    return groups;
}

/* The largest amount in absolute value counts fully, the first listed of equals (within 1e-12 relative); each other
 * times alpha: dominant + alpha * (sum - dominant). */
static void overlap_year(mkba_i_compiler *c, const member *first, mkba_i_node alpha, size_t year)
{
    mkba_i_program *p = c->program;
    mkba_i_node zero = mkba_i_constant(p, 0.0), one = mkba_i_constant(p, 1.0), largest = zero, taken = zero;

    for (const member *m = first; m != NULL; m = m->next)
        largest = mkba_i_binary(p, MKBA_I_OP_MAX, largest, mkba_i_unary(p, MKBA_I_OP_ABS, m->entry->amounts[year]));
    largest = mkba_i_multiply(c->program, largest, mkba_i_constant(p, 1.0 - 1e-12));
    for (const member *m = first; m != NULL; m = m->next) {
        mkba_i_node *amount = &m->entry->amounts[year];
        mkba_i_node is_largest = mkba_i_binary(p, MKBA_I_OP_AT_LEAST, mkba_i_unary(p, MKBA_I_OP_ABS, *amount), largest);
        mkba_i_node is_first = mkba_i_ternary(p, MKBA_I_OP_SELECT, taken, zero, is_largest);

        taken = mkba_i_binary(p, MKBA_I_OP_MAX, taken, is_largest);
        m->entry->weights[year] = mkba_i_ternary(p, MKBA_I_OP_SELECT, is_first, one, alpha);
        *amount = mkba_i_multiply(p, *amount, m->entry->weights[year]);
    }
}

/* Its alpha. */
static mkba_i_node compile_group(mkba_i_compiler *c, const mkba_i_group *group, const member *members)
{
    mkba_i_node alpha = mkba_i_compile_single(c, group->alpha, MKBA_I_SUBJECT_OVERLAP, group->name, "alpha");

    mkba_i_compile_origin(c, MKBA_I_SUBJECT_OVERLAP, group->name, "alpha", 0, group->place);
    alpha = mkba_i_compile_within(c, alpha, 0.0, 1.0);
    for (const member *m = members; m != NULL; m = m->next)
        m->entry->weights = mkba_i_compile_zeros(c);
    for (size_t year = 0; year < c->n_years && !mkba_i_compile_failed(c); year++)
        overlap_year(c, members, alpha, year);
    return alpha;
}

void mkba_i_compile_overlap(mkba_i_compiler *c, mkba_i_outcome *outcome)
{
    member **groups = list_members(c, outcome);

    outcome->alphas = mkba_i_compile_no_nodes(c, c->model->group_names.n);
    for (size_t group = 0; group < c->model->group_names.n && !mkba_i_compile_failed(c); group++)
        if (groups[group] != NULL)
            outcome->alphas[group] = compile_group(c, &c->model->groups[group], groups[group]);
}
