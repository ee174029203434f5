/* Simulations, and whatever else takes long: progress, cancelling, Ctrl-C. */
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
