/* Texts, in and out: one, a list of them, JSON that is given back. */
%typemap(in) const char * {
    $1 = (char *) mkba_py_text($input, "$1_name");
    if ($1 == NULL)
        SWIG_fail;
}
%typemap(freearg) const char * ""
%typemap(out) const char * {
    if ($1 == NULL)
        $result = Py_NewRef(Py_None);
    else
        $result = PyUnicode_DecodeUTF8($1, (Py_ssize_t) strlen($1), "strict");
}
%typemap(in) const char *OR_NULL {
    $1 = NULL;
    if ($input != Py_None) {
        $1 = (char *) mkba_py_text($input, "$1_name");
        if ($1 == NULL)
            SWIG_fail;
    }
}
%typemap(freearg) const char *OR_NULL ""

/* str, bytes or os.PathLike */
%typemap(in) const char *path (PyObject *path_ = NULL) {
    if (!PyUnicode_FSConverter($input, &path_)) {
        if (PyErr_ExceptionMatches(PyExc_ValueError))
            mkba_py_refuse("$1_name", "the path has a NUL or a character that no file name can have");
        SWIG_fail;
    }
    $1 = PyBytes_AsString(path_);
}
%typemap(freearg) const char *path { Py_XDECREF(path_$argnum); }

/* str or bytes, NUL and all */
%typemap(in) (const char *IN_BYTES, size_t IN_LENGTH) {
    Py_ssize_t length_ = 0;

    if (PyBytes_Check($input)) {
        $1 = PyBytes_AsString($input);
        length_ = PyBytes_Size($input);
    } else {
        $1 = (char *) mkba_py_utf8($input, &length_, "$1_name");
        if ($1 == NULL)
            SWIG_fail;
    }
    $2 = (size_t) length_;
}
%typemap(freearg) (const char *IN_BYTES, size_t IN_LENGTH) ""

/* A name that the library keeps. */
%typemap(in, numinputs=0) const char **OUT_NAME (const char *name_ = NULL) { $1 = (char **) &name_; }
%typemap(argout) const char **OUT_NAME {
    MKBA_OUTPUT(PyUnicode_DecodeUTF8(name_$argnum, (Py_ssize_t) strlen(name_$argnum), "strict"))
}
%typemap(freearg) const char **OUT_NAME ""

%typemap(in, numinputs=0) char **OUT_TEXT (char *text_ = NULL) { $1 = &text_; }
%typemap(argout) char **OUT_TEXT {
    MKBA_OUTPUT(PyUnicode_DecodeUTF8(text_$argnum, (Py_ssize_t) strlen(text_$argnum), "strict"))
}
%typemap(freearg) char **OUT_TEXT { mkba_text_free(text_$argnum); }

%typemap(in) (const char *const *IN_TEXTS, size_t IN_LENGTH) (PyObject *sequence_ = NULL) {
    sequence_ = PySequence_Fast($input, "$1_name must be a sequence of str");
    if (sequence_ == NULL)
        SWIG_fail;
    $1 = (char **) mkba_py_texts(sequence_, "$1_name");
    if ($1 == NULL)
        SWIG_fail;
    $2 = (size_t) PySequence_Size(sequence_);
}
%typemap(in) (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) (PyObject *sequence_ = NULL) {
    $1 = NULL;
    $2 = 0;
    if ($input != Py_None) {
        sequence_ = PySequence_Fast($input, "$1_name must be a sequence of str");
        if (sequence_ == NULL)
            SWIG_fail;
        $1 = (char **) mkba_py_texts(sequence_, "$1_name");
        if ($1 == NULL)
            SWIG_fail;
        $2 = (size_t) PySequence_Size(sequence_);
    }
}
%typemap(freearg) (const char *const *IN_TEXTS, size_t IN_LENGTH), (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) {
    PyMem_Free((void *) $1);
    Py_XDECREF(sequence_$argnum);
}

%typemap(in) const mkba_appraise_options *options (mkba_appraise_options options_) {
    mkba_appraise_options_init(&options_);
    if ($input != Py_None) {
        options_.scenario = mkba_py_text($input, "scenario");
        if (options_.scenario == NULL)
            SWIG_fail;
    }
    $1 = &options_;
}

/* (scenario or None, rate, shorter, longer, effect, price, timing) */
%typemap(in) const mkba_sensitivity_options *options (mkba_sensitivity_options options_) {
    static const char *const names_[] = {"rate", "shorter", "longer", "effect", "price"};
    double *const reals_[] = {&options_.rate, &options_.shorter, &options_.longer, &options_.effect, &options_.price};
    PyObject *scenario_ = NULL, *given_[5] = {NULL};
    int timing_ = 0;

    mkba_sensitivity_options_init(&options_);
    if (!PyArg_ParseTuple($input, "OOOOOOp", &scenario_, &given_[0], &given_[1], &given_[2], &given_[3], &given_[4], &timing_))
        SWIG_fail;
    for (int i = 0; i < 5; i++)
        if (mkba_py_double(given_[i], reals_[i], names_[i]) != 0)
            SWIG_fail;
    options_.timing = timing_ != 0;
    if (scenario_ != Py_None) {
        options_.scenario = mkba_py_text(scenario_, "scenario");
        if (options_.scenario == NULL)
            SWIG_fail;
    }
    $1 = &options_;
}

/* An enum by the name of its value. */
%define MKBA_CHOICE(TYPE)
%typemap(in) TYPE {
    mkba_error problem_;
    const char *name_ = mkba_py_text($input, "$1_name");

    if (name_ == NULL)
        SWIG_fail;
    if (TYPE ## _from_name(name_, &$1, &problem_) != MKBA_OK) {
        mkba_py_raise(&problem_);
        SWIG_fail;
    }
}
%enddef
MKBA_CHOICE(mkba_view)
MKBA_CHOICE(mkba_timing)
MKBA_CHOICE(mkba_depreciation_method)
MKBA_CHOICE(mkba_panel_format)
MKBA_CHOICE(mkba_funnel_view)
MKBA_CHOICE(mkba_missing)
MKBA_CHOICE(mkba_peers_view)
MKBA_CHOICE(mkba_comparison_view)
MKBA_CHOICE(mkba_expectation_view)
MKBA_CHOICE(mkba_did_view)
MKBA_CHOICE(mkba_synthetic_view)
MKBA_CHOICE(mkba_effect_view)
MKBA_CHOICE(mkba_effect_shape)
MKBA_CHOICE(mkba_effect_series)
MKBA_CHOICE(mkba_language)
MKBA_CHOICE(mkba_game_kind)
MKBA_CHOICE(mkba_game_concept)
MKBA_CHOICE(mkba_solution_view)
MKBA_CHOICE(mkba_keys_view)
MKBA_CHOICE(mkba_scale_view)
MKBA_CHOICE(mkba_synthetic_did_view)
MKBA_CHOICE(mkba_placebo_view)
MKBA_CHOICE(mkba_scaling)
MKBA_CHOICE(mkba_simulation_view)
MKBA_CHOICE(mkba_koers_view)
MKBA_CHOICE(mkba_compass_view)
MKBA_CHOICE(mkba_register_view)
MKBA_CHOICE(mkba_allocation_view)

%typemap(in) mkba_catalog_view view {
    mkba_error problem_;
    const char *name_ = mkba_py_text($input, "view");

    if (name_ == NULL)
        SWIG_fail;
    if (mkba_catalog_view_from_name(name_, &$1, &problem_) != MKBA_OK) {
        mkba_py_raise(&problem_);
        SWIG_fail;
    }
}
