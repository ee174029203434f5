/* Findings: see shared_said.h. */
#include "compare/shared_said.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "base/text.h"

/* A copy, of NULL NULL; false when memory is short. */
static bool copy(mkba_i_arena *arena, const char *from, const char **to)
{
    *to = from == NULL ? NULL : mkba_i_arena_text(arena, from, strlen(from));
    return from == NULL || *to != NULL;
}

/* Adds one whose texts are the list's already. */
static mkba_status add(mkba_i_said_list *list, mkba_error *error, mkba_i_said said, bool made)
{
    const char *area = said.area, *period = said.period, *indicator = said.indicator;
    void *all = list->all;

    if (!made || !copy(&list->arena, area, &said.area) || !copy(&list->arena, period, &said.period) ||
        !copy(&list->arena, indicator, &said.indicator) ||
        !mkba_i_grow(&all, &list->capacity, list->n + 1, sizeof *list->all))
        return mkba_i_fail_memory(error);
    list->all = all;
    list->all[list->n++] = said;
    return MKBA_OK;
}

mkba_status mkba_i_say(mkba_i_said_list *list, mkba_error *error, const char *id, bool warning, const char *area,
                       const char *period, const char *indicator, const char *format, ...)
{
    mkba_i_said said = {.id = id, .warning = warning, .area = area, .period = period, .indicator = indicator};
    va_list args;

    va_start(args, format);
    said.text = mkba_i_arena_vformat(&list->arena, format, args);
    va_end(args);
    return add(list, error, said, said.text != NULL);
}

mkba_status mkba_i_say_both(mkba_i_said_list *list, mkba_error *error, const char *id, bool warning, const char *area,
                            const char *period, const char *indicator, const char *english, const char *dutch, ...)
{
    mkba_i_said said = {.id = id, .warning = warning, .area = area, .period = period, .indicator = indicator};
    va_list args;

    va_start(args, dutch);
    said.text = mkba_i_arena_vformat(&list->arena, english, args);
    va_end(args);
    va_start(args, dutch);
    said.dutch = mkba_i_arena_vformat(&list->arena, dutch, args);
    va_end(args);
    return add(list, error, said, said.text != NULL && said.dutch != NULL);
}

void mkba_i_said_free(mkba_i_said_list *list)
{
    free(list->all);
    mkba_i_arena_free(&list->arena);
    *list = (mkba_i_said_list){0};
}

/* ---- the table ------------------------------------------------------------------------------------------- */

#define MOST_COLUMNS 6

static size_t choose_columns(unsigned about, mkba_i_column columns[MOST_COLUMNS])
{
    static const char *const names[] = {"area", "period", "indicator"};
    size_t n = 0;

    columns[n++] = (mkba_i_column){"id", MKBA_COLUMN_TEXT, NULL};
    columns[n++] = (mkba_i_column){"severity", MKBA_COLUMN_TEXT, NULL};
    for (size_t i = 0; i < MKBA_I_LENGTH(names); i++)
        if ((about & 1u << i) != 0)
            columns[n++] = (mkba_i_column){names[i], MKBA_COLUMN_TEXT, NULL};
    columns[n++] = (mkba_i_column){"text", MKBA_COLUMN_TEXT, NULL};
    return n;
}

static void write_row(mkba_i_row *row, const mkba_i_said *said, unsigned about)
{
    const char *const subjects[] = {said->area, said->period, said->indicator};

    mkba_i_row_text(row, said->id);
    mkba_i_row_text(row, said->warning ? "warning" : "note");
    for (size_t i = 0; i < MKBA_I_LENGTH(subjects); i++)
        if ((about & 1u << i) != 0)
            mkba_i_row_text(row, subjects[i]);
    mkba_i_row_text(row, (about & MKBA_I_SAID_DUTCH) != 0 && said->dutch != NULL ? said->dutch : said->text);
    mkba_i_row_next(row);
}

mkba_status mkba_i_said_table(const mkba_i_said_list *list, unsigned about, mkba_table **table, mkba_error *error)
{
    mkba_i_column columns[MOST_COLUMNS];
    size_t n_columns = choose_columns(about, columns);
    mkba_table *made = NULL;
    mkba_status status = mkba_i_table_new("findings", columns, n_columns, list->n, &made, error);

    if (status != MKBA_OK)
        return status;
    mkba_i_row row = mkba_i_row_start(made, error);
    for (size_t i = 0; i < list->n; i++)
        write_row(&row, &list->all[i], about);
    return mkba_i_row_hand_out(&row, table);
}
