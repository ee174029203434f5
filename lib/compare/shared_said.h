/* Findings: what to know before a comparison or an estimate is believed, and their table. */
#ifndef MKBA_I_COMPARE_SHARED_SAID_H
#define MKBA_I_COMPARE_SHARED_SAID_H

#include <mkba/base.h>

#include "base/error.h"
#include "base/memory.h"

/* What it is about is NULL where it is about all. Texts are held by the list, the id is a literal. */
typedef struct mkba_i_said {
    const char *id;
    bool warning; /* else a note */
    const char *area, *period, *indicator, *text;
    const char *dutch; /* the text, NULL where there is only English */
} mkba_i_said;

/* All zero is none. */
typedef struct mkba_i_said_list {
    mkba_i_arena arena;
    mkba_i_said *all;
    size_t n, capacity;
} mkba_i_said_list;

/* Adds a finding; what it is about is copied, its text is that of the format. MKBA_ERROR_MEMORY. */
mkba_status mkba_i_say(mkba_i_said_list *list, mkba_error *error, const char *id, bool warning, const char *area,
                       const char *period, const char *indicator, const char *format, ...) MKBA_I_PRINTF(8, 9);
/* The same in both languages, of the same arguments: what is of one language only is "%.0s" in the other. */
mkba_status mkba_i_say_both(mkba_i_said_list *list, mkba_error *error, const char *id, bool warning, const char *area,
                            const char *period, const char *indicator, const char *english, const char *dutch, ...)
    MKBA_I_PRINTF(8, 10) MKBA_I_PRINTF(9, 10);
void mkba_i_said_free(mkba_i_said_list *list);

/* Which columns stand between id, severity and text; and that texts are Dutch where they are known in Dutch. */
enum { MKBA_I_SAID_AREA = 1, MKBA_I_SAID_PERIOD = 2, MKBA_I_SAID_INDICATOR = 4, MKBA_I_SAID_DUTCH = 8 };

mkba_status mkba_i_said_table(const mkba_i_said_list *list, unsigned about, mkba_table **table, mkba_error *error);

#endif
