/* The periods that an estimate uses, and the first that is treated. */
#ifndef MKBA_I_EFFECT_WINDOW_H
#define MKBA_I_EFFECT_WINDOW_H

#include <mkba/panel.h>

#include "base/memory.h"

typedef struct mkba_i_window {
    size_t first, n;    /* of the panel's periods, one after another */
    const char **names; /* n */
} mkba_i_window;

/* From first to last, NULL being those of the panel; names are in the arena. MKBA_ERROR_PANEL: no periods;
 * MKBA_ERROR_UNKNOWN: `first` or `last` is none; MKBA_ERROR_ARGUMENT: in the wrong order; MKBA_ERROR_MEMORY. */
mkba_status mkba_i_window_make(const mkba_panel *panel, const char *first, const char *last, mkba_i_arena *arena,
                               mkba_i_window *out, mkba_error *error);

/* The position in the window of the first period that is not before a text's. `where` is what an error names.
 * MKBA_ERROR_ARGUMENT: it is no period, or one of another kind; MKBA_ERROR_PANEL: no period of the window is before it, or
 * none from it on. */
mkba_status mkba_i_window_start(const mkba_panel *panel, const mkba_i_window *window, const char *text,
                                const char *where, size_t *start, mkba_error *error);

#endif
