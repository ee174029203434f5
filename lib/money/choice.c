/* Choices by name: see choice.h. */
#include "money/choice.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define LIST_TEXT 128
#define QUOTE_TEXT 64

mkba_status mkba_i_choose(const char *name, const char *const *names, size_t n, const char *what, size_t *position,
                          mkba_error *error)
{
    char hint[MKBA_I_HINT];
    char quote[QUOTE_TEXT];
    char list[LIST_TEXT] = "";
    if (name == NULL || position == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, what, "%s is NULL", what);
    }
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0) {
            *position = i;
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, names[i]);
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", names[i]);
    }
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, what, "%s is %s, not \"%s\"%s", what, list, quote, hint);
}
