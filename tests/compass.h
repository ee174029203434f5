/* What the test programs of the compass share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_COMPASS_H
#define MKBA_TESTS_COMPASS_H

#include <mkba/koers_compass.h>

#define COMPASS_TIGHT 1e-6 /* of figures worked out by hand in 7 digits */

/* tests/data/koers/compass.json */
mkba_koers *compass_base(void);
/* Its panel: two municipalities, six others, users and inhabitants. `rounding` is that of the users. */
mkba_panel *compass_panel(double rounding);
/* The six others. */
extern const char *const compass_others[6];
/* `options` may be NULL. */
mkba_compass *compass_of(const mkba_koers *koers, const mkba_panel *panel, const mkba_compass_options *options);
mkba_table *compass_table(const mkba_compass *compass, mkba_compass_view view);
/* The first row in which the column has this text, and the other (NULL: none) has the other. */
size_t compass_row(const mkba_table *table, const char *column, const char *text, const char *other, const char *also);

/* Three columns of a row: a figure, its low, its high. */
void compass_expect(const mkba_table *table, size_t row, const char *const names[3], double at, double low,
                    double high);
/* How many findings of an id there are of an indicator (NULL: of none); `severity` of the last. */
size_t compass_findings(const mkba_compass *compass, const char *id, const char *indicator, char severity[20]);
/* The base with one pointer changed, and another (NULL: none). */
mkba_koers *compass_changed(const char *pointer, const char *json, const char *other, const char *also);

#endif
