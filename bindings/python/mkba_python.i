/* Typemaps for Python. The extension is the flat module mkba._raw (swig -noproxy): handles are capsules, arrays travel
 * through the buffer protocol (no numpy headers), a failed call raises what mkba._errors makes of its mkba_error.
 *
 * Only the stable ABI of Python 3.11 is used, so that one wheel fits every later Python: no macros that look inside
 * objects (PyList_GET_ITEM and their like).
 *
 * Nothing leaks when a step fails: what C handed out is freed in `freearg`, which runs after success and failure,
 * unless a capsule has taken it over. */
%begin %{
#define PY_SSIZE_T_CLEAN
%}

%rename("%(strip:[mkba_])s", %$isfunction,
        notregexmatch$name="^mkba_table_(column_type|texts|integers|reals|is_missing)") "";
%ignore mkba_status_name;  /* every error brings the name of its status */
%ignore mkba_case_write;   /* Python writes files itself: it says which kind of OSError there was */
%rename(start) mkba_decomposition_options::from;
%rename(start) mkba_segment::from;  /* a Python keyword; the struct is not wrapped */

/* Text is read and figures are computed without the GIL: the objects are immutable. All else is over in a moment. */
%nothread;
%thread mkba_case_read;
%thread mkba_case_parse;
%thread mkba_case_check;
%thread mkba_case_appraise;
%thread mkba_table_import;
%thread mkba_table_import_stream;  /* whose producer may need the GIL in another thread */
%thread mkba_draft_case;
%thread mkba_panel_read;
%thread mkba_panel_parse;
%thread mkba_panel_from_table;
%thread mkba_panel_recognised;
%thread mkba_panel_detect;
%thread mkba_panel_detect_table;
%thread mkba_panel_table;
%thread mkba_panel_described;
%thread mkba_panel_selected;
%thread mkba_panel_joined;
%thread mkba_panel_region;
%thread mkba_panel_total;
%thread mkba_panel_rate;
%thread mkba_panel_deflated;
%thread mkba_panel_merged;
%thread mkba_panel_taakveld;
%thread mkba_panel_suspects;
%thread mkba_panel_with_suspects;
%thread mkba_panel_yearly;
%thread mkba_panel_with_breaks;
%thread mkba_panel_stream;
%thread mkba_panel_stream_findings;
%thread mkba_panel_stream_case;
%thread mkba_crosswalk_parse;
%thread mkba_panel_peers;
%thread mkba_panel_all_peers;
%thread mkba_panel_compare;
%thread mkba_comparison_table;
%thread mkba_panel_scores;
%thread mkba_panel_classified;

%{
static const char mkba_py_case_name[] = "mkba_case";
static const char mkba_py_appraisal_name[] = "mkba_appraisal";
static const char mkba_py_catalog_name[] = "mkba_catalog";
static const char mkba_py_table_name[] = "mkba_table";
static const char mkba_py_draft_name[] = "mkba_draft";
static const char mkba_py_panel_name[] = "mkba_panel";
static const char mkba_py_crosswalk_name[] = "mkba_crosswalk";
static const char mkba_py_peers_name[] = "mkba_peers";
static const char mkba_py_comparison_name[] = "mkba_comparison";
static const char mkba_py_simulation_name[] = "mkba_simulation";

static void mkba_py_case_free(PyObject *capsule) {
    mkba_case_free(PyCapsule_GetPointer(capsule, mkba_py_case_name));
}

static void mkba_py_appraisal_free(PyObject *capsule) {
    mkba_appraisal_free(PyCapsule_GetPointer(capsule, mkba_py_appraisal_name));
}

static void mkba_py_catalog_free(PyObject *capsule) {
    mkba_catalog_free(PyCapsule_GetPointer(capsule, mkba_py_catalog_name));
}

static void mkba_py_draft_free(PyObject *capsule) {
    mkba_draft_free(PyCapsule_GetPointer(capsule, mkba_py_draft_name));
}

static void mkba_py_table_free(PyObject *capsule) {
    mkba_table_free(PyCapsule_GetPointer(capsule, mkba_py_table_name));
}

static void mkba_py_panel_free(PyObject *capsule) {
    mkba_panel_free(PyCapsule_GetPointer(capsule, mkba_py_panel_name));
}

static void mkba_py_crosswalk_free(PyObject *capsule) {
    mkba_crosswalk_free(PyCapsule_GetPointer(capsule, mkba_py_crosswalk_name));
}

static void mkba_py_peers_free(PyObject *capsule) {
    mkba_peers_free(PyCapsule_GetPointer(capsule, mkba_py_peers_name));
}

static void mkba_py_comparison_free(PyObject *capsule) {
    mkba_comparison_free(PyCapsule_GetPointer(capsule, mkba_py_comparison_name));
}

static void mkba_py_simulation_free(PyObject *capsule) {
    mkba_simulation_free(PyCapsule_GetPointer(capsule, mkba_py_simulation_name));
}

/* ---- errors ---------------------------------------------------------------------------------------------- */

/* A text of an error, which may quote input that is not valid UTF-8. */
static PyObject *mkba_py_quote(const char *text) {
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t) strlen(text), "backslashreplace");
}

/* The error as a Python exception. */
static void mkba_py_raise(const mkba_error *error) {
    PyObject *module = NULL, *message = NULL, *where = NULL, *source = NULL, *made = NULL;

    if (error->status == MKBA_ERROR_MEMORY)
        PyErr_NoMemory();
    else if ((module = PyImport_ImportModule("mkba._errors")) != NULL &&
             (message = mkba_py_quote(error->message)) != NULL && (where = mkba_py_quote(error->where)) != NULL &&
             (source = PyUnicode_DecodeFSDefault(error->source)) != NULL)
        made = PyObject_CallMethod(module, "from_status", "sOOnnO", mkba_status_name(error->status), message, where,
                                   (Py_ssize_t) error->line, (Py_ssize_t) error->column, source);
    if (made != NULL)
        PyErr_SetObject((PyObject *) Py_TYPE(made), made);
    Py_XDECREF(made);
    Py_XDECREF(source);
    Py_XDECREF(where);
    Py_XDECREF(message);
    Py_XDECREF(module);
}

/* An argument that cannot cross to C. */
static void mkba_py_refuse(const char *argument, const char *message) {
    mkba_error error = {.status = MKBA_ERROR_ARGUMENT};

    PyErr_Clear();
    PyOS_snprintf(error.where, sizeof error.where, "%s", argument);
    PyOS_snprintf(error.message, sizeof error.message, "%s", message);
    mkba_py_raise(&error);
}

/* ---- arguments ------------------------------------------------------------------------------------------- */

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

/* ---- status and error -------------------------------------------------------------------------------------- */

%typemap(in, numinputs=0, noblock=1) mkba_error *error { mkba_error error_; error_.status = MKBA_OK; $1 = &error_; }
%typemap(out) mkba_status {
    if ($1 != MKBA_OK) {
        if ($1 != MKBA_ERROR_CANCELLED || PyErr_Occurred() == NULL)  /* what a callback raised comes out as it is */
            mkba_py_raise(&error_);
        SWIG_fail;
    }
    $result = Py_NewRef(Py_None);
}

/* The one output of a function takes the place of its status. */
%define MKBA_OUTPUT(OBJECT)
    Py_DECREF($result);
    $result = OBJECT;
    if ($result == NULL)
        SWIG_fail;
%enddef

/* ---- handles ----------------------------------------------------------------------------------------------- */

%define MKBA_HANDLE(TYPE, NAME, PARAMETER)
%typemap(in) const TYPE * {
    $1 = PyCapsule_GetPointer($input, NAME ## _name);
    if ($1 == NULL) {
        PyErr_Format(PyExc_TypeError, "%s must be a handle of type " `TYPE`, "$1_name");
        SWIG_fail;
    }
}
%typemap(in, numinputs=0) TYPE **PARAMETER (TYPE *handle_ = NULL) { $1 = &handle_; }
%typemap(argout) TYPE **PARAMETER {
    MKBA_OUTPUT(PyCapsule_New(handle_$argnum, NAME ## _name, NAME ## _free))
    handle_$argnum = NULL;
}
%typemap(freearg) TYPE **PARAMETER { TYPE ## _free(handle_$argnum); }
%enddef
MKBA_HANDLE(mkba_case, mkba_py_case, out)
MKBA_HANDLE(mkba_appraisal, mkba_py_appraisal, out)
MKBA_HANDLE(mkba_table, mkba_py_table, table)
MKBA_HANDLE(mkba_draft, mkba_py_draft, out)
%apply const mkba_draft * { mkba_draft *draft };  /* the one kind of object that changes */
MKBA_HANDLE(mkba_catalog, mkba_py_catalog, out)
MKBA_HANDLE(mkba_panel, mkba_py_panel, out)
MKBA_HANDLE(mkba_crosswalk, mkba_py_crosswalk, out)
MKBA_HANDLE(mkba_peers, mkba_py_peers, out)
MKBA_HANDLE(mkba_comparison, mkba_py_comparison, out)
MKBA_HANDLE(mkba_simulation, mkba_py_simulation, out)

/* None is the shipped catalog. */
%{
static int mkba_py_catalog(PyObject *object, const mkba_catalog **catalog, const char *argument) {
    *catalog = NULL;
    if (object == Py_None)
        return 0;
    *catalog = PyCapsule_GetPointer(object, mkba_py_catalog_name);
    if (*catalog != NULL)
        return 0;
    PyErr_Format(PyExc_TypeError, "%s must be a handle of type mkba_catalog or None", argument);
    return -1;
}
%}
%typemap(in) const mkba_catalog *catalog {
    const mkba_catalog *catalog_;

    if (mkba_py_catalog($input, &catalog_, "$1_name") != 0)
        SWIG_fail;
    $1 = (mkba_catalog *) catalog_;
}
%typemap(in) const mkba_case_options *options (mkba_case_options options_) {
    mkba_case_options_init(&options_);
    if (mkba_py_catalog($input, &options_.catalog, "catalog") != 0)
        SWIG_fail;
    $1 = &options_;
}

/* ---- numbers ----------------------------------------------------------------------------------------------- */

%typemap(in) double { if (mkba_py_double($input, &$1, "$1_name") != 0) SWIG_fail; }
%typemap(in) int { if (mkba_py_int($input, &$1, "$1_name") != 0) SWIG_fail; }
%typemap(in) size_t { if (mkba_py_size($input, &$1, "$1_name") != 0) SWIG_fail; }
%typemap(in) uint64_t { if (mkba_py_whole($input, UINT64_MAX, &$1, "$1_name") != 0) SWIG_fail; }

%typemap(in, numinputs=0) double *OUT_REAL (double value_ = 0.0) { $1 = &value_; }
%typemap(argout) double *OUT_REAL { MKBA_OUTPUT(PyFloat_FromDouble(value_$argnum)) }

%typemap(in, numinputs=0) (double *bcr, bool *defined) (double value_ = 0.0, bool defined_ = false) {
    $1 = &value_;
    $2 = &defined_;
}
%typemap(argout) (double *bcr, bool *defined) {
    MKBA_OUTPUT(defined_$argnum ? PyFloat_FromDouble(value_$argnum) : Py_NewRef(Py_None))
}

%typemap(in) (const double *IN_REALS, size_t IN_LENGTH) (Py_buffer view_ = {0}) {
    if (mkba_py_reals($input, &view_, 0, "$1_name") != 0)
        SWIG_fail;
    $1 = view_.buf;
    $2 = (size_t) view_.shape[0];
}
%typemap(in) (const double *REALS_OR_NULL, size_t IN_LENGTH) (Py_buffer view_ = {0}) {
    $1 = NULL;
    $2 = 0;
    if ($input != Py_None) {
        if (mkba_py_reals($input, &view_, 0, "$1_name") != 0)
            SWIG_fail;
        $1 = view_.buf;
        $2 = (size_t) view_.shape[0];
    }
}
%typemap(in) const mkba_flows *flows (mkba_flows flows_, Py_buffer view_ = {0}) {
    if (mkba_py_flows($input, &flows_, &view_) != 0)
        SWIG_fail;
    $1 = &flows_;
}
%typemap(in) (double *OUT_REALS, size_t OUT_LENGTH) (Py_buffer view_ = {0}) {
    if (mkba_py_reals($input, &view_, PyBUF_WRITABLE, "$1_name") != 0)
        SWIG_fail;
    $1 = view_.buf;
    $2 = (size_t) view_.shape[0];
}
%typemap(freearg) (const double *IN_REALS, size_t IN_LENGTH), (const double *REALS_OR_NULL, size_t IN_LENGTH),
    const mkba_flows *flows, (double *OUT_REALS, size_t OUT_LENGTH) {
    if (view_$argnum.obj != NULL)
        PyBuffer_Release(&view_$argnum);
}

%typemap(in) (const mkba_segment *segments, size_t n_segments) (PyObject *sequence_ = NULL) {
    sequence_ = PySequence_Fast($input, "segments must be a sequence of pairs (from, rate)");
    if (sequence_ == NULL)
        SWIG_fail;
    $1 = mkba_py_segments(sequence_);
    if ($1 == NULL)
        SWIG_fail;
    $2 = (size_t) PySequence_Size(sequence_);
}
%typemap(freearg) (const mkba_segment *segments, size_t n_segments) {
    PyMem_Free($1);
    Py_XDECREF(sequence_$argnum);
}

%include "python/mkba_texts.i"
%include "python/mkba_table.i"
%include "python/mkba_options.i"
%include "python/mkba_panel.i"
%include "python/mkba_uncertain.i"
%include "python/mkba_what_if.i"
%include "python/mkba_measures.i"
%include "python/mkba_arrow.i"
