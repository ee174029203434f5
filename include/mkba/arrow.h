/** @file
 *  libmkba, arrow: tables to and from other programs, through the Arrow C data interface.
 *
 *  Any library that knows Arrow (pyarrow, polars, DuckDB, R arrow, nanoarrow) takes and gives such structs in
 *  memory; libmkba needs none of them for it.
 *  Source: https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html.
 *
 *  Who releases what: a struct that mkba exports is the caller's, who calls its `release` (or hands it on to who
 *  does). An import only reads: the caller releases what it gave, whether the import succeeds or fails. */
#ifndef MKBA_ARROW_H
#define MKBA_ARROW_H

#include <mkba/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the structs, as Arrow defines them; the guards let other headers define them too ---------------------- */

/** @cond */
#ifndef ARROW_C_DATA_INTERFACE
#  define ARROW_C_DATA_INTERFACE

#  define ARROW_FLAG_DICTIONARY_ORDERED 1
#  define ARROW_FLAG_NULLABLE 2
#  define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#  define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif
/** @endcond */

/* ---- out --------------------------------------------------------------------------------------------------- */

/** A table as one Arrow struct array: text as large_utf8, whole numbers as int64, real numbers as float64,
 *  booleans as bool; every column may have nulls. The unit of a column that has one is in its metadata, under
 *  the key "unit"; the name of the schema is that of the table.
 *
 *  Numbers are not copied: the array holds on to the table, which may be freed before it. Columns may be moved
 *  out of the array, as Arrow allows; schema and array do not need each other.
 *  @param[out] schema, array  to be released by the caller
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT when a pointer is NULL
 *  Thread-safe: any number of threads may export one table. */
MKBA_API MKBA_CHECKED mkba_status mkba_table_export(const mkba_table *table, struct ArrowSchema *schema,
                                                    struct ArrowArray *array, mkba_error *error);

/** The same as a stream of one chunk. The stream holds on to the table; its chunk outlives the stream.
 *  @param[out] out  to be released by the caller
 *  @return MKBA_OK; MKBA_ERROR_MEMORY; MKBA_ERROR_ARGUMENT when a pointer is NULL */
MKBA_API MKBA_CHECKED mkba_status mkba_table_export_stream(const mkba_table *table, struct ArrowArrayStream *out,
                                                           mkba_error *error);

/* ---- in ---------------------------------------------------------------------------------------------------- */

/** A table of an Arrow struct array (a record batch). Everything is copied.
 *
 *  | Arrow | column |
 *  | --- | --- |
 *  | utf8, large_utf8, utf8_view, and dictionaries of these | text |
 *  | int8 to int64, uint8 to uint64 | integer; beyond int64 is refused |
 *  | float16, float32, float64 | real; NaN is a missing value, an infinity is refused |
 *  | bool | boolean |
 *  | null | text, every value missing |
 *  | date32, date64 | text, "2026-01-31" |
 *  | timestamp | text, "2026-01-31T12:00:00", with decimals when there are any, and "Z" when it has a time zone |
 *
 *  Any other format is refused. Offsets, validity bitmaps and a null count of -1 are honoured; metadata "unit" of a
 *  column is its unit; extension types are read as what they are stored as. At most 10000 columns and 2^31 - 1 rows.
 *
 *  The structs are held against each other before they are read: numbers of children and buffers, lengths, missing
 *  buffers, order of offsets, dictionary indices, UTF-8. How long a buffer is they do not tell: that is the
 *  producer's to keep.
 *
 *  @param schema, array  only read; the caller releases them, also when the import fails
 *  @param name        of the table; NULL takes that of the schema
 *  @param[out] table  to be freed with mkba_table_free
 *  @return MKBA_OK; MKBA_ERROR_ARGUMENT: a pointer is NULL, a struct is released or damaged (`where` is "schema",
 *          "array" or the column), a format or value is refused (`where` is the column; the sentence has the row,
 *          counted from 0), two columns have one name; MKBA_ERROR_LIMIT; MKBA_ERROR_MEMORY
 *  Thread-safe for different structs. */
MKBA_API MKBA_CHECKED mkba_status mkba_table_import(const struct ArrowSchema *schema, const struct ArrowArray *array,
                                                    const char *name, mkba_table **table, mkba_error *error);

/** The same of a stream, whose chunks become one table. Reads the stream to its end or to the first error, and
 *  releases the schema and the chunks that it took from it.
 *  @param stream  the caller releases it, also when the import fails
 *  @return as mkba_table_import; MKBA_ERROR_ARGUMENT also when the stream fails (`where` is "stream"; the sentence
 *          has what the stream says), MKBA_ERROR_MEMORY when it answers ENOMEM */
MKBA_API MKBA_CHECKED mkba_status mkba_table_import_stream(struct ArrowArrayStream *stream, const char *name,
                                                           mkba_table **table, mkba_error *error);

#ifdef __cplusplus
}
#endif
#endif
