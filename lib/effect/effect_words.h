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
mkba_status mkba_i_language_check(mkba_language language, mkba_error *error);

#endif
