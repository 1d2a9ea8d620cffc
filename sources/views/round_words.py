"""How far raters agree, in words and figures for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sources.pipeline.agreement import FEWEST_UNITS, Gate
from sources.reports.desk_lines import weakness_name

MINUS = "−"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One line of the table: figures as they are printed, “–” where there is none.

    marked: by each rater how many; verdict: what the labels are fit for, with an icon.
    """

    name: str
    units: int
    observed: str
    alpha: str
    between: str
    kappa: str
    ac1: str
    icon: str
    verdict: str
    marked: list[int] = field(default_factory=list)
    by_all: int = 0
    by_some: int = 0


def agreement_rows(agreement: Mapping[str, Any]) -> list[AgreementRow]:
    """Kind, support, and weaknesses as a set."""
    names = {"kind": _("Kind"), "support": _("Support"), "weaknesses": _("Weaknesses, as a set")}
    return [
        _row(name, agreement[key], sets=key == "weaknesses")
        for key, name in names.items()
        if key in agreement
    ]


def weakness_rows(agreement: Mapping[str, Any]) -> list[AgreementRow]:
    """Each weakness that somebody named, by name."""
    each: Mapping[str, Any] = agreement.get("each", {})
    rows = [_row(weakness_name(key), values) for key, values in each.items()]
    return sorted(rows, key=lambda row: row.name)


def _row(name: str, values: Mapping[str, Any], *, sets: bool = False) -> AgreementRow:
    icon, verdict = verdict_of(values)
    low, high = values["low"], values["high"]
    between = ""
    if low is not None:
        between = _("%(low)s to %(high)s") % {"low": figure(low), "high": figure(high)}
    return AgreementRow(
        name=name,
        units=values["units"],
        observed=figure(values["observed"]),
        alpha=figure(values["alpha"]),
        between=between,
        # A set is right or wrong as a whole for these: only α with its distance is fair to it.
        kappa="–" if sets else figure(values["kappa"]),
        ac1="–" if sets else figure(values["ac1"]),
        icon=icon,
        verdict=verdict,
        marked=values.get("marked", []),
        by_all=values.get("by_all", 0),
        by_some=values.get("by_some", 0),
    )


def verdict_of(values: Mapping[str, Any]) -> tuple[str, str]:
    """An icon and the sentence: what labels with this agreement are fit for."""
    gate = Gate(values["gate"])
    if gate is Gate.TOO_FEW:
        more = FEWEST_UNITS - values["units"]
        if more <= 0:
            return "info", _("Too few to tell: nearly every sentence has the same label.")
        return "info", _("Too few to tell: %(more)d sentences more to go.") % {"more": more}
    if values["constant"]:
        return "info", _("All say the same of every sentence: nothing was told apart.")
    return {
        Gate.GRADE: ("hit", _("Fit for a grade")),
        Gate.PRACTICE: ("also", _("Fit for practice, not for a grade")),
        Gate.DISCUSSION: ("contested", _("Fit for discussion only")),
    }[gate]


def figure(value: float | None) -> str:
    """Two places, with a true minus; “–” for what is undefined."""
    if value is None:
        return "–"
    return str(number_format(round(value, 2), 2)).replace("-", MINUS)
