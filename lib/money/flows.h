/* Cash flows as a caller gives them: checks, and places in them. */
#ifndef MKBA_I_MONEY_FLOWS_H
#define MKBA_I_MONEY_FLOWS_H

#include <mkba/money.h>

#include "base/error.h"

#define MKBA_I_PLACE_TEXT 64

/* MKBA_ERROR_ARGUMENT for NULL, no period, or strides that reach further than memory does. Values are not looked at. */
mkba_status mkba_i_flows_check(const mkba_flows *flows, mkba_error *error);

/* MKBA_ERROR_ARGUMENT for the first value that is not finite ("flows[3][2]"). */
mkba_status mkba_i_flows_check_values(const mkba_flows *flows, mkba_error *error);

/* Times: none, or as many as there are periods, finite and ascending ("tau[2]"). */
mkba_status mkba_i_tau_check(const double *tau, size_t n_tau, size_t n_periods, mkba_error *error);

/* The value of flow i in period k. */
static inline double mkba_i_flow_value(const mkba_flows *flows, size_t i, size_t k)
{
    return flows->values[(ptrdiff_t) i * flows->flow_stride + (ptrdiff_t) k * flows->period_stride];
}

/* The time of period k. */
static inline double mkba_i_tau_at(const double *tau, size_t k)
{
    return tau == NULL ? (double) k : tau[k];
}

/* A number for a message: as mkba_i_number_print, but in words where it is not finite. */
void mkba_i_money_print(double value, char text[MKBA_I_PLACE_TEXT]);

/* Fails with MKBA_ERROR_ARGUMENT unless a number is finite: "`name` is a finite number". */
mkba_status mkba_i_finite_check(double value, const char *name, mkba_error *error);

/* Fails with MKBA_ERROR_ARGUMENT unless a rate is finite and above -1. */
mkba_status mkba_i_rate_check(double rate, const char *name, mkba_error *error);

#endif
