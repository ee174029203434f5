"""The JSON Schema of a case says what the reader does: it takes every case there is, refuses nothing that the reader takes,
and lets pass only what it cannot tell (tests/data/schema/reader-only.json)."""

import copy
import json
import random
import subprocess
import sys

import pytest
from conftest import ROOT, SHARED, oracle, small

import mkba

jsonschema = pytest.importorskip("jsonschema")

DATA = ROOT / "tests" / "data"
SCHEMA = mkba.case_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TABLE = json.loads((DATA / "refused" / "table.json").read_text("utf-8"))
BASE = json.loads((DATA / "refused" / "base.json").read_text("utf-8"))
WHOLE = json.loads((DATA / "cases" / "alles.json").read_text("utf-8"))  # it uses the whole format
READER_ONLY = {
    rule: why["because"] for why in json.loads((DATA / "schema" / "reader-only.json").read_text("utf-8")) for rule in why["rules"]
}  # fmt: skip


def reads(document):
    """Whether it is a case; some cases cannot be appraised."""
    try:
        mkba.Case(document)
    except mkba.CaseError:
        return False
    return True


def steps(pointer):
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def pointer_to(path):
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def at(document, path):
    for step in path:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def put(document, pointer, value):
    *path, last = steps(pointer)
    parent = at(document, path)
    if not isinstance(parent, list):
        parent[last] = value
    elif last == "-":
        parent.append(value)
    else:
        parent[int(last)] = value


def take(document, pointer):
    *path, last = steps(pointer)
    parent = at(document, path)
    del parent[int(last) if isinstance(parent, list) else last]


def edited(entry):
    document = copy.deepcopy(BASE)
    for pointer, value in entry.get("set", {}).items():
        put(document, pointer, copy.deepcopy(value))
    for pointer in entry.get("remove", []):
        take(document, pointer)
    return document


# ---- the schema itself -------------------------------------------------------------------------------------------


def nodes(schema):
    """Every schema inside a schema."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key not in ("enum", "const", "examples", "required"):
                yield from (inner for each in (value.values() if key in ("properties", "$defs") else [value])
                            for inner in nodes(each))  # fmt: skip
    elif isinstance(schema, list):
        for each in schema:
            yield from nodes(each)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    text = (ROOT / "lib" / "case" / "data" / "mkba-case-1.schema.json").read_text("utf-8")
    assert SCHEMA == json.loads(text)
    done = subprocess.run([sys.executable, "-m", "mkba", "schema"], capture_output=True)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, text, b"")


def test_every_key_is_described():
    keys = [(name, given) for node in nodes(SCHEMA) for name, given in node.get("properties", {}).items()
            if node.get("additionalProperties") is False]  # fmt: skip
    assert len(keys) > 100
    for name, given in keys:
        described = given.get("description") or SCHEMA["$defs"][given["$ref"].rsplit("/")[-1]].get("description")
        assert described, name


def test_every_reference_is_there_and_every_definition_used():
    used = {node["$ref"] for node in nodes(SCHEMA) if "$ref" in node}
    assert used == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


# ---- what is a case, is one to the schema ------------------------------------------------------------------------

CASES = [*sorted((ROOT / "examples").glob("*.json")), *sorted((SHARED / "reference" / "cases").glob("*.json")),
         *(file for file in sorted((DATA / "cases").glob("*.json")) if not file.name.startswith("expected-")),
         DATA / "refused" / "base.json", DATA / "findings" / "base.json"]  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_that_there_is_validates(path):
    VALIDATOR.validate(json.loads(path.read_text("utf-8")))


def test_cases_of_the_tests_validate():
    VALIDATOR.validate(small())
    VALIDATOR.validate(small() | {"$schema": "./mkba-case-1.schema.json"})


@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 10))])
def test_random_cases_validate(block):
    _, random_case = oracle()
    for seed in range(block * 20, block * 20 + 20):
        VALIDATOR.validate(json.loads(json.dumps(random_case.random_case(seed), default=float)))


# ---- what the schema refuses, the reader refuses -----------------------------------------------------------------

VALUES = [None, True, False, 0, 1, -1, 0.5, 2026, 1e300, -0.0, "", " ", "x", "uren", "plan", "mid", "NL-2026", [], [1], [1, 2],
          [2026, 2027], ["plan", "plan"], {}, {"a": 1}, {"value": 1}, {"2026": 1}, {"rate": 0.02}, {"from": 0, "rate": 0.02},
          {"alpha": 0.5}, {"share": 0.5}, {"normal": {"mean": 1, "sd": 1}}]  # fmt: skip
WORDS = sorted({name for node in nodes(SCHEMA) for name in node.get("properties", {})} | {
    "titel", "naam", "name", "comment", "$comment", "$id", "_note", "Value", "TITLE", "2026", "uren", "x y", "~", "a/b",
    "plan", "unknown"})  # fmt: skip


def places(document, path=()):
    """The path of every value but the whole."""
    if isinstance(document, (dict, list)):
        for step in document if isinstance(document, dict) else range(len(document)):
            yield (*path, step)
            yield from places(document[step], (*path, step))


def mutated(document, chance):
    """A document in which one thing is other: a key less, a key more, or another value."""
    made = copy.deepcopy(document)
    path = chance.choice(list(places(made)))
    parent, last = at(made, path[:-1]), path[-1]
    kind = chance.choice(["remove", "value", "add", "number", "swap"])
    if kind == "remove":
        del parent[last]
    elif kind == "add" and isinstance(parent, dict):
        parent[chance.choice(WORDS)] = copy.deepcopy(chance.choice(VALUES))
    elif kind == "number" and isinstance(parent[last], (int, float)):
        parent[last] = parent[last] * chance.choice([-1, 0, 10, 1000, 1e-3]) + chance.choice([0, 1, 0.5])
    elif kind == "swap":
        parent[last] = copy.deepcopy(at(made, chance.choice(list(places(document)))))
    else:
        parent[last] = copy.deepcopy(chance.choice(VALUES))
    return made


def check_sound(document):
    """Answers whether the schema refused."""
    error = jsonschema.exceptions.best_match(VALIDATOR.iter_errors(document))
    assert error is None or not reads(document), f"{error.json_path}: {error.message}"
    return error is not None


@pytest.mark.parametrize("block", [*range(2), *(pytest.param(block, marks=pytest.mark.slow) for block in range(2, 20))])
def test_what_the_schema_refuses_the_reader_refuses(block):
    chance = random.Random(block)
    refused = sum(check_sound(mutated(chance.choice([BASE, WHOLE]), chance)) for _ in range(250))
    assert 100 < refused < 245  # both happen


# ---- what the reader refuses, the schema refuses, or cannot tell -------------------------------------------------


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["id"])
def test_a_refused_case_is_refused_by_the_schema_or_listed(entry):
    document = edited(entry)
    told = not VALIDATOR.is_valid(document)
    assert told != (entry["id"] in READER_ONLY or entry["status"] == "evaluation"), entry["id"]


def test_the_list_has_no_others():
    assert set(READER_ONLY) <= {entry["id"] for entry in TABLE}


@pytest.mark.parametrize("document", [BASE, WHOLE], ids=["base", "whole"])
@pytest.mark.parametrize("value", [None, True, [{}], {"?": [{}]}], ids=["null", "true", "list", "object"])
def test_a_value_of_a_wrong_type_is_refused_by_both(document, value):
    for path in places(document):
        made = copy.deepcopy(document)
        at(made, path[:-1])[path[-1]] = copy.deepcopy(value)
        assert VALIDATOR.is_valid(made) == reads(made), path


@pytest.mark.parametrize("document", [BASE, WHOLE], ids=["base", "whole"])
def test_a_key_that_is_needed_is_missed_by_both(document):
    """The reader says so at the object that lacks it, or at the key that needs it. Of names that the user chose the schema knows none."""
    for path in places(document):
        parent = at(document, path[:-1])
        if isinstance(parent, dict) and path[-1] in WORDS:
            made = copy.deepcopy(document)
            del at(made, path[:-1])[path[-1]]
            found = mkba.check(made)
            near = {pointer_to(path[:-1]), *(pointer_to((*path[:-1], sibling)) for sibling in parent)}
            needed = not near.isdisjoint(found["place"][found["id"] == "case"])
            assert VALIDATOR.is_valid(made) != needed, path


# ---- the keys of each object -------------------------------------------------------------------------------------

# Where in the base case an object of each kind stands; or what to put there first.
NORMAL = {"normal": {"mean": 1, "sd": 1}}
OBJECTS = {
    "": ("", None), "actor": ("/actors/gemeente", None), "alternative": ("/alternatives/plan", None),
    "parameter": ("/parameters/uren", None), "stream": ("/streams/hulp", None), "line": ("/lines/0", None),
    "change": ("/streams/hulp/changes/plan", None), "shift": ("/streams/hulp/changes/plan/shift", None),
    "overlapGroup": ("/overlap/groep", None), "correlation": ("/correlations/0", None),
    "scenario": ("/scenarios/lang", None), "cashable": ("/lines/0/cashable", {"share": 1}),
    "discount": ("/discount", {"rate": 0.02}), "distribution": ("/parameters/effect/distribution", None),
    "segment": ("/discount", {"segments": [{"from": 0, "rate": 0.02}]}, "/segments/0"),
    "normal": ("/parameters/effect/distribution", NORMAL, "/normal"),
    "lognormal": ("/parameters/effect/distribution", {"lognormal": {"mean": 1, "sd": 1}}, "/lognormal"),
    "gamma": ("/parameters/effect/distribution", {"gamma": {"mean": 1, "sd": 1}}, "/gamma"),
    "beta": ("/parameters/effect/distribution", {"beta": {"alpha": 1, "beta": 1}}, "/beta"),
    "poisson": ("/parameters/effect/distribution", {"poisson": {"mean": 1}}, "/poisson"),
    "binomial": ("/parameters/effect/distribution", {"binomial": {"n": 1, "p": 1}}, "/binomial"),
    "discrete": ("/parameters/effect/distribution", {"discrete": {"values": [1], "weights": [1]}}, "/discrete"),
}  # fmt: skip


def keys_of(kind):
    if kind == "":
        return set(SCHEMA["properties"])
    families = SCHEMA["$defs"]["distribution"]["properties"]
    given = SCHEMA["$defs"].get(kind) or families[kind]
    if "$ref" in given:
        given = SCHEMA["$defs"][given["$ref"].rsplit("/")[-1]]
    return set(given["properties"])


def test_every_closed_object_of_the_schema_is_looked_at():
    closed = {name for name, given in SCHEMA["$defs"].items() if given.get("additionalProperties") is False}
    closed |= {name for name, given in SCHEMA["$defs"]["distribution"]["properties"].items() if "properties" in given}
    assert closed - set(OBJECTS) == {"positiveMeanAndSd"}  # of lognormal and gamma


@pytest.mark.parametrize("kind", OBJECTS)
def test_the_reader_knows_the_keys_of_the_schema(kind):
    place, value, *below = OBJECTS[kind]
    base = copy.deepcopy(BASE)
    if value is not None:
        put(base, place, value)
    place += "".join(below)
    known = set()
    for word in WORDS:
        document = copy.deepcopy(base)
        at(document, steps(place)).setdefault(word, None)
        found = mkba.check(document)
        here = f"{place}{pointer_to([word])}"
        refused = found[(found["place"] == here) & found["message"].str.contains("is no key of")]
        if refused.empty:
            known.add(word)
    assert known == keys_of(kind)
