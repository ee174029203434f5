#include "koers/model.h"

#include "base/exact.h"

const char *const mkba_i_din_words[MKBA_I_DIN_LEVELS] = {"inspanning", "vermogen", "baat", "doel"};
const char *const mkba_i_state_words[4] = {"planned", "running", "done", "stopped"};
const char *const mkba_i_scale_words[7] = {"buurt", "wijk", "gebiedsteam", "gemeente", "regio", "provincie", "land"};
const char *const mkba_i_phase_words[6] = {"orienteren", "melden",       "onderzoeken",
                                           "besluiten",  "ondersteunen", "afronden"};
const char *const mkba_i_criterion_words[5] = {"vindbaarheid", "begrijpelijkheid", "maatwerk", "tijdigheid",
                                               "sociale cohesie"};
const char *const mkba_i_result_area_words[3] = {"stevige sociale basis", "sterke toegang en lokale teams",
                                                 "transformatie"};
const char *const mkba_i_measurement_words[3] = {"figure", "quote", "story"};

double mkba_i_period_middle(const mkba_i_period *period)
{
    double year = period->year;

    switch (period->kind) {
    case MKBA_PERIOD_HALF_YEAR: return year + (period->part - 0.5) / 2;
    case MKBA_PERIOD_QUARTER: return year + (period->part - 0.5) / 4;
    case MKBA_PERIOD_MONTH: return year + (period->part - 0.5) / 12;
    case MKBA_PERIOD_DATE:
        /* a twelfth per month, a 31st of it per day: near enough to place a point, and in order */
        return year + (period->part / 100 - 1 + (period->part % 100 - 0.5) / 31) / 12;
    default: return year + 0.5;
    }
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

double mkba_i_period_end(const mkba_i_period *period)
{
    double year = period->year;

    switch (period->kind) {
    case MKBA_PERIOD_HALF_YEAR: return year + (double) period->part / 2;
    case MKBA_PERIOD_QUARTER: return year + (double) period->part / 4;
    case MKBA_PERIOD_MONTH: return year + (double) period->part / 12;
    case MKBA_PERIOD_DATE: { /* the last day of a month ends with it */
        int month = period->part / 100;

        return year + (month - 1 + (double) (period->part % 100) / days_of(period->year, month)) / 12;
    }
    default: return year + 1;
    }
}
