/* Arrays of numbers as a caller gives them: see arrays.h. */
#include "compare/arrays.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"

mkba_status mkba_i_element_fail(const char *name, size_t element, const char *sentence, double value, mkba_error *error)
{
    char where[MKBA_I_ELEMENT_TEXT], number[MKBA_I_NUMBER_TEXT];

    snprintf(where, sizeof where, "%s[%zu]", name, element);
    return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, where, "%s; %s is %s", sentence, where,
                       mkba_i_number_say(value, number));
}

static mkba_status check_elements(const mkba_i_array *array, mkba_error *error)
{
    for (size_t i = 0; i < array->n; i++) {
        double value = array->values[i];
        if (!isfinite(value) || value < array->least || (array->open && !(value > array->least)))
            return mkba_i_element_fail(array->name, i, array->what, value, error);
    }
    return MKBA_OK;
}

mkba_status mkba_i_arrays_check(const mkba_i_array *arrays, size_t n_arrays, mkba_error *error)
{
    mkba_status status = MKBA_OK;

    for (size_t i = 0; status == MKBA_OK && i < n_arrays; i++) {
        const mkba_i_array *array = &arrays[i];
        if (array->values == NULL && (array->n > 0 || i == 0))
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, array->name, "%s is NULL", array->name);
        else if (array->n != arrays[0].n)
            status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, array->name,
                                 "%s has %zu elements and %s has %zu: they must be equal", array->name, array->n,
                                 arrays[0].name, arrays[0].n);
        else
            status = check_elements(array, error);
    }
    return status;
}
