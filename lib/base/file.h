/* Files. */
#ifndef MKBA_I_BASE_FILE_H
#define MKBA_I_BASE_FILE_H

#include "base/error.h"

/* The whole file as bytes, at most `most` of them (else _LIMIT), to be freed with free. A NUL that is not counted
 * closes them. Status: _FILE (the message has the system's reason), _LIMIT, _MEMORY; error->source is the path. */
mkba_status mkba_i_file_read(const char *path, size_t most, char **bytes, size_t *length, mkba_error *error);

/* Writes a file whole: to one beside it, then in its place, so that a reader sees the old one or the new one. What is
 * there keeps its permissions, and a link stays a link. Refuses to replace what is no regular file. Status: _FILE (the
 * message has the system's reason), _MEMORY; error->source is the path. */
mkba_status mkba_i_file_write(const char *path, const char *bytes, size_t length, mkba_error *error);

#endif
