"""The package as a whole: its examples, its types, what it imports, what it binds, what it exports."""

import copy
import doctest
import importlib
import pickle
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import mkba
from mkba import _raw
from mkba._made import Made

HEADERS = sorted((ROOT / "include" / "mkba").glob("*.h"))
FOLDER = Path(mkba.__file__).parent

# Public functions that Python does not see by name, and why.
NOT_BOUND = {
    "mkba_case_free": "capsules", "mkba_appraisal_free": "capsules", "mkba_table_free": "capsules",
    "mkba_draft_free": "capsules", "mkba_draft_new": "a dict", "mkba_draft_text": "Case.text",
    "mkba_draft_set_text": "draft_set_json", "mkba_draft_set_number": "draft_set_json",
    "mkba_draft_set_bool": "draft_set_json", "mkba_case_write": "Case.write, which keeps the errno",
    "mkba_table_new": "data frames cross through Arrow",
    "mkba_text_free": "texts cross whole", "mkba_status_name": "errors carry it",
    "mkba_appraise_options_init_size": "a scenario's name or None",
    "mkba_sensitivity_options_init_size": "a tuple", "mkba_view_name": "names cross",
    "mkba_catalog_free": "capsules", "mkba_case_options_init_size": "a catalog or None",
    "mkba_catalog_view_name": "names cross", "mkba_catalog_view_from_name": "called for every view",
    "mkba_view_from_name": "called for every view",
    **{f"mkba_{enum}{name}": "names cross" for enum in ("timing", "depreciation_method", "plan") for name in ("_name", "_from_name")},
    "mkba_column_type_name": "table_columns",
    "mkba_panel_free": "capsules", "mkba_crosswalk_free": "capsules",
    "mkba_peers_free": "capsules", "mkba_peers_options_init_size": "a dict", "mkba_peers_n": "peers_table",
    "mkba_peers_codes": "peers_table",
    "mkba_panel_options_init_size": "a dict", "mkba_suspect_options_init_size": "a dict",
    "mkba_stream_options_init_size": "a dict",
    "mkba_did_free": "capsules", "mkba_comparison_free": "capsules", "mkba_compare_options_init_size": "a dict",
    "mkba_placebo_free": "capsules", "mkba_placebo_options_init_size": "a dict",
    "mkba_synthetic_did_free": "capsules", "mkba_synthetic_free": "capsules", "mkba_synthetic_options_init_size": "a dict",
    "mkba_effect_free": "capsules", "mkba_effect_options_init_size": "a dict", "mkba_effect_use_init_size": "a dict",
    "mkba_effect_verdict": "effect_table",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "effect_method", "verdict", "language", "effect_view", "effect_shape", "effect_series", "effect_role")},
    "mkba_expectation_free": "capsules", "mkba_expected_options_init_size": "a dict",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "expected_method", "expected_errors", "expected_penalty", "expectation_view", "synthetic_v", "synthetic_form", "synthetic_view",
        "placebo_statistic", "placebo_side", "placebo_view",
        "synthetic_did_form", "synthetic_did_solver", "synthetic_did_inference", "synthetic_did_view")},
    "mkba_comparison_view_name": "names cross", "mkba_comparison_view_from_name": "names cross",
    "mkba_panel_indicator": "panel_indicators", "mkba_panel_values": "panel_table",
    "mkba_panel_statuses": "panel_table", "mkba_cell_has_value": "a cell without a value has None",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "period_kind", "cell_status", "indicator_kind", "panel_format", "encoding", "missing", "scaling",
        "peers_method", "peers_missing", "peers_view")},
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "interval_method", "funnel_family", "funnel_limits", "overdispersion", "funnel_scale", "funnel_trim",
        "funnel_view", "learning_reference", "aspect", "better", "statistic", "did_method", "did_control", "did_base",
        "did_adjustment", "did_inference", "did_view")},
    **{f"mkba_{name}_options_init_size": "a dict" for name in (
        "did", "synthetic_did", "interval", "funnel", "decomposition", "learning", "overview", "measure", "tornado", "two_way", "break_even",
        "joint")},
    "mkba_game_free": "capsules", "mkba_game_from_function": "Game asks a function itself",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "game_kind", "game_concept", "solution_view", "keys_view", "scale_view")},
    **{f"mkba_{name}_options_init_size": "a dict" for name in ("shapley", "keys", "scale")},
    "mkba_koers_free": "capsules", "mkba_koers_write": "Python writes", "mkba_allocation_options_init_size": "a dict",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in (
        "koers_view", "allocation_view", "allocation_of")},
    "mkba_register_free": "capsules", "mkba_register_options_init_size": "a dict",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in ("register_view", "forecast_method")},
    "mkba_compass_free": "capsules", "mkba_compass_options_init_size": "a dict",
    **{f"mkba_{enum}{name}": "names cross" for name in ("_name", "_from_name") for enum in ("compass_view", "compass_scale")},
    "mkba_simulation_free": "capsules", "mkba_bytes_free": "bytes cross whole",
    "mkba_simulate_options_init_size": "a dict", "mkba_simulated_init_size": "a dict",
    "mkba_simulation_view_name": "names cross", "mkba_simulation_view_from_name": "names cross",
    **{f"mkba_table_{name}": "table_columns" for name in (
        "column_type", "texts", "integers", "reals", "is_missing")},
}  # fmt: skip


def functions():
    text = "".join(file.read_text("utf-8") for file in HEADERS)
    return set(re.findall(r"^MKBA_API [^;=]*?\b(mkba_\w+)\(", text, re.MULTILINE))


def test_every_function_is_bound_or_on_the_list():
    bound = {f"mkba_{name}" for name in dir(_raw) if not name.startswith(("_", "SWIG"))}
    assert len(functions()) > 30
    assert functions() - bound == set(NOT_BOUND)
    assert bound - functions() == {"mkba_table_columns", "mkba_table_schema", "mkba_table_of_buffers"}


def test_the_stub_names_what_is_bound():
    stub = (FOLDER / "_raw.pyi").read_text("utf-8")
    assert set(re.findall(r"^def (\w+)", stub, re.MULTILINE)) == {
        n for n in dir(_raw) if not n.startswith(("_", "SWIG"))
    }


@pytest.mark.parametrize("name", ["mkba", *(f"mkba.{module.name}" for module in pkgutil.iter_modules([str(FOLDER)])
                                            if module.name not in ("__main__", "_raw"))])  # fmt: skip
def test_examples_in_the_documentation(name):
    module = importlib.import_module(name)
    found = doctest.testmod(module, extraglobs={"mkba": mkba}, optionflags=doctest.ELLIPSIS)
    assert found.failed == 0


def test_every_public_function_is_documented():
    for name in mkba.__all__:
        thing = getattr(mkba, name)
        assert isinstance(thing, str) or thing.__doc__, name
        for attribute in vars(thing) if isinstance(thing, type) else ():
            if not attribute.startswith("_") and callable(getattr(thing, attribute)):
                assert getattr(thing, attribute).__doc__, f"{name}.{attribute}"


def test_import_is_light():
    heavy = {"numpy", "pandas", "click", "rich", "json", "shutil", "matplotlib"}
    program = f"import sys, mkba; sys.exit(str(set(sys.modules) & {heavy!r}) if set(sys.modules) & {heavy!r} else 0)"
    done = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {program}"],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_import_without_warnings():
    program = "import mkba; mkba.example().appraise().to_json()"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_extension_exports_nothing_else():
    nm = subprocess.run(["nm", "-D", "--defined-only", _raw.__file__], capture_output=True, text=True)
    assert [line.split()[-1] for line in nm.stdout.splitlines()] == ["PyInit__raw"]


def test_version_is_the_build_s():
    text = (ROOT / "meson.build").read_text("utf-8")
    assert re.search(r"version: '([\d.]+)'", text).group(1) == mkba.__version__


RESULTS = [made for made in map(vars(mkba).get, mkba.__all__) if isinstance(made, type) and issubclass(made, Made)]


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_is_made_by_the_library_only(result):
    with pytest.raises(TypeError, match=" made by "):
        result()
    empty = result.__new__(result)
    with pytest.raises(TypeError, match="cannot be pickled: keep "):
        pickle.dumps(empty)
    assert copy.copy(empty) is empty and copy.deepcopy(empty) is empty


@pytest.mark.slow
def test_types():
    pytest.importorskip("mypy")
    sources = ROOT / "bindings" / "python" / "mkba"
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", str(sources)],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout
