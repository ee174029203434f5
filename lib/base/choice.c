/* Choices by name: see choice.h. */
#include "base/choice.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define QUOTE_TEXT 64

void mkba_i_choices(const char *const *words, size_t n, char text[MKBA_I_CHOICES_TEXT])
{
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(text);
        snprintf(text + length, MKBA_I_CHOICES_TEXT - length, "%s%s",
                 i == 0       ? ""
                 : i + 1 == n ? " or "
                              : ", ",
                 words[i]);
    }
}

mkba_status mkba_i_choose(const char *name, const char *const *words, size_t n, const char *what, size_t *position,
                          mkba_error *error)
{
    char hint[MKBA_I_HINT];
    char quote[QUOTE_TEXT];
    char list[MKBA_I_CHOICES_TEXT];
    mkba_status status = MKBA_I_CHECK_GIVEN(error, {what, name}, {what, position});
    if (status != MKBA_OK)
        return status;
    mkba_i_nearest nearest = mkba_i_nearest_start(name);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], name) == 0) {
            *position = i;
            return MKBA_OK;
        }
        mkba_i_nearest_try(&nearest, words[i]);
    }
    mkba_i_choices(words, n, list);
    mkba_i_copy_text(quote, sizeof quote, name);
    mkba_i_nearest_hint(&nearest, hint);
    return mkba_i_fail(error, MKBA_ERROR_UNKNOWN, what, "%s is %s, not \"%s\"%s", what, list, quote, hint);
}
