/* Tables through the Arrow PyCapsule interface
 * (https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html): the struct lives in memory of the
 * capsule, whose destructor releases it unless a consumer has. A capsule is made before its struct is filled, so
 * that nothing leaks when a step fails. */
%{
static const char mkba_py_schema_name[] = "arrow_schema";
static const char mkba_py_array_name[] = "arrow_array";
static const char mkba_py_stream_name[] = "arrow_array_stream";

static void mkba_py_schema_free(PyObject *capsule) {
    struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, mkba_py_schema_name);

    if (schema->release != NULL)
        schema->release(schema);
    PyMem_Free(schema);
}

static void mkba_py_array_free(PyObject *capsule) {
    struct ArrowArray *array = PyCapsule_GetPointer(capsule, mkba_py_array_name);

    if (array->release != NULL)
        array->release(array);
    PyMem_Free(array);
}

static void mkba_py_stream_free(PyObject *capsule) {
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, mkba_py_stream_name);

    if (stream->release != NULL)
        stream->release(stream);
    PyMem_Free(stream);
}

/* A capsule of an empty struct. */
static PyObject *mkba_py_new_arrow(size_t size, const char *name, PyCapsule_Destructor destructor) {
    void *made = PyMem_Calloc(1, size);
    PyObject *capsule = made == NULL ? PyErr_NoMemory() : PyCapsule_New(made, name, destructor);

    if (capsule == NULL)
        PyMem_Free(made);
    return capsule;
}

static PyObject *mkba_py_new_schema(void) {
    return mkba_py_new_arrow(sizeof(struct ArrowSchema), mkba_py_schema_name, mkba_py_schema_free);
}

static PyObject *mkba_py_new_array(void) {
    return mkba_py_new_arrow(sizeof(struct ArrowArray), mkba_py_array_name, mkba_py_array_free);
}

static PyObject *mkba_py_new_stream(void) {
    return mkba_py_new_arrow(sizeof(struct ArrowArrayStream), mkba_py_stream_name, mkba_py_stream_free);
}

static void *mkba_py_arrow(PyObject *capsule, const char *name) {
    if (PyCapsule_IsValid(capsule, name))
        return PyCapsule_GetPointer(capsule, name);
    PyErr_Format(PyExc_TypeError, "a PyCapsule \"%s\" is wanted, not %.100R", name, capsule);
    return NULL;
}
%}

/* ---- in ---------------------------------------------------------------------------------------------------- */

/* A capsule is used up by the call, whatever comes of it: a second use is refused rather than found empty. */
%define MKBA_ARROW_IN(TYPE, STRUCT, NAME)
%typemap(in) TYPE {
    $1 = mkba_py_arrow($input, NAME);
    if ($1 == NULL)
        SWIG_fail;
}
%typemap(argout) TYPE ""
%typemap(freearg) TYPE {
    if ($1 != NULL && $1->release != NULL)
        $1->release((struct STRUCT *) $1);
}
%enddef
MKBA_ARROW_IN(const struct ArrowSchema *schema, ArrowSchema, mkba_py_schema_name)
MKBA_ARROW_IN(const struct ArrowArray *array, ArrowArray, mkba_py_array_name)
MKBA_ARROW_IN(struct ArrowArrayStream *stream, ArrowArrayStream, mkba_py_stream_name)

/* ---- out --------------------------------------------------------------------------------------------------- */

%define MKBA_ARROW_OUT(TYPE, NEW, NAME)
%typemap(in, numinputs=0) TYPE (PyObject *capsule_ = NULL) {
    capsule_ = NEW();
    if (capsule_ == NULL)
        SWIG_fail;
    $1 = PyCapsule_GetPointer(capsule_, NAME);
}
%typemap(argout) TYPE { MKBA_OUTPUT(Py_NewRef(capsule_$argnum)) }
%typemap(freearg) TYPE { Py_XDECREF(capsule_$argnum); }
%enddef
MKBA_ARROW_OUT(struct ArrowSchema *schema, mkba_py_new_schema, mkba_py_schema_name)
MKBA_ARROW_OUT(struct ArrowArrayStream *out, mkba_py_new_stream, mkba_py_stream_name)

%typemap(in, numinputs=0) (struct ArrowSchema *schema, struct ArrowArray *array)
                          (PyObject *schema_ = NULL, PyObject *array_ = NULL) {
    schema_ = mkba_py_new_schema();
    array_ = schema_ == NULL ? NULL : mkba_py_new_array();
    if (array_ == NULL)
        SWIG_fail;
    $1 = PyCapsule_GetPointer(schema_, mkba_py_schema_name);
    $2 = PyCapsule_GetPointer(array_, mkba_py_array_name);
}
%typemap(argout) (struct ArrowSchema *schema, struct ArrowArray *array) {
    MKBA_OUTPUT(PyTuple_Pack(2, schema_$argnum, array_$argnum))
}
%typemap(freearg) (struct ArrowSchema *schema, struct ArrowArray *array) {
    Py_XDECREF(schema_$argnum);
    Py_XDECREF(array_$argnum);
}

/* The schema alone. */
%inline %{
static mkba_status mkba_table_schema(const mkba_table *table, struct ArrowSchema *schema, mkba_error *error) {
    struct ArrowArrayStream stream;
    mkba_status status = mkba_table_export_stream(table, &stream, error);

    if (status != MKBA_OK)
        return status;
    if (stream.get_schema(&stream, schema) != 0)  /* memory is all that it can lack */
        status = error->status = MKBA_ERROR_MEMORY;
    stream.release(&stream);
    return status;
}
%}

/* ---- a table of buffers that Python has made --------------------------------------------------------------- */

%{
enum { MKBA_PY_BUFFERS = 3 };

/* A column: its structs, and the Python buffers that they point into. */
typedef struct mkba_py_buffers {
    struct ArrowSchema schema;
    struct ArrowArray array;
    const void *pointers[MKBA_PY_BUFFERS];
    Py_buffer views[MKBA_PY_BUFFERS];
} mkba_py_buffers;

/* Structs that are borrowed for a call are not released; that they have a function says that they live. */
static void mkba_py_keep_schema(struct ArrowSchema *schema) { (void) schema; }
static void mkba_py_keep_array(struct ArrowArray *array) { (void) array; }

/* The bytes that a buffer of the format must have: 8 per number, a bit per boolean and null, offsets and one more. */
static Py_ssize_t mkba_py_least_bytes(const char *format, int buffer, Py_ssize_t n) {
    if (buffer == 0 || format[0] == 'b')
        return (n + 7) / 8;
    return buffer == 2 ? 0 : 8 * (n + (format[0] == 'U'));
}

static int mkba_py_open_buffer(mkba_py_buffers *column, int i, PyObject *object, Py_ssize_t n) {
    if (object == Py_None)
        return 0;
    if (PyObject_GetBuffer(object, &column->views[i], PyBUF_SIMPLE) != 0) {
        column->views[i].obj = NULL;
        return -1;
    }
    if (column->views[i].len < mkba_py_least_bytes(column->schema.format, i, n)) {
        PyErr_Format(PyExc_ValueError, "buffer %d of column \"%s\" is too short", i, column->schema.name);
        return -1;
    }
    column->pointers[i] = column->views[i].buf;
    return 0;
}

static int mkba_py_open_column(mkba_py_buffers *column, PyObject *tuple, Py_ssize_t n) {
    const char *name, *format, *metadata;
    Py_ssize_t length;
    PyObject *buffers[MKBA_PY_BUFFERS];

    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "a column must be a tuple");
        return -1;
    }
    if (!PyArg_ParseTuple(tuple, "ssy#OOO", &name, &format, &metadata, &length, &buffers[0], &buffers[1], &buffers[2]))
        return -1;
    column->schema = (struct ArrowSchema){.format = format, .name = name, .metadata = length > 0 ? metadata : NULL,
                                          .flags = ARROW_FLAG_NULLABLE, .release = mkba_py_keep_schema};
    column->array = (struct ArrowArray){.length = n, .null_count = -1, .n_buffers = format[0] == 'U' ? 3 : 2,
                                        .buffers = column->pointers, .release = mkba_py_keep_array};
    for (int i = 0; i < MKBA_PY_BUFFERS; i++)
        if (mkba_py_open_buffer(column, i, buffers[i], n) != 0)
            return -1;
    return 0;
}

/* The batch of the columns as a table, in a capsule. */
static PyObject *mkba_py_import_columns(mkba_py_buffers *columns, Py_ssize_t n_columns, Py_ssize_t n,
                                        const char *name) {
    struct ArrowSchema **schemas = PyMem_New(struct ArrowSchema *, n_columns + 1);
    struct ArrowArray **arrays = PyMem_New(struct ArrowArray *, n_columns + 1);
    const void *valid = NULL;
    mkba_table *table = NULL;
    mkba_error error = {.status = MKBA_ERROR_MEMORY};
    PyObject *capsule = NULL;

    if (schemas != NULL && arrays != NULL) {
        struct ArrowSchema schema = {.format = "+s", .n_children = n_columns, .children = schemas,
                                     .release = mkba_py_keep_schema};
        struct ArrowArray array = {.length = n, .n_buffers = 1, .n_children = n_columns, .buffers = &valid,
                                   .children = arrays, .release = mkba_py_keep_array};

        for (Py_ssize_t i = 0; i < n_columns; i++) {
            schemas[i] = &columns[i].schema;
            arrays[i] = &columns[i].array;
        }
        error.status = mkba_table_import(&schema, &array, name, &table, &error);
    }
    if (error.status != MKBA_OK)
        mkba_py_raise(&error);
    else
        capsule = PyCapsule_New(table, mkba_py_table_name, mkba_py_table_free);
    if (capsule == NULL)
        mkba_table_free(table);
    PyMem_Free(schemas);
    PyMem_Free(arrays);
    return capsule;
}
%}

/* Columns are tuples: name, format (U, l, L, g, b or a timestamp), metadata, and three buffers or None. */
%inline %{
static PyObject *mkba_table_of_buffers(PyObject *columns, ptrdiff_t n_rows, const char *name) {
    PyObject *sequence = PySequence_Fast(columns, "columns must be a sequence"), *capsule = NULL;
    Py_ssize_t n = sequence == NULL ? 0 : PySequence_Size(sequence), opened = 0;
    mkba_py_buffers *made = sequence == NULL ? NULL : PyMem_Calloc((size_t) n + 1, sizeof *made);

    if (sequence != NULL && made == NULL)
        PyErr_NoMemory();
    while (made != NULL && opened < n &&
           mkba_py_open_column(&made[opened], mkba_py_item(sequence, opened), n_rows) == 0)
        opened++;
    if (made != NULL && opened == n)
        capsule = mkba_py_import_columns(made, n, n_rows, name);
    for (Py_ssize_t i = 0; made != NULL && i < n; i++)
        for (int j = 0; j < MKBA_PY_BUFFERS; j++)
            if (made[i].views[j].obj != NULL)
                PyBuffer_Release(&made[i].views[j]);
    PyMem_Free(made);
    Py_XDECREF(sequence);
    return capsule;
}
%}
