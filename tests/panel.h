/* What the test programs of the panel share: cases of a data file, each a text and how to read it. */
#ifndef MKBA_TESTS_PANEL_H
#define MKBA_TESTS_PANEL_H

#include <mkba/panel.h>

#include <cjson/cJSON.h>

/* Room for the lists of options. */
#define PANEL_LIST 16

/* A text, its format, and the options that a JSON object gives: {"format": "tidy", "text": "..." or ["line", ...],
 * "options": {"separator": ";", "chosen": ["A=B"], "encoding": "latin1", "kind": "half-year", ...}}. A text of ISO-8859-1
 * is made from the one given. */
typedef struct panel_case {
    char *text; /* heap */
    size_t length;
    mkba_panel_format format;
    mkba_panel_options options;
    const char *lists[6][PANEL_LIST];
} panel_case;

void panel_case_read(panel_case *to, const cJSON *from);
void panel_case_free(panel_case *to);

/* How the columns of a table hold what a text holds. */
typedef enum panel_types {
    PANEL_TEXTS,    /* as texts */
    PANEL_INTEGERS, /* as whole numbers where all cells are; else as real numbers where all are; else as texts */
    PANEL_REALS     /* as real numbers where all cells are numbers, codes and years too; else as texts */
} panel_types;

/* The cells of a CSV text as a table, and in `options` those of the text as far as they go for a table. NULL for a text
 * that is no table: StatLine, JSON, not closed, rows that differ in length, no header, columns of one name. */
mkba_table *panel_case_table(const panel_case *from, panel_types types, mkba_panel_options *options);

/* Reads it; ends the test when it is refused. */
mkba_panel *panel_of(const cJSON *from);
/* The same of lines of tidy CSV, with the usual header before them. */
mkba_panel *panel_tidy(const char *lines);

/* The panel with more said of its indicators; the one given is freed. */
mkba_panel *panel_said(mkba_panel *panel, const mkba_indicator *given, size_t n);

/* Ends the test when the cell is another. `value` does not count where the status has none. */
void panel_expect(const mkba_panel *panel, const char *area, const char *period, const char *indicator, double value,
                  const char *status);

#endif
