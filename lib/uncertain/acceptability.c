/* Effects and costs over thresholds: mkba/uncertain_value.h has the formulas. */
#include "base/exact.h"

#include <math.h>
#include <stdlib.h>

#include "uncertain/value.h"

/* ---- what a caller gives --------------------------------------------------------------------------------- */

/* Draws of effects and costs, a column per option. */
typedef struct outcomes {
    mkba_i_columns effects;
    mkba_i_columns costs;
} outcomes;

static void free_outcomes(outcomes *of)
{
    free(of->effects.values);
    free(of->costs.values);
}

static mkba_status gather(const mkba_samples *effects, const mkba_samples *costs, const char *const *alternatives,
                          size_t n_alternatives, outcomes *out, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(effects), MKBA_I_GIVEN(costs));

    if (status == MKBA_OK)
        status = mkba_i_check_names("alternatives", alternatives, n_alternatives, effects->n_columns, error);
    if (status == MKBA_OK)
        status = mkba_i_columns_gather("effects", effects, &out->effects, error);
    if (status == MKBA_OK)
        status = mkba_i_columns_gather("costs", costs, &out->costs, error);
    if (status != MKBA_OK)
        return status;
    if (out->costs.n != out->effects.n || out->costs.k != out->effects.k)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "costs",
                           "costs have %zu draws of %zu options, effects %zu of %zu: they must be the same",
                           out->costs.n, out->costs.k, out->effects.n, out->effects.k);
    if (out->effects.k < 2)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "effects",
                           "effects have one option: at least two are needed; doing nothing is a column of zeros");
    return MKBA_OK;
}

/* ---- thresholds ------------------------------------------------------------------------------------------ */

/* The rows of one threshold: net holds the net benefits, shares a number per option. */
static mkba_status write_threshold(mkba_i_row *row, const mkba_i_columns *net, double threshold,
                                   const char *const *alternatives, double *shares, mkba_error *error)
{
    mkba_i_decision decision = {0};
    double p_best;
    mkba_status status = mkba_i_decision_of(net->values, net->n, net->k, &decision, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_voi evpi = mkba_i_value_of_all(&decision, &p_best);
    mkba_i_count_best(&decision, shares);
    for (size_t j = 0; j < net->k; j++) {
        mkba_i_row_real(row, threshold);
        mkba_i_row_text(row, alternatives[j]);
        mkba_i_row_real(row, decision.value + decision.means[j]);
        mkba_i_row_real(row, mkba_i_draws_error(net->values + j * net->n, net->n));
        mkba_i_row_real(row, decision.means[j] - decision.means[0]);
        mkba_i_row_real(row, shares[j]);
        mkba_i_row_boolean(row, j == decision.best);
        mkba_i_row_real(row, evpi.value);
        mkba_i_row_real(row, evpi.error);
        mkba_i_row_next(row);
    }
    free(decision.differences);
    return row->status;
}

static mkba_status tabulate(const outcomes *of, const double *thresholds, size_t n_thresholds,
                            const char *const *alternatives, mkba_table *made, mkba_error *error)
{
    mkba_i_columns net = of->effects;
    size_t many = net.n * net.k;
    mkba_i_row row = mkba_i_row_start(made, error);
    double *shares = NULL;
    mkba_status status = MKBA_OK;

    net.values = malloc(many * sizeof *net.values);
    shares = malloc(net.k * sizeof *shares);
    if (net.values == NULL || shares == NULL)
        status = mkba_i_fail_memory(error);
    for (size_t t = 0; status == MKBA_OK && t < n_thresholds; t++) {
        for (size_t i = 0; i < many; i++)
            net.values[i] = thresholds[t] * of->effects.values[i] - of->costs.values[i];
        status = write_threshold(&row, &net, thresholds[t], alternatives, shares, error);
    }
    free(net.values);
    free(shares);
    return status;
}

mkba_status mkba_acceptability(const mkba_samples *effects, const mkba_samples *costs, const char *const *alternatives,
                               size_t n_alternatives, const double *thresholds, size_t n_thresholds, mkba_table **table,
                               mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"threshold", MKBA_COLUMN_REAL, NULL},   {"alternative", MKBA_COLUMN_TEXT, NULL},
        {"net_benefit", MKBA_COLUMN_REAL, NULL}, {"net_benefit_error", MKBA_COLUMN_REAL, NULL},
        {"increment", MKBA_COLUMN_REAL, NULL},   {"p_best", MKBA_COLUMN_REAL, "1"},
        {"frontier", MKBA_COLUMN_BOOLEAN, NULL}, {"evpi", MKBA_COLUMN_REAL, NULL},
        {"evpi_error", MKBA_COLUMN_REAL, NULL}};
    outcomes of = {0};
    mkba_table *made = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(thresholds), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = gather(effects, costs, alternatives, n_alternatives, &of, error);
    if (status == MKBA_OK && n_thresholds == 0)
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "thresholds", "there is no threshold: at least one is needed");
    if (status == MKBA_OK)
        status = mkba_i_check_figures("thresholds", thresholds, n_thresholds, error);
    if (status == MKBA_OK)
        status = mkba_i_table_new("acceptability", columns, sizeof columns / sizeof *columns,
                                  n_thresholds * of.effects.k, &made, error);
    if (status == MKBA_OK)
        status = tabulate(&of, thresholds, n_thresholds, alternatives, made, error);
    free_outcomes(&of);
    if (status != MKBA_OK)
        mkba_table_free(made);
    else
        *table = made;
    return status;
}

/* ---- what another unit of effect costs ------------------------------------------------------------------- */

/* An option by its means. */
typedef struct option {
    size_t position;
    double effect, cost;
    const char *status;
    size_t against; /* in the order of the options here */
} option;

static const char FRONTIER[] = "frontier", DOMINATED[] = "dominated", EXTENDED[] = "extended";

/* Cheaper first; of equal cost the one with more effect; of equals the first given. */
static void sort_options(option *options, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        option one = options[i];
        size_t at = i;
        for (; at > 0 && (options[at - 1].cost > one.cost ||
                          (options[at - 1].cost == one.cost && options[at - 1].effect < one.effect));
             at--)
            options[at] = options[at - 1];
        options[at] = one;
    }
}

static void find_dominated(option *options, size_t n)
{
    size_t most = 0; /* the effect of those that cost no more */

    for (size_t i = 0; i < n; i++) {
        options[i].status = i > 0 && options[i].effect <= options[most].effect ? DOMINATED : FRONTIER;
        if (options[i].status == FRONTIER)
            most = i;
    }
}

static double ratio(const option *from, const option *to)
{
    return (to->cost - from->cost) / (to->effect - from->effect);
}

/* From each option of the frontier the next is the one with the lowest ratio, of equals the farthest: what lies between
 * is beaten by a mix. */
static void find_extended(option *options, size_t n)
{
    for (size_t from = 0; from < n;) {
        size_t next = n;
        for (size_t to = from + 1; to < n; to++)
            if (options[to].status == FRONTIER &&
                (next == n || ratio(&options[from], &options[to]) <= ratio(&options[from], &options[next])))
                next = to;
        for (size_t between = from + 1; between < next; between++)
            if (options[between].status == FRONTIER)
                options[between].status = EXTENDED;
        if (next < n)
            options[next].against = from;
        from = next;
    }
}

static void write_option(mkba_i_row *row, const option *options, size_t i, const char *const *alternatives)
{
    const option *one = &options[i], *other = &options[one->against];
    bool set = one->status == FRONTIER && one->against != i;
    double effect = one->effect - other->effect, cost = one->cost - other->cost;

    if (row->status == MKBA_OK && set && !isfinite(cost / effect))
        row->status = mkba_i_fail(row->error, MKBA_ERROR_EVALUATION, "icer",
                                  "the ICER of \"%s\" is beyond the range of a double", alternatives[one->position]);
    mkba_i_row_text(row, alternatives[one->position]);
    mkba_i_row_real(row, one->effect);
    mkba_i_row_real(row, one->cost);
    mkba_i_row_text(row, one->status);
    mkba_i_row_text(row, set ? alternatives[other->position] : NULL);
    mkba_i_row_real_if(row, effect, set);
    mkba_i_row_real_if(row, cost, set);
    mkba_i_row_real_if(row, set ? cost / effect : 0, set);
    mkba_i_row_next(row);
}

static mkba_status tabulate_icer(const outcomes *of, const char *const *alternatives, mkba_table **table,
                                 mkba_error *error)
{
    static const mkba_i_column columns[] = {
        {"alternative", MKBA_COLUMN_TEXT, NULL},    {"effect", MKBA_COLUMN_REAL, NULL},
        {"cost", MKBA_COLUMN_REAL, NULL},           {"status", MKBA_COLUMN_TEXT, NULL},
        {"against", MKBA_COLUMN_TEXT, NULL},        {"increment_effect", MKBA_COLUMN_REAL, NULL},
        {"increment_cost", MKBA_COLUMN_REAL, NULL}, {"icer", MKBA_COLUMN_REAL, NULL}};
    size_t n = of->effects.n, d = of->effects.k;
    option *options = malloc(d * sizeof *options);
    mkba_table *made = NULL;
    mkba_status status = options == NULL ? mkba_i_fail_memory(error) : MKBA_OK;

    if (status == MKBA_OK)
        status = mkba_i_table_new("icer", columns, sizeof columns / sizeof *columns, d, &made, error);
    if (status == MKBA_OK) {
        for (size_t j = 0; j < d; j++)
            options[j] = (option){.position = j,
                                  .effect = mkba_i_draws_mean(of->effects.values + j * n, n),
                                  .cost = mkba_i_draws_mean(of->costs.values + j * n, n)};
        sort_options(options, d);
        for (size_t i = 0; i < d; i++)
            options[i].against = i;
        find_dominated(options, d);
        find_extended(options, d);
        mkba_i_row row = mkba_i_row_start(made, error);
        for (size_t i = 0; i < d; i++)
            write_option(&row, options, i, alternatives);
        status = mkba_i_row_hand_out(&row, table);
    }
    free(options);
    return status;
}

mkba_status mkba_icer(const mkba_samples *effects, const mkba_samples *costs, const char *const *alternatives,
                      size_t n_alternatives, mkba_table **table, mkba_error *error)
{
    outcomes of = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = gather(effects, costs, alternatives, n_alternatives, &of, error);
    if (status == MKBA_OK)
        status = tabulate_icer(&of, alternatives, table, error);
    free_outcomes(&of);
    return status;
}
