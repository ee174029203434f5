/* ISO-8859-1: see latin1.h. */
#include "base/latin1.h"

#include <stdint.h>
#include <stdlib.h>

static mkba_status fail_at(const char *text, size_t at, mkba_error *error)
{
    size_t line = 1, begin = 0;

    for (size_t i = 0; i < at; i++)
        if (text[i] == '\n') {
            line++;
            begin = i + 1;
        }
    mkba_i_fail(error, MKBA_ERROR_SYNTAX, "", "byte 0x%02X is no character of ISO-8859-1: save the file as UTF-8",
                (unsigned) (unsigned char) text[at]);
    if (error != NULL) {
        error->line = line;
        error->column = at - begin + 1;
    }
    return MKBA_ERROR_SYNTAX;
}

mkba_status mkba_i_latin1_to_utf8(const char *text, size_t length, char **out, size_t *out_length, mkba_error *error)
{
    char *made = length > SIZE_MAX / 2 - 1 ? NULL : malloc(2 * length + 1);
    size_t n = 0;

    if (made == NULL)
        return mkba_i_fail_memory(error);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char) text[i];
        if (byte >= 0x80 && byte < 0xA0) {
            free(made);
            return fail_at(text, i, error);
        }
        if (byte >= 0x80)
            made[n++] = (char) (0xC0 | byte >> 6);
        made[n++] = (char) (byte < 0x80 ? byte : 0x80 | (byte & 0x3F));
    }
    made[n] = '\0';
    *out = made;
    *out_length = n;
    return MKBA_OK;
}
