"""Distributions by themselves."""

import json
import math

import mkba
import numpy
import pytest

FAILURES = [3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487]  # Proschan, Technometrics 5, 1963


def test_quantiles_of_closed_forms():
    p = numpy.array([[0.05, 0.5], [0.95, 1 - 1e-9]])
    found = mkba.distribution_quantile({"gamma": {"mean": 10, "sd": 10}}, p)  # exponential
    assert found.shape == (2, 2)
    assert numpy.allclose(found, -10 * numpy.log1p(-p), rtol=1e-9)
    assert mkba.distribution_quantile('{"triangular": [0, 1, 2]}', 0.5) == 1.0


def test_a_number_gives_a_number_and_a_list_an_array():
    uniform = {"uniform": [0, 10], "truncate": [2, 4]}
    assert mkba.distribution_quantile(uniform, 0.5) == 3.0
    assert mkba.distribution_quantile(uniform, [0.5, 0.75]).tolist() == [3.0, 3.5]
    assert mkba.distribution_quantile(uniform, []).tolist() == []


def test_summary_counts_a_truncation_with():
    found = mkba.distribution_summary({"uniform": [0, 10], "truncate": [2, 4]})
    assert found == {"mean": 3.0, "sd": pytest.approx(2 / math.sqrt(12)), "low": 2.0, "high": 4.0}
    assert mkba.distribution_summary({"normal": {"mean": 1, "sd": 2}})["low"] is None


@pytest.mark.parametrize(
    ("family", "more"),
    [("normal", {}), ("lognormal", {}), ("gamma", {}), ("beta", {"bounds": (0, 50)}), ("pert", {"mode": 13}),
     ("triangular", {"mode": 13})],
)  # fmt: skip
def test_an_elicited_distribution_has_the_quantiles_that_were_said(family, more):
    made = mkba.elicit_distribution(family, [10, 20], (0.1, 0.9), **more)
    assert list(made) == [family]
    assert mkba.distribution_quantile(made, [0.1, 0.9]).tolist() == pytest.approx([10, 20], rel=1e-9)


def test_fits_of_failures_are_the_published_ones():
    found = mkba.fit_distribution(FAILURES, bounds=(0, 500)).set_index("family")
    gamma = found.loc["gamma"]
    assert (gamma["mean"] / gamma["sd"]) ** 2 == pytest.approx(0.707, abs=6e-4)  # Davison and Hinkley 1997
    assert set(found.index) == {"normal", "lognormal", "gamma", "beta"}
    assert found["aic"].is_monotonic_increasing
    assert json.loads(gamma["distribution"]) == {"gamma": {"mean": gamma["mean"], "sd": gamma["sd"]}}


def test_what_does_not_fit_is_refused_with_its_place():
    with pytest.raises(mkba.CaseError, match='did you mean "gamma"'):
        mkba.distribution_quantile({"gama": {"mean": 1, "sd": 1}}, 0.5)
    with pytest.raises(mkba.ArgumentError) as refused:
        mkba.distribution_quantile({"uniform": [0, 1]}, [0.5, 1])
    assert refused.value.where == "p[1]"
    with pytest.raises(mkba.UnknownNameError):
        mkba.elicit_distribution("norml", [1, 2])
    with pytest.raises(mkba.ArgumentError):
        mkba.fit_distribution([1, 1, 1])
    with pytest.raises(TypeError):
        mkba.fit_distribution("1, 2, 3")


def test_bounds_and_modes_are_heeded_or_refused():
    with pytest.raises(mkba.ArgumentError, match="not inside the bounds 0 and 98") as refused:
        mkba.fit_distribution(FAILURES, bounds=(0, 98))
    assert refused.value.where == "values[7]"
    with pytest.raises(mkba.CaseError, match="too widely") as refused:
        mkba.fit_distribution([-1.7e308, 1.7e308, 1.6e308])
    assert refused.value.where == "values"
    for family, more in (("gamma", "bounds"), ("normal", "mode"), ("pert", "bounds"), ("beta", "mode")):
        extra = {"mode": 13.0, "bounds": (0, 50)}[more]
        with pytest.raises(mkba.ArgumentError, match=f"a {family} distribution takes no {more}") as refused:
            mkba.elicit_distribution(family, [10, 20], **{more: extra})
        assert refused.value.where == more
