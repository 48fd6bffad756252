"""Who deals with which topic (分工): the unit of each agency, and the deputy that leads the unit."""

from __future__ import annotations

from zhengban.demo.city.shapes import CityAgency, CityUnit, Person
from zhengban.demo.texts.topics import Topic

_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "office": {
        "综合科": ("documents_quality", "proposals", "training", "secrecy", "winter_fire", "law_enforcement"),
        "秘书一科": (
            "projects",
            "economy",
            "investment",
            "business_environment",
            "housing",
            "rural_roads",
            "farming",
            "state_assets",
        ),
        "秘书二科": (
            "air_quality",
            "water_quality",
            "education",
            "public_health",
            "elderly_care",
            "employment",
            "flood_control",
            "forest_fire",
            "work_safety",
            "disaster_drill",
            "ice_snow",
        ),
        "督查科": ("audit_rectification", "inspection_rectification", "petitions"),
        "政务公开科": ("government_openness", "one_net", "digital_government"),
        "行政科": ("duty", "archives_work", "official_cars", "energy_offices"),
    },
    "reform": {
        "国民经济综合科": ("economy", "grain", "business_environment", "energy_offices", "digital_government")
    },
    "finance": {
        "预算科": ("budget_execution", "budget_performance", "audit_rectification", "training", "secrecy")
    },
    "environment": {"大气环境科": ("air_quality", "inspection_rectification", "law_enforcement", "training")},
    "emergency": {
        "安全生产综合科": ("work_safety", "hazardous_chemicals", "law_enforcement", "training", "secrecy")
    },
}


def unit_for(agency: CityAgency, topic: Topic) -> CityUnit:
    """The unit of the agency that deals with the topic."""
    for unit in agency.drafting_units:
        if topic.key in _UNITS.get(agency.key, {}).get(unit.name, ()):
            return unit
    return agency.drafting_units[-1]


def topics_of(agency: CityAgency, unit: CityUnit) -> frozenset[str]:
    """Keys of the topics the unit deals with."""
    return frozenset(_UNITS[agency.key][unit.name])


def deputy_for(agency: CityAgency, unit: CityUnit) -> Person:
    """The deputy head that leads the unit (分管负责人)."""
    deputies = agency.leaders[1:]
    return deputies[agency.units.index(unit) % len(deputies)]


def assistants_of(agency: CityAgency, unit: CityUnit) -> tuple[CityUnit, ...]:
    """Other units that can be asked to countersign or assist."""
    return tuple(one for one in agency.drafting_units if one is not unit)
