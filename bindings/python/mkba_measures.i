/* Measures of uncertainty: how their arguments cross. */
%thread mkba_case_sobol;
%thread mkba_case_importance;
%thread mkba_case_evpi;
%thread mkba_case_evppi;
%thread mkba_case_evsi;
%thread mkba_case_acceptability;

MKBA_CHOICE(mkba_plan)

%{
/* A matrix of float64 with strides: the dimension of draws comes first, one dimension is one column. */
static int mkba_py_samples(PyObject *object, mkba_samples *samples, Py_buffer *view, const char *name) {
    const Py_ssize_t size = (Py_ssize_t) sizeof(double);
    int last;

    if (PyObject_GetBuffer(object, view, PyBUF_STRIDES | PyBUF_FORMAT) != 0) {
        view->obj = NULL;
        return -1;
    }
    last = view->ndim - 1;
    if ((last == 0 || last == 1) && view->format != NULL && strcmp(view->format, "d") == 0 &&
        view->strides[0] % size == 0 && view->strides[last] % size == 0) {
        samples->values = view->buf;
        samples->n_draws = (size_t) view->shape[0];
        samples->n_columns = last == 0 ? 1 : (size_t) view->shape[1];
        samples->draw_stride = view->strides[0] / size;
        samples->column_stride = last == 0 ? 0 : view->strides[1] / size;
        return 0;
    }
    PyErr_Format(PyExc_TypeError, "%s must be a buffer of float64 with one or two dimensions", name);
    PyBuffer_Release(view);
    view->obj = NULL;
    return -1;
}
%}

%typemap(in) const mkba_samples *SAMPLES (mkba_samples samples_, Py_buffer view_ = {0}) {
    if (mkba_py_samples($input, &samples_, &view_, "$1_name") != 0)
        SWIG_fail;
    $1 = &samples_;
}
%typemap(freearg) const mkba_samples *SAMPLES {
    if (view_$argnum.obj != NULL)
        PyBuffer_Release(&view_$argnum);
}

MKBA_OPTIONS(mkba_measure_options)
