/* The periods that an estimate uses: see window.h. */
#include "effect/window.h"

#include <string.h>

#include "base/error.h"
#include "panel/model.h"
#include "panel/period.h"

mkba_status mkba_i_window_make(const mkba_panel *panel, const char *first, const char *last, mkba_i_arena *arena,
                               mkba_i_window *out, mkba_error *error)
{
    mkba_i_window made = {.first = 0};
    size_t end = panel->n_periods;
    mkba_status status = MKBA_OK;

    if (end == 0)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, "panel", "the panel has no periods");
    end--;
    if (first != NULL)
        status = mkba_i_panel_find_period(panel, first, "first", &made.first, error);
    if (status == MKBA_OK && last != NULL)
        status = mkba_i_panel_find_period(panel, last, "last", &end, error);
    if (status != MKBA_OK)
        return status;
    if (made.first > end)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "first", "the first period must not be after the last");
    made.n = end - made.first + 1;
    made.names = mkba_i_arena_new(arena, made.n, sizeof *made.names);
    if (made.names == NULL)
        return mkba_i_fail_memory(error);
    for (size_t t = 0; t < made.n; t++) {
        char text[MKBA_I_PERIOD_TEXT];
        mkba_i_period_print(&panel->periods[made.first + t], text);
        made.names[t] = mkba_i_arena_text(arena, text, strlen(text));
        if (made.names[t] == NULL)
            return mkba_i_fail_memory(error);
    }
    *out = made;
    return MKBA_OK;
}

mkba_status mkba_i_window_start(const mkba_panel *panel, const mkba_i_window *window, const char *text,
                                const char *where, size_t *start, mkba_error *error)
{
    const mkba_i_period *periods = panel->periods + window->first;
    mkba_i_period period;
    size_t t = 0;

    if (!mkba_i_period_parse_given(text, &period))
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "\"%.60s\" is no period, such as %s", text,
                           window->names[0]);
    if (period.kind != periods[0].kind)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "\"%.60s\" is no %s, as the periods of the panel are",
                           text, mkba_period_kind_name(periods[0].kind));
    while (t < window->n && mkba_i_period_compare(&periods[t], &period) < 0)
        t++;
    if (t == 0)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                           "treated from %.60s, and the first period used is %s: without a period before the start "
                           "nothing says what would have happened otherwise",
                           text, window->names[0]);
    if (t == window->n)
        return mkba_i_fail(error, MKBA_ERROR_PANEL, where,
                           "treated from %.60s, and the last period used is %s: there is no effect to see yet", text,
                           window->names[window->n - 1]);
    *start = t;
    return MKBA_OK;
}
