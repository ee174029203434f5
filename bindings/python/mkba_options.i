/* Structs that a caller fills by name, from a dict: see options.h. What the struct points to lives in a list of Python
 * objects, which goes when the call is over. */
%{
static int mkba_py_fill(PyObject *dict, const mkba_fields *fields, void *to, PyObject *kept);

static const char mkba_py_room_name[] = "mkba_room";

static void mkba_py_room_free(PyObject *capsule) {
    PyMem_Free(PyCapsule_GetPointer(capsule, mkba_py_room_name));
}

/* Room for n things, zeroed, that lives as long as `kept`. */
static void *mkba_py_room(PyObject *kept, size_t n, size_t size) {
    void *room = PyMem_Calloc(n + 1, size);
    PyObject *capsule = room == NULL ? PyErr_NoMemory() : PyCapsule_New(room, mkba_py_room_name, mkba_py_room_free);

    if (capsule == NULL)
        PyMem_Free(room);
    if (capsule == NULL || PyList_Append(kept, capsule) != 0)
        room = NULL;
    Py_XDECREF(capsule);
    return room;
}

/* What is in a list or the like, as a tuple that lives as long as `kept`; NULL with a TypeError. A str is no list. */
static PyObject *mkba_py_items(PyObject *value, PyObject *kept) {
    PyObject *tuple = PyUnicode_Check(value) || PyBytes_Check(value) ? NULL : PySequence_Tuple(value);

    if (tuple == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "");
    if (tuple != NULL && PyList_Append(kept, tuple) != 0)
        Py_CLEAR(tuple);
    Py_XDECREF(tuple);
    return tuple;
}

/* Structs of a list of dicts; their number is set. */
static void *mkba_py_records(PyObject *value, const mkba_fields *fields, PyObject *kept, size_t *n) {
    PyObject *tuple = mkba_py_items(value, kept);
    char *made;

    if (tuple == NULL)
        return NULL;
    *n = (size_t) PyTuple_Size(tuple);
    made = mkba_py_room(kept, *n, fields->size);
    for (size_t i = 0; made != NULL && i < *n; i++)
        if (mkba_py_fill(PyTuple_GetItem(tuple, (Py_ssize_t) i), fields, made + i * fields->size, kept) != 0)
            return NULL;
    return made;
}

static void *mkba_py_list(PyObject *value, const mkba_field *field, PyObject *kept, size_t *n) {
    PyObject *tuple;
    void *made;

    if (field->type == MKBA_FIELD_RECORDS)
        return mkba_py_records(value, field->records, kept, n);
    tuple = mkba_py_items(value, kept);
    if (tuple == NULL)
        return NULL;
    *n = (size_t) PyTuple_Size(tuple);
    made = mkba_py_room(kept, *n, sizeof(double) > sizeof(char *) ? sizeof(double) : sizeof(char *));
    for (size_t i = 0; made != NULL && i < *n; i++) {
        PyObject *item = PyTuple_GetItem(tuple, (Py_ssize_t) i);

        if (field->type == MKBA_FIELD_TEXTS ? (((const char **) made)[i] = mkba_py_text(item, field->name)) == NULL
                                            : mkba_py_double(item, (double *) made + i, field->name) != 0)
            return NULL;
    }
    return made;
}

/* One value; 0, or -1 with an exception. */
static int mkba_py_set_value(PyObject *value, const mkba_field *field, void *at) {
    mkba_error error;
    const char *text;
    uint64_t whole;
    size_t size;

    switch (field->type) {
    case MKBA_FIELD_TEXT:
        text = mkba_py_text(value, field->name);
        memcpy(at, &text, sizeof text);
        return text == NULL ? -1 : 0;
    case MKBA_FIELD_CHAR:
        text = mkba_py_text(value, field->name);
        if (text == NULL || strlen(text) != 1)
            return -1;
        *(char *) at = text[0];
        return 0;
    case MKBA_FIELD_CHOICE:
        text = mkba_py_text(value, field->name);
        if (text == NULL)
            return -1;
        if (field->choose(text, at, &error) == MKBA_OK)
            return 0;
        snprintf(error.where, sizeof error.where, "%s", field->name);
        mkba_py_raise(&error);
        return -1;
    case MKBA_FIELD_BOOLEAN:
        *(bool *) at = value == Py_True;
        return PyBool_Check(value) ? 0 : -1;
    case MKBA_FIELD_REAL: return mkba_py_double(value, at, field->name);
    case MKBA_FIELD_INTEGER: return PyBool_Check(value) ? -1 : mkba_py_int(value, at, field->name);
    case MKBA_FIELD_SIZE:
        if (PyBool_Check(value) || mkba_py_size(value, &size, field->name) != 0)
            return -1;
        memcpy(at, &size, sizeof size);
        return 0;
    case MKBA_FIELD_SEED:
        if (PyBool_Check(value) || mkba_py_whole(value, UINT64_MAX, &whole, field->name) != 0)
            return -1;
        memcpy(at, &whole, sizeof whole);
        return 0;
    case MKBA_FIELD_CATALOG: return mkba_py_catalog(value, at, field->name);
    default: return -1;
    }
}

static bool mkba_py_is_list(const mkba_field *field) {
    return field->type == MKBA_FIELD_TEXTS || field->type == MKBA_FIELD_REALS || field->type == MKBA_FIELD_RECORDS;
}

/* A value of the wrong type is a TypeError of one sentence; what is known better stays. */
static void mkba_py_refuse_field(const mkba_field *field) {
    mkba_error error;

    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_TypeError))
        return;
    mkba_field_refuse(field, &error);
    PyErr_SetString(PyExc_TypeError, error.message);
}

static int mkba_py_set(PyObject *value, const mkba_fields *fields, const mkba_field *field, void *to,
                       PyObject *kept) {
    mkba_error error;
    size_t n = 0;
    void *list;

    if (!mkba_py_is_list(field)) {
        if (mkba_py_set_value(value, field, (char *) to + field->offset) == 0)
            return 0;
        mkba_py_refuse_field(field);
        return -1;
    }
    list = mkba_py_list(value, field, kept, &n);
    if (list == NULL) {
        if (field->type != MKBA_FIELD_RECORDS || PyUnicode_Check(value) || !PySequence_Check(value))
            mkba_py_refuse_field(field);
        return -1;
    }
    if (mkba_field_set_list(fields, field, to, list, n, &error) == MKBA_OK)
        return 0;
    mkba_py_raise(&error);
    return -1;
}

/* Fills a struct from a dict; None, as dict or as value, leaves what is there. */
static int mkba_py_fill(PyObject *dict, const mkba_fields *fields, void *to, PyObject *kept) {
    PyObject *items = NULL;
    int failed;

    if (dict == Py_None)
        return 0;
    if (!PyDict_Check(dict)) {
        PyErr_Format(PyExc_TypeError, "every %s stands in a dict", fields->what);
        return -1;
    }
    items = PyDict_Items(dict);  /* a copy, so that nobody changes it on the way */
    failed = items == NULL || PyList_Append(kept, items) != 0;
    for (Py_ssize_t i = 0; !failed && i < PyList_Size(items); i++) {
        PyObject *item = PyList_GetItem(items, i), *value = PyTuple_GetItem(item, 1);
        const char *name = mkba_py_text(PyTuple_GetItem(item, 0), "a keyword");
        const mkba_field *field;
        mkba_error error;

        failed = name == NULL;
        if (failed || value == Py_None)
            continue;
        field = mkba_field_find(fields, name, &error);
        if (field == NULL)
            mkba_py_raise(&error);
        failed = field == NULL || mkba_py_set(value, fields, field, to, kept) != 0;
    }
    Py_XDECREF(items);
    return failed ? -1 : 0;
}

/* The same; what the struct points to lives as long as the object that is handed out, NULL with an exception. */
static PyObject *mkba_py_filled(PyObject *dict, const mkba_fields *fields, void *to) {
    PyObject *kept = PyList_New(0);

    if (kept != NULL && mkba_py_fill(dict, fields, to, kept) != 0)
        Py_CLEAR(kept);
    return kept;
}
%}

%define MKBA_OPTIONS(TYPE)
%typemap(in) const TYPE *options (TYPE options_, PyObject *kept_ = NULL) {
    TYPE ## _init(&options_);
    kept_ = mkba_py_filled($input, &TYPE ## _fields, &options_);
    if (kept_ == NULL)
        SWIG_fail;
    $1 = &options_;
}
%typemap(freearg) const TYPE *options { Py_XDECREF(kept_$argnum); }
%enddef

/* A list of structs, as a sequence of dicts. */
%define MKBA_RECORDS(TYPE, LIST, COUNT)
%typemap(in) (const TYPE *LIST, size_t COUNT) (PyObject *kept_ = NULL) {
    kept_ = PyList_New(0);
    if (kept_ == NULL)
        SWIG_fail;
    $1 = mkba_py_records($input, &TYPE ## _fields, kept_, &$2);
    if ($1 == NULL) {
        if (PyUnicode_Check($input) || !PySequence_Check($input))
            PyErr_SetString(PyExc_TypeError, `LIST` " must be a list of dicts");
        SWIG_fail;
    }
}
%typemap(freearg) (const TYPE *LIST, size_t COUNT) { Py_XDECREF(kept_$argnum); }
%enddef
