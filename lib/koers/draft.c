/* A Koers of a draft. */
#include <string.h>

#include <mkba/case.h>
#include <mkba/koers_din.h>

#include "base/error.h"

mkba_status mkba_koers_of_draft(const mkba_draft *draft, mkba_koers **out, mkba_error *error)
{
    char *text = NULL;
    mkba_status status = MKBA_I_CHECK_GIVEN(error, MKBA_I_GIVEN(draft), MKBA_I_GIVEN(out));

    if (status == MKBA_OK)
        status = mkba_draft_text(draft, &text, error);
    if (status == MKBA_OK)
        status = mkba_koers_parse(text, strlen(text), out, error);
    mkba_text_free(text);
    return status;
}
