/* A table as a stream of one chunk, and a stream as a table: see mkba/arrow.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arrow/chunks.h"
#include "arrow/export.h"
#include "base/memory.h"
#include "base/table.h"

/* ---- out ------------------------------------------------------------------------------------------------- */

typedef struct supply {
    mkba_table *table;
    bool given;
    mkba_error error;
} supply;

static int code_of(supply *source, mkba_status status)
{
    if (status == MKBA_OK)
        source->error.message[0] = '\0';
    return status == MKBA_OK ? 0 : ENOMEM; /* nothing else can go wrong */
}

static int give_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    supply *source = stream->private_data;
    return code_of(source, mkba_i_arrow_schema(source->table, out, &source->error));
}

static int give_chunk(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    supply *source = stream->private_data;
    if (source->given) {
        *out = (struct ArrowArray){0}; /* released: the end */
        return code_of(source, MKBA_OK);
    }
    int code = code_of(source, mkba_i_arrow_array(source->table, out, &source->error));
    source->given = code == 0;
    return code;
}

static const char *last_error(struct ArrowArrayStream *stream)
{
    supply *source = stream->private_data;
    return source->error.message[0] == '\0' ? NULL : source->error.message;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    supply *source = stream->private_data;
    stream->release = NULL;
    mkba_table_free(source->table);
    free(source);
}

mkba_status mkba_table_export_stream(const mkba_table *table, struct ArrowArrayStream *out, mkba_error *error)
{
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(table), MKBA_I_GIVEN(out));
    if (status != MKBA_OK)
        return status;
    supply *source = calloc(1, sizeof *source);
    if (source == NULL)
        return mkba_i_fail_memory(error);
    source->table = mkba_i_table_hold(table);
    *out = (struct ArrowArrayStream){.get_schema = give_schema,
                                     .get_next = give_chunk,
                                     .get_last_error = last_error,
                                     .release = release_stream,
                                     .private_data = source};
    return MKBA_OK;
}

/* ---- in -------------------------------------------------------------------------------------------------- */

static mkba_status fail_stream(struct ArrowArrayStream *stream, int code, mkba_error *error)
{
    const char *reason = stream->get_last_error == NULL ? NULL : stream->get_last_error(stream);
    if (reason == NULL || reason[0] == '\0')
        reason = "it does not say why";
    size_t length = strcspn(reason, "\r\n"); /* the rest is a trace of calls */
    if (code == ENOMEM)
        return mkba_i_fail_memory(error);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "stream", "the stream fails with code %d: %.*s", code,
                       (int) (length < MKBA_ERROR_TEXT ? length : MKBA_ERROR_TEXT), reason);
}

typedef struct haul {
    struct ArrowSchema schema;
    struct ArrowArray *chunks;
    size_t n;
    size_t capacity;
} haul;

static mkba_status take_chunks(struct ArrowArrayStream *stream, haul *taken, mkba_error *error)
{
    for (;;) {
        void *chunks = taken->chunks;
        bool room = mkba_i_grow(&chunks, &taken->capacity, taken->n + 1, sizeof *taken->chunks);
        taken->chunks = chunks;
        if (!room)
            return mkba_i_fail_memory(error);
        struct ArrowArray *chunk = &taken->chunks[taken->n];
        *chunk = (struct ArrowArray){0};
        int code = stream->get_next(stream, chunk);
        if (code != 0)
            return fail_stream(stream, code, error);
        if (chunk->release == NULL)
            return MKBA_OK;
        taken->n++;
    }
}

static mkba_status take_all(struct ArrowArrayStream *stream, haul *taken, mkba_error *error)
{
    int code = stream->get_schema(stream, &taken->schema);
    if (code == 0)
        return take_chunks(stream, taken, error);
    taken->schema.release = NULL; /* what a call that failed left behind is not ours */
    return fail_stream(stream, code, error);
}

static void give_back(haul *taken)
{
    for (size_t i = 0; i < taken->n; i++)
        taken->chunks[i].release(&taken->chunks[i]);
    if (taken->schema.release != NULL)
        taken->schema.release(&taken->schema);
    free(taken->chunks);
}

mkba_status mkba_table_import_stream(struct ArrowArrayStream *stream, const char *name, mkba_table **table,
                                     mkba_error *error)
{
    haul taken = {0};
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(stream), MKBA_I_GIVEN(table));
    if (status != MKBA_OK)
        return status;
    if (stream->release == NULL || stream->get_schema == NULL || stream->get_next == NULL)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "stream", "the stream has been released: give a fresh one");
    status = take_all(stream, &taken, error);
    if (status == MKBA_OK)
        status = mkba_i_arrow_table(&taken.schema, taken.chunks, taken.n, name, table, error);
    give_back(&taken);
    return status;
}
