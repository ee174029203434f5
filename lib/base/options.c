#include "base/options.h"

#include <string.h>

#define MOST 4096 /* no struct of options is as large: beyond it the size was never set */

void mkba_i_options_init(void *options, size_t size, const void *defaults, size_t known)
{
    if (options == NULL)
        return;
    memset(options, 0, size);
    if (defaults != NULL)
        memcpy(options, defaults, size < known ? size : known);
    memcpy(options, &size, sizeof size);
}

mkba_status mkba_i_options_take(const void *given, void *taken, size_t known, const char *initialiser,
                                mkba_error *error)
{
    size_t size;

    if (given == NULL)
        return MKBA_OK;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size || size > MOST)
        return mkba_i_fail(error, MKBA_ERROR_ARGUMENT, "options", "options must be filled by %s first", initialiser);
    memcpy(taken, given, size < known ? size : known);
    return MKBA_OK;
}
