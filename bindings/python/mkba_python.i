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
%ignore mkba_koers_write;
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
%thread mkba_panel_expected;
%thread mkba_expectation_table;
%thread mkba_panel_did;
%thread mkba_panel_event_study;
%thread mkba_panel_synthetic_control;
%thread mkba_synthetic_table;
%thread mkba_panel_effect;
%thread mkba_effect_table;
%thread mkba_effect_text;
%thread mkba_effect_distribution;
%thread mkba_effect_path;
%thread mkba_case_with_effect;
%thread mkba_case_with_panel_effect;
%thread mkba_game_shapley;
%thread mkba_game_coalitions;
%thread mkba_game_properties;
%thread mkba_game_sizes;
%thread mkba_game_solve;
%thread mkba_game_keys;
%thread mkba_scale_table;
%thread mkba_scale_case;
%thread mkba_panel_synthetic_controls;
%thread mkba_koers_read;
%thread mkba_koers_parse;
%thread mkba_koers_check;
%thread mkba_koers_contributions;
%thread mkba_koers_stop;
%thread mkba_koers_allocate_case;
%thread mkba_koers_compass;
%thread mkba_compass_table;
%thread mkba_koers_register;
%thread mkba_register_table;
%thread mkba_panel_synthetic_controls;
%thread mkba_panel_synthetic_did;
%thread mkba_synthetic_did_table;
%thread mkba_synthetic_placebo;
%thread mkba_placebo_table;
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
static const char mkba_py_expectation_name[] = "mkba_expectation";
static const char mkba_py_did_name[] = "mkba_did";
static const char mkba_py_synthetic_name[] = "mkba_synthetic";
static const char mkba_py_effect_name[] = "mkba_effect";
static const char mkba_py_game_name[] = "mkba_game";
static const char mkba_py_koers_name[] = "mkba_koers";
static const char mkba_py_compass_name[] = "mkba_compass";
static const char mkba_py_register_name[] = "mkba_register";
static const char mkba_py_synthetic_did_name[] = "mkba_synthetic_did";
static const char mkba_py_placebo_name[] = "mkba_placebo";
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

static void mkba_py_expectation_free(PyObject *capsule) {
    mkba_expectation_free(PyCapsule_GetPointer(capsule, mkba_py_expectation_name));
}

static void mkba_py_did_free(PyObject *capsule) {
    mkba_did_free(PyCapsule_GetPointer(capsule, mkba_py_did_name));
}

static void mkba_py_synthetic_free(PyObject *capsule) {
    mkba_synthetic_free(PyCapsule_GetPointer(capsule, mkba_py_synthetic_name));
}

static void mkba_py_effect_free(PyObject *capsule) {
    mkba_effect_free(PyCapsule_GetPointer(capsule, mkba_py_effect_name));
}

static void mkba_py_placebo_free(PyObject *capsule) {
    mkba_placebo_free(PyCapsule_GetPointer(capsule, mkba_py_placebo_name));
}
static void mkba_py_synthetic_did_free(PyObject *capsule) {
    mkba_synthetic_did_free(PyCapsule_GetPointer(capsule, mkba_py_synthetic_did_name));
}

static void mkba_py_koers_free(PyObject *capsule) {
    mkba_koers_free(PyCapsule_GetPointer(capsule, mkba_py_koers_name));
}
static void mkba_py_compass_free(PyObject *capsule) {
    mkba_compass_free(PyCapsule_GetPointer(capsule, mkba_py_compass_name));
}
static void mkba_py_register_free(PyObject *capsule) {
    mkba_register_free(PyCapsule_GetPointer(capsule, mkba_py_register_name));
}

static void mkba_py_simulation_free(PyObject *capsule) {
    mkba_simulation_free(PyCapsule_GetPointer(capsule, mkba_py_simulation_name));
}

static void mkba_py_game_free(PyObject *capsule) {
    mkba_game_free(PyCapsule_GetPointer(capsule, mkba_py_game_name));
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
%}

%include "python/mkba_arguments.i"

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
MKBA_HANDLE(mkba_expectation, mkba_py_expectation, out)
MKBA_HANDLE(mkba_did, mkba_py_did, out)
MKBA_HANDLE(mkba_synthetic, mkba_py_synthetic, out)
MKBA_HANDLE(mkba_effect, mkba_py_effect, out)
MKBA_HANDLE(mkba_synthetic_did, mkba_py_synthetic_did, out)
MKBA_HANDLE(mkba_placebo, mkba_py_placebo, out)
MKBA_HANDLE(mkba_simulation, mkba_py_simulation, out)
MKBA_HANDLE(mkba_game, mkba_py_game, out)
MKBA_HANDLE(mkba_koers, mkba_py_koers, out)
MKBA_HANDLE(mkba_compass, mkba_py_compass, out)
MKBA_HANDLE(mkba_register, mkba_py_register, out)

/* A panel or a case that may be left out: None. */
%define MKBA_HANDLE_OR_NONE(TYPE, NAME)
%typemap(in) const TYPE *OR_NULL {
    if ($input == Py_None) {
        $1 = NULL;
    } else {
        $1 = PyCapsule_GetPointer($input, NAME);
        if ($1 == NULL) {
            PyErr_Format(PyExc_TypeError, "%s must be a handle of type %s or None", "$1_name", NAME);
            SWIG_fail;
        }
    }
}
%enddef
MKBA_HANDLE_OR_NONE(mkba_panel, mkba_py_panel_name)
MKBA_HANDLE_OR_NONE(mkba_case, mkba_py_case_name)

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
