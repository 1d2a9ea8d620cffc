"""Whether a name is that of a person, an organisation, a place or a treaty, by its words."""

import re
from collections.abc import Iterable

from sources.pipeline.candidates.words import words_in

_TREATY = words_in(
    "treaty agreement accord accords convention pact protocol charter constitution act war "
    "declaration doctrine plan tratado acuerdo acuerdos convenio pacto carta constitución "
    "guerra declaración ley"
)
_ORGANISATION = words_in(
    "council union group ltd limited inc company corporation party movement ministry "
    "university college school committee commission bank agency army navy office court "
    "congress parliament senate organisation organization nations states institute society "
    "church league federation front board department service association bureau fund press "
    "times post news consejo unión partido movimiento ministerio universidad escuela comité "
    "comisión banco agencia ejército congreso senado organización instituto sociedad iglesia "
    "naciones federación frente departamento servicio asociación"
)
_PLACE = words_in(
    "river street road avenue square city town village valley mountain mount sea ocean lake "
    "island islands bay bridge hill county province district region republic kingdom port "
    "america africa asia europe north south east west río calle avenida plaza ciudad pueblo "
    "valle montaña monte mar océano lago isla islas puente provincia distrito región "
    "república reino puerto"
)
_RANK = words_in(
    "councillor historian senator judge doctor engineer poet journalist writer "
    "mr mrs ms dr prof professor president general colonel captain minister ambassador mayor "
    "king queen prince princess pope bishop father sister sir lady lord saint don doña señor "
    "señora presidente presidenta ministro ministra coronel capitán embajador alcalde rey "
    "reina papa obispo padre san santa"
)
_SAYS = re.compile(r"^,?\s+(?:said|says|told|wrote|argued|added|who|whose|dijo|afirmó|quien)\b")


def kind_of_name(name: str, followed: Iterable[str]) -> str:
    """person, organisation, place, treaty, or name where its words do not tell.

    followed: what stands behind it, wherever it stands.
    """
    words = [word.lower().strip(".,’'") for word in name.split()]
    for kind, known in (("treaty", _TREATY), ("organisation", _ORGANISATION), ("place", _PLACE)):
        if known & {words[0], words[-1]}:
            return kind
    if words[0] in _RANK:
        return "person"
    if any(_SAYS.match(after) for after in followed):
        return "person"
    return "name"
