/* What the test programs of the growth comparison share. What goes wrong in here ends the test. */
#ifndef MKBA_TESTS_GROWTH_H
#define MKBA_TESTS_GROWTH_H

#include <mkba/compare.h>

/* Costs per inhabitant, of what is in the lines: kosten, inwoners, and per_hoofd (which needs a cell to be there). */
mkba_panel *growth_per_head(const char *lines, double rounding);
/* Of per_hoofd. */
mkba_compare_options growth_options(const char *const *region, size_t n_region, const char *const *peers,
                                    size_t n_peers, int from, int to);
mkba_comparison *growth_compare(const mkba_panel *panel, const mkba_compare_options *options);
mkba_table *growth_view(const mkba_comparison *comparison, mkba_comparison_view wanted);

/* A row by columns and their texts, in pairs that end with NULL. */
size_t growth_row(const mkba_table *table, const char *const *pairs);
#define GROWTH_ROW(table, ...) growth_row(table, (const char *const[]){__VA_ARGS__, NULL})

/* Ends the test when the figure is another, by more than 1e-9. */
void growth_expect(const mkba_table *table, size_t row, const char *column, double wanted);
/* Whether there is a finding of that id whose text has the piece. */
bool growth_said_so(const mkba_comparison *comparison, const char *id, const char *piece);

#endif
