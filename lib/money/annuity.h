/* Annuities: checks that several measures share. */
#ifndef MKBA_I_MONEY_ANNUITY_H
#define MKBA_I_MONEY_ANNUITY_H

#include <mkba/money.h>

#include "base/error.h"

#define MKBA_I_MOST_YEARS 100000

/* MKBA_ERROR_ARGUMENT, "timing" and "years": one of the enum; 1 to MKBA_I_MOST_YEARS. */
mkba_status mkba_i_timing_check(mkba_timing timing, mkba_error *error);
mkba_status mkba_i_years_check(int years, mkba_error *error);

#endif
