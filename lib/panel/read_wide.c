/* Wide CSV: a row per area and period, a column per indicator; also that of PDOK. */
#include "panel/read.h"

mkba_status mkba_i_read_wide(mkba_i_intake *intake)
{
    static const char *const usual[] = {"gm_code", NULL};
    static const char *const usual_pdok[] = {"gemeentecode", "gm_code", NULL};
    mkba_i_topics topics;
    mkba_i_keys keys;
    mkba_status status = mkba_i_intake_open(intake);

    if (status == MKBA_OK)
        status = mkba_i_intake_keys(intake, intake->signs.pdok ? usual_pdok : usual, &keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_skip(intake);
    if (status == MKBA_OK)
        status = mkba_i_intake_labels(intake, &keys);
    if (status == MKBA_OK)
        status = mkba_i_intake_texts(intake);
    if (status == MKBA_OK)
        status = mkba_i_intake_no_topics(intake, &topics);
    if (status == MKBA_OK)
        status = mkba_i_intake_topics(intake, false, &topics);
    for (size_t row = 0; status == MKBA_OK && row < intake->grid.n_rows; row++) {
        mkba_i_stand stand;
        status = mkba_i_intake_stand(intake, &keys, row, &stand);
        if (status == MKBA_OK && stand.taken)
            status = mkba_i_intake_row(intake, &topics, &stand, row);
    }
    return status;
}
