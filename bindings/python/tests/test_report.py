"""Reports: what is in them, that they stand alone, that documents cannot make them anything else."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from conftest import ROOT, small

import mkba

pytest.importorskip("jinja2")
pytest.importorskip("igraph")
matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")

from mkba import _report_text  # noqa: E402  (after what it needs)

KOERS, CASE = ROOT / "examples" / "koers" / "koers.json", ROOT / "examples" / "gebiedsteams.json"
REGION = ROOT / "examples" / "region"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %} $\\frac{ ]]> &amp; \'\u202e'


class Page(HTMLParser):
    """Tags with their attributes, and all text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def koers():
    return mkba.Koers.read(KOERS)


@pytest.fixture(scope="module")
def whole(koers):
    return mkba.report(koers=koers, draws=500)


@pytest.fixture(scope="module")
def page(whole):
    return Page(whole.html)


# ---- what is in it ------------------------------------------------------------------------------------------------


def test_a_council_member_reads_what_it_costs_and_yields_and_how_sure_that_is(koers, page):
    row = koers.case().appraise().summary().iloc[0]
    for name in ("pv_costs", "pv_benefits", "npv"):
        assert f"{row[name] / 1e6:.1f} mln euro".replace(".", ",") in page.text
    drawn = koers.case().simulate(draws=500, seed=1).summary().query("measure == 'npv'").iloc[0]
    low, high = (f"{drawn[end] / 1e6:.1f}".replace(".", ",").replace("-", "−") for end in ("q05", "q95"))
    assert f"marge: {low} tot {high} mln euro" in page.text
    assert f"In {100 * drawn['p_positive']:.0f} van de 100 doorrekeningen ligt het saldo boven 0." in page.text


def test_what_a_baat_brings_per_euro_stands_with_its_margin(koers, page):
    """Benefit / cost of the case, and benefit x part of the way / spent."""
    rows = koers.benefits(koers.panel(), koers.case(), level=0.9, draws=500).benefits()
    told = 0
    for _, row in rows.iterrows():
        assert row["title"] in page.text
        if row["per_cost_euro"] == row["per_cost_euro"]:
            value = f"{row['benefit'] / row['cost']:.2f} ({row['per_cost_euro_low']:.2f} tot {row['per_cost_euro_high']:.2f})"
            assert value.replace(".", ",") in page.text
            told += 1
        if row["per_spent_euro"] == row["per_spent_euro"]:
            value = f"{row['benefit'] * row['progress'] / row['spent']:.2f} ({row['per_spent_euro_low']:.2f} tot "
            assert value.replace(".", ",").replace("-", "−") in page.text
            told += 1
    assert told > 3
    assert "besteed" in page.text and "(halfjaar 1 van 2025)" in page.text and "2025HJ01" not in page.text


def test_what_the_check_says_is_dutch_and_names_the_indicator(koers, page):
    assert "Besluiten met cijfers: het cijfer heeft geen interval" in page.text
    assert "geen indicator hoort bij het criterium" in page.text and "no indicator is of" not in page.text
    assert "de prognose kijkt" in page.text and "the forecast looks" not in page.text


def test_opgaven_goals_actors_and_words_are_on_the_page(koers, page):
    first = page.text.partition("De maatschappelijke kosten-batenanalyse")[0]
    for title in [*koers.opgaven()["title"], *koers.nodes()["title"], *koers.case().appraise().actors()["title"]]:
        assert title in first
    said = koers.measurements().query("kind != 'figure'")
    assert all(text in first for text in said["text"]) and all(source in first for source in said["source"])


def test_euros_of_the_opgaven_are_those_of_the_network(koers, page):
    euros = koers.din().allocate(draws=500).query("kind == 'opgave'").set_index("title")
    assert f"+{euros['euros']['Normaliseren'] / 1e6:.1f} mln euro".replace(".", ",") in page.text
    assert f"−{-euros['euros']['Bevlogen samenwerking'] / 1e3:.0f} duizend euro" in page.text
    assert page.text.count("Het netwerk geeft er geen door.") == (euros["euros"] == 0).sum() == 2


def test_what_to_measure_next_is_told_with_its_name(koers, page):
    asked = koers.benefits(case=koers.case()).next("nl")
    assert len(asked) == 4
    for row in asked.to_dict("records"):
        assert re.search(rf"{row['title']}\s*\.\s*{re.escape(row['text'])}", page.text)


def test_what_cannot_be_said_is_said(koers, page):
    for words in ("zij bewijzen niets", "hun onzekerheid zit in geen marge", "24 van de 26 gegevens", "16 illustratief",
                  "De analyse is van een andere regio (GM0743, GM0762, …) dan de Koers (GM9001, GM9002, …)",
                  "Cijfers zonder marge: Besluiten met cijfers", "In geen bedrag: Sociale cohesie in de kernen"):  # fmt: skip
        assert words in page.text
    assert "synthetisch" in page.text  # what the document says of itself


def test_what_a_panel_measures_is_not_said_to_be_unmeasured(koers):
    document = koers.to_dict()
    for name, linked in (("geteld", True), ("vergeten", False)):
        document["indicators"][name] = {"title": f"Wat is {name}", "direction": "up", "start": {"period": 2017, "value": 9}}
        if linked:
            document["indicators"][name]["panel"] = {"indicator": "jeugd_gebruikers", "areas": ["GM9001"]}
    document["measurements"].append({"indicator": "vergeten", "period": 2016, "value": 8})  # before the nulmeting
    page = Page(mkba.report(koers.case(), koers=mkba.Koers(document), panel=koers.panel(), draws=50).html)
    assert re.search("Zonder cijfer na de nulmeting: [^.]*Wat is vergeten", page.text)
    assert not re.search("Zonder cijfer na de nulmeting: [^.]*Wat is geteld", page.text)
    assert re.search("Cijfers zonder marge: [^.]*Wat is geteld", page.text)


def test_control_characters_of_a_document_are_no_part_of_a_picture(koers):
    document = koers.to_dict()
    document["title"] = "a\x01b"
    for each in [*document["nodes"].values(), *document["indicators"].values()]:
        each["title"] += "\x1f\ufffe\x7f"
    page = Page(mkba.report(koers.case(), koers=mkba.Koers(document), panel=koers.panel(), draws=50).html)
    assert page.text.count("Normaliseren") >= 1


def test_where_figures_come_from_is_told(koers, page):
    parameters = koers.case().to_dict()["parameters"]
    assert all(name in page.text and of["source"] in page.text for name, of in parameters.items())
    assert all(message in page.text for message in koers.case().appraise().findings()["message"])
    assert f"libmkba {mkba.__version__}" in page.text and "500 trekkingen met zaad 1" in page.text
    assert koers.case().simulate(draws=500).about()["fingerprint"].iloc[0] in page.text


def test_numbers_are_written_as_the_language_does(koers):
    assert "125.325 inwoner" in Page(mkba.report(mkba.example(), draws=100).html).text
    english = Page(mkba.report(mkba.example(), draws=100, language="en").html)
    assert "125,325 inwoner" in english.text and "2.5 million euros" in english.text
    assert "doorrekening" not in english.text and english.of("html") == [{"lang": "en"}]


def test_a_case_alone_has_no_page_of_a_koers():
    text = Page(mkba.report(mkba.Case(small()), draws=100).html).text
    assert "De Koers op" not in text and "Kléin geval" in text and "Groot plan" in text


def test_a_region_stands_beside_others(koers):
    panel = mkba.Panel.read(REGION / "gebruik.csv").described({"jeugd_gebruikers": "flow"})
    comparison = panel.compare(["GM9001", "GM9002"], "jeugd_gebruikers", (2019, 2024), ["GM9003", "GM9004", "GM9005"], per=None)
    page = Page(mkba.report(mkba.example(), comparisons=[comparison], draws=100).html)
    growth = comparison.summary().query("group == 'region'")["growth"].iloc[0]
    assert f"{growth:+.1f}%".replace(".", ",").replace("-", "−") in page.text
    assert "vergelijkbare gemeenten" in page.text and "Het zegt niet wat het beleid heeft gedaan" in page.text


# ---- that it stands alone -------------------------------------------------------------------------------------------


def test_it_asks_nothing_of_a_network_and_runs_nothing(page):
    names = {name for name, _ in page.tags}
    assert not names & {"script", "iframe", "img", "link", "object", "embed", "form", "a"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset", "action") for name in attributes)
        assert all(value.startswith("#") for name, value in attributes.items() if name.endswith("href"))
        assert all("url(" not in value or "url(#" in value for value in attributes.values() if value)
    policy = next(each for each in page.of("meta") if each.get("http-equiv"))
    assert policy["content"].startswith("default-src 'none'")


def test_pictures_have_words_and_ids_of_their_own(page):
    pictures = page.of("svg")
    assert len(pictures) >= 9
    assert all(each.get("role") == "img" and len(each["aria-label"]) > 15 for each in pictures)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) > 0


def test_the_same_documents_give_the_same_bytes(koers, whole):
    program = (f"import sys, mkba; sys.stdout.buffer.write(mkba.report(koers=mkba.Koers.read({str(KOERS)!r}), draws=500).html.encode())")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == whole.html.encode()


def evil(document, keep=()):
    """A document in which every title, description, source and text attacks."""
    if isinstance(document, dict):
        return {key: EVIL if key in ("title", "description", "source", "text", "note", "evidence", "owner") else evil(value)
                for key, value in document.items()}  # fmt: skip
    return [evil(value) for value in document] if isinstance(document, list) else document


def test_documents_cannot_make_it_anything_else(koers, page):
    case, course = mkba.Case(evil(koers.case().to_dict())), mkba.Koers(evil(koers.to_dict()))
    hostile = Page(mkba.report(case, koers=course, panel=koers.panel(), draws=500).html)
    assert sorted({name for name, _ in hostile.tags}) == sorted({name for name, _ in page.tags})
    assert not any(name.startswith("on") for _, attributes in hostile.tags for name in attributes)
    assert "<script>alert(1)</script>" in hostile.text and "{{ 7 * 7 }}" in hostile.text


# ---- words and amounts ----------------------------------------------------------------------------------------------


def test_every_word_is_there_in_two_languages_and_used():
    words = json.loads((_report_text.TEMPLATES / "words.json").read_text("utf-8"))
    sources = "".join(path.read_text("utf-8") for folder in (_report_text.TEMPLATES, _report_text.TEMPLATES.parent)
                      for path in [*folder.glob("*.html"), *folder.glob("_report*.py"), *folder.glob("_plot_koers*.py")])  # fmt: skip
    made = {"kind_cost", "kind_benefit", "kind_transfer", "kind_pm", "kind_stream", "error", "richtlijn", "advies", "warning",
            "note", "mln", "thousand", "euro", "region", "peers", "nation"}  # fmt: skip
    for name, pair in words.items():
        assert len(pair) == 2 and all(isinstance(text, str) for text in pair)
        assert sorted(re.findall(r"{\w*}", pair[0])) == sorted(re.findall(r"{\w*}", pair[1])), name
        assert name in made or re.search(rf'\bsay\.{name}\b|"{name}"', sources), name


@pytest.mark.parametrize("value, dutch, english", [
    (2_517_431.8, "2,5 mln euro", "2.5 million euros"), (-179_306.35, "−179 duizend euro", "−179 thousand euros"),
    (0, "0 euro", "0 euros"), (9_999, "9.999 euro", "9,999 euros"), (499_999, "500 duizend euro", "500 thousand euros"),
])  # fmt: skip
def test_amounts_are_short(value, dutch, english):
    assert [_report_text.Text(language).euros(value) for language in ("nl", "en")] == [dutch, english]


def test_margins_are_in_one_unit():
    text = _report_text.Text("nl")
    assert text.margin(-1_754_785, 6_687_689) == "−1,8 tot 6,7 mln euro"
    assert text.margin(-9_000, 20_000) == "−9 tot 20 duizend euro"
    assert text.margin(5, 5) == "geen onzeker gegeven erin"


# ---- what is refused ------------------------------------------------------------------------------------------------


def test_what_is_missing_or_unknown_is_refused(koers):
    bare = mkba.Koers({"format": "mkba-koers/1", "title": "t", "opgaven": {}, "nodes": {}})
    with pytest.raises(mkba.ArgumentError, match="names no case"):
        mkba.report(koers=bare)
    with pytest.raises(mkba.ArgumentError, match="a case, or a Koers"):
        mkba.report()
    with pytest.raises(mkba.ArgumentError, match="plan, groot"):
        mkba.report(mkba.Case(small()), koers=bare, draws=100)
    with pytest.raises(mkba.UnknownNameError, match="teams"):
        mkba.report(koers=koers, alternative="team", draws=100)
    with pytest.raises(mkba.ArgumentError, match="language"):
        mkba.report(mkba.example(), language="de")


def test_a_koers_without_anything_in_it_has_a_page():
    bare = mkba.Koers({"format": "mkba-koers/1", "title": "Nog leeg", "opgaven": {}, "nodes": {}})
    assert "Nog leeg" in Page(mkba.report(mkba.example(), koers=bare, draws=100).html).text


def test_without_jinja_it_says_what_to_install():
    program = "import sys; sys.modules['jinja2'] = None\nimport mkba\nmkba.report(mkba.example(), draws=10)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.endswith("ModuleNotFoundError: reports need jinja2: pip install 'mkba[report]'\n")


def run(*arguments):
    return subprocess.run([sys.executable, "-m", "mkba", "report", *map(str, arguments)], capture_output=True, text=True)


def test_the_command_writes_a_file(tmp_path):
    path = tmp_path / "rapport.html"
    done = run(CASE, "--koers", KOERS, "--panel", REGION / "gebruik.csv", "--draws", "200", "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = Page(path.read_text("utf-8"))
    assert "Koers van de voorbeeldregio" in page.text and "200 trekkingen met zaad 1" in page.text
    assert "Naast anderen" in page.text


def test_the_command_says_in_the_report_what_could_not_be_compared(tmp_path):
    path = tmp_path / "rapport.html"
    done = run(CASE, "--panel", REGION / "gebruik.csv", "--indicator", "jeugd", "--draws", "100", "-o", path)
    assert done.returncode == 0
    assert "Kon niet vergeleken worden: jeugd:" in Page(path.read_text("utf-8")).text


@pytest.mark.parametrize("arguments, status, words", [
    ([CASE], 2, "-o"), ([CASE, "--peers", "GM9002", "-o", "x.html"], 2, "--panel"), (["nergens.json", "-o", "x.html"], 1, "nergens"),
    ([CASE, "-o", "nergens/x.html"], 1, "nergens"),
])  # fmt: skip
def test_the_command_refuses(arguments, status, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.returncode == status and words in done.stderr
