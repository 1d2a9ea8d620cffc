"""How the changes are called for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANGES: dict[str, Promise | str] = {
    "number-dropped": _("Number dropped"),
    "number-changed": _("Number changed"),
    "date-dropped": _("Date dropped"),
    "actor-dropped": _("Name dropped"),
    "hedge-dropped": _("“May” made certain"),
    "cause-invented": _("Cause invented"),
    "generalised": _("Some made all"),
    "source-added": _("A source added"),
    "number-added": _("A number added"),
    "narrower-word": _("A narrower word"),
    "measure-added": _("A measure added"),
    "date-added": _("A date added"),
    "speaker-named": _("The speaker named"),
    "speaker-added": _("A speaker added"),
    "qualifier-added": _("A qualifier added"),
    "plain-word": _("A plain word"),
    "rewritten": _("Rewritten"),
}
