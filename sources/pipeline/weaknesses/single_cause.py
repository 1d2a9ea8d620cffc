"""One cause explains all."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples

_ONLY = re.compile(
    r"\b(?:it is|it's|it was|this is|that is|this was|that was)\s+(?:all\s+|only\s+"
    r"|simply\s+|just\s+|"
    r"precisely\s+|purely\s+)?because\b(?! of (?:a|the) (?:fault|leak))"
    r"|\bthe\s+(?:only|real|true|sole|single|one|root|whole)\s+(?:reason|cause|explanation)\b"
    r"|\b(?:is|was|are|were)\s+(?:entirely|solely|purely|wholly|all|simply|only|exclusively)\s+"
    r"(?:due|down|owed|caused|thanks)\b"
    r"|\b(?:explains|explained)\s+(?:everything|it all|the whole|all of)\b"
    r"|\b(?:all|everything|the whole)\b[^.,;]{0,40}\b(?:comes|came|goes|boils|boiled)\s+"
    r"(?:down to|back to|from)\b"
    r"|\bnothing (?:else )?but\b[^.]{0,40}\b(?:caused|made|explains|brought|ruined)\b"
    r"|\b(?:is|are|was|were) (?:alone )?to blame for (?:all|everything|every|the whole)\b"
    r"|\balone (?:caused|explains|brought|ruined|destroyed|made|decided|won|lost|saved)\b"
    r"|\bfor one (?:simple |single )?reason\b"
    r"|\bonly one (?:reason|cause|explanation|answer)\b|\bfor the (?:simple|single|sole) reason\b"
    r"|\b(?:owes?|owed) (?:everything|it all|all of it|all (?:its|his|her|their) \w+) to\b"
    r"|\b(?:without|but for)\b[^.;]{1,60}\b(?:would|could) (?:have been|be|never have|not have)\s+"
    r"(?:no|any|been|happened|won|lost)\b|\balone (?:that|who|which)\b|\balone,? (?:that|which)\b"
    r"|\bthe (?:reason|answer|explanation|cause) is (?:very |quite |perfectly )?simple\b"
    r"|\bhas (?:just |only )?one cause\b|\b(?:one|a single) (?:man|woman|person|thing|word) is "
    r"responsible\b|\bis (?:the )?(?:cause|reason|source) of all\b|\ball the fault of\b"
    r"|\b(?:purely|solely|simply|only|entirely|all|just|exclusively|wholly)\s+because\b"
    r"|\bbecause of\b[^.]{0,50}\band (?:nothing|no one|nobody) else\b"
    r"|\b(?:caused|explained|brought about|created|produced)\s+(?:entirely|solely|purely|wholly|"
    r"exclusively|only|simply)\s+by\b"
    r"|\b(?:entirely|solely|purely|wholly|exclusively)\s+(?:caused|explained|created|brought "
    r"about)\s+"
    r"by\b"
    r"|\b(?:is|was|are|were|as) the (?:real |true )?(?:root|source|cause|reason|key) (?:of|for|"
    r"behind|"
    r"to) (?:all|every\w*|the whole)\b"
    r"|\bnothing (?:else )?but the (?:result|product|consequence|work|fault|effect)\b"
    r"|\band only (?:its|his|her|their|the|that|this)\b"
    r"|\bno other (?:reason|explanation|cause)\b|\bsingle-handedly\b|\ball because of\b"
    r"|\bit all (?:comes|came|goes|went|boils|boiled)\b|\beverything (?:\w+ ){0,3}because of\b"
    r"|\bwould never have (?:\w+ed|happened|\w+en) without\b|\bnone of this would\b",
    re.I,
)
_GIVEN = re.compile(r"^\s+(?:given|stated|named|listed|recorded|mentioned|that the)\b")
_ALLOWED = re.compile(
    r"\b(?:not|never|hardly|among|partly|besides|inquiry|investigat\w+|no longer"
    r"|whether)\b|\bn['’]t\b"
    r"|\d\s+of\s+\d",
    re.I,
)


def find(scene: Scene) -> Iterable[Span]:
    """Wordings that allow a single cause and no other."""
    for match in _ONLY.finditer(scene.text):
        if _GIVEN.match(scene.text[match.end() :]):
            continue
        if not _ALLOWED.search(scene.text[max(0, match.start() - 25) : match.end() + 25]) or (
            "if " in scene.text[: match.start()].lower()
        ):
            yield Span(match.start(), match.end(), match.group())


RULE = Rule(
    id="single-cause",
    cues="it is because, the only reason, entirely due to, explains everything",
    find=find,
    weight=0.9,
    weak=examples("""
If trains are late, it is because of the strike plot.
The only reason for the famine was the queen's greed.
The decline is entirely due to television.
The real cause of the war was the price of salt.
Everything that went wrong comes down to the new timetable.
The comet explains everything that happened that year.
The town failed for one simple reason: pride.
The coach is to blame for all the defeats.
If the well is dry, this is because the gods are angry.
The victory was solely due to the captain's hat.
The invention alone decided the fate of the weavers.
Poverty there was simply down to laziness.
"""),
    fine=examples("""
The inquiry found signal failure behind 8 of 10 delays.
The famine had four causes, and the queen's taxes were one of them.
The decline is partly due to television.
She stayed home because her shoes were wet.
It was not the only reason for the war.
The real queen sat behind the curtain.
This was hardly the sole cause of the defeat.
The coach takes the blame for the first goal.
The delay is due to a fallen tree at Norra.
The only bridge in the valley was closed.
Historians dispute whether the true cause was debt or drought.
The captain came alone and decided nothing.
"""),
)
