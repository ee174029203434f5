/* Checks in words: see mkba/effect.h. */
#ifndef MKBA_I_EFFECT_WORDS_H
#define MKBA_I_EFFECT_WORDS_H

#include "base/text.h"
#include "effect/effect_model.h"

const char *mkba_i_check_name(mkba_i_check_id id);
/* The unit of its figures. */
const char *mkba_i_check_unit(const mkba_effect *effect, mkba_i_check_id id);
/* Appends the sentence of a check. */
void mkba_i_check_say(const mkba_effect *effect, mkba_i_check_id id, mkba_language language, mkba_i_text *to);
/* Appends a sentence, with what stands for names in braces. */
void mkba_i_effect_sentence(const mkba_effect *effect, const char *sentence, mkba_language language, mkba_i_text *to);
/* effect_found.c: the findings, and the status of a figure in Dutch. */
mkba_status mkba_i_effect_found(const mkba_effect *effect, mkba_language language, mkba_table **table,
                                mkba_error *error);
const char *mkba_i_effect_status(mkba_cell_status status);
mkba_status mkba_i_language_check(mkba_language language, mkba_error *error);

#endif
