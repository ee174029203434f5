"""Panels beside pandas and numpy: reading and pivoting characteristics of municipalities, the peers of all of them, a
comparison of growth with its bootstrap; how large a panel is, and how time grows with its size."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure import compare, growth, heading

import mkba

SHARED = Path(os.environ.get("MKBA_SHARED", Path(__file__).parents[2] / "shared"))
REAL = SHARED / "data/gemeenten/kenmerken.csv"

AREAS, CHARACTERISTICS, K = 350, 30, 15
FIRST, LAST, REPLICATES = 2017, 2021, 2000


def codes(n: int) -> list[str]:
    return [f"GM{i:04d}" for i in range(1, n + 1)]


# ---- reading and pivoting -----------------------------------------------------------------------------------


def made_characteristics(path: Path) -> None:
    """A file of the shape of kenmerken.csv: 47 indicators of 400 municipalities, of which each year has some."""
    rng = np.random.default_rng(20260103)
    years = [2015, *range(2017, 2026)]
    lines = ["gm_code,gemeente,jaar,indicator,waarde,eenheid,bron\n"]
    for i, code in enumerate(codes(400)):
        for year in years:
            for indicator in np.flatnonzero(rng.random(47) < 0.5):
                value = rng.integers(0, 100000) / (10 if indicator % 3 == 0 else 1)
                unit = ("personen", "%", "1000 euro")[indicator % 3]
                lines.append(f"{code},Gemeente nummer {i},{year},kenmerk_van_inwoners_{indicator},{value:g},{unit},"
                             f"CBS-7007{year % 7}\n")  # fmt: skip
    path.write_text("".join(lines), encoding="utf-8")


def pivoted(path: Path) -> pd.DataFrame:
    return pd.read_csv(path).pivot(index=["gm_code", "jaar"], columns=["indicator", "eenheid"], values="waarde")


def read(path: Path) -> mkba.Panel:
    return mkba.Panel.read(path, "tidy", split_units=True)


def check_read(path: Path) -> None:
    """Every figure of the one in the other."""
    ours, peer = read(path).frame(), pivoted(path)
    assert len(ours) == int(peer.notna().to_numpy().sum())
    peer.columns = [f"{indicator} [{unit}]" for indicator, unit in peer.columns]
    split = ours["indicator"].where(ours["indicator"].str.endswith("]"), ours["indicator"] + " [" + ours["unit"] + "]")
    found = peer.stack().reindex(pd.MultiIndex.from_arrays([ours["area"], ours["period"].astype(int), split]))
    assert (found.to_numpy() == ours["value"].to_numpy()).all()


def reading(folder: Path) -> None:
    path, name = REAL, "read and pivot kenmerken.csv"
    if not path.exists():
        path, name = folder / "kenmerken.csv", "read and pivot, synthetic file"
        made_characteristics(path)
    check_read(path)
    compare(f"{name} (peer: pandas)", lambda: read(path), lambda: pivoted(path))


# ---- peers of all areas -------------------------------------------------------------------------------------


def characteristics() -> pd.DataFrame:
    rng = np.random.default_rng(20260104)
    columns = [f"kenmerk_{i}" for i in range(CHARACTERISTICS)]
    return pd.DataFrame(rng.lognormal(3, 1, (AREAS, CHARACTERISTICS)), pd.Index(codes(AREAS), name="gm_code"), columns)


def numpy_peers(values: Any, names: Any) -> pd.DataFrame:
    """All distances at once, by the product of the matrix with itself."""
    z = (values - values.mean(axis=0)) / values.std(axis=0, ddof=1)
    squares = (z * z).sum(axis=1)
    distances = np.sqrt(np.maximum(squares[:, None] + squares - 2 * (z @ z.T), 0))
    np.fill_diagonal(distances, np.inf)
    nearest = np.argpartition(distances, K, axis=1)[:, :K]
    order = np.argsort(np.take_along_axis(distances, nearest, axis=1), axis=1)
    nearest = np.take_along_axis(nearest, order, axis=1)
    np.fill_diagonal(distances, -np.inf)
    found = np.take_along_axis(distances, nearest, axis=1)
    return pd.DataFrame({
        "area": np.repeat(names, K), "rank": np.tile(np.arange(1, K + 1), len(names)), "peer": names[nearest].ravel(),
        "distance": found.ravel(), "rebased": (found / distances.max(axis=1, keepdims=True)).ravel(),
    })  # fmt: skip


def pandas_peers(frame: pd.DataFrame) -> pd.DataFrame:
    """Area by area, as one writes it."""
    z = (frame - frame.mean()) / frame.std()
    made = {}
    for area in z.index:
        distances = ((z.drop(area) - z.loc[area]) ** 2).sum(axis=1) ** 0.5
        nearest = distances.nsmallest(K)
        made[area] = pd.DataFrame({"distance": nearest, "rebased": nearest / distances.max()})
    return pd.concat(made)


def peers() -> None:
    frame = characteristics()
    panel = mkba.Panel.read(frame.assign(jaar=FIRST).reset_index(), "wide", name="")
    by, values, names = list(frame.columns), frame.to_numpy(), frame.index.to_numpy().astype(str)
    ours, theirs, one = panel.all_peers(by, k=K), numpy_peers(values, names), pandas_peers(frame)
    assert (ours["peer"].to_numpy() == theirs["peer"].to_numpy()).all()
    assert (ours["peer"].to_numpy() == one.index.get_level_values(1).to_numpy()).all()
    assert np.allclose(ours["distance"], theirs["distance"], rtol=1e-7) and np.allclose(ours["rebased"], one["rebased"])
    work = f"peers of all, {AREAS} x {AREAS} x {CHARACTERISTICS}"
    compare(f"{work} (numpy)", lambda: panel.all_peers(by, k=K), lambda: numpy_peers(values, names))
    compare(f"{work} (pandas)", lambda: panel.all_peers(by, k=K), lambda: pandas_peers(frame))


# ---- growth, with its bootstrap -----------------------------------------------------------------------------


def costs() -> pd.DataFrame:
    """Costs and inhabitants of municipalities in two years; the first five are the region that asks."""
    rng = np.random.default_rng(20260105)
    people = np.round(rng.lognormal(10.3, 0.8, AREAS + 5))
    made = []
    for year, level in ((FIRST, 400), (LAST, 500)):
        grown = np.round(people * (1 + 0.002 * (year - FIRST)))
        amounts = np.round(grown * level * rng.lognormal(0, 0.1, len(people)))
        made.append(pd.DataFrame({"gm_code": codes(len(people)), "jaar": year, "kosten": amounts, "inwoners": grown}))
    return pd.concat(made)


def numpy_growth(up: Any, down: Any) -> tuple[float, float]:
    """The interval of the growth of peers drawn anew; areas by years."""
    drawn = np.random.default_rng(1).integers(0, len(up), (REPLICATES, len(up)))
    levels = up[drawn].sum(axis=1) / down[drawn].sum(axis=1)
    low, high = np.quantile(levels[:, 1] / levels[:, 0] - 1, [0.025, 0.975])
    return float(low), float(high)


def pandas_growth(wide: pd.DataFrame) -> tuple[float, float]:
    grown = []
    for i in range(REPLICATES):
        sums = wide.sample(frac=1, replace=True, random_state=i).sum()
        levels = sums["kosten"] / sums["inwoners"]
        grown.append(levels[LAST] / levels[FIRST] - 1)
    return tuple(pd.Series(grown).quantile([0.025, 0.975]))


def bootstrap() -> None:
    frame = costs()
    names = codes(AREAS + 5)
    region, others = names[:5], names[5:]
    panel = mkba.Panel.read(frame, "wide", name="").described({"kosten": "flow", "inwoners": "stock"})

    def ours() -> Any:
        return panel.compare(region, "kosten", (FIRST, LAST), peers=others, replicates=REPLICATES)

    wide = frame[frame["gm_code"].isin(others)].pivot(index="gm_code", columns="jaar")
    up, down = wide["kosten"].to_numpy(), wide["inwoners"].to_numpy()
    row = ours().summary().query("group == 'peers'").iloc[0]
    for low, high in (numpy_growth(up, down), pandas_growth(wide)):
        assert abs(row["growth_low"] / 100 - low) < 0.002 and abs(row["growth_high"] / 100 - high) < 0.002, (row, low, high)
    work = f"{REPLICATES} replicates, {AREAS} areas"
    compare(f"{work}, all tables (numpy)", ours, lambda: numpy_growth(up, down))
    compare(f"{work}, all tables (pandas)", ours, lambda: pandas_growth(wide))


# ---- how large, and how time grows --------------------------------------------------------------------------


def large(areas: int, form: str, folder: Path) -> Path:
    """A file of so many areas x 12 years x 200 indicators."""
    rng = np.random.default_rng(20260106)
    keys = pd.MultiIndex.from_product([codes(areas), range(2013, 2025)], names=["gm_code", "jaar"])
    values = np.round(rng.lognormal(5, 2, (len(keys), 200)), 1)
    frame = pd.DataFrame(values, keys, [f"indicator_{i}" for i in range(200)])
    path = folder / f"{form}_{areas}.csv"
    if form == "tidy":
        frame.columns.name = "indicator"
        frame = frame.stack().rename("waarde").to_frame()
    frame.to_csv(path)
    return path


def resident() -> float:
    """Megabytes that this process holds, where the system tells."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def reading_large(form: str, folder: Path) -> Callable[[int], Callable[[], Any]]:
    def work(areas: int) -> Callable[[], Any]:
        path = large(areas, form, folder)
        return lambda: mkba.Panel.read(path, form, name="")

    return work


def sizes(folder: Path) -> None:
    path = large(400, "wide", folder)
    kept, before = [mkba.Panel.read(path, "wide", name="")], resident()
    kept += [mkba.Panel.read(path, "wide", name="") for _ in range(4)]
    print(f"a panel of 400 x 12 x 200 takes {(resident() - before) / 4:.0f} MB")
    compare("read 400 x 12 x 200, wide (peer: pandas)", lambda: mkba.Panel.read(path, "wide", name=""),
            lambda: pd.read_csv(path).set_index(["gm_code", "jaar"]))  # fmt: skip
    tidy = large(400, "tidy", folder)
    compare("read 400 x 12 x 200, tidy (peer: pandas)", lambda: mkba.Panel.read(tidy, "tidy", name=""),
            lambda: pd.read_csv(tidy).pivot(index=["gm_code", "jaar"], columns="indicator", values="waarde"))  # fmt: skip
    for form in ("wide", "tidy"):
        growth(f"read {form}, per area of 12 x 200 figures", reading_large(form, folder), [50, 100, 200, 400])


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        heading()
        reading(folder)
        peers()
        bootstrap()
        print()
        sizes(folder)


if __name__ == "__main__":
    main()
