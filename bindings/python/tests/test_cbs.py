"""Tables of CBS, fetched by the clients of others from a server of our own, whose answers are in the form of CBS.

The answers in tests/data/cbs were made by hand: their figures are of no municipality.
"""

import importlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import ROOT

import mkba

DATA = ROOT / "tests" / "data" / "cbs"
TABLE = "99001NED"


class Answers(BaseHTTPRequestHandler):
    """The answers of a folder; what is asked is written down."""

    def do_GET(self):
        parts = urlsplit(self.path)
        name = unquote(parts.path).removeprefix("/ODataFeed/odata/").strip("/")
        self.server.asked.append((name.rpartition("/")[2], parse_qs(parts.query)))
        file = self.server.folder / f"{name}.json"
        text = file.read_text("utf-8") if file.is_file() else ""
        text = text.replace('"UntypedDataSet.2"', json.dumps(f"{self.server.url}/ODataFeed/odata/{TABLE}/UntypedDataSet.2"))
        self.send_response(200 if text else 404)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.url, made.folder, made.asked = f"http://127.0.0.1:{made.server_port}", DATA / "v3", []
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def fetched(server):
    pytest.importorskip("cbsodata", reason="cbsodata is not installed")

    def fetch(table=TABLE, **options):
        return mkba.Panel.from_cbs(table, client="cbsodata", base_url=server.url, **options)

    return fetch


TOTAL = {"TypeMaatwerkarrangement": "T001024"}


def test_figures_come_with_names_units_reasons_and_what_is_provisional(fetched):
    panel = fetched(chosen=TOTAL, kind="year")
    assert panel.codes == {"NL01": "Nederland", "GM9001": "Aadorp", "GM9002": "Beedorp"}
    assert panel.cell("GM9001", 2019, "WmoClienten") == (125, "measured")
    assert panel.cell("GM9001", 2020, "WmoClienten") == (130, "provisional")
    assert panel.cell("GM9002", 2019, "WmoClienten") == (None, "suppressed")
    assert panel.cell("GM9002", 2020, "WmoClienten") == (None, "impossible")
    assert panel.cell("GM9002", 2020, "WmoClientenPer1000Inwoners") == (61.5, "provisional")
    assert panel.indicators()["unit"].tolist() == ["aantal", "per 1 000 inwoners"]
    assert set(panel.frame()["source"]) == {"CBS 99001NED"}


def test_only_what_is_wanted_is_asked_for(fetched, server):
    panel = fetched(areas="GM9001", periods=[2019, 2020], indicators="WmoClienten", chosen=TOTAL)
    assert (panel.codes, panel.periods, len(panel)) == ({"GM9001": "Aadorp"}, ("2019", "2020"), 2)
    query = next(query for name, query in server.asked if name == "UntypedDataSet")
    assert query["$select"] == ["TypeMaatwerkarrangement,RegioS,Perioden,WmoClienten_1"]
    assert query["$filter"] == ["(RegioS eq 'GM9001  ') and (Perioden eq '2019JJ00' or Perioden eq '2020JJ00') and "
                                "(TypeMaatwerkarrangement eq 'T001024')"]  # fmt: skip


def test_half_years_are_asked_for_by_name(fetched):
    panel = fetched(periods="2020HJ01", chosen=["TypeMaatwerkarrangement=T001024"])
    assert (panel.period_kind, panel.cell("NL01", "2020HJ01", "WmoClienten")) == ("half-year", (965695, "provisional"))


@pytest.mark.parametrize(("options", "kind", "piece"), [
    ({"areas": "GM9003"}, mkba.UnknownNameError, 'table 99001NED has no area "GM9003"; did you mean "GM900'),
    ({"periods": 2018}, mkba.UnknownNameError, 'no period "2018JJ00"'),
    ({"indicators": "WmoClient"}, mkba.UnknownNameError, 'no indicator "WmoClient"; did you mean "WmoClienten"?'),
    ({"chosen": {"Type": "T"}}, mkba.UnknownNameError, 'no dimension "Type"'),
    ({"chosen": {"TypeMaatwerkarrangement": "T1"}}, mkba.UnknownNameError, "no value of TypeMaatwerkarrangement"),
    ({"chosen": TOTAL}, mkba.PanelError, "kind"),
    ({"kind": "year"}, mkba.PanelError, "a second value of this dimension"),
    ({"table": "00000NED"}, mkba.FileError, "cannot be fetched from CBS"),
])  # fmt: skip
def test_what_the_table_has_not_is_refused(fetched, options, kind, piece):
    with pytest.raises(kind) as caught:
        fetched(**options)
    assert piece in str(caught.value)


def test_without_network_there_is_an_error_of_one_sentence(server):
    cbsodata = pytest.importorskip("cbsodata", reason="cbsodata is not installed")
    server.server_close()
    https = cbsodata.options.use_https
    with pytest.raises(mkba.FileError, match="the table cannot be fetched from CBS") as caught:
        mkba.Panel.from_cbs(TABLE, client=cbsodata, base_url=server.url)
    assert isinstance(caught.value, OSError) and caught.value.source == TABLE
    assert cbsodata.options.use_https == https


def test_without_client_the_error_says_what_to_install(monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(ImportError, match="cbsodata or cbsodata4, which is not installed: pip install cbsodata"):
        mkba.Panel.from_cbs(TABLE)
    with pytest.raises(ImportError, match="pip install cbsodata4"):
        mkba.Panel.from_cbs(TABLE, client="cbsodata4")


def test_another_client_is_refused():
    with pytest.raises(TypeError, match="client must be cbsodata or cbsodata4"):
        mkba.Panel.from_cbs(TABLE, client=json)


def test_what_cbsodata_itself_returns_is_read(server):
    """With titles for codes, and the reason of what is missing lost or kept."""
    cbsodata = pytest.importorskip("cbsodata", reason="cbsodata is not installed")
    host, https = server.url.removeprefix("http://"), cbsodata.options.use_https
    cbsodata.options.use_https = False
    try:
        rows = cbsodata.get_meta(TABLE, "UntypedDataSet", catalog_url=host)
        titles = {row["Key"]: row["Title"] for row in cbsodata.get_meta(TABLE, "RegioS", catalog_url=host)}
    finally:
        cbsodata.options.use_https = https
    wanted = {"chosen": TOTAL, "kind": "year"}
    panel = mkba.Panel.read(rows, **wanted)
    assert panel.cell("GM9002", 2019, "WmoClienten") == (None, "suppressed")
    named = mkba.Panel.read([{**row, "RegioS": titles[row["RegioS"]]} for row in rows],
                            area_codes={name: code.strip() for code, name in titles.items()}, **wanted)  # fmt: skip
    assert named.cell("GM9001", 2019, "WmoClienten") == panel.cell("GM9001", 2019, "WmoClienten")
    assert named.codes["GM9001"] == "Aadorp"


def test_odata_4_says_the_same(server, monkeypatch, tmp_path):
    pytest.importorskip("cbsodata4", reason="cbsodata4 is not installed")
    monkeypatch.chdir(tmp_path)
    server.folder = DATA / "v4"
    panel = mkba.Panel.from_cbs(TABLE, client="cbsodata4", base_url=server.url)
    assert panel.codes == {"NL01": "Nederland", "GM9001": "Aadorp", "GM9002": "Beedorp"}
    assert panel.cell("GM9001", 2019, "M000001") == (125, "measured")
    assert panel.cell("GM9001", 2020, "M000001") == (130, "provisional")
    assert panel.cell("GM9002", 2019, "M000001") == (None, "suppressed")
    assert panel.cell("GM9002", 2020, "M000001") == (None, "impossible")
    assert panel.indicators()["unit"].tolist() == ["aantal", "per 1 000 inwoners"]
    part = mkba.Panel.from_cbs(TABLE, areas=["GM9001"], periods=2020, indicators="M000002", client="cbsodata4",
                               base_url=server.url)  # fmt: skip
    assert (len(part), part.cell("GM9001", 2020, "M000002").value) == (1, 68)
    assert list(tmp_path.iterdir()) == []
