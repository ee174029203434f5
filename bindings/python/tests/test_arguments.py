"""What is no case, panel, Koers or effect is named by the argument it was given for."""

import mkba
import pytest

CASE, KOERS = mkba.example(), mkba.example_koers()
ARGUMENTS = [
    ("effect", "Effect", lambda x: CASE.with_effect(x, "besparing")),
    ("changes", "Mapping", CASE.edited),
    ("changes", "Mapping", KOERS.edited),
    ("comparisons[0]", "Comparison", lambda x: mkba.report(CASE, comparisons=[x])),
]
ARGUMENTS_WITH_DEFAULT = [
    ("panel", "Panel", lambda x: CASE.with_panel_effect(x, "besparing", "A", "k", 2020)),
    ("use", "Mapping", lambda x: CASE.with_panel_effect(KOERS.panel(), "besparing", "A", "k", 2020, use=x)),
    ("case", "Case", mkba.report),
    ("koers", "Koers", lambda x: mkba.report(CASE, koers=x)),
    ("panel", "Panel", lambda x: mkba.report(CASE, panel=x)),
]


@pytest.mark.parametrize("wrong", [3, "x", ["x"], object()], ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize(("name", "wanted", "call"), ARGUMENTS + ARGUMENTS_WITH_DEFAULT)
def test_what_is_none_of_its_kind_is_refused_by_name(name, wanted, call, wrong):
    with pytest.raises(TypeError) as refused:
        call(wrong)
    assert str(refused.value) == f"{name} must be a {wanted}, not {type(wrong).__name__}"


@pytest.mark.parametrize(("name", "wanted", "call"), ARGUMENTS)
def test_none_is_refused_by_name_where_something_is_needed(name, wanted, call):
    with pytest.raises(TypeError, match=f"must be a {wanted}, not NoneType"):
        call(None)
