"""Makes the synthetic region: 60 municipalities that do not exist, with an effect that is known because it was put in.

    python3 examples/region/make.py [FOLDER]

Writes the CSV files of this folder. The same bytes each time, with any Python from 3.11 on: every draw is a function of
its name alone (the seed, what is drawn, the municipality, the year), by random.Random(text).random(), whose sequence
Python guarantees; normal draws are sums of twelve of them. Nothing is fitted to real figures: sizes, costs and growth
are of the order of those of Dutch municipalities, and chosen by hand. README.md has the truth.
"""

import sys
from math import exp
from pathlib import Path
from random import Random

SEED = "mkba-2026"
YEARS = range(2015, 2025)
REGION = ["GM9001", "GM9002", "GM9003", "GM9004", "GM9005"]

# ---- the truth ----------------------------------------------------------------------------------------------------

FROM = 2022  # the first year with an effect
VOLUME = 0.96  # young people with support in the region, times this
PRICE = 0.94 / VOLUME  # and what each costs, times this: together 6 % less
TO_TEAMS = 0.40  # share of what is no longer spent on youth support that goes to the area teams (6.2): the waterbed
EXPERIENCE = -0.08  # of the share of parents and children who are content, in the region, from that year on
WAITING = 1.20  # days that a child waits in the region, times this

GROWTH_YOUTH, GROWTH_WMO, GROWTH_REST = 0.058, 0.040, 0.035  # a year: per child, per inhabitant over 65, per inhabitant
GROWTH_URBAN = 0.007  # more growth of youth costs a year per standard deviation of urbanity: peers, not the nation
SUBSCRIPTION = {2019: 1.05, 2020: 1.13}  # Wmo clients: the abonnementstarief, everywhere

# ---- what went wrong in the books ---------------------------------------------------------------------------------

MERGED, PARTS, MERGED_IN = "GM9060", ("GM9061", "GM9062"), 2019
COPIED = {("GM9002", 2023), ("GM9023", 2018)}  # the return of the year before, handed in again
SHIFTED = {"GM9003": 2021}  # from this year on 97 % of youth costs is booked on 6.82
NOT_DELIVERED = {("GM9031", 2020)}
JUMP = {("GM9017", 2020): 1.45}  # Wmo costs of one year, by a settlement with another municipality

TAAKVELDEN = ("6.1", "6.2", "6.6", "6.71", "6.72", "6.82")


def uniform(*name):
    """Between 0 and 1, by name."""
    return Random(":".join([SEED, *map(str, name)])).random()


def normal(*name):
    """Mean 0 and standard deviation 1, by name: the sum of twelve uniform draws, less 6."""
    draws = Random(":".join([SEED, *map(str, name)]))
    return sum(draws.random() for _ in range(12)) - 6


def round_to(value, unit):
    """Half up, so that no tie depends on the last bit of a rounding to even."""
    return int(value / unit + 0.5) * unit


class Municipality:
    """What does not change: how large, how urban, how well off. One made by a merger is the sum of its parts."""

    def __init__(self, code, parts=()):
        self.code = code
        self.parts = parts
        self.in_region = code in REGION
        self.urban = -0.5 + 0.35 * normal("urban", code) if self.in_region else normal("urban", code)
        self.poor = 0.4 * self.urban + 0.7 * normal("poor", code) - (0.3 if self.in_region else 0)
        self.old = -0.3 * self.urban + 0.7 * normal("old", code)
        size = 0.25 * normal("size", code) if self.in_region else 0.55 * self.urban + 0.35 * normal("size", code)
        self.inhabitants = (24000 if self.in_region else 36000) * exp(size) / (2 if code in PARTS else 1)
        if parts:
            self.inhabitants = sum(part.inhabitants for part in parts)

    @property
    def name(self):
        return f"Voorbeeld-{self.code[4:]}"

    @property
    def years(self):
        if self.parts:
            return [year for year in YEARS if year >= MERGED_IN]
        return [year for year in YEARS if not (self.code in PARTS and year >= MERGED_IN)]

    def affected(self, year):
        return self.in_region and year >= FROM


def over_parts(function):
    """Of a municipality made by a merger: the sum over its parts."""

    def summed(m, year):
        found = [function(part, year) for part in m.parts or (m,)]
        return {key: sum(each[key] for each in found) for key in found[0]} if isinstance(found[0], dict) else sum(found)

    return summed


@over_parts
def people(m, year):
    """Inhabitants by age on 1 January, and what is known of their households."""
    t = year - YEARS[0]
    total = m.inhabitants * (1 + 0.004 + 0.003 * m.urban) ** t
    young = 0.205 * exp(-0.05 * m.old) * 0.994**t
    old = 0.185 * exp(0.12 * m.old) * 1.016**t
    eldest = 0.24 * 1.012**t
    homes = total / (2.28 - 0.12 * m.urban)
    return {
        "inwoners": round(total),
        "inwoners_0_17": round(total * young),
        "inwoners_65plus": round(total * old),
        "inwoners_80plus": round(total * old * eldest),
        "huishoudens": round_to(homes, 10),
        "eenoudergezinnen": round_to(homes * 0.068 * exp(0.18 * m.urban + 0.15 * m.poor), 10),
        "huishoudens_laag_inkomen": round_to(homes * 0.072 * exp(0.30 * m.poor) * 0.97**t, 10),
        "inkomen_mln": round(total * 0.0245 * exp(-0.10 * m.poor) * 1.025**t),  # of all inhabitants, million euros
    }


def traits(m, year):
    """The same, with the density of addresses, which does not add up."""
    shares = [(part.inhabitants, part.urban) for part in m.parts or (m,)]
    urban = sum(size * urban for size, urban in shares) / sum(size for size, _ in shares)
    density = 900 * exp(0.65 * urban) * 1.004 ** (year - YEARS[0])
    return {**people(m, year), "omgevingsadressendichtheid": round(density)}


@over_parts
def youths(m, year):
    """Young people with support in a year, before rounding, and the share of them who were new in it."""
    base = 0.112 * exp(0.10 * m.poor + 0.05 * normal("youths", m.code))
    growth = (1 + 0.020 + 0.6 * GROWTH_URBAN * m.urban) ** (year - YEARS[0])
    expected = people(m, year)["inwoners_0_17"] * base * growth * (VOLUME if m.affected(year) else 1)
    return expected + 0.5 * expected**0.5 * normal("youths", m.code, year)


@over_parts
def wmo_clients(m, year):
    base = 0.245 * exp(0.10 * m.poor + 0.06 * normal("wmo", m.code))
    tariff = SUBSCRIPTION.get(year, SUBSCRIPTION[2020] if year > 2020 else 1)
    expected = people(m, year)["inwoners_65plus"] * base * 1.006 ** (year - YEARS[0]) * tariff
    return expected + 0.5 * expected**0.5 * normal("wmo", m.code, year)


def use(m, year):
    """Counts as a statistical office shows them: rounded to 5, and 0 to 7 suppressed (a point)."""
    users, before, after = youths(m, year), youths(m, year - 1), youths(m, year + 1)
    begin, end = 0.29 * (before + users), 0.29 * (users + after)  # on 1 January and on 31 December
    crisis = people(m, year)["inwoners_0_17"] * 0.0030 * exp(0.3 * m.poor + 0.2 * normal("crisis", m.code, year))
    exact = {"wmo_clienten": wmo_clients(m, year), "jeugd_gebruikers": users, "jeugd_beginstand": begin,
             "jeugd_instroom": users - begin, "jeugd_uitstroom": users - end, "jeugd_eindstand": end,
             "jeugd_crisishulp": crisis}  # fmt: skip
    return {name: "." if value < 7.5 else round_to(value, 5) for name, value in exact.items()}


@over_parts
def costs(m, year):
    """Costs per taakveld in thousands of euros, as they ought to be booked."""
    t = year - YEARS[0]
    inhabitants = people(m, year)["inwoners"]
    price = 11.2 * exp(0.06 * normal("price", m.code) + 0.02 * normal("price", m.code, year))
    price *= ((1 + GROWTH_YOUTH) / 1.020 + 0.4 * GROWTH_URBAN * m.urban) ** t
    youth = youths(m, year) * price * (PRICE if m.affected(year) else 1)
    wmo = wmo_clients(m, year) * 3.6 * ((1 + GROWTH_WMO) / 1.022) ** t
    wmo *= exp(0.06 * normal("wmo price", m.code) + 0.02 * normal("wmo price", m.code, year))
    rest = {}
    for tv, level in (("6.1", 0.115), ("6.2", 0.095)):
        noise = exp(0.15 * normal(tv, m.code) + 0.02 * normal(tv, m.code, year))
        rest[tv] = inhabitants * level * (1 + GROWTH_REST) ** t * noise
    if m.affected(year):
        rest["6.2"] += TO_TEAMS * youth * (1 / (VOLUME * PRICE) - 1)
    wmo *= JUMP.get((m.code, year), 1)
    heavy = 0.12 + 0.12 * uniform("heavy", m.code)
    if year >= SHIFTED.get(m.code, year + 1):
        heavy = 0.97
    made = {**rest, "6.6": 0.16 * wmo, "6.71": 0.84 * wmo, "6.72": (1 - heavy) * youth, "6.82": heavy * youth}
    return {tv: round(made[tv]) for tv in TAAKVELDEN}


def booked(m, year):
    """What the return says."""
    if (m.code, year) in NOT_DELIVERED:
        return {tv: "" for tv in TAAKVELDEN}
    return costs(m, year - 1 if (m.code, year) in COPIED else year)


def sample(share, n, *name):
    """How many of n, each with this chance."""
    draws = Random(":".join([SEED, *map(str, name)]))
    return sum(draws.random() < share for _ in range(n))


def service(m, year):
    """A yearly survey among clients (how many answered, how many are content) and how long a child waits."""
    made = {}
    for domain, level, effect in (("wmo", 0.82, 0), ("jeugd", 0.79, EXPERIENCE)):
        share = level + 0.03 * normal("content", domain, m.code) + (effect if m.affected(year) else 0)
        n = 40 + int(60 * uniform("answers", domain, m.code, year) * (m.inhabitants / 36000) ** 0.5)
        made[f"{domain}_ervaring_n"] = n
        made[f"{domain}_ervaring_tevreden"] = sample(min(share, 0.97), n, "survey", domain, m.code, year)
    started = use(m, year)["jeugd_instroom"]
    days = 34 * exp(0.15 * normal("days", m.code) + 0.06 * normal("days", m.code, year)) * 1.03 ** (year - YEARS[0])
    made["jeugd_gestart"] = started
    made["jeugd_wachtdagen"] = round(started * days * (WAITING if m.affected(year) else 1))
    return made


# ---- files --------------------------------------------------------------------------------------------------------


def municipalities():
    parts = tuple(Municipality(code) for code in PARTS)
    codes = [f"GM{number}" for number in range(9001, 9060)]
    return [*(Municipality(code) for code in codes), Municipality(MERGED, parts), *parts]


MUNICIPALITIES = municipalities()


def table(columns_of):
    """A row per municipality and year, for the municipalities of that year."""
    rows = [(m, year, columns_of(m, year)) for m in MUNICIPALITIES for year in m.years]
    header = ["gm_code", "gemeente", "jaar", *rows[0][2]]
    return [header, *([m.code, m.name, year, *found.values()] for m, year, found in rows)]


def areas():
    rows = sorted((year, m.code, m.name) for m in MUNICIPALITIES for year in m.years)
    return [["jaar", "gm_code", "gemeente"], *rows]


def steps():
    header = ["jaar_ingang", "oud_code", "oud_naam", "nieuw_code", "nieuw_naam", "aandeel_adressen", "soort"]
    to = next(m for m in MUNICIPALITIES if m.code == MERGED)
    return [header, *([MERGED_IN, m.code, m.name, to.code, to.name, 1, "samenvoeging"]
                      for m in MUNICIPALITIES if m.code in PARTS)]  # fmt: skip


def kinds():
    """An attribute per municipality: where it lies."""
    def kind(m):
        return "stad" if m.urban > 0.8 else "landelijk" if m.urban < -0.4 else "dorp"

    return [["gm_code", "gemeente", "ligging"], *([m.code, m.name, kind(m)] for m in MUNICIPALITIES)]


FILES = {"kosten": lambda: table(lambda m, year: {f"lasten_tv_{tv}": v for tv, v in booked(m, year).items()}),
         "gebruik": lambda: table(use), "kenmerken": lambda: table(traits), "kwaliteit": lambda: table(service),
         "gemeenten": areas, "herindelingen": steps, "gebieden": kinds}  # fmt: skip


def main(folder):
    for name, rows in FILES.items():
        text = "".join(",".join(map(str, row)) + "\n" for row in rows())
        (Path(folder) / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
