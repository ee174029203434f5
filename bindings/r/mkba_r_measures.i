/* Measures of uncertainty: how their arguments cross. */

MKBA_R_OPTIONS(mkba_measure_options)

/* A matrix with a column per quantity; a vector is one. */
%{
static mkba_samples mkba_r_samples(SEXP x, const char *name)
{
    const double *values = mkba_r_reals(x, name);
    size_t rows = Rf_isMatrix(x) ? (size_t) Rf_nrows(x) : (size_t) XLENGTH(x);

    return (mkba_samples){.values = values,
                          .n_draws = rows,
                          .n_columns = Rf_isMatrix(x) ? (size_t) Rf_ncols(x) : 1,
                          .draw_stride = 1,
                          .column_stride = (ptrdiff_t) rows};
}
%}
%typemap(rtype) const mkba_samples *SAMPLES "numeric"
%typemap(scoercein) const mkba_samples *SAMPLES ""
%typemap(in) const mkba_samples *SAMPLES (mkba_samples samples_) %{
    samples_ = mkba_r_samples($input, "$1_name");
    $1 = &samples_;
%}
%typemap(freearg) const mkba_samples *SAMPLES ""

%typemap(rtype) uint64_t seed "numeric"
%typemap(scoercein) uint64_t seed ""
%typemap(in) uint64_t seed %{ $1 = (uint64_t) mkba_r_whole($input, "$1_name", 0.0, 9007199254740992.0); %}
%typemap(freearg) uint64_t seed ""
