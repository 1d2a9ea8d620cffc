"""All rules by the id of their weakness. A new file registers itself; nothing else is edited."""

import importlib
import pkgutil
from functools import cache

from sources.pipeline.weaknesses.base import Rule
from sources.taxonomy import WEAKNESSES


class DuplicateRule(ValueError):
    """Two files hold a rule for one weakness."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rule of every file of this package, in the order of the taxonomy.

    Raises DuplicateRule, and KeyError for an id that the taxonomy does not know.
    """
    package = importlib.import_module("sources.pipeline.weaknesses")
    rules: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(package.__path__):
        rule = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "RULE", None)
        if rule is None:
            continue
        if rule.id in rules:
            raise DuplicateRule(rule.id)
        rules[rule.id] = rule
    order = list(WEAKNESSES)
    return tuple(sorted(rules.values(), key=lambda rule: order.index(WEAKNESSES[rule.id].id)))


@cache
def finding_rules() -> tuple[Rule, ...]:
    """The rules that can find something, in the order of the taxonomy."""
    return tuple(rule for rule in all_rules() if not rule.instructor_only)


def get_rule(weakness_id: str) -> Rule:
    """The rule of a weakness. Raises KeyError."""
    return {rule.id: rule for rule in all_rules()}[weakness_id]
