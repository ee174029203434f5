/* ISO-8859-1, as older files of CBS have it. */
#ifndef MKBA_I_BASE_LATIN1_H
#define MKBA_I_BASE_LATIN1_H

#include "base/error.h"

/* A text of ISO-8859-1 as UTF-8, to be freed with free; a NUL that is not counted closes it. The bytes 0x80 to 0x9F,
 * control characters that no file of figures has, are MKBA_ERROR_SYNTAX: such a text is of another encoding (most
 * likely Windows-1252). The error has line and column. */
mkba_status mkba_i_latin1_to_utf8(const char *text, size_t length, char **out, size_t *out_length, mkba_error *error);

#endif
