/* What crosses from Python to C: texts, numbers, buffers and sequences, each refused by the name of its argument. */
%{
/* A str as UTF-8, which lives as long as the str; NULL with an exception. */
static const char *mkba_py_utf8(PyObject *object, Py_ssize_t *length, const char *argument) {
    const char *text;

    if (!PyUnicode_Check(object)) {
        PyObject *type = PyType_GetName(Py_TYPE(object));

        if (type != NULL)
            PyErr_Format(PyExc_TypeError, "%s must be a str, not %U", argument, type);
        Py_XDECREF(type);
        return NULL;
    }
    text = PyUnicode_AsUTF8AndSize(object, length);
    if (text == NULL && PyErr_ExceptionMatches(PyExc_UnicodeError))
        mkba_py_refuse(argument, "the text has a lone surrogate, which is no character");
    return text;
}

/* The same where C wants a closing NUL and so can have none inside. */
static const char *mkba_py_text(PyObject *object, const char *argument) {
    Py_ssize_t length;
    const char *text = mkba_py_utf8(object, &length, argument);

    if (text == NULL || strlen(text) == (size_t) length)
        return text;
    mkba_py_refuse(argument, "the text has a NUL character");
    return NULL;
}

/* A TypeError that names the argument; another exception that is there stays. */
static void mkba_py_refuse_type(PyObject *object, const char *argument, const char *wanted) {
    PyObject *type;

    if (PyErr_Occurred() != NULL && !PyErr_ExceptionMatches(PyExc_TypeError))
        return;
    PyErr_Clear();
    type = PyType_GetName(Py_TYPE(object));
    if (type != NULL)
        PyErr_Format(PyExc_TypeError, "%s must be %s, not %U", argument, wanted, type);
    Py_XDECREF(type);
}

static int mkba_py_double(PyObject *object, double *value, const char *argument) {
    *value = PyFloat_AsDouble(object);
    if (*value != -1.0 || !PyErr_Occurred())
        return 0;
    if (PyErr_ExceptionMatches(PyExc_OverflowError))
        mkba_py_refuse(argument, "the number is beyond the range of a double");
    else
        mkba_py_refuse_type(object, argument, "a number");
    return -1;
}

/* A whole number that C cannot hold. */
static void mkba_py_refuse_range(const char *argument, const char *range) {
    char message[160];

    PyOS_snprintf(message, sizeof message, "%s must be a whole number, %s", argument, range);
    mkba_py_refuse(argument, message);
}

static int mkba_py_int(PyObject *object, int *value, const char *argument) {
    PyObject *index = PyNumber_Index(object);
    int overflow;
    long whole;

    if (index == NULL) {
        mkba_py_refuse_type(object, argument, "a whole number");
        return -1;
    }
    whole = PyLong_AsLongAndOverflow(index, &overflow);
    Py_DECREF(index);
    if (overflow != 0 || whole < -INT_MAX || whole > INT_MAX) {
        mkba_py_refuse_range(argument, "above -2^31 and below 2^31");
        return -1;
    }
    *value = (int) whole;
    return 0;
}

/* A whole number from 0 to `most`, which is SIZE_MAX or UINT64_MAX. */
static int mkba_py_whole(PyObject *object, uint64_t most, uint64_t *value, const char *argument) {
    PyObject *index = PyNumber_Index(object);
    bool is_out;

    if (index == NULL) {
        mkba_py_refuse_type(object, argument, "a whole number");
        return -1;
    }
    *value = PyLong_AsUnsignedLongLong(index);
    Py_DECREF(index);
    is_out = PyErr_Occurred() != NULL;
    if (is_out && !PyErr_ExceptionMatches(PyExc_OverflowError))
        return -1;
    if (!is_out && *value <= most)
        return 0;
    mkba_py_refuse_range(argument, most == UINT64_MAX ? "at least 0 and below 2^64" : "at least 0 and below 2^32");
    return -1;
}

static int mkba_py_size(PyObject *object, size_t *value, const char *argument) {
    uint64_t whole = 0;
    int failed = mkba_py_whole(object, SIZE_MAX, &whole, argument);

    *value = (size_t) whole;
    return failed;
}

/* A one-dimensional buffer of float64; flags adds PyBUF_WRITABLE for outputs. */
static int mkba_py_reals(PyObject *object, Py_buffer *view, int flags, const char *argument) {
    if (PyObject_GetBuffer(object, view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | flags) != 0) {
        view->obj = NULL;
        return -1;
    }
    if (view->ndim == 1 && view->format != NULL && strcmp(view->format, "d") == 0)
        return 0;
    PyErr_Format(PyExc_TypeError, "%s must be a one-dimensional buffer of float64", argument);
    PyBuffer_Release(view);
    view->obj = NULL;
    return -1;
}

/* Cash flows: a buffer of float64, one flow or a flow per row, with any strides. */
static int mkba_py_flows(PyObject *object, mkba_flows *flows, Py_buffer *view) {
    const Py_ssize_t size = (Py_ssize_t) sizeof(double);
    int last;

    if (PyObject_GetBuffer(object, view, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {
        view->obj = NULL;
        return -1;
    }
    last = view->ndim - 1;
    if ((last == 0 || last == 1) && view->format != NULL && strcmp(view->format, "d") == 0 &&
        view->strides[0] % size == 0 && view->strides[last] % size == 0) {
        flows->values = view->buf;
        flows->n_flows = last == 0 ? 1 : (size_t) view->shape[0];
        flows->n_periods = (size_t) view->shape[last];
        flows->flow_stride = last == 0 ? 0 : view->strides[0] / size;
        flows->period_stride = view->strides[last] / size;
        return 0;
    }
    PyErr_SetString(PyExc_TypeError, "flows must be a buffer of float64 with one or two dimensions");
    PyBuffer_Release(view);
    view->obj = NULL;
    return -1;
}

/* An element of what PySequence_Fast gave, borrowed from it. */
static PyObject *mkba_py_item(PyObject *sequence, Py_ssize_t i) {
    return PyList_Check(sequence) ? PyList_GetItem(sequence, i) : PyTuple_GetItem(sequence, i);
}

/* A sequence of str as pointers into them; to be freed with PyMem_Free. */
static const char **mkba_py_texts(PyObject *sequence, const char *argument) {
    Py_ssize_t n = PySequence_Size(sequence);
    const char **texts = PyMem_New(const char *, n > 0 ? n : 1);

    if (texts == NULL)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; texts != NULL && i < n; i++) {
        texts[i] = mkba_py_text(mkba_py_item(sequence, i), argument);
        if (texts[i] == NULL) {
            PyMem_Free(texts);
            return NULL;
        }
    }
    return texts;
}

/* A sequence of (from, rate) pairs; to be freed with PyMem_Free. */
static mkba_segment *mkba_py_segments(PyObject *sequence) {
    Py_ssize_t n = PySequence_Size(sequence);
    mkba_segment *segments = PyMem_New(mkba_segment, n > 0 ? n : 1);

    if (segments == NULL)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; segments != NULL && i < n; i++) {
        static const char wanted[] = "a segment must be a pair (from, rate)";
        PyObject *pair = PySequence_Fast(mkba_py_item(sequence, i), wanted);
        int failed = pair == NULL;

        if (!failed && PySequence_Size(pair) != 2) {
            PyErr_SetString(PyExc_TypeError, wanted);
            failed = 1;
        }
        failed = failed || mkba_py_double(mkba_py_item(pair, 0), &segments[i].from, "from") != 0 ||
                 mkba_py_double(mkba_py_item(pair, 1), &segments[i].rate, "rate") != 0;
        Py_XDECREF(pair);
        if (failed) {
            PyMem_Free(segments);
            return NULL;
        }
    }
    return segments;
}
%}
