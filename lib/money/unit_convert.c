/* A value in another unit. */
#include "base/exact.h"

#include <math.h>

#include <mkba/money.h>

#include "money/flows.h"
#include "money/unit.h"

static mkba_status parse(const char *text, const char *name, mkba_i_unit *unit, mkba_i_scale *scale, mkba_error *error)
{
    if (text == NULL) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, name, "%s is NULL", name);
    }
    mkba_status status = mkba_i_unit_parse(text, unit, scale, error);
    if (status != MKBA_OK && error != NULL) {
        mkba_i_copy_text(error->where, sizeof error->where, name);
    }
    return status;
}

static mkba_status fail_sides(const char *from, const mkba_i_unit *from_unit, const char *to,
                              const mkba_i_unit *to_unit, mkba_error *error)
{
    char left[MKBA_I_UNIT_TEXT];
    char right[MKBA_I_UNIT_TEXT];
    mkba_i_unit_print(from_unit, left);
    mkba_i_unit_print(to_unit, right);
    return mkba_i_fail(error, MKBA_ERROR_UNIT, "to_unit",
                       "units do not agree: \"%.80s\" is %.80s and \"%.80s\" is %.80s", from, left, to, right);
}

mkba_status mkba_convert_unit(double value, const char *from_unit, const char *to_unit, double *converted,
                              mkba_error *error)
{
    mkba_i_unit from;
    mkba_i_unit to;
    mkba_i_scale up;
    mkba_i_scale down;
    mkba_status status = mkba_i_finite_check(value, "value", error);
    if (status == MKBA_OK) {
        status = parse(from_unit, "from_unit", &from, &up, error);
    }
    if (status == MKBA_OK) {
        status = parse(to_unit, "to_unit", &to, &down, error);
    }
    if (status == MKBA_OK && !mkba_i_unit_equal(&from, &to)) {
        status = fail_sides(from_unit, &from, to_unit, &to, error);
    }
    if (status == MKBA_OK && converted == NULL) {
        status = mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "converted", "converted is NULL");
    }
    if (status != MKBA_OK) {
        return status;
    }
    /* All products first: whole numbers stay whole. */
    double result = value * (up.multiply * down.divide) / (up.divide * down.multiply);
    if (!isfinite(result)) {
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "value", "the converted value is beyond the range of a double");
    }
    *converted = result;
    return MKBA_OK;
}
