/* Panels, and what compares their areas: how their arguments cross. */
MKBA_OPTIONS(mkba_panel_options)
MKBA_OPTIONS(mkba_suspect_options)
MKBA_OPTIONS(mkba_peers_options)
MKBA_OPTIONS(mkba_compare_options)
MKBA_OPTIONS(mkba_did_options)
MKBA_OPTIONS(mkba_expected_options)
MKBA_OPTIONS(mkba_synthetic_options)
MKBA_OPTIONS(mkba_effect_options)
MKBA_OPTIONS(mkba_effect_use)
%apply const mkba_effect_use *options { const mkba_effect_use *use };
MKBA_OPTIONS(mkba_synthetic_did_options)
MKBA_OPTIONS(mkba_placebo_options)
MKBA_OPTIONS(mkba_stream_options)
MKBA_OPTIONS(mkba_allocation_options)
MKBA_OPTIONS(mkba_compass_options)
MKBA_OPTIONS(mkba_register_options)
MKBA_OPTIONS(mkba_interval_options)
MKBA_OPTIONS(mkba_funnel_options)
MKBA_OPTIONS(mkba_decomposition_options)
MKBA_OPTIONS(mkba_learning_options)
MKBA_OPTIONS(mkba_overview_options)
MKBA_RECORDS(mkba_indicator, indicators, n_indicators)

/* What a text seems to be: (format, encoding, separator, decimal). */
%typemap(in, numinputs=0) (mkba_panel_options *options, mkba_panel_format *format)
                          (mkba_panel_options options_, mkba_panel_format format_) {
    mkba_panel_options_init(&options_);
    $1 = &options_;
    $2 = &format_;
}
%typemap(argout) (mkba_panel_options *options, mkba_panel_format *format) {
    MKBA_OUTPUT(Py_BuildValue("(ssCC)", mkba_panel_format_name(format_$argnum),
                              mkba_encoding_name(options_$argnum.encoding), options_$argnum.separator,
                              options_$argnum.decimal))
}
%typemap(freearg) (mkba_panel_options *options, mkba_panel_format *format) ""

/* What a table seems to be: the name of the format. */
%typemap(in, numinputs=0) mkba_panel_format *format (mkba_panel_format format_) %{ $1 = &format_; %}
%typemap(argout) mkba_panel_format *format {
    MKBA_OUTPUT(PyUnicode_FromString(mkba_panel_format_name(format_$argnum)))
}
%typemap(freearg) mkba_panel_format *format ""

/* A cell: (value or None, status). */
%typemap(in, numinputs=0) (double *value, mkba_cell_status *status)
                          (double value_ = 0.0, mkba_cell_status status_ = MKBA_CELL_ABSENT) {
    $1 = &value_;
    $2 = &status_;
}
%typemap(argout) (double *value, mkba_cell_status *status) {
    PyObject *figure_ = mkba_cell_has_value(status_$argnum) ? PyFloat_FromDouble(value_$argnum) : Py_NewRef(Py_None);

    MKBA_OUTPUT(figure_ == NULL ? NULL : Py_BuildValue("(Ns)", figure_, mkba_cell_status_name(status_$argnum)))
}
%typemap(freearg) (double *value, mkba_cell_status *status) ""

%typemap(out) mkba_period_kind { $result = PyUnicode_FromString(mkba_period_kind_name($1)); }

%{
/* What a pair or triple of sequences holds: sequences of one length, the first n_texts of them texts. */
typedef struct mkba_py_columns {
    PyObject *kept;  /* what the pointers point into */
    const char **texts[3];
    double *numbers;
    size_t n;
} mkba_py_columns;

static int mkba_py_open_texts(mkba_py_columns *to, int i, PyObject *value, const char *name) {
    PyObject *tuple = mkba_py_items(value, to->kept);
    size_t n = tuple == NULL ? 0 : (size_t) PyTuple_Size(tuple);

    if (tuple == NULL) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Format(PyExc_TypeError, "%s must be a list of texts", name);
        return -1;
    }
    if (i > 0 && n != to->n) {
        PyErr_Format(PyExc_ValueError, "%s must be as long as the list before it", name);
        return -1;
    }
    to->n = n;
    to->texts[i] = mkba_py_room(to->kept, n, sizeof(char *));
    for (size_t k = 0; to->texts[i] != NULL && k < n; k++) {
        to->texts[i][k] = mkba_py_text(PyTuple_GetItem(tuple, (Py_ssize_t) k), name);
        if (to->texts[i][k] == NULL)
            return -1;
    }
    return to->texts[i] == NULL ? -1 : 0;
}

/* Numbers, when the first is no text; 1 when they are texts. */
static int mkba_py_open_numbers(mkba_py_columns *to, PyObject *value, const char *name) {
    PyObject *tuple = mkba_py_items(value, to->kept);
    size_t n = tuple == NULL ? 0 : (size_t) PyTuple_Size(tuple);

    if (tuple == NULL) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Format(PyExc_TypeError, "%s must be a list", name);
        return -1;
    }
    if (n > 0 && PyUnicode_Check(PyTuple_GetItem(tuple, 0)))
        return 1;
    if (n != to->n) {
        PyErr_Format(PyExc_ValueError, "%s must be as long as the list before it", name);
        return -1;
    }
    to->numbers = mkba_py_room(to->kept, n, sizeof(double));
    for (size_t k = 0; to->numbers != NULL && k < n; k++)
        if (mkba_py_double(PyTuple_GetItem(tuple, (Py_ssize_t) k), &to->numbers[k], name) != 0)
            return -1;
    return to->numbers == NULL ? -1 : 0;
}

/* Starts with what Python gave for all of them: a tuple of so many. */
static int mkba_py_open_tuple(mkba_py_columns *to, PyObject *given, Py_ssize_t n) {
    *to = (mkba_py_columns){.kept = PyList_New(0)};
    if (to->kept == NULL)
        return -1;
    if (PyTuple_Check(given) && PyTuple_Size(given) == n)
        return 0;
    PyErr_SetString(PyExc_TypeError, "a tuple of lists is wanted");
    return -1;
}

static int mkba_py_open_cells(mkba_py_columns *to, PyObject *given) {
    static const char *const names[] = {"areas", "periods", "indicators"};

    if (mkba_py_open_tuple(to, given, 3) != 0)
        return -1;
    for (int i = 0; i < 3; i++)
        if (mkba_py_open_texts(to, i, PyTuple_GetItem(given, i), names[i]) != 0)
            return -1;
    return 0;
}

static int mkba_py_open_attribute(mkba_py_columns *to, PyObject *given) {
    int texts;

    if (mkba_py_open_tuple(to, given, 2) != 0 ||
        mkba_py_open_texts(to, 0, PyTuple_GetItem(given, 0), "codes") != 0)
        return -1;
    texts = mkba_py_open_numbers(to, PyTuple_GetItem(given, 1), "values");
    return texts != 1 ? texts : mkba_py_open_texts(to, 1, PyTuple_GetItem(given, 1), "values");
}
%}

/* Cells: a tuple of three lists. */
%typemap(in) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n)
             (mkba_py_columns columns_ = {0}) {
    if (mkba_py_open_cells(&columns_, $input) != 0)
        SWIG_fail;
    $1 = (char **) columns_.texts[0];
    $2 = (char **) columns_.texts[1];
    $3 = (char **) columns_.texts[2];
    $4 = columns_.n;
}
/* A value per area: a tuple of codes, and texts or numbers. */
%typemap(in) (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers)
             (mkba_py_columns columns_ = {0}) {
    if (mkba_py_open_attribute(&columns_, $input) != 0)
        SWIG_fail;
    $1 = (char **) columns_.texts[0];
    $2 = columns_.n;
    $3 = (char **) columns_.texts[1];
    $4 = columns_.numbers;
}
%typemap(freearg) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n),
    (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers) {
    Py_XDECREF(columns_$argnum.kept);
}
