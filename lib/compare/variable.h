/* A characteristic of areas: an indicator at a period, or an attribute. */
#ifndef MKBA_I_COMPARE_VARIABLE_H
#define MKBA_I_COMPARE_VARIABLE_H

#include "panel/cell.h"
#include "panel/model.h"

typedef struct mkba_i_variable {
    const char *name, *unit;
    const mkba_i_attribute *attribute; /* NULL of an indicator */
    size_t indicator;
} mkba_i_variable;

/* Finds one by its name; a name that is both indicator and attribute, or neither, is refused. `where` is the argument. */
mkba_status mkba_i_variable_find(const mkba_panel *panel, const char *name, const char *where, mkba_i_variable *out,
                                 mkba_error *error);

/* Whether it is of texts, so that it has classes and no distances. */
bool mkba_i_variable_is_text(const mkba_i_variable *variable);

/* The figure of an area; of a text the value is 0. An attribute that an area does not have is absent. */
mkba_i_cell mkba_i_variable_cell(const mkba_panel *panel, const mkba_i_variable *variable, size_t area, size_t period);

/* Whether two areas that have it are in one class: the same text or the same number. */
bool mkba_i_variable_same(const mkba_panel *panel, const mkba_i_variable *variable, size_t a, size_t b, size_t period);

#endif
