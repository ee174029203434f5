/* How arguments and results of the C library cross into R and back.
 *
 * Nothing here calls malloc: R owns every temporary, and what C hands out is owned by an external pointer with a
 * finalizer that exists before the call, so that an R error (a longjmp) at any point leaks nothing. Every pointer
 * typemap states its own freearg, because SWIG's inherited one calls free().
 *
 * What C hands out is taken in freearg, not in argout: before an argout SWIG allocates, and an error there would
 * come while nobody owns the object. */

%rename("raw_%s", %$isfunction) "";   /* one namespace: the raw names stay apart from the package's own */
/* The rename above would bring back what mkba.i left out by pattern; of tables R sees data frames only. */
%rename($ignore, regextarget=1, %$isfunction) "^mkba_table_";
%ignore mkba_status_name;

/* SWIG's runtime calls SET_S4_OBJECT, which R 4.6 removed; Rf_asS4 does the same. The header comes first, so that
 * R's own declaration lies behind when the macro appears. */
%begin %{
#define R_NO_REMAP
#define STRICT_R_HEADERS
#include <Rdefines.h>
#undef SET_S4_OBJECT
#define SET_S4_OBJECT(x) ((x) = Rf_asS4((x), TRUE, 0))
%}

%insert("sinitroutine") %{
    R_useDynamicSymbols(dll, FALSE);
    R_forceSymbols(dll, FALSE);   /* TRUE breaks the generated .Call('name') */
%}

%{
#include "mkba_r.h"
#include "mkba_r_options.h"
#include "mkba_r_uncertain.h"
%}

/* ---- a status and its error: a condition ------------------------------------------------------------------ */

%typemap(in, numinputs=0) mkba_error *error %{ $1 = mkba_r_error(); %}
%typemap(freearg) mkba_error *error ""

%typemap(out) mkba_status %{ mkba_r_check($1); $result = R_NilValue; %}
%typemap(rtype) mkba_status "NULL"
%typemap(scoerceout) mkba_status ""

/* ---- numbers ---------------------------------------------------------------------------------------------- */

%typemap(rtype) double "numeric"
%typemap(scoercein) double ""
%typemap(in) double %{ $1 = mkba_r_number($input, "$1_name"); %}

%typemap(rtype) int "numeric"
%typemap(scoercein) int ""
%typemap(scheck) int ""
%typemap(in) int %{ $1 = (int) mkba_r_whole($input, "$1_name", -2147483647.0, 2147483647.0); %}

/* Checked in C: SWIG's own as.logical takes numbers and NA, and fails with an error that is none of ours. */
%typemap(rtype) bool "logical"
%typemap(scoercein) bool ""
%typemap(scheck) bool ""
%typemap(in) bool %{ $1 = mkba_r_flag($input, "$1_name"); %}

/* Sizes are doubles, whole numbers up to 2^53: an R integer ends at 2^31. */
%typemap(rtype) size_t "numeric"
%typemap(scoercein) size_t ""
%typemap(scheck) size_t ""
%typemap(in) size_t %{ $1 = (size_t) mkba_r_whole($input, "$1_name", 0.0, 9007199254740992.0); %}
%typemap(out) size_t %{ $result = Rf_ScalarReal((double) $1); %}
%typemap(scoerceout) size_t ""

%typemap(in, numinputs=0) double *OUT_REAL (double value_ = 0.0) %{ $1 = &value_; %}
%typemap(argout) double *OUT_REAL %{ $result = Rf_ScalarReal(value_$argnum); %}
%typemap(freearg) double *OUT_REAL ""

/* A ratio that may not be there. */
%typemap(in, numinputs=0) (double *bcr, bool *defined) (double value_ = 0.0, bool defined_ = false) %{
    $1 = &value_;
    $2 = &defined_;
%}
%typemap(argout) (double *bcr, bool *defined) %{ $result = Rf_ScalarReal(defined_$argnum ? value_$argnum : NA_REAL); %}
%typemap(freearg) (double *bcr, bool *defined) ""

/* ---- texts: R keeps the bytes alive during the call ------------------------------------------------------- */

%typemap(rtype) const char * "character"
%typemap(scoercein) const char * ""
%typemap(in) const char * %{ $1 = ($1_ltype) mkba_r_text($input, "$1_name"); %}
%typemap(freearg) const char * ""
%typemap(out) const char * %{ $result = $1 != NULL ? Rf_ScalarString(Rf_mkCharCE($1, CE_UTF8)) : R_NilValue; %}
%typemap(scoerceout) const char * ""

%typemap(rtype) const char *OR_NULL "character"
%typemap(scoercein) const char *OR_NULL ""
%typemap(in) const char *OR_NULL %{ $1 = ($1_ltype) ($input == R_NilValue ? NULL : mkba_r_text($input, "$1_name")); %}
%typemap(freearg) const char *OR_NULL ""

/* A document: one string, or bytes as they stand in a file. */
%typemap(rtype) (const char *IN_BYTES, size_t IN_LENGTH) "character"
%typemap(scoercein) (const char *IN_BYTES, size_t IN_LENGTH) ""
%typemap(in) (const char *IN_BYTES, size_t IN_LENGTH) %{ $1 = ($1_ltype) mkba_r_bytes($input, "$1_name", &$2); %}
%typemap(freearg) (const char *IN_BYTES, size_t IN_LENGTH) ""

/* A name that the library keeps. */
%typemap(in, numinputs=0) const char **OUT_NAME (const char *name_ = NULL) %{ $1 = ($1_ltype) &name_; %}
%typemap(argout) const char **OUT_NAME %{ $result = Rf_ScalarString(Rf_mkCharCE(name_$argnum, CE_UTF8)); %}
%typemap(freearg) const char **OUT_NAME ""

%typemap(in, numinputs=0) char **OUT_TEXT (char *text_ = NULL, SEXP box_ = R_NilValue) {
    box_ = Rf_protect(mkba_r_box(MKBA_R_TEXT));
    r_nprotect++;
    $1 = &text_;
}
%typemap(freearg) char **OUT_TEXT %{ r_ans = mkba_r_take_text(box_$argnum, text_$argnum); %}

%typemap(rtype) (const char *const *IN_TEXTS, size_t IN_LENGTH) "character"
%typemap(scoercein) (const char *const *IN_TEXTS, size_t IN_LENGTH) ""
%typemap(in) (const char *const *IN_TEXTS, size_t IN_LENGTH) %{
    $1 = ($1_ltype) mkba_r_texts($input, "$1_name");
    $2 = (size_t) XLENGTH($input);
%}
%typemap(freearg) (const char *const *IN_TEXTS, size_t IN_LENGTH) ""

%typemap(rtype) (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) "character"
%typemap(scoercein) (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) ""
%typemap(in) (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) %{
    $1 = ($1_ltype) ($input == R_NilValue ? NULL : mkba_r_texts($input, "$1_name"));
    $2 = $input == R_NilValue ? 0 : (size_t) XLENGTH($input);
%}
%typemap(freearg) (const char *const *TEXTS_OR_NULL, size_t IN_LENGTH) ""

/* ---- arrays: read in place; for outputs R gives the length and gets a vector ------------------------------ */

%typemap(rtype) (const double *IN_REALS, size_t IN_LENGTH) "numeric"
%typemap(scoercein) (const double *IN_REALS, size_t IN_LENGTH) ""
%typemap(in) (const double *IN_REALS, size_t IN_LENGTH) %{
    $1 = ($1_ltype) mkba_r_reals($input, "$1_name");
    $2 = (size_t) XLENGTH($input);
%}
%typemap(freearg) (const double *IN_REALS, size_t IN_LENGTH) ""

%typemap(rtype) (const double *REALS_OR_NULL, size_t IN_LENGTH) "numeric"
%typemap(scoercein) (const double *REALS_OR_NULL, size_t IN_LENGTH) ""
%typemap(in) (const double *REALS_OR_NULL, size_t IN_LENGTH) %{
    $1 = ($1_ltype) ($input == R_NilValue ? NULL : mkba_r_reals($input, "$1_name"));
    $2 = $input == R_NilValue ? 0 : (size_t) XLENGTH($input);
%}
%typemap(freearg) (const double *REALS_OR_NULL, size_t IN_LENGTH) ""

/* Cash flows: a vector, or a matrix with a flow per row. */
%typemap(rtype) const mkba_flows *flows "numeric"
%typemap(scoercein) const mkba_flows *flows ""
%typemap(in) const mkba_flows *flows (mkba_flows flows_) %{
    flows_ = mkba_r_flows($input, "$1_name");
    $1 = &flows_;
%}
%typemap(freearg) const mkba_flows *flows ""

%typemap(rtype) (double *OUT_REALS, size_t OUT_LENGTH) "numeric"
%typemap(scoercein) (double *OUT_REALS, size_t OUT_LENGTH) ""
%typemap(in) (double *OUT_REALS, size_t OUT_LENGTH) (SEXP vector_ = R_NilValue) {
    $2 = (size_t) mkba_r_whole($input, "$1_name", 0.0, (double) R_XLEN_T_MAX);
    vector_ = Rf_protect(Rf_allocVector(REALSXP, (R_xlen_t) $2));
    r_nprotect++;
    $1 = REAL(vector_);
}
%typemap(argout) (double *OUT_REALS, size_t OUT_LENGTH) %{ $result = vector_$argnum; %}
%typemap(freearg) (double *OUT_REALS, size_t OUT_LENGTH) ""

/* Segments: a matrix with a row (from, rate) each. */
%typemap(rtype) (const mkba_segment *segments, size_t n_segments) "matrix"
%typemap(scoercein) (const mkba_segment *segments, size_t n_segments) ""
%typemap(in) (const mkba_segment *segments, size_t n_segments) %{
    $1 = ($1_ltype) mkba_r_segments($input, "$1_name", &$2);
%}
%typemap(freearg) (const mkba_segment *segments, size_t n_segments) ""

/* ---- names instead of numbers and structs ----------------------------------------------------------------- */

%define MKBA_R_CHOICE(TYPE)
%typemap(rtype) TYPE "character"
%typemap(scoercein) TYPE ""
%typemap(scheck) TYPE ""
%typemap(in) TYPE %{ mkba_r_check(TYPE ## _from_name(mkba_r_text($input, "$1_name"), &$1, mkba_r_error())); %}
%enddef
MKBA_R_CHOICE(mkba_view)
MKBA_R_CHOICE(mkba_catalog_view)
MKBA_R_CHOICE(mkba_timing)
MKBA_R_CHOICE(mkba_depreciation_method)
MKBA_R_CHOICE(mkba_panel_format)
MKBA_R_CHOICE(mkba_funnel_view)
MKBA_R_CHOICE(mkba_missing)
MKBA_R_CHOICE(mkba_peers_view)
MKBA_R_CHOICE(mkba_comparison_view)
MKBA_R_CHOICE(mkba_expectation_view)
MKBA_R_CHOICE(mkba_game_kind)
MKBA_R_CHOICE(mkba_game_concept)
MKBA_R_CHOICE(mkba_solution_view)
MKBA_R_CHOICE(mkba_keys_view)
MKBA_R_CHOICE(mkba_scale_view)
MKBA_R_CHOICE(mkba_did_view)
MKBA_R_CHOICE(mkba_synthetic_view)
MKBA_R_CHOICE(mkba_effect_view)
MKBA_R_CHOICE(mkba_effect_shape)
MKBA_R_CHOICE(mkba_effect_series)
MKBA_R_CHOICE(mkba_language)
MKBA_R_CHOICE(mkba_synthetic_did_view)
MKBA_R_CHOICE(mkba_placebo_view)
MKBA_R_CHOICE(mkba_scaling)
MKBA_R_CHOICE(mkba_simulation_view)
MKBA_R_CHOICE(mkba_koers_view)
MKBA_R_CHOICE(mkba_compass_view)
MKBA_R_CHOICE(mkba_register_view)
MKBA_R_CHOICE(mkba_allocation_view)
MKBA_R_CHOICE(mkba_plan)

%typemap(rtype) const mkba_appraise_options *options "character"
%typemap(scoercein) const mkba_appraise_options *options ""
%typemap(in) const mkba_appraise_options *options (mkba_appraise_options options_) %{
    mkba_appraise_options_init(&options_);
    options_.scenario = $input == R_NilValue ? NULL : mkba_r_text($input, "scenario");
    $1 = &options_;
%}
%typemap(freearg) const mkba_appraise_options *options ""

/* A list: the scenario or NULL, and the numbers rate, shorter, longer, effect, price and timing (0 or 1). */
%typemap(rtype) const mkba_sensitivity_options *options "list"
%typemap(scoercein) const mkba_sensitivity_options *options ""
%typemap(in) const mkba_sensitivity_options *options (mkba_sensitivity_options options_) %{
    mkba_r_sensitivity($input, &options_);
    $1 = &options_;
%}
%typemap(freearg) const mkba_sensitivity_options *options ""

/* ---- objects: external pointers --------------------------------------------------------------------------- */

%define MKBA_R_OBJECT(TYPE, KIND, NAME)
%typemap(rtype) const TYPE * "externalptr"
%typemap(scoercein) const TYPE * ""
%typemap(in) const TYPE * %{ $1 = ($1_ltype) mkba_r_object($input, KIND, NAME); %}
%typemap(freearg) const TYPE * ""

%typemap(in, numinputs=0) TYPE **out (TYPE *object_ = NULL, SEXP box_ = R_NilValue) {
    box_ = Rf_protect(mkba_r_box(KIND));
    r_nprotect++;
    $1 = &object_;
}
%typemap(freearg) TYPE **out %{
    R_SetExternalPtrAddr(box_$argnum, object_$argnum);
    r_ans = box_$argnum;
%}
%enddef

MKBA_R_OBJECT(mkba_case, MKBA_R_CASE, "case")
MKBA_R_OBJECT(mkba_appraisal, MKBA_R_APPRAISAL, "appraisal")
MKBA_R_OBJECT(mkba_draft, MKBA_R_DRAFT, "draft")
%apply const mkba_draft * { mkba_draft *draft };  /* the one kind of object that changes */
MKBA_R_OBJECT(mkba_catalog, MKBA_R_CATALOG, "catalog")
MKBA_R_OBJECT(mkba_panel, MKBA_R_PANEL, "panel")
MKBA_R_OBJECT(mkba_crosswalk, MKBA_R_CROSSWALK, "crosswalk")
MKBA_R_OBJECT(mkba_peers, MKBA_R_PEERS, "peers")
MKBA_R_OBJECT(mkba_comparison, MKBA_R_COMPARISON, "comparison")
MKBA_R_OBJECT(mkba_expectation, MKBA_R_EXPECTATION, "expectation")
MKBA_R_OBJECT(mkba_synthetic, MKBA_R_SYNTHETIC, "synthetic")
MKBA_R_OBJECT(mkba_effect, MKBA_R_EFFECT, "effect")
MKBA_R_OBJECT(mkba_simulation, MKBA_R_SIMULATION, "simulation")
MKBA_R_OBJECT(mkba_did, MKBA_R_DID, "did")
MKBA_R_OBJECT(mkba_game, MKBA_R_GAME, "game")
MKBA_R_OBJECT(mkba_koers, MKBA_R_KOERS, "koers")
MKBA_R_OBJECT(mkba_compass, MKBA_R_COMPASS, "compass")
MKBA_R_OBJECT(mkba_register, MKBA_R_REGISTER, "benefits")
MKBA_R_OBJECT(mkba_synthetic_did, MKBA_R_SYNTHETIC_DID, "did")
MKBA_R_OBJECT(mkba_placebo, MKBA_R_PLACEBO, "placebo")

/* A panel or a case that may be left out: NULL. */
%define MKBA_R_OBJECT_OR_NULL(TYPE, KIND, NAME)
%typemap(rtype) const TYPE *OR_NULL "externalptr"
%typemap(scoercein) const TYPE *OR_NULL ""
%typemap(in) const TYPE *OR_NULL %{
    $1 = ($1_ltype) ($input == R_NilValue ? NULL : mkba_r_object($input, KIND, NAME));
%}
%typemap(freearg) const TYPE *OR_NULL ""
%enddef
MKBA_R_OBJECT_OR_NULL(mkba_panel, MKBA_R_PANEL, "panel")
MKBA_R_OBJECT_OR_NULL(mkba_case, MKBA_R_CASE, "case")

/* NULL is the shipped catalog. */
%typemap(in) const mkba_catalog *catalog %{
    $1 = ($1_ltype) ($input == R_NilValue ? NULL : mkba_r_object($input, MKBA_R_CATALOG, "catalog"));
%}
%typemap(rtype) const mkba_case_options *options "externalptr"
%typemap(scoercein) const mkba_case_options *options ""
%typemap(in) const mkba_case_options *options (mkba_case_options options_) %{
    mkba_case_options_init(&options_);
    options_.catalog = $input == R_NilValue ? NULL : mkba_r_object($input, MKBA_R_CATALOG, "catalog");
    $1 = &options_;
%}
%typemap(freearg) const mkba_case_options *options ""

/* A table crosses whole, as a list of columns. */
%typemap(in, numinputs=0) mkba_table **table (mkba_table *table_ = NULL, SEXP box_ = R_NilValue) {
    box_ = Rf_protect(mkba_r_box(MKBA_R_TABLE));
    r_nprotect++;
    $1 = &table_;
}
%typemap(freearg) mkba_table **table %{ r_ans = mkba_r_take_table(box_$argnum, table_$argnum); %}

/* A data frame becomes a table: a list of columns, each a plain vector or a factor. */
%typemap(rtype) const mkba_table *table "list"
%typemap(scoercein) const mkba_table *table ""
%typemap(in) const mkba_table *table (SEXP box_ = R_NilValue) {
    box_ = Rf_protect(mkba_r_box(MKBA_R_TABLE));
    r_nprotect++;
    $1 = ($1_ltype) mkba_r_make_table($input, box_);
}
%typemap(freearg) const mkba_table *table %{ mkba_r_free_table(box_$argnum); %}

%include "r/mkba_r_panel.i"
%include "r/mkba_r_uncertain.i"
%include "r/mkba_r_what_if.i"
%include "r/mkba_r_measures.i"
