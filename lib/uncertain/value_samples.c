/* The value of information of samples that a caller holds. */
#include <stdlib.h>

#include <mkba/uncertain_value.h>

#include "uncertain/value_tables.h"

mkba_status mkba_evpi(const mkba_samples *net, const char *const *alternatives, size_t n_alternatives,
                      const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    mkba_measure_options taken;
    mkba_i_columns columns = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(net), MKBA_I_GIVEN(alternatives), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_check_names("alternatives", alternatives, n_alternatives, net->n_columns, error);
    if (status == MKBA_OK)
        status = mkba_i_columns_gather("net", net, &columns, error);
    if (status == MKBA_OK)
        status = mkba_i_evpi_of(&columns, alternatives, &taken, table, error);
    free(columns.values);
    return status;
}

/* Net benefits and parameters as a caller gives them. */
typedef struct given {
    mkba_measure_options options;
    mkba_i_columns net;
    mkba_i_columns x;
} given;

static mkba_status gather(const mkba_samples *net, const mkba_samples *x, const char *const *names, size_t n_names,
                          given *out, mkba_error *error)
{
    mkba_status status = mkba_i_check_names("names", names, n_names, x->n_columns, error);

    if (status == MKBA_OK)
        status = mkba_i_columns_gather("net", net, &out->net, error);
    return status == MKBA_OK ? mkba_i_columns_gather("x", x, &out->x, error) : status;
}

static void free_given(given *of)
{
    free(of->net.values);
    free(of->x.values);
}

mkba_status mkba_evppi(const mkba_samples *net, const mkba_samples *x, const char *const *names, size_t n_names,
                       const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    given of = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(net), MKBA_I_GIVEN(x), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &of.options, error);
    if (status == MKBA_OK)
        status = gather(net, x, names, n_names, &of, error);
    if (status == MKBA_OK)
        status = mkba_i_evppi_of(&of.net, &of.x, names, &of.options, table, error);
    free_given(&of);
    return status;
}

mkba_status mkba_evsi(const mkba_samples *net, const mkba_samples *x, const char *const *names, size_t n_names,
                      const double *prior_sizes, size_t n_prior_sizes, const double *sizes, size_t n_sizes,
                      const mkba_measure_options *options, mkba_table **table, mkba_error *error)
{
    given of = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(net), MKBA_I_GIVEN(x), MKBA_I_GIVEN(table));

    if (status == MKBA_OK)
        status = mkba_i_measure_options(options, &of.options, error);
    if (status == MKBA_OK)
        status = mkba_i_check_studies(prior_sizes, n_prior_sizes, n_names, sizes, n_sizes, &of.options, error);
    if (status == MKBA_OK)
        status = gather(net, x, names, n_names, &of, error);
    if (status == MKBA_OK)
        status = mkba_i_evsi_of(&of.net, &of.x, names, prior_sizes, sizes, n_sizes, &of.options, table, error);
    free_given(&of);
    return status;
}
