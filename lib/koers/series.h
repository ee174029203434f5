/* The figures of an indicator in time: what was measured, the nulmeting, and what a panel has; and its planned path. */
#ifndef MKBA_I_KOERS_SERIES_H
#define MKBA_I_KOERS_SERIES_H

#include "compare/shared_said.h"
#include "koers/koers.h"

/* Where a figure comes from. Of one period the first that has it counts. */
typedef enum mkba_i_origin { MKBA_I_MEASURED, MKBA_I_START, MKBA_I_PANEL } mkba_i_origin;
extern const char *const mkba_i_origin_words[3]; /* "measurement", "start", "panel" */

typedef struct mkba_i_point {
    mkba_i_period period;
    double time; /* the middle of the period, in years */
    double value;
    bool has_interval;
    double low, high, level; /* the interval and how sure it is */
    mkba_i_origin origin;
    bool provisional;   /* of a panel: still to be revised */
    const char *source; /* owned by the Koers; of a panel the name of its indicator; or NULL */
    size_t measurement; /* its position, or MKBA_I_NONE */
} mkba_i_point;

typedef struct mkba_i_series {
    mkba_i_point *points; /* ascending in time; of each period one */
    size_t n;
} mkba_i_series;

/* The series of every indicator, in the order of the model, in the arena. Texts are owned by the Koers.
 *
 * `area` NULL: the region as a whole. Measurements without an area, the nulmeting, and of the panel (may be NULL) the areas
 * that `panel` of the indicator names, else those of the Koers, added up as mkba_panel_region does, where all have a figure.
 * Else that area: its measurements, and its cells where the panel has the area; it has no nulmeting.
 *
 * Said, per indicator: figures that differ (figures-differ), what cannot be added up (panel-not-added), whose areas are not
 * said (panel-without-areas), gaps (panel-gaps), suspect cells, which are left out (panel-suspect), periods of several kinds
 * (periods-mixed). MKBA_ERROR_UNKNOWN for an indicator or area that the panel lacks: `where` is in the Koers;
 * MKBA_ERROR_ARGUMENT for an area that the indicator counts twice; MKBA_ERROR_EVALUATION; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_series_make(const mkba_koers *koers, const mkba_panel *panel, const char *area, mkba_i_arena *arena,
                               mkba_i_said_list *said, mkba_i_series **out, mkba_error *error);

/* Keeps the points whose periods have ended at a moment. */
void mkba_i_series_until(mkba_i_series *series, double moment);

/* The planned path of a region: straight from the nulmeting to each target, which stands in the middle of its year; the last
 * target after it. False before it begins, and where there is no target. */
bool mkba_i_planned(const mkba_i_indicator *indicator, double time, double *value);

#endif
