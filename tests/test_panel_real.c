/* The readers against real files of CBS and the real panel of municipalities, in $MKBA_SHARED/data, where they are
 * there. The figures expected were read from those files, or computed from them by a spreadsheet, by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "panel.h"
#include "run_suite.h"
#include "support.h"

/* A panel of a file, NULL (and said so) when the file is not there. */
static mkba_panel *read_real(const char *name, mkba_panel_format format, const mkba_panel_options *options)
{
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_panel *panel = NULL;
    mkba_error error;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/", name);
    mkba_status status = mkba_panel_read(path, format, options, &panel, &error);
    if (status == MKBA_ERROR_FILE)
        printf("# SKIP %s: %s is not there\n", name, path);
    else if (status != MKBA_OK)
        ck_abort_msg("%s: %s: %s", name, error.where, error.message);
    return panel;
}

START_TEST(untyped_rows_of_315_columns)
{
    static const char *const topics[] = {"TotaleBevolking", "JongerDan5Jaar_4", "JongerDan5Jaar_13"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.separator = ';';
    options.indicators = topics;
    options.n_indicators = 3;
    mkba_panel *panel = read_real("cbs_shapes/odata3_untyped_70072ned_2015.csv", MKBA_PANEL_ODATA3_UNTYPED, &options);
    if (panel == NULL)
        return;
    panel_expect(panel, "GM0743", "2015", "TotaleBevolking", 16559, "measured");
    panel_expect(panel, "NL01", "2015", "JongerDan5Jaar_13", 5.3, "measured");
    panel_expect(panel, "GM0743", "2015", "JongerDan5Jaar_4", 736, "measured");
    ck_assert_uint_eq(mkba_panel_n_areas(panel), 11);
    mkba_panel_free(panel);
}
END_TEST

START_TEST(untyped_rows_with_every_kind_of_missing)
{
    static const char *const all[] = {"SoortMisdrijf=0000000"}, *const kind[] = {"SoortMisdrijf=1000000"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.separator = ';';
    options.chosen = all;
    options.n_chosen = 1;
    mkba_panel *panel = read_real("cbs_shapes/odata3_untyped_83648NED_2015.csv", MKBA_PANEL_ODATA3_UNTYPED, &options);
    options.chosen = kind;
    mkba_panel *rare = read_real("cbs_shapes/odata3_untyped_83648NED_2015.csv", MKBA_PANEL_ODATA3_UNTYPED, &options);
    if (panel == NULL || rare == NULL)
        return;
    panel_expect(panel, "GM1680", "2015", "TotaalGeregistreerdeMisdrijven", 645, "measured");
    panel_expect(panel, "GM0305", "2015", "TotaalGeregistreerdeMisdrijven", 0, "impossible");
    panel_expect(rare, "GM1722", "2015", "GeregistreerdeMisdrijvenPer1000Inw", 0, "suppressed");
    mkba_panel_free(panel);
    mkba_panel_free(rare);
}
END_TEST

START_TEST(untyped_rows_written_by_pandas)
{
    mkba_panel *panel =
        read_real("cbs_shapes/odata3_untyped_pandasdump_85335NED_2022.csv", MKBA_PANEL_ODATA3_UNTYPED, NULL);
    if (panel == NULL)
        return;
    panel_expect(panel, "NL00", "2022", "TotaalJongerenMetJeugdzorgInNatura", 461985, "measured");
    panel_expect(panel, "GM1652", "2022", "RechterOfficierVanJustitie", 0, "suppressed");
    panel_expect(panel, "GM0847", "2022", "TotaalJongerenMetJeugdzorgInNatura", 330, "measured");
    ck_assert_str_eq(mkba_panel_area_name(panel, 1), "Aa en Hunze");
    mkba_panel_free(panel);
}
END_TEST

START_TEST(typed_rows_of_half_years_and_years)
{
    static const char *const all[] = {"KenmerkenVanPersonen=T009002"};
    static const char *const provisional[] = {"2020HJ01"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.chosen = all;
    options.n_chosen = 1;
    options.provisional = provisional;
    options.n_provisional = 1;
    options.kind = MKBA_PERIOD_YEAR;
    mkba_panel *years = read_real("cbs_shapes/83262NED_typed_met_metadata/data.csv", MKBA_PANEL_ODATA3_TYPED, &options);
    options.kind = MKBA_PERIOD_HALF_YEAR;
    mkba_panel *halves =
        read_real("cbs_shapes/83262NED_typed_met_metadata/data.csv", MKBA_PANEL_ODATA3_TYPED, &options);
    if (years == NULL || halves == NULL)
        return;
    panel_expect(years, "NL01", "2019", "WmoClienten", 1166485, "measured");
    panel_expect(years, "NL01", "2015", "WmoClienten", 0, "absent");
    panel_expect(halves, "NL01", "2016HJ01", "WmoClienten", 965695, "measured");
    ck_assert_int_eq(mkba_panel_period_kind(halves), MKBA_PERIOD_HALF_YEAR);
    mkba_panel_free(years);
    mkba_panel_free(halves);
}
END_TEST

START_TEST(observations)
{
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    mkba_panel *regions = read_real("cbs_shapes/odata4_observations_regio.json", MKBA_PANEL_ODATA4, NULL);
    options.fixed_area = "NL01";
    mkba_panel *quarters = read_real("cbs_shapes/odata4_observations_60006_kwartaal.csv", MKBA_PANEL_ODATA4, &options);
    mkba_panel *days = read_real("cbs_shapes/odata4_observations_80416ned.csv", MKBA_PANEL_ODATA4, &options);
    if (regions == NULL || quarters == NULL || days == NULL)
        return;
    panel_expect(regions, "NL01", "1995", "M001534", 93750, "measured");
    panel_expect(regions, "GM0363", "2024", "M004200_2", 0, "impossible");
    panel_expect(quarters, "NL01", "1990KW01", "M002994_2", 155, "measured");
    panel_expect(days, "NL01", "2006-01-02", "A047221", 0.542, "measured");
    mkba_panel_free(regions);
    mkba_panel_free(quarters);
    mkba_panel_free(days);
}
END_TEST

START_TEST(the_three_layouts_of_statline)
{
    static const char *const chosen[] = {"Leeftijd=0 tot 65 jaar, gestandaardiseerd", "Migratieachtergrond=Totaal"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    mkba_panel *one = read_real("cbs_shapes/statline_portaal_enkele_kop_85098NED_2022.csv", MKBA_PANEL_STATLINE, NULL);
    options.fixed_period = "2015";
    mkba_panel *many =
        read_real("cbs_shapes/statline_portaal_meerregelige_kop_kwb2015_amsterdam.csv", MKBA_PANEL_STATLINE, &options);
    mkba_panel_options_init(&options);
    options.fixed_area = "NL01";
    options.encoding = MKBA_ENCODING_LATIN1;
    options.chosen = chosen;
    options.n_chosen = 2;
    mkba_panel *cross = read_real("cbs_shapes/statline_portaal_oud_kruistabel_zvw.csv", MKBA_PANEL_STATLINE, &options);
    if (one == NULL || many == NULL || cross == NULL)
        return;
    panel_expect(one, "Nederland", "2022", "Jongeren met jeugdhulp in natura (% (zie toelichting))", 13.2,
                 "provisional");
    panel_expect(one, "Alphen-Chaam", "2022", "Jongeren met jeugdh. met verbl. in nat. (% (zie toelichting))", 0,
                 "absent");
    panel_expect(many, "Driemond", "2015", "Inkomen|Inkomen van personen|Gemiddeld inkomen per inwoner", 24.7,
                 "measured");
    panel_expect(cross, "NL01", "2015",
                 "Gemiddelde zorgkosten volgens de Zvw|Totaal mannen en vrouwen|Totaal alle zorgvormen", 1631,
                 "provisional");
    panel_expect(cross, "NL01", "2009",
                 "Gemiddelde zorgkosten volgens de Zvw|Totaal mannen en vrouwen|Multidisciplinaire zorg", 0,
                 "impossible");
    mkba_panel_free(one);
    mkba_panel_free(many);
    mkba_panel_free(cross);
}
END_TEST

/* Days, a column per fuel, as the client of OData v4 makes them. */
START_TEST(a_wide_table_of_odata4)
{
    static const char *const labels[] = {"PeriodenLabel"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.period = "Perioden";
    options.fixed_area = "NL01";
    options.skipped = labels;
    options.n_skipped = 1;
    mkba_panel *days = read_real("cbs_shapes/odata4_breed_80416ned.csv", MKBA_PANEL_WIDE, &options);
    if (days == NULL)
        return;
    panel_expect(days, "NL01", "2006-01-02", "Lpg", 0.542, "measured");
    panel_expect(days, "NL01", "2006-01-01", "Benzine Euro95", 1.325, "measured");
    mkba_panel_free(days);
}
END_TEST

/* Lists of codes, and aggregates that somebody else made of Iv3, are no figures by area and period. */
START_TEST(what_is_no_panel_is_refused)
{
    static const char *const names[] = {"odata3_typed_82949NED_gebieden.csv", "odata4_PeriodenCodes_80416ned.csv",
                                        "iv3_opgerold_fixture_asten.json"};
    const char *shared = getenv("MKBA_SHARED");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[1000];
        mkba_panel_format format = MKBA_PANEL_TIDY;
        mkba_panel_options options;
        size_t length = 0;
        mkba_error error;
        support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/cbs_shapes/", names[i]);
        mkba_panel_options_init(&options);
        char *text = support_file(path, &length);
        if (text == NULL) {
            printf("# SKIP what_is_no_panel_is_refused: %s is not there\n", path);
            return;
        }
        ck_assert_msg(mkba_panel_detect(text, length, &options, &format, &error) == MKBA_ERROR_UNKNOWN, "%s", names[i]);
        free(text);
    }
}
END_TEST

/* Kerncijfers that lost their decimal commas are wrong without a sign of it: that no reader can see. */
START_TEST(a_table_of_titles_and_one_of_mnemonics)
{
    static const char *const kept[] = {"a_inw", "p_ste"};
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.area = "gwb_code";
    options.name = "gm_naam";
    options.fixed_period = "2021";
    options.indicators = kept;
    options.n_indicators = 2;
    mkba_panel *panel = NULL;
    char *text = NULL;
    size_t length = 0;
    const char *shared = getenv("MKBA_SHARED");
    char path[1000];
    mkba_error error;
    support_path(path, sizeof path, shared == NULL ? "../shared" : shared, "data/",
                 "cbs_shapes/kwb_mnemonic_2021_2022.csv");
    text = support_file(path, &length);
    if (text == NULL) {
        printf("# SKIP a_table_of_titles_and_one_of_mnemonics: %s is not there\n", path);
        return;
    }
    /* Two years in one file without a column of them: the second is a second figure for the same cell. */
    ck_assert_int_eq(mkba_panel_parse(text, length, MKBA_PANEL_WIDE, &options, &panel, &error), MKBA_ERROR_PANEL);
    ck_assert_ptr_nonnull(strstr(error.message, "a second figure for"));
    ck_assert_ptr_null(panel);
    /* The rows of one year are a panel. */
    const char *end = text;
    for (int line = 0; line < 7; line++)
        end = strchr(end, '\n') + 1;
    ck_assert_int_eq(mkba_panel_parse(text, (size_t) (end - text), MKBA_PANEL_WIDE, &options, &panel, &error), MKBA_OK);
    panel_expect(panel, "GM0743", "2021", "a_inw", 16817, "measured");
    panel_expect(panel, "NL00", "2021", "a_inw", 17475415, "measured");
    mkba_panel_free(panel);
    free(text);
}
END_TEST

START_TEST(the_tidy_panel_of_municipalities)
{
    mkba_panel_options options;
    mkba_panel_options_init(&options);
    options.split_units = true;
    mkba_panel *iv3 = read_real("gemeenten/iv3_jaarrekening_2017_2024.csv", MKBA_PANEL_TIDY, NULL);
    mkba_panel *use = read_real("gemeenten/gebruik_wmo_jeugd.csv", MKBA_PANEL_TIDY, NULL);
    mkba_panel *features = read_real("gemeenten/kenmerken.csv", MKBA_PANEL_TIDY, &options);
    if (iv3 == NULL || use == NULL || features == NULL)
        return;
    panel_expect(iv3, "GM0003", "2017", "balanstotaal", 32113, "measured");
    panel_expect(use, "GM0007", "2017", "wmo_hbh_clienten", 355, "measured");
    panel_expect(use, "GM0743", "2020", "wmo_hbh_clienten", 0, "absent");
    panel_expect(features, "GM0003", "2015", "afstand_huisarts", 1.3, "measured");
    panel_expect(features, "GM0743", "2017", "inkomen_per_inwoner [1000 euro]", 24.8, "measured");
    ck_assert_uint_eq(mkba_panel_n_areas(iv3), 405);
    mkba_panel *joined = NULL;
    ck_assert_int_eq(mkba_panel_joined(use, features, &joined, NULL), MKBA_OK);
    panel_expect(joined, "GM0003", "2015", "afstand_huisarts", 1.3, "measured");
    mkba_panel_free(joined);
    mkba_panel_free(iv3);
    mkba_panel_free(use);
    mkba_panel_free(features);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel, real files");
    TCase *real = tcase_create("real files");
    tcase_add_test(real, untyped_rows_of_315_columns);
    tcase_add_test(real, untyped_rows_with_every_kind_of_missing);
    tcase_add_test(real, untyped_rows_written_by_pandas);
    tcase_add_test(real, typed_rows_of_half_years_and_years);
    tcase_add_test(real, observations);
    tcase_add_test(real, the_three_layouts_of_statline);
    tcase_add_test(real, a_wide_table_of_odata4);
    tcase_add_test(real, what_is_no_panel_is_refused);
    tcase_add_test(real, a_table_of_titles_and_one_of_mnemonics);
    tcase_add_test(real, the_tidy_panel_of_municipalities);
    suite_add_tcase(suite, real);
    return run_suite(suite);
}
