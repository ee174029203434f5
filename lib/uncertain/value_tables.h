/* The value of information as tables, of draws whose shapes and options were checked. */
#ifndef MKBA_I_UNCERTAIN_VALUE_TABLES_H
#define MKBA_I_UNCERTAIN_VALUE_TABLES_H

#include "uncertain/measures.h"

/* Those of mkba_evpi, mkba_evppi and mkba_evsi. `x` may be scaled in place. */
mkba_status mkba_i_evpi_of(const mkba_i_columns *net, const char *const *alternatives,
                           const mkba_measure_options *options, mkba_table **table, mkba_error *error);
mkba_status mkba_i_evppi_of(const mkba_i_columns *net, mkba_i_columns *x, const char *const *names,
                            const mkba_measure_options *options, mkba_table **table, mkba_error *error);
mkba_status mkba_i_evsi_of(const mkba_i_columns *net, mkba_i_columns *x, const char *const *names,
                           const double *prior_sizes, const double *sizes, size_t n_sizes,
                           const mkba_measure_options *options, mkba_table **table, mkba_error *error);

/* The arguments of studies of `wanted` parameters. */
mkba_status mkba_i_check_studies(const double *prior_sizes, size_t n_prior_sizes, size_t wanted, const double *sizes,
                                 size_t n_sizes, const mkba_measure_options *options, mkba_error *error);

#endif
