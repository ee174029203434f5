/* Panels: how their arguments cross. */

%define MKBA_R_OPTIONS(TYPE)
%typemap(rtype) const TYPE *options "list"
%typemap(scoercein) const TYPE *options ""
%typemap(in) const TYPE *options (TYPE options_) %{
    TYPE ## _init(&options_);
    mkba_r_fill($input, &TYPE ## _fields, &options_);
    $1 = &options_;
%}
%typemap(freearg) const TYPE *options ""
%enddef

/* A list of structs, as a list of named lists. */
%define MKBA_R_RECORDS(TYPE, LIST, COUNT)
%typemap(rtype) (const TYPE *LIST, size_t COUNT) "list"
%typemap(scoercein) (const TYPE *LIST, size_t COUNT) ""
%typemap(in) (const TYPE *LIST, size_t COUNT) %{
    $1 = ($1_ltype) mkba_r_records($input, "$1_name", &TYPE ## _fields, &$2);
%}
%typemap(freearg) (const TYPE *LIST, size_t COUNT) ""
%enddef

MKBA_R_OPTIONS(mkba_panel_options)
MKBA_R_OPTIONS(mkba_suspect_options)
MKBA_R_OPTIONS(mkba_peers_options)
MKBA_R_OPTIONS(mkba_compare_options)
MKBA_R_OPTIONS(mkba_did_options)
MKBA_R_OPTIONS(mkba_expected_options)
MKBA_R_OPTIONS(mkba_synthetic_options)
MKBA_R_OPTIONS(mkba_effect_options)
MKBA_R_OPTIONS(mkba_effect_use)
%apply const mkba_effect_use *options { const mkba_effect_use *use };
MKBA_R_OPTIONS(mkba_synthetic_did_options)
MKBA_R_OPTIONS(mkba_placebo_options)
MKBA_R_OPTIONS(mkba_stream_options)
MKBA_R_OPTIONS(mkba_allocation_options)
MKBA_R_OPTIONS(mkba_compass_options)
MKBA_R_OPTIONS(mkba_register_options)
MKBA_R_OPTIONS(mkba_interval_options)
MKBA_R_OPTIONS(mkba_funnel_options)
MKBA_R_OPTIONS(mkba_decomposition_options)
MKBA_R_OPTIONS(mkba_learning_options)
MKBA_R_OPTIONS(mkba_overview_options)
MKBA_R_RECORDS(mkba_indicator, indicators, n_indicators)

/* What a text seems to be: c(format, encoding, separator, decimal). */
%typemap(in, numinputs=0) (mkba_panel_options *options, mkba_panel_format *format)
                          (mkba_panel_options options_, mkba_panel_format format_) %{
    mkba_panel_options_init(&options_);
    $1 = &options_;
    $2 = &format_;
%}
%typemap(argout) (mkba_panel_options *options, mkba_panel_format *format) {
    const char separator_[] = {options_$argnum.separator, '\0'}, decimal_[] = {options_$argnum.decimal, '\0'};

    $result = Rf_protect(Rf_allocVector(STRSXP, 4));
    r_nprotect++;
    SET_STRING_ELT($result, 0, Rf_mkChar(mkba_panel_format_name(format_$argnum)));
    SET_STRING_ELT($result, 1, Rf_mkChar(mkba_encoding_name(options_$argnum.encoding)));
    SET_STRING_ELT($result, 2, Rf_mkChar(separator_));
    SET_STRING_ELT($result, 3, Rf_mkChar(decimal_));
}
%typemap(freearg) (mkba_panel_options *options, mkba_panel_format *format) ""

/* What a table seems to be: the name of the format. */
%typemap(in, numinputs=0) mkba_panel_format *format (mkba_panel_format format_) %{ $1 = &format_; %}
%typemap(argout) mkba_panel_format *format %{ $result = mkba_r_string(mkba_panel_format_name(format_$argnum)); %}
%typemap(freearg) mkba_panel_format *format ""

/* A cell: list(value or NA, status). */
%typemap(in, numinputs=0) (double *value, mkba_cell_status *status)
                          (double value_ = 0.0, mkba_cell_status status_ = MKBA_CELL_ABSENT) %{
    $1 = &value_;
    $2 = &status_;
%}
%typemap(argout) (double *value, mkba_cell_status *status) {
    $result = Rf_protect(Rf_allocVector(VECSXP, 2));
    r_nprotect++;
    SET_VECTOR_ELT($result, 0, Rf_ScalarReal(mkba_cell_has_value(status_$argnum) ? value_$argnum : NA_REAL));
    SET_VECTOR_ELT($result, 1, mkba_r_string(mkba_cell_status_name(status_$argnum)));
}
%typemap(freearg) (double *value, mkba_cell_status *status) ""

%typemap(out) mkba_period_kind %{ $result = mkba_r_string(mkba_period_kind_name($1)); %}
%typemap(rtype) mkba_period_kind "character"
%typemap(scoerceout) mkba_period_kind ""

/* Cells: a list of three character vectors. */
%typemap(rtype) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n) "list"
%typemap(scoercein) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n) ""
%typemap(in) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n)
             (mkba_r_cells cells_) %{
    cells_ = mkba_r_open_cells($input);
    $1 = ($1_ltype) cells_.texts[0];
    $2 = ($2_ltype) cells_.texts[1];
    $3 = ($3_ltype) cells_.texts[2];
    $4 = cells_.n;
%}
%typemap(freearg) (const char *const *areas, const char *const *periods, const char *const *indicators, size_t n) ""

/* A value per area: a list of codes, and texts or numbers. */
%typemap(rtype) (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers) "list"
%typemap(scoercein) (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers) ""
%typemap(in) (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers)
             (mkba_r_attribute attribute_) %{
    attribute_ = mkba_r_open_attribute($input);
    $1 = ($1_ltype) attribute_.codes;
    $2 = attribute_.n;
    $3 = ($3_ltype) attribute_.texts;
    $4 = ($4_ltype) attribute_.numbers;
%}
%typemap(freearg) (const char *const *codes, size_t n_codes, const char *const *texts, const double *numbers) ""
