/* The halves of mkba_table_export, which a stream asks for one at a time. */
#ifndef MKBA_I_ARROW_EXPORT_H
#define MKBA_I_ARROW_EXPORT_H

#include <mkba/arrow.h>

/* MKBA_OK or MKBA_ERROR_MEMORY; untouched on failure. */
mkba_status mkba_i_arrow_schema(const mkba_table *table, struct ArrowSchema *schema, mkba_error *error);
mkba_status mkba_i_arrow_array(const mkba_table *table, struct ArrowArray *array, mkba_error *error);

#endif
