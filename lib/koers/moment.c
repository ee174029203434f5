/* Moments and periods in words: see moment.h. */
#include "koers/moment.h"

#include <stdio.h>

mkba_status mkba_i_moment_read(const char *as_of, mkba_i_period *period, mkba_error *error)
{
    return mkba_i_period_parse_given(as_of, period)
               ? MKBA_OK
               : mkba_i_fail(
                     error, MKBA_ERROR_ARGUMENT, "as_of",
                     "\"%.60s\" is no period: write it as \"2025\", \"2025HJ01\", \"2025KW02\", \"2025MM03\" or "
                     "\"2025-03-31\"",
                     as_of);
}

void mkba_i_period_say(const mkba_i_period *period, mkba_language language, char text[MKBA_I_SAID])
{
    static const char *const kinds[][2] = {[MKBA_PERIOD_HALF_YEAR] = {"half-year %d of %d", "halfjaar %d van %d"},
                                           [MKBA_PERIOD_QUARTER] = {"quarter %d of %d", "kwartaal %d van %d"},
                                           [MKBA_PERIOD_MONTH] = {"month %d of %d", "maand %d van %d"}};

    if ((size_t) period->kind < MKBA_I_LENGTH(kinds) && kinds[period->kind][language] != NULL)
        snprintf(text, MKBA_I_SAID, kinds[period->kind][language], period->part, period->year);
    else
        mkba_i_period_print(period, text);
}
