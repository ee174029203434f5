/* Simulations, and whatever else takes long: how their arguments cross. */

MKBA_R_OPTIONS(mkba_simulate_options)
MKBA_R_OPTIONS(mkba_shapley_options)
MKBA_R_OPTIONS(mkba_keys_options)
MKBA_R_OPTIONS(mkba_scale_options)
MKBA_R_OPTIONS(mkba_simulated)
%apply const mkba_simulated *options { const mkba_simulated *of };

/* NULL is no function, but interrupts work. */
%typemap(rtype) (mkba_progress progress, void *data) "function"
%typemap(scoercein) (mkba_progress progress, void *data) ""
%typemap(scheck) (mkba_progress progress, void *data) ""
%typemap(in) (mkba_progress progress, void *data) (mkba_r_watch watch_) %{
    if ($input != R_NilValue && !Rf_isFunction($input))
        mkba_r_refuse("progress", "a function of what is done and what there is to do, or NULL");
    watch_ = (mkba_r_watch){.callable = $input, .token = Rf_protect(R_MakeUnwindCont())};
    r_nprotect++;
    $1 = mkba_r_progress;
    $2 = &watch_;
%}
%typemap(check) (mkba_progress progress, void *data) ""
%typemap(freearg) (mkba_progress progress, void *data) ""

%typemap(rtype) uint64_t "numeric"
%typemap(out) uint64_t %{ $result = Rf_ScalarReal((double) $1); %}
%typemap(scoerceout) uint64_t ""

/* A number, and how far it may lie off. */
%typemap(in, numinputs=0) (double *OUT_VALUE, double *OUT_BOUND) (double value_ = 0.0, double bound_ = 0.0) %{
    $1 = &value_;
    $2 = &bound_;
%}
%typemap(argout) (double *OUT_VALUE, double *OUT_BOUND) {
    $result = Rf_protect(Rf_allocVector(REALSXP, 2));
    r_nprotect++;
    REAL($result)[0] = value_$argnum;
    REAL($result)[1] = bound_$argnum;
}
%typemap(freearg) (double *OUT_VALUE, double *OUT_BOUND) ""
%apply (double *OUT_VALUE, double *OUT_BOUND) {
    (double *value, double *error_bound), (double *probability, double *error_bound) };

/* A raw vector. */
%typemap(rtype) (const unsigned char *bytes, size_t n_bytes) "raw"
%typemap(scoercein) (const unsigned char *bytes, size_t n_bytes) ""
%typemap(in) (const unsigned char *bytes, size_t n_bytes) %{
    if (TYPEOF($input) != RAWSXP)
        mkba_r_refuse("bytes", "a raw vector, as mkba_simulation_bytes() makes");
    $1 = RAW($input);
    $2 = (size_t) XLENGTH($input);
%}
%typemap(freearg) (const unsigned char *bytes, size_t n_bytes) ""
%typemap(in, numinputs=0) (unsigned char **bytes, size_t *n_bytes)
                          (unsigned char *bytes_ = NULL, size_t n_ = 0, SEXP box_ = R_NilValue) {
    box_ = Rf_protect(mkba_r_bytes_box());
    r_nprotect++;
    $1 = &bytes_;
    $2 = &n_;
}
%typemap(freearg) (unsigned char **bytes, size_t *n_bytes) %{ r_ans = mkba_r_take_bytes(box_$argnum, bytes_$argnum, n_$argnum); %}
