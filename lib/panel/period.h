/* Periods: years, half-years, quarters, months and reference dates, as CBS and people write them. */
#ifndef MKBA_I_PANEL_PERIOD_H
#define MKBA_I_PANEL_PERIOD_H

#include <mkba/panel.h>

typedef struct mkba_i_period {
    mkba_period_kind kind;
    int year;
    int part; /* half-year, quarter or month from 1; month * 100 + day of a date; 0 of a year */
} mkba_i_period;

/* Reads a period: "2021", "2021JJ00", "2021HJ01", "2021KW04", "2021MM12", "20210131", "2021-01-31", or a title of
 * StatLine such as "1e halfjaar 2021", "2021 4e kwartaal", "2021 april". One or two closing stars, the mark of a
 * provisional figure, are taken off and told in *provisional. Blanks around it are passed over. False when it is
 * none of these. */
bool mkba_i_period_parse(const char *text, mkba_i_period *period, bool *provisional);

/* The same of a period that a caller names: nothing around it, no mark. */
bool mkba_i_period_parse_given(const char *text, mkba_i_period *period);

/* As a panel writes it: "2021", "2021HJ01", "2021KW04", "2021MM12", "2021-01-31". */
#define MKBA_I_PERIOD_TEXT 16
void mkba_i_period_print(const mkba_i_period *period, char text[MKBA_I_PERIOD_TEXT]);

/* Below, equal to or above 0, in time; for periods of one kind. */
int mkba_i_period_compare(const mkba_i_period *a, const mkba_i_period *b);

#endif
