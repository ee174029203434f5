/* See peel.h. */
#include "peel.h"

#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "base/memory.h"
#include "support.h"

const char *const PEEL[PEEL_N] = {"GM0743", "GM0762", "GM1652", "GM1659", "GM0847"};
const char *const PEEL_TRAITS[PEEL_N_TRAITS] = {"aandeel_0_14", "aandeel_65plus", "omgevingsadressendichtheid",
                                                "inkomen_per_inwoner", "inwoners"};

static const mkba_indicator SAID[] = {
    {.name = "inwoners", .kind = MKBA_INDICATOR_STOCK},
    {.name = "lasten_wmo_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
    {.name = "lasten_jeugd_voorzieningen", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
    {.name = "lasten_tv_6.1", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW},
    {.name = "lasten_tv_6.2", .unit = "1000 euro", .kind = MKBA_INDICATOR_FLOW}};

static mkba_panel *per_inhabitant(mkba_panel *panel, const char *name, const char *of)
{
    mkba_panel *made = NULL;
    mkba_error error;

    if (mkba_panel_rate(panel, name, of, "inwoners", 1000, "euro per inwoner", &made, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_panel_free(panel);
    return made;
}

mkba_panel *peel_panel(void)
{
    static const char *const wanted[] = {
        "inwoners",     "lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen", "lasten_tv_6.1",      "lasten_tv_6.2",
        "aandeel_0_14", "aandeel_65plus",           "omgevingsadressendichtheid", "inkomen_per_inwoner"};
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *read = NULL, *known = NULL, *total = NULL;
    mkba_panel_options options;
    mkba_error error;

    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/gemeenten/paneel_breed_2017_2024",
                 ".csv");
    mkba_panel_options_init(&options);
    options.indicators = wanted;
    options.n_indicators = MKBA_I_LENGTH(wanted);
    mkba_status status = mkba_panel_read(path, MKBA_PANEL_WIDE, &options, &read, &error);
    if (status == MKBA_ERROR_FILE) {
        printf("# SKIP the Peel: %s is not there\n", path);
        return NULL;
    }
    if (status != MKBA_OK || mkba_panel_described(read, SAID, MKBA_I_LENGTH(SAID), &known, &error) != MKBA_OK ||
        mkba_panel_total(known, "lasten", wanted + 1, 2, &total, &error) != MKBA_OK)
        ck_abort_msg("%s: %s", error.where, error.message);
    mkba_panel_free(read);
    mkba_panel_free(known);
    total = per_inhabitant(total, "beide", "lasten");
    total = per_inhabitant(total, "wmo", "lasten_wmo_voorzieningen");
    return per_inhabitant(total, "jeugd", "lasten_jeugd_voorzieningen");
}
