"""Real files, where they are there: the figures were computed from the same files by others, or are printed in them."""

import pandas as pd
import pytest
from conftest import SHARED

import mkba

DATA = SHARED / "data"
PEEL = ["GM0743", "GM0762", "GM1652", "GM1659", "GM0847"]
WMO, JEUGD = "lasten_wmo_voorzieningen", "lasten_jeugd_voorzieningen"


def real(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {path}; MKBA_SHARED says where the data are")
    return path


def costs_per_inhabitant(panel):
    """In euros: the costs are in thousands."""
    panel = panel.described({name: {"kind": "flow", "unit": "1000 euro"} for name in (WMO, JEUGD)} | {"inwoners": "stock"})
    panel = panel.total("geheel", [WMO, JEUGD])
    for name, costs in (("geheel", "geheel"), ("wmo", WMO), ("jeugd", JEUGD)):
        panel = panel.rate(f"{name}_pp", costs, "inwoners", per=1000, unit="euro per inwoner")
    return panel


@pytest.fixture(scope="module")
def breed():
    return costs_per_inhabitant(mkba.Panel.read(real("gemeenten/paneel_breed_2017_2024.csv")))


def level(panel, area, year, name):
    return round(panel.cell(area, year, f"{name}_pp").value, 1)


def index(panel, area, year, name):
    first, last = (panel.cell(area, at, f"{name}_pp").value for at in (2017, year))
    return round(100 * last / first, 1)


def test_the_peel_against_the_nation(breed):
    panel = breed.region("Peel", PEEL).region("Nederland", list(breed.codes), missing="left out")
    assert [level(panel, "Peel", year, "geheel") for year in (2017, 2021)] == [375.2, 429.9]
    assert [level(panel, "Nederland", year, "geheel") for year in (2017, 2021)] == [448.0, 567.4]
    found = {(area, name): index(panel, area, 2021, name) for area in ("Peel", "Nederland")
             for name in ("geheel", "jeugd", "wmo")}  # fmt: skip
    assert found == {("Peel", "geheel"): 114.6, ("Nederland", "geheel"): 126.6, ("Peel", "jeugd"): 108.1,
                     ("Nederland", "jeugd"): 130.7, ("Peel", "wmo"): 122.3, ("Nederland", "wmo"): 121.8}  # fmt: skip
    assert [index(panel, area, 2024, "geheel") for area in ("Peel", "Nederland")] == [127.4, 151.9]
    assert panel.notes()["note"].str.contains("this column holds texts").sum() == 1  # the flags of the file
    assert panel.notes()["note"].str.contains("left out").sum() > 1


def test_without_asten_the_peel_grows_less(breed):
    panel = breed.region("Peel", PEEL[1:])
    assert index(panel, "Peel", 2021, "geheel") == 112.2


def test_a_frame_of_the_file_is_the_file(breed):
    polars = pytest.importorskip("polars")
    path = real("gemeenten/paneel_breed_2017_2024.csv")
    for frame in (pd.read_csv(path), polars.read_csv(path, infer_schema_length=None)):
        assert costs_per_inhabitant(mkba.Panel.read(frame)).frame().equals(breed.frame())


def test_rates_of_the_file_are_recognised():
    panel = mkba.Panel.read(real("gemeenten/paneel_breed_2017_2024.csv")).recognised()
    known = panel.indicators().set_index("indicator")
    assert known.loc[f"{JEUGD}_per_inwoner", ["kind", "numerator", "denominator", "per"]].tolist() == [
        "rate", JEUGD, "inwoners", 1000]  # fmt: skip
    region = panel.region("Peel", PEEL)
    assert round(region.cell("Peel", 2021, f"{JEUGD}_per_inwoner").value, 4) == round(
        costs_per_inhabitant(panel).region("P", PEEL).cell("P", 2021, "jeugd_pp").value, 4)  # fmt: skip


def test_the_return_of_asten_that_was_copied_is_found():
    panel = mkba.Panel.read(real("gemeenten/iv3_jaarrekening_2017_2024.csv"))
    taakvelden = [name for name in panel.indicators()["indicator"] if name.startswith("lasten_tv_6.")]
    suspects = panel.suspects(taakvelden)
    copied = suspects[(suspects["rule"] == "copied_return") & (suspects["area"] == "GM0743")]
    assert set(copied["period"]) == {"2021"} and (copied["value"] == copied["previous"]).all()
    said = panel.with_suspects(copied)
    assert said.cell("GM0743", 2021, "lasten_tv_6.1") == (1410, "suspect")
    laarbeek = suspects[(suspects["rule"] == "booking_shift") & (suspects["area"] == "GM1659")]
    shifts = laarbeek.groupby("period")["indicator"].agg(list).to_dict()  # youth went to 6.82, and came back
    assert shifts == {year: ["lasten_tv_6.72", "lasten_tv_6.82"] for year in ("2018", "2023")}


def test_mergers_of_all_years():
    walk = mkba.Crosswalk(real("gemeenten/herindelingen_2015_2026.csv"), real("gemeenten/gemeenten_per_jaar_2015_2026.csv"))
    panel = costs_per_inhabitant(mkba.Panel.read(real("gemeenten/paneel_breed_2017_2024.csv")))
    merged = panel.merged(walk, 2024)
    assert len(merged.codes) == 342
    # Eemsdelta (2021) is Appingedam, Delfzijl and Loppersum.
    parts = [panel.cell(code, 2020, "inwoners").value for code in ("GM0003", "GM0010", "GM0024")]
    assert merged.cell("GM1979", 2020, "inwoners").value == sum(parts)


def test_shapes_of_cbs_are_found_out():
    read = mkba.Panel.read
    panel = read(real("cbs_shapes/odata3_untyped_pandasdump_85335NED_2022.csv"))
    assert panel.cell("GM1652", 2022, "RechterOfficierVanJustitie") == (None, "suppressed")
    again = read(pd.read_csv(real("cbs_shapes/odata3_untyped_pandasdump_85335NED_2022.csv"), dtype=str))
    assert again.cell("GM0847", 2022, "TotaalJongerenMetJeugdzorgInNatura") == (330, "measured")
    panel = read(real("cbs_shapes/statline_portaal_enkele_kop_85098NED_2022.csv"))
    assert panel.cell("Nederland", 2022, "Jongeren met jeugdhulp in natura (% (zie toelichting))") == (13.2, "provisional")
    folder = real("cbs_shapes/83262NED_typed_met_metadata/data.csv")
    half = read(folder, chosen={"KenmerkenVanPersonen": "T009002"}, kind="half-year", provisional="2020HJ01")
    assert half.cell("NL01", "2016HJ01", "WmoClienten") == (965695, "measured")
    observations = read(real("cbs_shapes/odata4_observations_regio.json"))
    assert observations.cell("GM0363", 2024, "M004200_2") == (None, "impossible")


def test_titles_for_codes_as_cbsodata_gives_them():
    frame = pd.read_csv(real("cbs_shapes/cbsodata_py_titels_wmo_hbh_2017_2019.csv"))
    codes = {"Asten": "GM0743", "Deurne": "GM0762", "Gemert-Bakel": "GM1652", "Laarbeek": "GM1659", "Someren": "GM0847"}
    panel = mkba.Panel.read(frame, "wide", area="gemeentenaam", name="", period="perioden", area_codes=codes,
                            chosen={"typemaatwerkarrangement": "Hulp bij het huishouden"})  # fmt: skip
    assert panel.cell("GM0762", 2019, "wmoclientenper1000inwoners") == (32, "measured")
