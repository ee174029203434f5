#include "made_arrow.h"

#include <string.h>

const char made_end = 0;

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

void made_start(made_arrow *made, int64_t length)
{
    memset(made, 0, sizeof *made);
    made->schema = (struct ArrowSchema){.format = "+s", .children = made->schemas, .release = release_schema};
    made->array = (struct ArrowArray){
        .length = length, .n_buffers = 1, .buffers = made->buffers, .children = made->arrays, .release = release_array};
}

static void put_buffers(struct ArrowArray *array, const void **room, const void *const *buffers)
{
    array->buffers = room;
    for (; buffers[array->n_buffers] != MADE_END; array->n_buffers++)
        room[array->n_buffers] = buffers[array->n_buffers];
}

made_column *made_add(made_arrow *made, const char *name, const char *format, const void *const *buffers)
{
    int64_t i = made->schema.n_children++;
    made_column *column = &made->columns[i];
    made->array.n_children++;
    made->schemas[i] = &column->schema;
    made->arrays[i] = &column->array;
    column->schema = (struct ArrowSchema){.format = format, .name = name, .flags = 2, .release = release_schema};
    column->array = (struct ArrowArray){.length = made->array.length, .null_count = -1, .release = release_array};
    put_buffers(&column->array, column->buffers, buffers);
    return column;
}

void made_dictionary(made_column *column, const char *format, int64_t length, const void *const *buffers)
{
    column->dictionary_schema = (struct ArrowSchema){.format = format, .name = "", .release = release_schema};
    column->dictionary = (struct ArrowArray){.length = length, .null_count = -1, .release = release_array};
    put_buffers(&column->dictionary, column->dictionary_buffers, buffers);
    column->schema.dictionary = &column->dictionary_schema;
    column->array.dictionary = &column->dictionary;
}
