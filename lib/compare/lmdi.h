/* LMDI-I as numbers. */
#ifndef MKBA_I_COMPARE_LMDI_H
#define MKBA_I_COMPARE_LMDI_H

#include <stddef.h>

/* (a - b) / (ln a - ln b) of a, b > 0; a where they are equal. */
double mkba_i_log_mean(double a, double b);

#endif
