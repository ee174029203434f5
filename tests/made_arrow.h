/* Arrow structs made by hand, as another program would hand them over: for the tests of the importer. */
#ifndef MKBA_TESTS_MADE_ARROW_H
#define MKBA_TESTS_MADE_ARROW_H

#include <mkba/arrow.h>

enum { MADE_COLUMNS = 12, MADE_BUFFERS = 8 };

typedef struct made_column {
    struct ArrowSchema schema, dictionary_schema;
    struct ArrowArray array, dictionary;
    const void *buffers[MADE_BUFFERS], *dictionary_buffers[MADE_BUFFERS];
} made_column;

/* A record batch; it must not be copied, since it points into itself. Releasing only marks what was released. */
typedef struct made_arrow {
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowSchema *schemas[MADE_COLUMNS];
    struct ArrowArray *arrays[MADE_COLUMNS];
    const void *buffers[1];
    made_column columns[MADE_COLUMNS];
} made_arrow;

/* A batch without columns. */
void made_start(made_arrow *made, int64_t length);
/* Adds a column as long as the batch, with a null count of -1; buffers as the format has them, the first the validity.
 * `buffers` ends with MADE_END. */
extern const char made_end;
#define MADE_END ((const void *) &made_end)
made_column *made_add(made_arrow *made, const char *name, const char *format, const void *const *buffers);
/* Makes a column the indices of a dictionary of `length` entries. */
void made_dictionary(made_column *column, const char *format, int64_t length, const void *const *buffers);
#define MADE_BUFFERS_OF(...) ((const void *const[]){__VA_ARGS__, MADE_END})

#endif
