/* Files. */
#ifndef MKBA_I_BASE_FILE_H
#define MKBA_I_BASE_FILE_H

#include "base/error.h"

/* The whole file as bytes, at most `most` of them (else _LIMIT), to be freed with free. A NUL that is not counted
 * closes them. Status: _FILE (the message has the system's reason), _LIMIT, _MEMORY; error->source is the path. */
mkba_status mkba_i_file_read(const char *path, size_t most, char **bytes, size_t *length, mkba_error *error);

#endif
