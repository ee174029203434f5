/* Days and moments: see time.h. */
#include "arrow/time.h"

#include <stdio.h>
#include <string.h>

#define DAY 86400

/* The whole part of a quotient, downward, so that times before 1970 come out right. */
static int64_t floor_of(int64_t value, int64_t divisor)
{
    return value / divisor - (value % divisor < 0);
}

static int64_t rest_of(int64_t value, int64_t divisor)
{
    return value % divisor < 0 ? value % divisor + divisor : value % divisor;
}

/* The day of the Gregorian calendar. Years begin in March here, so that the leap day is the last one; an era is 400
 * of them. Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days. */
bool mkba_i_day_print(int64_t days, char text[MKBA_I_TIME_TEXT])
{
    const int64_t first = -719528, last = 2932896; /* 0000-01-01 and 9999-12-31 */
    if (days < first || days > last)
        return false;
    int64_t since = days + 719468, era = floor_of(since, 146097), of_era = rest_of(since, 146097);
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * from_march + 2) / 5 + 1;
    int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    snprintf(text, MKBA_I_TIME_TEXT, "%04d-%02d-%02d", (int) year, (int) month, (int) day);
    return true;
}

bool mkba_i_moment_print(int64_t ticks, int64_t per_second, bool zoned, char text[MKBA_I_TIME_TEXT])
{
    int64_t seconds = floor_of(ticks, per_second), days = floor_of(seconds, DAY);
    int rest = (int) rest_of(seconds, DAY), fraction = (int) rest_of(ticks, per_second), n_decimals = 0;
    if (!mkba_i_day_print(days, text))
        return false;
    size_t length = strlen(text);
    length += (size_t) snprintf(text + length, MKBA_I_TIME_TEXT - length, "T%02d:%02d:%02d", rest / 3600,
                                rest / 60 % 60, rest % 60);
    for (int64_t unit = per_second; unit > 1; unit /= 10)
        n_decimals++;
    if (fraction > 0)
        length += (size_t) snprintf(text + length, MKBA_I_TIME_TEXT - length, ".%0*d", n_decimals, fraction);
    if (zoned)
        snprintf(text + length, MKBA_I_TIME_TEXT - length, "Z");
    return true;
}
