/* What a panel is made of, and how one is made: see panel.h for what it means.
 *
 * Dense and columnar: cell (indicator, area, period) stands at ((indicator * n_areas) + area) * n_periods + period, so
 * that a series is contiguous, and so is all of an indicator. A cell takes eleven bytes. */
#ifndef MKBA_I_PANEL_MODEL_H
#define MKBA_I_PANEL_MODEL_H

#include <mkba/panel.h>

#include "base/error.h"
#include "base/roll.h"
#include "panel/period.h"

/* The most cells of a panel: 44 bytes of text can otherwise ask for gigabytes. */
#define MKBA_I_PANEL_CELLS ((size_t) 50 * 1000 * 1000)
#define MKBA_I_PANEL_SOURCES 65535

typedef struct mkba_i_area {
    const char *code;
    const char *name;
    const char **holds; /* codes of the areas it was added up of, and of those these hold; see members.h */
    size_t n_holds;     /* 0 is an area like the others */
} mkba_i_area;

typedef struct mkba_i_attribute {
    const char *name;
    const char *unit;
    const char **texts; /* per area, NULL where it has none; NULL itself for numbers */
    double *numbers;    /* per area */
    bool *present;      /* per area */
} mkba_i_attribute;

/* See mkba_panel_notes; NULL where it concerns all. */
typedef struct mkba_i_note {
    const char *step;
    const char *area;
    const char *period;
    const char *indicator;
    size_t n;
    const char *text;
} mkba_i_note;

struct mkba_panel {
    mkba_i_arena arena; /* holds all texts, cells and attributes */
    mkba_i_area *areas;
    size_t n_areas;
    mkba_i_roll area_codes;
    mkba_i_period *periods; /* ascending */
    size_t n_periods;
    mkba_indicator *indicators;
    size_t n_indicators;
    mkba_i_roll indicator_names;
    mkba_i_roll sources; /* a cell's source counts from 1; 0 is none */
    double *values;
    unsigned char *statuses;
    uint16_t *cell_sources;
    mkba_i_attribute *attributes;
    size_t n_attributes;
    mkba_i_note *notes; /* heap */
    size_t n_notes, note_capacity;
};

static inline size_t mkba_i_cell_at(const mkba_panel *panel, size_t indicator, size_t area, size_t period)
{
    return (indicator * panel->n_areas + area) * panel->n_periods + period;
}

/* ---- making one: sizes first, then its parts, all of absent cells; not shared until it is handed out ------ */

/* Status: _LIMIT, _MEMORY. The parts are to be set before they are looked up. */
mkba_status mkba_i_panel_new(size_t n_areas, size_t n_periods, size_t n_indicators, mkba_panel **out,
                             mkba_error *error);

/* Setting parts; texts are copied. False when memory is short. A code or name is set once. */
bool mkba_i_panel_set_area(mkba_panel *panel, size_t area, const char *code, const char *name);
bool mkba_i_panel_set_indicator(mkba_panel *panel, size_t indicator, const mkba_indicator *from);
/* The number of a source by its name, added when new; MKBA_I_NONE when memory is short or there are too many. */
size_t mkba_i_panel_source(mkba_panel *panel, const char *name);
/* Takes over the sources of another panel, in its order, into one that has none yet. */
bool mkba_i_panel_take_sources(mkba_panel *panel, const mkba_panel *from);
bool mkba_i_panel_note(mkba_panel *panel, const char *step, const char *area, const char *period, const char *indicator,
                       size_t n, const char *text);
bool mkba_i_panel_take_notes(mkba_panel *panel, const mkba_panel *from);
/* Attributes of `from`, looked up by area code. */
bool mkba_i_panel_take_attributes(mkba_panel *panel, const mkba_panel *from);

/* What is left after a lookup failed, as MKBA_ERROR_UNKNOWN with the nearest name; `where` is the argument. */
mkba_status mkba_i_panel_unknown(const mkba_i_roll *roll, const char *what, const char *name, const char *where,
                                 mkba_error *error);
/* Lookups that fail so. */
mkba_status mkba_i_panel_find_area(const mkba_panel *panel, const char *code, const char *where, size_t *area,
                                   mkba_error *error);
mkba_status mkba_i_panel_find_indicator(const mkba_panel *panel, const char *name, const char *where, size_t *indicator,
                                        mkba_error *error);
mkba_status mkba_i_panel_find_period(const mkba_panel *panel, const char *text, const char *where, size_t *period,
                                     mkba_error *error);
/* The position of a period, MKBA_I_NONE when it is not there. */
size_t mkba_i_panel_period_at(const mkba_panel *panel, const mkba_i_period *period);

/* ---- copying with a change -------------------------------------------------------------------------------- */

/* Which areas, periods and indicators of a panel a copy has, by position; MKBA_I_NONE is a new one, to be set. */
typedef struct mkba_i_plan {
    const size_t *areas; /* NULL is all, in order, and then the new ones */
    size_t n_areas;
    const size_t *periods;
    size_t n_periods;
    const size_t *indicators;
    size_t n_indicators;
} mkba_i_plan;

/* A panel with those parts of another, their cells, and its sources, notes and attributes. New areas and indicators
 * have no name yet: set them before anything is looked up. Of a list that is NULL, n is the whole number. */
mkba_status mkba_i_panel_copy(const mkba_panel *from, const mkba_i_plan *plan, mkba_panel **out, mkba_error *error);
/* The same, of all. */
mkba_status mkba_i_panel_copy_all(const mkba_panel *from, mkba_panel **out, mkba_error *error);

#endif
