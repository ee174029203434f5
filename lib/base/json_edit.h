/* A JSON tree that can be changed, by JSON pointer (RFC 6901). It is a tree of cJSON whose numbers are texts, items of
 * type cJSON_Raw: so a number that nobody touches is written as it was read, 1.50 as 1.50. */
#ifndef MKBA_I_BASE_JSON_EDIT_H
#define MKBA_I_BASE_JSON_EDIT_H

#include "base/json.h"

/* The tree of a document, to be freed with cJSON_Delete; NULL when memory is short. */
cJSON *mkba_i_edit_copy(const mkba_i_json *json);

/* Items for such a tree; NULL when memory is short. */
cJSON *mkba_i_edit_number(double value); /* finite */
cJSON *mkba_i_edit_text(const char *text);

/* Puts `value` at the pointer, in the place of what is there. Objects that the pointer needs are made; "-" stands
 * behind the last element of a list, and makes the list where nothing is. "" is the whole tree. Takes `value` over, also
 * on failure, and NULL for a lack of memory; on failure the tree is unchanged.
 * Status: _ARGUMENT (the error's place is the pointer), _LIMIT beyond MKBA_I_JSON_DEPTH levels, _MEMORY. */
mkba_status mkba_i_edit_set(cJSON **root, const char *pointer, cJSON *value, mkba_error *error);

/* Takes out what stands at the pointer. Status: _UNKNOWN where nothing does (the nearest key is named), _ARGUMENT. */
mkba_status mkba_i_edit_remove(cJSON *root, const char *pointer, mkba_error *error);

/* Takes out of a list the elements whose position is marked. */
void mkba_i_edit_take_out(cJSON *list, const bool *marked);

#endif
