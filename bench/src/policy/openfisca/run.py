"""Times openfisca-core on the facts of W1: `run.py ORDER`, a JSON file named on the command line; one JSON line comes out.

Order: facts, expected (the result of the benchmark), out, counties (figures in fen), nation, idiom, enums
(`strings` as documented, `integers` encoded beforehand and not timed), rounds.
"""

import json
import resource
import sys
import time
from importlib.metadata import version

import numpy
import pyarrow
import pyarrow.parquet as parquet
from openfisca_core.simulations import SimulationBuilder

from county_aid import LEVELS, LINES, STAGES, YEAR_OF, system

with open(sys.argv[1]) as file:
    order = json.load(file)
integers = order["enums"] == "integers"

counties = {
    code: {
        **{figure: of[figure] / 100 for figure in ("meal", "tuition", "year")},
        **{f"income{n + 1}": fen / 100 for n, fen in enumerate(of["incomes"])},
        **{f"top{n + 1}": fen / 100 for n, fen in enumerate(of["topUps"])},
        "coefficient": of["coefficient"] / 10000,
    }
    for code, of in order["counties"].items()
}
nation = order["nation"]
nation = {
    "tiers": {level: fen / 100 for level, fen in nation["tiers"].items()},
    "boarders": {stage: fen / 100 for stage, fen in nation["boarders"].items()},
    "dayPupils": {stage: fen / 100 for stage, fen in nation["dayPupils"].items()},
    "orphan": nation["orphan"] / 100,
}
tbs, codes = system(counties, nation, order["idiom"])
NAMES = {"county": ("division", codes), "stage": ("stage", STAGES), "hardship_level": ("hardship_level", LEVELS)}
PLAIN = {
    "boards": ("boards", None),
    "orphan": ("orphan", None),
    "tuition_fee": ("tuition_fee", 100),
    "days_attended": ("days_attended", None),
    "absent_days": ("absent_days", None),
    "household_income": ("household_income", 100),
    "paid_before": ("aid_paid_this_school_year", 100),
}


def encoded(path):
    """The same facts with places in the lists instead of words, in the same order."""
    table = parquet.read_table(path)
    for column, words in NAMES.values():
        place = {word: nth for nth, word in enumerate(words)}
        values = table[column].combine_chunks().dictionary_encode()
        places = numpy.array([place[w] for w in values.dictionary.to_pylist()], dtype=numpy.uint8)[values.indices.to_numpy()]
        table = table.set_column(table.schema.get_field_index(column), column, pyarrow.array(places))
    parquet.write_table(table, path + ".encoded")
    return path + ".encoded"


facts = encoded(order["facts"]) if integers else order["facts"]


def once():
    start = time.perf_counter()
    table = parquet.read_table(facts)
    simulation = SimulationBuilder().build_default_simulation(tbs, count=table.num_rows)
    for name, (column, _) in NAMES.items():
        values = table[column].to_numpy()
        simulation.set_input(name, YEAR_OF, values if integers else values.astype(str))
    for name, (column, fen) in PLAIN.items():
        values = table[column].to_numpy()
        simulation.set_input(name, YEAR_OF, values if fen is None else values / fen)
    computing = time.perf_counter()
    lines = {line: simulation.calculate(line, YEAR_OF) for line in LINES}
    computed = time.perf_counter()
    result = pyarrow.table({"person_id": table["person_id"], **lines}).sort_by("person_id")
    parquet.write_table(result, order["out"], compression="zstd")
    end = time.perf_counter()
    return {"seconds": end - start, "build": computing - start, "compute": computed - computing}


def middle(values):
    return sorted(values)[len(values) // 2]


rounds = [once() for _ in range(order["rounds"])]
told = {name: middle([r[name] for r in rounds]) for name in rounds[0]}

# The scalar idiom gives everybody the figures of the first county, so only its own students can come out right.
ours = ["W1-orphan", "W1-tier", "W1-living", "W1-tuition", "W1-meals", "W1-top-up"]
expected = parquet.read_table(order["expected"], columns=["person_id", *(f"{id}:amount_fen" for id in ours)]).sort_by("person_id")
found = parquet.read_table(order["out"])
county = parquet.read_table(order["facts"], columns=["person_id", "division"]).sort_by("person_id")["division"]
counted = numpy.ones(len(found), dtype=bool) if order["idiom"] != "scalar" else county.to_numpy(zero_copy_only=False) == codes[0]
wrong = numpy.zeros(len(found), dtype=bool)
worst, total = 0, 0
for line, id in zip(LINES, ours):
    fen = numpy.floor(found[line].to_numpy().astype(numpy.float64) * 100 + 0.5).astype(numpy.int64)
    due = expected[f"{id}:amount_fen"].fill_null(0).to_numpy()
    off = numpy.where(counted, numpy.abs(fen - due), 0)
    wrong |= off > 0
    worst = max(worst, int(off.max()))
    total += int(numpy.where(counted, fen - due, 0).sum())
print(
    json.dumps(
        {
            "version": version("openfisca-core"),
            **told,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "counted": int(counted.sum()),
            "wrong": int(wrong.sum()),
            "worstFen": worst,
            "totalOffFen": total,
        }
    )
)
