"""The county aid of W1 as a tax and benefit system of openfisca-core, in yuan, in three idioms.

scalar      one county's figures for everybody, as plain parameters
documented  a parameter node per figure with a key per county, indexed by the county of each person
expert      figures gathered by hand into arrays before the formulas, past the parameter tree
"""

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import YEAR
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

STAGES = ["preschool", "primary", "junior", "senior", "vocational", "higher"]
LEVELS = ["none", "general", "severe", "special"]
YEAR_OF = "2025"
FIGURES = ["meal", "tuition", "year", "income1", "income2", "income3", "top1", "top2", "top3", "coefficient"]
LINES = ["orphan_grant", "tier_grant", "living", "tuition_waiver", "meals", "top_up"]
INPUTS = ["stage", "hardship_level", "boards", "orphan", "tuition_fee", "days_attended", "absent_days", "household_income", "paid_before"]

Person = build_entity(key="person", plural="persons", label="student", is_person=True)
Stage = Enum("Stage", [(name, name) for name in STAGES])
Level = Enum("Level", [(name, name) for name in LEVELS])


def variable(name, value_type, formula=None, **more):
    members = {"value_type": value_type, "entity": Person, "definition_period": YEAR, "label": name, **more}
    if formula is not None:
        members["formula"] = formula
    return type(name, (Variable,), members)


def to_fen(yuan):
    return numpy.floor(yuan * 100 + 0.5) / 100


def system(counties, nation, idiom):
    """`counties`: per county a dict of FIGURES in yuan (coefficient as a factor). `nation`: figures that hold everywhere."""
    codes = list(counties)
    County = Enum("County", [(code, code) for code in codes])
    tbs = TaxBenefitSystem([Person])

    def dated(value):
        return {"values": {"2025-01-01": {"value": value}}}

    tree = {
        "tiers": {level: dated(nation["tiers"].get(level, 0)) for level in LEVELS},
        "boarders": {stage: dated(nation["boarders"][stage]) for stage in STAGES},
        "day_pupils": {stage: dated(nation["dayPupils"][stage]) for stage in STAGES},
        "orphan": dated(nation["orphan"]),
    }
    if idiom == "scalar":
        tree["county"] = {figure: dated(counties[codes[0]][figure]) for figure in FIGURES}
    if idiom == "documented":
        tree["county"] = {figure: {code: dated(counties[code][figure]) for code in codes} for figure in FIGURES}
    tbs.parameters = ParameterNode("", data=tree)
    gathered = {figure: numpy.array([counties[code][figure] for code in codes], dtype=numpy.float32) for figure in FIGURES}

    def figure(name):
        if idiom == "scalar":
            return lambda person, period, parameters: getattr(parameters(period).county, name)
        if idiom == "documented":
            return lambda person, period, parameters: getattr(parameters(period).county, name)[person("county", period)]
        return lambda person, period, parameters: gathered[name][numpy.asarray(person("county", period))]

    of = {name: figure(name) for name in FIGURES}

    def poor(person, period):
        return person("hardship_level", period) != Level.none

    def reduced(person, period, amount):
        absent = person("absent_days", period)
        return numpy.where(absent > 30, to_fen(amount * (110 - absent) / 110), amount)

    def tier_alone(person, period, parameters):
        stage = person("stage", period)
        due = (stage == Stage.senior) + (stage == Stage.vocational) + (stage == Stage.higher)
        return numpy.where(due, parameters(period).tiers[person("hardship_level", period)] / 2, 0)

    def orphan_alone(person, period, parameters):
        return numpy.where(person("orphan", period), parameters(period).orphan, 0)

    def orphan_wins(person, period, parameters):
        return person("orphan", period) * (person("orphan_alone", period) >= person("tier_alone", period))

    def orphan_due(person, period, parameters):
        return numpy.where(person("orphan_wins", period), reduced(person, period, person("orphan_alone", period)), 0)

    def tier_due(person, period, parameters):
        return numpy.where(person("orphan_wins", period), 0, reduced(person, period, person("tier_alone", period)))

    def living_due(person, period, parameters):
        stage = person("stage", period)
        full = numpy.where(person("boards", period), parameters(period).boarders[stage], parameters(period).day_pupils[stage]) / 2
        return numpy.where(poor(person, period), reduced(person, period, full), 0)

    def tuition_due(person, period, parameters):
        capped = numpy.minimum(person("tuition_fee", period), of["tuition"](person, period, parameters))
        return numpy.where(person("stage", period) == Stage.senior, numpy.floor(capped * 100 / 2) / 100, 0)

    def meals_due(person, period, parameters):
        stage = person("stage", period)
        fed = (stage == Stage.primary) + (stage == Stage.junior)
        return numpy.where(fed, of["meal"](person, period, parameters) * person("days_attended", period), 0)

    def top_up_due(person, period, parameters):
        income = person("household_income", period)
        first, second, third = (of[name](person, period, parameters) for name in ("income1", "income2", "income3"))
        one, two, three = (of[name](person, period, parameters) for name in ("top1", "top2", "top3"))
        band = numpy.where(income < first, one, numpy.where(income < second, two, numpy.where(income < third, three, 0)))
        return numpy.where(person("orphan_wins", period), 0, to_fen(band * of["coefficient"](person, period, parameters) / 2))

    def within_year(nth, due):
        def formula(person, period, parameters):
            left = of["year"](person, period, parameters) - person("paid_before", period)
            for before in dues[:nth]:
                left = left - person(before, period)
            return numpy.maximum(numpy.minimum(person(due, period), left), 0)

        return formula

    dues = ["orphan_due", "tier_due", "living_due", "tuition_due", "meals_due", "top_up_due"]
    formulas = [orphan_due, tier_due, living_due, tuition_due, meals_due, top_up_due]
    tbs.add_variables(
        variable("county", Enum, possible_values=County, default_value=County[codes[0]]),
        variable("stage", Enum, possible_values=Stage, default_value=Stage.primary),
        variable("hardship_level", Enum, possible_values=Level, default_value=Level.none),
        variable("boards", bool),
        variable("orphan", bool),
        variable("tuition_fee", float),
        variable("days_attended", int),
        variable("absent_days", int),
        variable("household_income", float),
        variable("paid_before", float),
        variable("tier_alone", float, tier_alone),
        variable("orphan_alone", float, orphan_alone),
        variable("orphan_wins", bool, orphan_wins),
        *(variable(name, float, formula) for name, formula in zip(dues, formulas)),
        *(variable(line, float, within_year(nth, dues[nth])) for nth, line in enumerate(LINES)),
    )
    return tbs, codes
