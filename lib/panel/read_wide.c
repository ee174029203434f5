/* Wide CSV: a row per area and period, a column per indicator; also that of PDOK. */
#include "panel/read.h"

static mkba_status read_row(mkba_i_intake *intake, const mkba_i_keys *keys, const size_t *indicators, size_t source,
                            size_t row)
{
    mkba_i_stand stand;
    mkba_status status = mkba_i_intake_stand(intake, keys, row, &stand);

    for (size_t i = 0; status == MKBA_OK && stand.taken && i < intake->grid.n_columns; i++)
        if (indicators[i] != MKBA_I_NONE)
            status = mkba_i_intake_cell(intake, &stand, row, i, indicators[i], source);
    return status;
}

mkba_status mkba_i_read_wide(mkba_i_intake *intake, const char *text, size_t length)
{
    static const char *const usual[] = {"gm_code", NULL};
    static const char *const usual_pdok[] = {"gemeentecode", "gm_code", NULL};
    size_t *indicators = NULL, source = 0;
    mkba_i_keys keys;
    mkba_status status = mkba_i_intake_csv(intake, text, length);

    if (status == MKBA_OK)
        status = mkba_i_intake_keys(intake, intake->signs.pdok ? usual_pdok : usual, &keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_skip(intake);
    if (status == MKBA_OK)
        status = mkba_i_intake_texts(intake);
    if (status != MKBA_OK)
        return status;
    indicators = mkba_i_arena_new(&intake->grid.arena, intake->grid.n_columns, sizeof *indicators);
    if (indicators == NULL)
        return mkba_i_fail_memory(intake->error);
    status = mkba_i_intake_topics(intake, false, indicators);
    if (status == MKBA_OK)
        status = mkba_i_builder_source(&intake->builder, intake->options.source, &source, intake->error);
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++)
        status = read_row(intake, &keys, indicators, source, row);
    return status;
}
