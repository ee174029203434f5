/* Simulations, and whatever else takes long: progress, cancelling, Ctrl-C. */
%thread mkba_case_simulate;
%thread mkba_simulation_merge;
%thread mkba_simulation_from_bytes;
%thread mkba_simulation_to_bytes;
%thread mkba_simulation_table;

%{
/* What stands behind the progress of a call: a callable, or None. */
static bool mkba_py_progress(void *data, uint64_t done, uint64_t total) {
    PyObject *callable = data, *answer;
    PyGILState_STATE state = PyGILState_Ensure();
    bool go_on = PyErr_CheckSignals() == 0;

    if (go_on && callable != Py_None) {
        answer = PyObject_CallFunction(callable, "KK", (unsigned long long) done, (unsigned long long) total);
        go_on = answer != NULL && answer != Py_False;
        Py_XDECREF(answer);
    }
    PyGILState_Release(state);
    return go_on;  /* an exception stays where it is: see the typemap of mkba_status */
}
%}

/* None is no callable, but Ctrl-C works. */
%typemap(in) (mkba_progress progress, void *data) {
    if ($input != Py_None && !PyCallable_Check($input)) {
        PyErr_SetString(PyExc_TypeError, "progress must be a callable or None");
        SWIG_fail;
    }
    $1 = mkba_py_progress;
    $2 = $input;  /* held by the arguments during the call */
}
%typemap(freearg) (mkba_progress progress, void *data) ""

MKBA_OPTIONS(mkba_simulate_options)
MKBA_OPTIONS(mkba_shapley_options)
MKBA_OPTIONS(mkba_keys_options)
MKBA_OPTIONS(mkba_scale_options)
MKBA_OPTIONS(mkba_simulated)
%apply const mkba_simulated *options { const mkba_simulated *of };

%typemap(out) uint64_t { $result = PyLong_FromUnsignedLongLong($1); }

/* A number, and how far it may lie off. */
%typemap(in, numinputs=0) (double *OUT_VALUE, double *OUT_BOUND) (double value_ = 0.0, double bound_ = 0.0) {
    $1 = &value_;
    $2 = &bound_;
}
%typemap(argout) (double *OUT_VALUE, double *OUT_BOUND) {
    MKBA_OUTPUT(Py_BuildValue("(dd)", value_$argnum, bound_$argnum))
}
%typemap(freearg) (double *OUT_VALUE, double *OUT_BOUND) ""
%apply (double *OUT_VALUE, double *OUT_BOUND) {
    (double *value, double *error_bound), (double *probability, double *error_bound) };

/* bytes, bytearray or memoryview */
%typemap(in) (const unsigned char *bytes, size_t n_bytes) (Py_buffer view_ = {0}) {
    if (PyObject_GetBuffer($input, &view_, PyBUF_SIMPLE) != 0) {
        view_.obj = NULL;
        SWIG_fail;
    }
    $1 = view_.buf;
    $2 = (size_t) view_.len;
}
%typemap(freearg) (const unsigned char *bytes, size_t n_bytes) {
    if (view_$argnum.obj != NULL)
        PyBuffer_Release(&view_$argnum);
}
%typemap(in, numinputs=0) (unsigned char **bytes, size_t *n_bytes) (unsigned char *bytes_ = NULL, size_t n_ = 0) {
    $1 = &bytes_;
    $2 = &n_;
}
%typemap(argout) (unsigned char **bytes, size_t *n_bytes) {
    MKBA_OUTPUT(PyBytes_FromStringAndSize((const char *) bytes_$argnum, (Py_ssize_t) n_$argnum))
}
%typemap(freearg) (unsigned char **bytes, size_t *n_bytes) { mkba_bytes_free(bytes_$argnum); }

%thread mkba_case_simulate;
%thread mkba_simulation_merge;
%thread mkba_simulation_from_bytes;
%thread mkba_simulation_to_bytes;
%thread mkba_simulation_table;
