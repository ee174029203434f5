/* Options of a funnel, checked. */
#ifndef MKBA_I_COMPARE_FUNNEL_OPTIONS_H
#define MKBA_I_COMPARE_FUNNEL_OPTIONS_H

#include <mkba/compare_service.h>

#include "base/error.h"

/* The options to use: those given, checked, or the defaults. */
mkba_status mkba_i_funnel_options(const mkba_funnel_options *given, mkba_funnel_options *taken, mkba_error *error);

#endif
