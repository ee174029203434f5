/* The functions of elementary.h of one number: those of elementary_body.h, in the plain variant. */
#include "base/exact.h"

#include "base/elementary.h"

#define MKBA_I_VARIANT 0
#include "base/lanes_begin.h"

#include "base/elementary_body.h"

double mkba_i_exp(double x)
{
    return mkba_i_exp_plain(lanes_set(x))[0];
}

double mkba_i_log(double x)
{
    return mkba_i_log_plain(lanes_set(x))[0];
}

double mkba_i_expm1(double x)
{
    return mkba_i_expm1_plain(lanes_set(x))[0];
}

double mkba_i_log1p(double x)
{
    return mkba_i_log1p_plain(lanes_set(x))[0];
}

double mkba_i_pow(double x, double y)
{
    return mkba_i_pow_plain(lanes_set(x), lanes_set(y))[0];
}

#include "base/lanes_end.h"
