"""Did the Koers bend the curve? What the walk says, on synthetic and on real figures."""

import re

import pytest
import walks

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")


def test_an_effect_that_is_there_is_near_the_estimates_and_not_shown():
    """Youth care costs 6 % less, Wmo the same; noise hides both."""
    text = walks.all_said("koers_effect")
    found = {row[0]: float(row[1]) for row in re.findall(r"^(.+?) +([-+]\d+\.\d)% ", text, re.MULTILINE)}
    youth = [effect for choice, effect in found.items() if choice.startswith("jeugd, ")]
    assert len(youth) == 6 and all(-9 < effect < -4 for effect in youth)
    assert text.endswith("2022 to 2024: wmo not shown; jeugd not shown; wmo en jeugd not shown.\n")


def test_the_verdict_goes_into_a_case_with_its_draws():
    text = walks.all_said("koers_effect")
    assert 'From sdid, verdict "not shown": 38 joint draws of 3 years.' in text  # each of 19 peers, of either sign
    assert 'its verdict is "not shown"' in text
    mean, low, high = map(float, re.search(r"value (\S+) million.* from (\S+) to (\S+) million", text).groups())
    assert low < 0 < mean < high


def test_the_text_has_no_figure_that_could_grow_old():
    assert not re.search(r"\d\.\d", walks.text("koers_effect"))
    assert not re.search(r"avoid|vermeden", walks.program("koers_effect"))


@walks.needs_real
@pytest.mark.slow
def test_on_the_real_figures_nothing_is_shown_and_the_time_before_is_refused():
    """Verdicts by domain with their reasons, the range of the fit by outcomes only, no verdict in favour by any choice."""
    done = walks.run("koers_effect", walks.REAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert "synthetic)" not in done.stdout
    assert done.stdout.endswith("Peel, 2022 to 2024: wmo not shown; jeugd not shown; wmo en jeugd refused.\n")
    assert "supported" not in done.stdout
    words = " ".join(done.stdout.split())
    for least in "39,0", "126":  # of wmo, of jeugd
        assert f"om gezien te worden moet het gemiddeld minstens {least} euro per inwoner zijn" in words
    assert "Over wmo en jeugd van Peel van 2022 tot en met 2024 kan geen uitspraak over oorzaak worden gedaan." in words
    assert "Ook met een start vóór de echte wordt een effect gevonden (p 0,050)" in words
    assert ("Over wmo en jeugd van Peel van 2017 tot en met 2021 kan geen uitspraak over oorzaak worden gedaan. Er is geen "
            "periode vóór 2017") in words  # fmt: skip
    ranges = re.findall(r"^ *(202[234])(?: +\S+){3} +(-\d+)\.0 +(\d+)\.0$", done.stdout, re.MULTILINE)
    assert [year for year, _, _ in ranges] == ["2022", "2023", "2024"]  # of either sign
