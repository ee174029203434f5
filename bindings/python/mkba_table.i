/* Tables cross whole: a tuple per column. */
%{
/* Strings repeat within a column: equal neighbours share one object. */
static PyObject *mkba_py_text_column(const char *const *texts, Py_ssize_t n) {
    PyObject *list = PyList_New(n);

    for (Py_ssize_t i = 0; list != NULL && i < n; i++) {
        PyObject *item;

        if (texts[i] == NULL)
            item = Py_NewRef(Py_None);
        else if (i > 0 && texts[i - 1] != NULL && strcmp(texts[i], texts[i - 1]) == 0)
            item = Py_NewRef(PyList_GetItem(list, i - 1));
        else
            item = PyUnicode_DecodeUTF8(texts[i], (Py_ssize_t) strlen(texts[i]), "strict");
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SetItem(list, i, item);
    }
    return list;
}

/* A byte per row, 1 where the value is missing; None when nothing is. */
static PyObject *mkba_py_mask(const mkba_table *table, size_t column, size_t n) {
    PyObject *mask = NULL;

    for (size_t row = 0; row < n; row++)
        if (mkba_table_is_missing(table, row, column)) {
            if (mask == NULL) {
                mask = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t) n);
                if (mask == NULL)
                    return NULL;
                memset(PyByteArray_AsString(mask), 0, n);
            }
            PyByteArray_AsString(mask)[row] = 1;
        }
    return mask == NULL ? Py_NewRef(Py_None) : mask;
}

/* (name, type, unit, values, missing): texts as a list, numbers as the bytes of float64 or int64. */
static PyObject *mkba_py_column(const mkba_table *table, size_t column) {
    size_t n = mkba_table_n_rows(table);
    mkba_column_type type = mkba_table_column_type(table, column);
    PyObject *values, *missing;

    if (type == MKBA_COLUMN_TEXT) {
        values = mkba_py_text_column(mkba_table_texts(table, column), (Py_ssize_t) n);
        missing = Py_NewRef(Py_None);
    } else {
        const void *numbers = type == MKBA_COLUMN_REAL ? (const void *) mkba_table_reals(table, column)
                                                       : (const void *) mkba_table_integers(table, column);

        values = PyByteArray_FromStringAndSize(numbers, (Py_ssize_t) (n * 8));  /* the size of both */
        missing = mkba_py_mask(table, column, n);
    }
    return Py_BuildValue("(sssNN)", mkba_table_column_name(table, column), mkba_column_type_name(type),
                         mkba_table_column_unit(table, column), values, missing);
}
%}

%inline %{
static PyObject *mkba_table_columns(const mkba_table *table) {
    size_t n = mkba_table_n_columns(table);
    PyObject *columns = PyList_New((Py_ssize_t) n);

    for (size_t i = 0; columns != NULL && i < n; i++) {
        PyObject *column = mkba_py_column(table, i);

        if (column == NULL)
            Py_CLEAR(columns);
        else
            PyList_SetItem(columns, (Py_ssize_t) i, column);
    }
    return columns;
}
%}
