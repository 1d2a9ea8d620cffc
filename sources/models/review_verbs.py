"""What can be done to a document in the workbench. Rows keep these words: never change one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewVerb(models.TextChoices):
    """The verbs of `ReviewAct`, in the words of the history page."""

    ACCEPT = "accept", _("accepted")
    REJECT = "reject", _("rejected")
    SOUND = "sound", _("marked as sound")
    CONTEST = "contest", _("marked as contested")
    LABEL = "label", _("changed the labels of")
    RESET = "reset", _("made undecided again")
    RANGE = "range", _("changed the range of")
    ADD_EVIDENCE = "add-evidence", _("added evidence to")
    TAKE_EVIDENCE = "take-evidence", _("took evidence from")
    SPLIT = "split", _("split")
    JOIN = "join", _("joined with the next")
    SET_BLOCK = "set-block", _("changed what the part is around")
    START_LESSON = "start-lesson", _("set where a lesson starts at")
    CLOSE_ROUND = "close-round", _("labelled in an independent review")
    CARRY_OVER = "carry-over", _("carried over from the version before")
    VARIANT = "variant", _("decided on a made sentence for")
    UNDO = "undo", _("undid what was done to")
    REDO = "redo", _("did again what was undone at")
