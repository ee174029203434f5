/* Helpers of mkba_r.i: arguments checked and converted, errors made into conditions, objects of C owned by R.
 * Included once, in the wrapper that SWIG writes. What is refused makes R jump, so nothing here may own memory
 * that R does not know of. */
#ifndef MKBA_R_H
#define MKBA_R_H

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- conditions ------------------------------------------------------------------------------------------- */

/* Where the call at hand leaves its error. R has one thread, and the error is read as soon as the call is back. */
static mkba_error *mkba_r_error(void)
{
    static mkba_error error;

    return &error;
}

static SEXP mkba_r_string(const char *text)
{
    return Rf_ScalarString(Rf_mkCharCE(text, CE_UTF8));
}

/* Evaluates mkba:::mkba_signal(status, message, where, line, column, source), which does not return. */
static void mkba_r_signal(const mkba_error *error)
{
    SEXP status = PROTECT(mkba_r_string(mkba_status_name(error->status)));
    SEXP message = PROTECT(mkba_r_string(error->message)), where = PROTECT(mkba_r_string(error->where));
    SEXP line = PROTECT(Rf_ScalarReal((double) error->line)), column = PROTECT(Rf_ScalarReal((double) error->column));
    SEXP source = PROTECT(mkba_r_string(error->source));
    SEXP arguments = PROTECT(Rf_list6(status, message, where, line, column, source));
    SEXP signal = PROTECT(Rf_lang3(Rf_install(":::"), Rf_install("mkba"), Rf_install("mkba_signal")));
    SEXP call = PROTECT(Rf_lcons(signal, arguments));

    Rf_eval(call, R_BaseEnv);
    UNPROTECT(9);
    Rf_error("%s", error->message);
}

/* What R goes on with after a callback of the call at hand that it wanted to leave; NULL: none. See
 * mkba_r_uncertain.h. */
static SEXP *mkba_r_jump(void)
{
    static SEXP token;

    return &token;
}

static void mkba_r_check(mkba_status status)
{
    SEXP token = *mkba_r_jump();

    *mkba_r_jump() = NULL;
    if (token != NULL)
        R_ContinueUnwind(token);
    if (status != MKBA_OK)
        mkba_r_signal(mkba_r_error());
}

/* The argument `name` cannot be used: it must be `wanted`. */
static void mkba_r_refuse(const char *name, const char *wanted)
{
    mkba_error *error = mkba_r_error();

    *error = (mkba_error){.status = MKBA_ERROR_ARGUMENT};
    snprintf(error->where, sizeof error->where, "%s", name);
    snprintf(error->message, sizeof error->message, "%s must be %s", name, wanted);
    mkba_r_signal(error);
}

/* ---- numbers ---------------------------------------------------------------------------------------------- */

/* One number; NA for what is none, TRUE and FALSE among it. */
static double mkba_r_one(SEXP x)
{
    return Rf_isNumeric(x) && !Rf_isLogical(x) && XLENGTH(x) == 1 ? Rf_asReal(x) : NA_REAL;
}

static double mkba_r_number(SEXP x, const char *name)
{
    double value = mkba_r_one(x);
    char wanted[80];

    if (!ISNAN(value))
        return value;
    if (Rf_xlength(x) != 1)
        snprintf(wanted, sizeof wanted, "one number, not %.0f", (double) Rf_xlength(x));
    else
        snprintf(wanted, sizeof wanted, "one number, not %s",
                 Rf_isString(x)                                     ? "a text"
                 : Rf_isLogical(x) && LOGICAL(x)[0] != NA_LOGICAL ? "TRUE or FALSE"
                                                                  : "NA");
    mkba_r_refuse(name, wanted);
    return value;
}

static double mkba_r_whole(SEXP x, const char *name, double low, double high)
{
    double value = mkba_r_one(x);
    char wanted[80];

    if (ISNAN(value) || value < low || value > high || value != floor(value)) {
        snprintf(wanted, sizeof wanted, "one whole number from %.0f to %.0f", low, high);
        mkba_r_refuse(name, wanted);
    }
    return value;
}

static bool mkba_r_flag(SEXP x, const char *name)
{
    if (TYPEOF(x) != LGLSXP || XLENGTH(x) != 1 || LOGICAL(x)[0] == NA_LOGICAL)
        mkba_r_refuse(name, "TRUE or FALSE");
    return LOGICAL(x)[0] != 0;
}

static const double *mkba_r_reals(SEXP x, const char *name)
{
    if (TYPEOF(x) != REALSXP)
        mkba_r_refuse(name, "a vector of doubles");
    return REAL(x);
}

static mkba_flows mkba_r_flows(SEXP x, const char *name)
{
    const double *values = mkba_r_reals(x, name);
    size_t rows;

    if (!Rf_isMatrix(x))
        return (mkba_flows){.values = values, .n_flows = 1, .n_periods = (size_t) XLENGTH(x), .period_stride = 1};
    rows = (size_t) Rf_nrows(x);
    return (mkba_flows){.values = values,
                        .n_flows = rows,
                        .n_periods = (size_t) Rf_ncols(x),
                        .flow_stride = 1,
                        .period_stride = (ptrdiff_t) rows};
}

static const mkba_segment *mkba_r_segments(SEXP x, const char *name, size_t *n)
{
    mkba_segment *segments;
    R_xlen_t rows;

    if (TYPEOF(x) != REALSXP || !Rf_isMatrix(x) || Rf_ncols(x) != 2)
        mkba_r_refuse(name, "a matrix of doubles with the columns from and rate");
    rows = Rf_nrows(x);
    segments = (mkba_segment *) R_alloc((size_t) rows + 1, sizeof *segments);
    for (R_xlen_t i = 0; i < rows; i++)
        segments[i] = (mkba_segment){.from = REAL(x)[i], .rate = REAL(x)[i + rows]};
    *n = (size_t) rows;
    return segments;
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

static const char *mkba_r_utf8(SEXP x, R_xlen_t i, const char *name, const char *wanted)
{
    SEXP text = TYPEOF(x) == STRSXP && i < XLENGTH(x) ? STRING_ELT(x, i) : NA_STRING;

    if (text == NA_STRING || Rf_getCharCE(text) == CE_BYTES)
        mkba_r_refuse(name, wanted);
    return Rf_translateCharUTF8(text);
}

static const char *mkba_r_text(SEXP x, const char *name)
{
    if (TYPEOF(x) != STRSXP || XLENGTH(x) != 1)
        mkba_r_refuse(name, "one text");
    return mkba_r_utf8(x, 0, name, "one text, not NA");
}

/* What the sensitivity set changes: see mkba_r.i. */
static void mkba_r_sensitivity(SEXP x, mkba_sensitivity_options *options)
{
    const double *numbers;

    mkba_sensitivity_options_init(options);
    if (TYPEOF(x) != VECSXP || XLENGTH(x) != 2 || TYPEOF(VECTOR_ELT(x, 1)) != REALSXP || XLENGTH(VECTOR_ELT(x, 1)) != 6)
        mkba_r_refuse("options", "a list of a scenario and six numbers");
    numbers = REAL(VECTOR_ELT(x, 1));
    options->scenario = VECTOR_ELT(x, 0) == R_NilValue ? NULL : mkba_r_text(VECTOR_ELT(x, 0), "scenario");
    options->rate = numbers[0];
    options->shorter = numbers[1];
    options->longer = numbers[2];
    options->effect = numbers[3];
    options->price = numbers[4];
    options->timing = numbers[5] != 0.0;
}

static const char *const *mkba_r_texts(SEXP x, const char *name)
{
    const char **texts;

    if (TYPEOF(x) != STRSXP)
        mkba_r_refuse(name, "a vector of texts");
    texts = (const char **) R_alloc((size_t) XLENGTH(x) + 1, sizeof *texts);
    for (R_xlen_t i = 0; i < XLENGTH(x); i++)
        texts[i] = mkba_r_utf8(x, i, name, "a vector of texts without NA");
    return texts;
}

static const char *mkba_r_bytes(SEXP x, const char *name, size_t *n)
{
    const char *text;

    if (TYPEOF(x) == RAWSXP) {
        *n = (size_t) XLENGTH(x);
        return *n == 0 ? "" : (const char *) RAW(x);
    }
    text = mkba_r_text(x, name);
    *n = strlen(text);
    return text;
}

/* ---- objects ---------------------------------------------------------------------------------------------- */

/* What an external pointer of ours holds; its tag says so in R. */
typedef enum mkba_r_kind {
    MKBA_R_TEXT,
    MKBA_R_TABLE,
    MKBA_R_CASE,
    MKBA_R_APPRAISAL,
    MKBA_R_DRAFT,
    MKBA_R_CATALOG,
    MKBA_R_PANEL,
    MKBA_R_CROSSWALK,
    MKBA_R_PEERS,
    MKBA_R_COMPARISON,
    MKBA_R_EXPECTATION,
    MKBA_R_SYNTHETIC,
    MKBA_R_SIMULATION,
    MKBA_R_DID,
    MKBA_R_SYNTHETIC_DID,
    MKBA_R_EFFECT,
    MKBA_R_GAME,
    MKBA_R_KOERS,
    MKBA_R_COMPASS,
    MKBA_R_REGISTER,
    MKBA_R_PLACEBO
} mkba_r_kind;

static SEXP mkba_r_tag(mkba_r_kind kind)
{
    static const char *const TAGS[] = {"mkba_text",  "mkba_table",   "mkba_case",  "mkba_appraisal",
                                       "mkba_draft", "mkba_catalog", "mkba_panel", "mkba_crosswalk", "mkba_peers",
                                       "mkba_comparison", "mkba_expectation", "mkba_synthetic", "mkba_simulation",
                                       "mkba_did", "mkba_synthetic_did", "mkba_effect", "mkba_game", "mkba_koers",
                                       "mkba_compass", "mkba_register", "mkba_placebo"};

    return Rf_install(TAGS[kind]);
}

/* The finalizer of what FREE frees. */
#define MKBA_R_FINALIZER(NAME, FREE)                                                                                   \
  static void mkba_r_free_##NAME(SEXP box)                                                                             \
  {                                                                                                                    \
    FREE(R_ExternalPtrAddr(box));                                                                                      \
    R_ClearExternalPtr(box);                                                                                           \
  }
MKBA_R_FINALIZER(text, mkba_text_free)
MKBA_R_FINALIZER(table, mkba_table_free)
MKBA_R_FINALIZER(case, mkba_case_free)
MKBA_R_FINALIZER(appraisal, mkba_appraisal_free)
MKBA_R_FINALIZER(catalog, mkba_catalog_free)
MKBA_R_FINALIZER(draft, mkba_draft_free)
MKBA_R_FINALIZER(panel, mkba_panel_free)
MKBA_R_FINALIZER(crosswalk, mkba_crosswalk_free)
MKBA_R_FINALIZER(peers, mkba_peers_free)
MKBA_R_FINALIZER(comparison, mkba_comparison_free)
MKBA_R_FINALIZER(expectation, mkba_expectation_free)
MKBA_R_FINALIZER(synthetic, mkba_synthetic_free)
MKBA_R_FINALIZER(simulation, mkba_simulation_free)
MKBA_R_FINALIZER(did, mkba_did_free)
MKBA_R_FINALIZER(effect, mkba_effect_free)
MKBA_R_FINALIZER(game, mkba_game_free)
MKBA_R_FINALIZER(placebo, mkba_placebo_free)
MKBA_R_FINALIZER(synthetic_did, mkba_synthetic_did_free)
MKBA_R_FINALIZER(koers, mkba_koers_free)
MKBA_R_FINALIZER(compass, mkba_compass_free)
MKBA_R_FINALIZER(register, mkba_register_free)

/* An empty external pointer with its finalizer: made before the object that it will own. */
static SEXP mkba_r_box(mkba_r_kind kind)
{
    static const R_CFinalizer_t FREES[] = {mkba_r_free_text,      mkba_r_free_table,    mkba_r_free_case,
                                           mkba_r_free_appraisal, mkba_r_free_draft,    mkba_r_free_catalog,
                                           mkba_r_free_panel,     mkba_r_free_crosswalk,
                                           mkba_r_free_peers,     mkba_r_free_comparison, mkba_r_free_expectation,
                                           mkba_r_free_synthetic, mkba_r_free_simulation, mkba_r_free_did,
                                           mkba_r_free_synthetic_did, mkba_r_free_effect, mkba_r_free_game,
                                           mkba_r_free_koers, mkba_r_free_compass, mkba_r_free_register,
                                           mkba_r_free_placebo};
    SEXP box = PROTECT(R_MakeExternalPtr(NULL, mkba_r_tag(kind), R_NilValue));

    R_RegisterCFinalizerEx(box, FREES[kind], TRUE);
    UNPROTECT(1);
    return box;
}

static void *mkba_r_object(SEXP x, mkba_r_kind kind, const char *name)
{
    static const char *const WANTED[] = {[MKBA_R_TEXT] = "a text",
                                         [MKBA_R_TABLE] = "a table",
                                         [MKBA_R_CASE] = "a case, as mkba_case() makes",
                                         [MKBA_R_APPRAISAL] = "an appraisal, as mkba_appraise() makes",
                                         [MKBA_R_DRAFT] = "a draft",
                                         [MKBA_R_CATALOG] = "a catalog, as mkba_catalog() makes",
                                         [MKBA_R_PANEL] = "a panel, as mkba_panel() makes",
                                         [MKBA_R_CROSSWALK] = "a crosswalk, as mkba_crosswalk() makes",
                                         [MKBA_R_PEERS] = "peers, as mkba_peers() makes",
                                         [MKBA_R_COMPARISON] = "a comparison, as mkba_compare() makes",
                                         [MKBA_R_EXPECTATION] = "an expectation, as mkba_expected() makes",
                                         [MKBA_R_SYNTHETIC] = "a synthetic control, as mkba_synthetic_control() makes",
                                         [MKBA_R_SIMULATION] = "a simulation, as mkba_simulate() makes",
                                         [MKBA_R_DID] = "an estimate, as mkba_did() makes",
                                         [MKBA_R_SYNTHETIC_DID] = "an estimate, as mkba_synthetic_did() makes",
                                         [MKBA_R_EFFECT] = "an effect, as mkba_effect() makes",
                                         [MKBA_R_PLACEBO] = "placebos, as mkba_synthetic_placebo() makes",
                                         [MKBA_R_GAME] = "a game, as mkba_game() makes",
                                         [MKBA_R_KOERS] = "a Koers, as mkba_koers() makes",
                                         [MKBA_R_COMPASS] = "a compass, as mkba_koers_compass() makes",
                                         [MKBA_R_REGISTER] = "a register, as mkba_koers_benefits() makes"};

    if (TYPEOF(x) != EXTPTRSXP || R_ExternalPtrTag(x) != mkba_r_tag(kind))
        mkba_r_refuse(name, WANTED[kind]);
    if (R_ExternalPtrAddr(x) == NULL)
        mkba_r_refuse(name, "made in this session: what was saved and read back is empty");
    return R_ExternalPtrAddr(x);
}

/* ---- tables made of data frames --------------------------------------------------------------------------- */

/* Text i of a character vector or factor; NULL is missing. */
static const char *mkba_r_cell_text(SEXP texts, R_xlen_t i)
{
    SEXP text = STRING_ELT(texts, i);

    if (text == NA_STRING)
        return NULL;
    return Rf_getCharCE(text) == CE_BYTES ? CHAR(text) : Rf_translateCharUTF8(text);
}

static const char *const *mkba_r_column_texts(SEXP x)
{
    SEXP texts = TYPEOF(x) == STRSXP ? x : Rf_getAttrib(x, R_LevelsSymbol);
    const char **made = (const char **) R_alloc((size_t) XLENGTH(x) + 1, sizeof *made);

    for (R_xlen_t i = 0; i < XLENGTH(x); i++) {
        R_xlen_t at = TYPEOF(x) == STRSXP ? i : INTEGER(x)[i] == NA_INTEGER ? -1 : INTEGER(x)[i] - 1;

        made[i] = at < 0 || at >= XLENGTH(texts) ? NULL : mkba_r_cell_text(texts, at);
    }
    return made;
}

/* Whole numbers and booleans: R has them as int, and a mark for what is missing. */
static void mkba_r_column_integers(SEXP x, mkba_column *to)
{
    const int *values = TYPEOF(x) == LGLSXP ? LOGICAL(x) : INTEGER(x);
    int64_t *integers = (int64_t *) R_alloc((size_t) XLENGTH(x) + 1, sizeof *integers);
    bool *missing = (bool *) R_alloc((size_t) XLENGTH(x) + 1, sizeof *missing);

    for (R_xlen_t i = 0; i < XLENGTH(x); i++) {
        missing[i] = values[i] == NA_INTEGER; /* which is NA_LOGICAL too */
        integers[i] = values[i];
    }
    to->integers = integers;
    to->missing = missing;
}

static void mkba_r_column_reals(SEXP x, mkba_column *to)
{
    bool *missing = (bool *) R_alloc((size_t) XLENGTH(x) + 1, sizeof *missing);

    for (R_xlen_t i = 0; i < XLENGTH(x); i++)
        missing[i] = ISNAN(REAL(x)[i]);
    to->reals = REAL(x);
    to->missing = missing;
}

static void mkba_r_open_column(SEXP x, mkba_column *to)
{
    switch (Rf_isFactor(x) ? STRSXP : TYPEOF(x)) {
    case STRSXP:
        to->type = MKBA_COLUMN_TEXT;
        to->texts = mkba_r_column_texts(x);
        break;
    case LGLSXP:
        to->type = MKBA_COLUMN_BOOLEAN;
        mkba_r_column_integers(x, to);
        break;
    case INTSXP:
        to->type = MKBA_COLUMN_INTEGER;
        mkba_r_column_integers(x, to);
        break;
    case REALSXP:
        to->type = MKBA_COLUMN_REAL;
        mkba_r_column_reals(x, to);
        break;
    default: mkba_r_refuse(to->name, "a vector of texts, numbers or TRUE and FALSE, or a factor");
    }
}

/* A table of a named list of vectors of one length, owned by the box. */
static const mkba_table *mkba_r_make_table(SEXP x, SEXP box)
{
    SEXP names = Rf_getAttrib(x, R_NamesSymbol);
    R_xlen_t n_rows = TYPEOF(x) == VECSXP && XLENGTH(x) > 0 ? Rf_xlength(VECTOR_ELT(x, 0)) : 0;
    mkba_table *table = NULL;
    mkba_column *columns;

    if (TYPEOF(x) != VECSXP || (XLENGTH(x) > 0 && TYPEOF(names) != STRSXP))
        mkba_r_refuse("table", "a data frame");
    columns = (mkba_column *) R_alloc((size_t) XLENGTH(x) + 1, sizeof *columns);
    for (R_xlen_t i = 0; i < XLENGTH(x); i++) {
        const char *name = mkba_r_cell_text(names, i);

        columns[i] = (mkba_column){.name = name == NULL ? "NA" : name};
        if (Rf_xlength(VECTOR_ELT(x, i)) != n_rows)
            mkba_r_refuse(columns[i].name, "as long as the first column");
        mkba_r_open_column(VECTOR_ELT(x, i), &columns[i]);
    }
    mkba_r_check(mkba_table_new("frame", columns, (size_t) XLENGTH(x), (size_t) n_rows, &table, mkba_r_error()));
    R_SetExternalPtrAddr(box, table);
    return table;
}

/* ---- texts and tables handed out: converted, then freed --------------------------------------------------- */

static SEXP mkba_r_take_text(SEXP box, char *text)
{
    SEXP taken;

    R_SetExternalPtrAddr(box, text);
    taken = PROTECT(mkba_r_string(text));
    mkba_r_free_text(box);
    UNPROTECT(1);
    return taken;
}

static SEXP mkba_r_text_column(const mkba_table *table, size_t column, R_xlen_t n)
{
    const char *const *texts = mkba_table_texts(table, column);
    SEXP made = PROTECT(Rf_allocVector(STRSXP, n));

    for (R_xlen_t i = 0; i < n; i++)
        SET_STRING_ELT(made, i, texts[i] == NULL ? NA_STRING : Rf_mkCharCE(texts[i], CE_UTF8));
    UNPROTECT(1);
    return made;
}

static SEXP mkba_r_real_column(const mkba_table *table, size_t column, R_xlen_t n)
{
    const double *reals = mkba_table_reals(table, column);
    SEXP made = Rf_allocVector(REALSXP, n);

    for (R_xlen_t i = 0; i < n; i++)
        REAL(made)[i] = mkba_table_is_missing(table, (size_t) i, column) ? NA_REAL : reals[i];
    return made;
}

/* Whole numbers are integers when all of them fit (R's smallest means NA), doubles otherwise. */
static SEXP mkba_r_integer_column(const mkba_table *table, size_t column, R_xlen_t n, SEXPTYPE type)
{
    const int64_t *integers = mkba_table_integers(table, column);
    SEXP made;

    for (R_xlen_t i = 0; i < n; i++)
        if (integers[i] > INT_MAX || integers[i] <= INT_MIN)
            type = REALSXP;
    made = Rf_allocVector(type, n);
    for (R_xlen_t i = 0; i < n; i++) {
        bool missing = mkba_table_is_missing(table, (size_t) i, column);

        if (type == REALSXP)
            REAL(made)[i] = missing ? NA_REAL : (double) integers[i];
        else if (type == LGLSXP)
            LOGICAL(made)[i] = missing ? NA_LOGICAL : integers[i] != 0;
        else
            INTEGER(made)[i] = missing ? NA_INTEGER : (int) integers[i];
    }
    return made;
}

static SEXP mkba_r_column(const mkba_table *table, size_t column, R_xlen_t n)
{
    switch (mkba_table_column_type(table, column)) {
    case MKBA_COLUMN_INTEGER: return mkba_r_integer_column(table, column, n, INTSXP);
    case MKBA_COLUMN_BOOLEAN: return mkba_r_integer_column(table, column, n, LGLSXP);
    case MKBA_COLUMN_REAL: return mkba_r_real_column(table, column, n);
    case MKBA_COLUMN_TEXT: break;
    }
    return mkba_r_text_column(table, column, n);
}

/* A named list of columns, with their units in the attribute `units`. */
static SEXP mkba_r_take_table(SEXP box, mkba_table *table)
{
    R_xlen_t n_columns = (R_xlen_t) mkba_table_n_columns(table), n_rows = (R_xlen_t) mkba_table_n_rows(table);
    SEXP columns, names, units;

    R_SetExternalPtrAddr(box, table);
    columns = PROTECT(Rf_allocVector(VECSXP, n_columns));
    names = PROTECT(Rf_allocVector(STRSXP, n_columns));
    units = PROTECT(Rf_allocVector(STRSXP, n_columns));
    for (R_xlen_t i = 0; i < n_columns; i++) {
        SET_STRING_ELT(names, i, Rf_mkCharCE(mkba_table_column_name(table, (size_t) i), CE_UTF8));
        SET_STRING_ELT(units, i, Rf_mkCharCE(mkba_table_column_unit(table, (size_t) i), CE_UTF8));
        SET_VECTOR_ELT(columns, i, mkba_r_column(table, (size_t) i, n_rows));
    }
    Rf_setAttrib(columns, R_NamesSymbol, names);
    Rf_setAttrib(units, R_NamesSymbol, names);
    Rf_setAttrib(columns, Rf_install("units"), units);
    mkba_r_free_table(box);
    UNPROTECT(3);
    return columns;
}

#endif
