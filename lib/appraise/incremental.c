/* The alternatives against each other: which are worth considering at all, and what each adds for what it costs more.
 * Amounts within 1e-12 of each other are equal: what is told apart by rounding alone decides nothing.
 *
 * Options are the nulalternatief, which costs and yields nothing, and the policy alternatives, ranked by present value
 * of costs; of equal costs the one with more benefits comes first, of equal ones the nulalternatief, then the first in
 * the document.
 *
 * - dominated: another one costs no more and yields no less, and comes earlier in the ranking;
 * - extendedly dominated: between two others that are not dominated lies a mixture of them that costs no more and
 *   yields more, or: the next one adds more benefit per euro than this one did;
 * - efficient: the rest, along which the incremental benefit-cost ratio does not rise.
 *
 * Sources: M. F. Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 4th ed. (2015), ch. 4
 * (strong and extended dominance); W. G. Sullivan et al., Engineering Economy, ch. 10 (incremental benefit-cost ratio
 * of mutually exclusive projects: ranked by cost, each against the last that was worth its increment). */
#include <math.h>
#include <stdlib.h>

#include "appraise/sheet.h"
#include "appraise/tables.h"
#include "base/exact.h"
#include "base/memory.h"

typedef enum status_of_option { EFFICIENT, DOMINATED, EXTENDEDLY_DOMINATED } status_of_option;

typedef struct option {
    const char *name;
    double shown_costs, shown_benefits;
    double costs, benefits; /* as ranked: those of an earlier option where they are equal */
    size_t position;        /* the nulalternatief first, then as in the document */
    status_of_option status;
    size_t against; /* in the ranking; MKBA_I_NONE for the first */
} option;

#define NEAR 1e-12

static bool is_near(double x, double y)
{
    return fabs(x - y) <= NEAR * fmax(fabs(x), fabs(y));
}

/* Gives the last option the amounts of the first one that they are equal to. */
static void settle(option *options, size_t last)
{
    option *one = &options[last];

    one->costs = one->shown_costs;
    one->benefits = one->shown_benefits;
    for (size_t i = last; i-- > 0;) {
        if (is_near(options[i].costs, one->shown_costs))
            one->costs = options[i].costs;
        if (is_near(options[i].benefits, one->shown_benefits))
            one->benefits = options[i].benefits;
    }
}

static int compare(const void *a, const void *b)
{
    const option *x = a, *y = b;

    if (x->costs != y->costs)
        return x->costs < y->costs ? -1 : 1;
    if (x->benefits != y->benefits)
        return x->benefits > y->benefits ? -1 : 1;
    return x->position < y->position ? -1 : 1;
}

static option *rank(const mkba_appraisal *appraisal, size_t *n)
{
    const mkba_i_plan *plan = &appraisal->plan;
    option *options = calloc(plan->n_outcomes + 1, sizeof *options);

    if (options == NULL)
        return NULL;
    *n = plan->n_outcomes + 1;
    options[0] = (option){.name = plan->model->alternatives[plan->model->null_alternative].name};
    for (size_t i = 1; i < *n; i++) {
        const mkba_i_outcome *outcome = &plan->outcomes[i - 1];

        options[i] = (option){.name = mkba_i_outcome_name(appraisal, outcome),
                              .shown_costs = mkba_i_figure(appraisal, outcome->pv_costs),
                              .shown_benefits = mkba_i_figure(appraisal, outcome->pv_benefits),
                              .position = i};
        settle(options, i);
    }
    qsort(options, *n, sizeof *options, compare);
    return options;
}

/* In the ranking, whoever comes earlier costs no more: it dominates where it yields no less. */
static void find_dominated(option *options, size_t n)
{
    size_t best = 0; /* the first that yields most so far */

    for (size_t i = 1; i < n; i++) {
        if (options[i].benefits > options[best].benefits) {
            best = i;
            continue;
        }
        options[i].status = DOMINATED;
        options[i].against = 0;
        while (options[options[i].against].benefits < options[i].benefits)
            options[i].against++;
    }
}

/* Benefit added per euro added. */
static double ratio(const option *from, const option *to)
{
    return (to->benefits - from->benefits) / (to->costs - from->costs);
}

/* Whether a mixture of two others, one cheaper and one dearer, that costs as much yields more: by more than rounding
 * of their amounts can make it. */
static bool mixture_yields_more(const option *cheaper, const option *one, const option *dearer)
{
    double slope = ratio(cheaper, dearer),
           more = cheaper->benefits + slope * (one->costs - cheaper->costs) - one->benefits,
           benefits = fmax(fabs(cheaper->benefits), fmax(fabs(one->benefits), fabs(dearer->benefits))),
           costs = fmax(fabs(cheaper->costs), fmax(fabs(one->costs), fabs(dearer->costs)));

    return more > NEAR * (benefits + fabs(slope) * costs);
}

/* The upper hull of those that are not dominated, from left to right; `hull` has room for all. */
static void find_extendedly_dominated(option *options, size_t n, size_t *hull)
{
    size_t top = 0;

    for (size_t i = 0; i < n; i++) {
        if (options[i].status == DOMINATED)
            continue;
        while (top >= 2 && mixture_yields_more(&options[hull[top - 2]], &options[hull[top - 1]], &options[i]))
            options[hull[--top]].status = EXTENDEDLY_DOMINATED;
        hull[top++] = i;
    }
}

/* What is not dominated is compared with the efficient one before it. */
static void compare_with(option *options, size_t n)
{
    size_t last = MKBA_I_NONE;

    for (size_t i = 0; i < n; i++) {
        if (options[i].status != DOMINATED)
            options[i].against = last;
        if (options[i].status == EFFICIENT)
            last = i;
    }
}

static void write_row(mkba_i_sheet *s, const option *options, const option *one)
{
    static const char *const STATUSES[] = {"efficient", "dominated", "extendedly dominated"};
    const option *other = one->against == MKBA_I_NONE ? NULL : &options[one->against];
    double costs = other == NULL ? 0.0 : one->costs - other->costs,
           benefits = other == NULL ? 0.0 : one->benefits - other->benefits;
    bool is_finite = isfinite(costs) && isfinite(benefits) && isfinite(benefits - costs);
    double gained = costs > 0.0 ? benefits / costs : (double) NAN;

    mkba_i_row_text(&s->row, one->name);
    mkba_i_row_text(&s->row, other == NULL ? NULL : other->name);
    mkba_i_row_real(&s->row, one->shown_costs);
    mkba_i_row_real(&s->row, one->shown_benefits);
    mkba_i_cell_maybe(s, costs, other != NULL && is_finite);
    mkba_i_cell_maybe(s, benefits, other != NULL && is_finite);
    mkba_i_cell_maybe(s, benefits - costs, other != NULL && is_finite);
    mkba_i_cell_maybe(s, gained, other != NULL && isfinite(gained));
    mkba_i_row_text(&s->row, STATUSES[one->status]);
    mkba_i_row_next(&s->row);
}

static mkba_status write(const mkba_appraisal *appraisal, const option *options, size_t n, mkba_table **table,
                         mkba_error *error)
{
    static const mkba_i_column COLUMNS[] = {
        MKBA_I_TEXT("alternative"), MKBA_I_TEXT("compared_with"),        MKBA_I_EURO("pv_costs"),
        MKBA_I_EURO("pv_benefits"), MKBA_I_EURO("costs_added"),          MKBA_I_EURO("benefits_added"),
        MKBA_I_EURO("npv_added"),   MKBA_I_REAL("incremental_bcr", "1"), MKBA_I_TEXT("status")};
    mkba_i_sheet s;
    mkba_status status = mkba_i_sheet_start(&s, appraisal, "incremental", COLUMNS, MKBA_I_LENGTH(COLUMNS), n, error);

    if (status != MKBA_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        write_row(&s, options, &options[i]);
    return mkba_i_sheet_finish(&s, table);
}

mkba_status mkba_i_table_incremental(const mkba_appraisal *appraisal, mkba_table **table, mkba_error *error)
{
    size_t n = 0;
    option *options = rank(appraisal, &n);
    size_t *hull = options == NULL ? NULL : calloc(n, sizeof *hull);
    mkba_status status = hull == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK) {
        find_dominated(options, n);
        find_extendedly_dominated(options, n, hull);
        compare_with(options, n);
        status = write(appraisal, options, n, table, error);
    }
    free(hull);
    free(options);
    return status;
}
