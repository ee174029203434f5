/* Structs that a caller fills by name, from a named list: see options.h. Texts are R's, all else is room that R frees
 * when the call is over. Included once, after mkba_r.h. */
#ifndef MKBA_R_OPTIONS_H
#define MKBA_R_OPTIONS_H

static void mkba_r_fill(SEXP list, const mkba_fields *fields, void *to);

static void mkba_r_refuse_field(const mkba_field *field)
{
    mkba_field_refuse(field, mkba_r_error());
    mkba_r_signal(mkba_r_error());
}

/* Structs of a list of named lists; their number is set. */
static void *mkba_r_records(SEXP x, const char *name, const mkba_fields *fields, size_t *n)
{
    char *made;

    if (TYPEOF(x) != VECSXP)
        mkba_r_refuse(name, "a list of named lists");
    *n = (size_t) XLENGTH(x);
    made = R_alloc(*n + 1, (int) fields->size);
    memset(made, 0, (*n + 1) * fields->size);
    for (size_t i = 0; i < *n; i++)
        mkba_r_fill(VECTOR_ELT(x, (R_xlen_t) i), fields, made + i * fields->size);
    return made;
}

/* A list of numbers as doubles. */
static const void *mkba_r_doubles(SEXP x, const mkba_field *field)
{
    double *made;

    if (!Rf_isNumeric(x))
        mkba_r_refuse_field(field);
    made = (double *) R_alloc((size_t) XLENGTH(x) + 1, sizeof *made);
    for (R_xlen_t i = 0; i < XLENGTH(x); i++)
        made[i] = TYPEOF(x) == INTSXP && INTEGER(x)[i] != NA_INTEGER ? INTEGER(x)[i]
                  : TYPEOF(x) == REALSXP                             ? REAL(x)[i]
                                                                     : NA_REAL;
    return made;
}

static const void *mkba_r_list(SEXP x, const mkba_field *field, size_t *n)
{
    if (field->type == MKBA_FIELD_RECORDS)
        return mkba_r_records(x, field->name, field->records, n);
    *n = (size_t) Rf_xlength(x);
    if (field->type == MKBA_FIELD_REALS)
        return mkba_r_doubles(x, field);
    return (const void *) mkba_r_texts(x, field->name);
}

static void mkba_r_set_choice(SEXP x, const mkba_field *field, void *at)
{
    mkba_error *error = mkba_r_error();

    if (field->choose(mkba_r_text(x, field->name), at, error) == MKBA_OK)
        return;
    snprintf(error->where, sizeof error->where, "%s", field->name);
    mkba_r_signal(error);
}

static void mkba_r_set_value(SEXP x, const mkba_field *field, void *at)
{
    const char *text;

    switch (field->type) {
    case MKBA_FIELD_TEXT: *(const char **) at = mkba_r_text(x, field->name); break;
    case MKBA_FIELD_CHAR:
        text = mkba_r_text(x, field->name);
        if (strlen(text) != 1)
            mkba_r_refuse_field(field);
        *(char *) at = text[0];
        break;
    case MKBA_FIELD_CHOICE: mkba_r_set_choice(x, field, at); break;
    case MKBA_FIELD_BOOLEAN: *(bool *) at = mkba_r_flag(x, field->name); break;
    case MKBA_FIELD_REAL: *(double *) at = mkba_r_number(x, field->name); break;
    case MKBA_FIELD_INTEGER: *(int *) at = (int) mkba_r_whole(x, field->name, -2147483647.0, 2147483647.0); break;
    case MKBA_FIELD_SIZE: *(size_t *) at = (size_t) mkba_r_whole(x, field->name, 0.0, 9007199254740992.0); break;
    case MKBA_FIELD_SEED: *(uint64_t *) at = (uint64_t) mkba_r_whole(x, field->name, 0.0, 9007199254740992.0); break;
    case MKBA_FIELD_CATALOG: *(const mkba_catalog **) at = mkba_r_object(x, MKBA_R_CATALOG, field->name); break;
    case MKBA_FIELD_TEXTS:
    case MKBA_FIELD_REALS:
    case MKBA_FIELD_RECORDS:
    case MKBA_FIELD_NONE: mkba_r_refuse_field(field);
    }
}

static void mkba_r_set(SEXP x, const mkba_fields *fields, const mkba_field *field, void *to)
{
    size_t n = 0;
    const void *list;

    if (field->type != MKBA_FIELD_TEXTS && field->type != MKBA_FIELD_REALS && field->type != MKBA_FIELD_RECORDS) {
        mkba_r_set_value(x, field, (char *) to + field->offset);
        return;
    }
    list = mkba_r_list(x, field, &n);
    mkba_r_check(mkba_field_set_list(fields, field, to, list, n, mkba_r_error()));
}

/* Fills a struct from a named list; NULL, as list or as item, leaves what is there. */
static void mkba_r_fill(SEXP list, const mkba_fields *fields, void *to)
{
    SEXP names = Rf_getAttrib(list, R_NamesSymbol);

    if (list == R_NilValue)
        return;
    if (TYPEOF(list) != VECSXP || (XLENGTH(list) > 0 && TYPEOF(names) != STRSXP))
        mkba_r_refuse("options", "a named list");
    for (R_xlen_t i = 0; i < XLENGTH(list); i++) {
        const mkba_field *field;

        if (VECTOR_ELT(list, i) == R_NilValue)
            continue;
        field = mkba_field_find(fields, Rf_translateCharUTF8(STRING_ELT(names, i)), mkba_r_error());
        if (field == NULL)
            mkba_r_signal(mkba_r_error());
        mkba_r_set(VECTOR_ELT(list, i), fields, field, to);
    }
}

/* ---- panels ------------------------------------------------------------------------------------------------ */

/* Character vectors of one length, n of them. */
typedef struct mkba_r_cells {
    const char *const *texts[3];
    size_t n;
} mkba_r_cells;

static mkba_r_cells mkba_r_open_cells(SEXP x)
{
    static const char *const names[] = {"areas", "periods", "indicators"};
    mkba_r_cells cells = {.n = 0};

    if (TYPEOF(x) != VECSXP || XLENGTH(x) != 3)
        mkba_r_refuse("cells", "a list of areas, periods and indicators");
    for (R_xlen_t i = 0; i < 3; i++) {
        if (Rf_xlength(VECTOR_ELT(x, i)) != Rf_xlength(VECTOR_ELT(x, 0)))
            mkba_r_refuse(names[i], "as long as areas");
        cells.texts[i] = mkba_r_texts(VECTOR_ELT(x, i), names[i]);
    }
    cells.n = (size_t) Rf_xlength(VECTOR_ELT(x, 0));
    return cells;
}

/* Codes, and a text or number for each. */
typedef struct mkba_r_attribute {
    const char *const *codes;
    const char *const *texts;
    const double *numbers;
    size_t n;
} mkba_r_attribute;

static mkba_r_attribute mkba_r_open_attribute(SEXP x)
{
    mkba_r_attribute made = {.n = 0};
    SEXP values;

    if (TYPEOF(x) != VECSXP || XLENGTH(x) != 2)
        mkba_r_refuse("values", "a list of codes and values");
    values = VECTOR_ELT(x, 1);
    made.codes = mkba_r_texts(VECTOR_ELT(x, 0), "codes");
    made.n = (size_t) XLENGTH(VECTOR_ELT(x, 0));
    if ((size_t) Rf_xlength(values) != made.n)
        mkba_r_refuse("values", "as long as codes");
    if (TYPEOF(values) == REALSXP)
        made.numbers = REAL(values);
    else
        made.texts = mkba_r_texts(values, "values");
    return made;
}

#endif
