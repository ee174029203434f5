/* Chunks of rows become a table. */
#ifndef MKBA_I_ARROW_CHUNKS_H
#define MKBA_I_ARROW_CHUNKS_H

#include <mkba/arrow.h>

/* As mkba_table_import, of any number of chunks one after the other. Nothing is released. */
mkba_status mkba_i_arrow_table(const struct ArrowSchema *schema, const struct ArrowArray *chunks, size_t n_chunks,
                               const char *name, mkba_table **out, mkba_error *error);

#endif
