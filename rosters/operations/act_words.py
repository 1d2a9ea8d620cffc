"""The words of which a sentence about an act is made: what was done, and how."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rosters.operations.acts import Verb

# Each with who, and as it fits whom, the class (room) and the thing; what a sentence leaves out
# follows behind it.
SENTENCES: Mapping[str, Any] = {
    Verb.MADE_PERSON: _("%(who)s made an account for %(whom)s"),
    Verb.GAVE_ROLE: _("%(who)s gave %(whom)s a role"),
    Verb.SET_PASSWORD: _("%(who)s gave %(whom)s a new one-time password"),
    Verb.RENAMED_PERSON: _("%(who)s changed the name or mail address of %(whom)s"),
    Verb.STOPPED_PERSON: _("%(who)s closed the account of %(whom)s"),
    Verb.STARTED_PERSON: _("%(who)s opened the account of %(whom)s again"),
    Verb.EXPORTED_PERSON: _("%(who)s exported the data of %(whom)s"),
    Verb.ERASED_PERSON: _("%(who)s erased %(whom)s"),
    Verb.SET_SCHOOL: _("%(who)s set the school of %(whom)s"),
    Verb.CHANGED_RIGHTS: _("%(who)s changed rights"),
    Verb.GAVE_TIME: _("%(who)s set the standing extra time of %(whom)s"),
    Verb.MADE_CLASS: _("%(who)s made the class %(room)s"),
    Verb.RENAMED_CLASS: _("%(who)s renamed the class %(room)s"),
    Verb.ARCHIVED_CLASS: _("%(who)s archived the class %(room)s"),
    Verb.RESTORED_CLASS: _("%(who)s brought the class %(room)s back"),
    Verb.SET_CODE: _("%(who)s gave the class %(room)s a new code"),
    Verb.WITHDREW_CODE: _("%(who)s withdrew the code of the class %(room)s"),
    Verb.SEATED: _("%(who)s put %(whom)s into the class %(room)s"),
    Verb.UNSEATED: _("%(who)s took %(whom)s out of the class %(room)s"),
    Verb.MOVED: _("%(who)s moved %(whom)s to the class %(room)s"),
    Verb.ADDED_TEACHER: _("%(who)s gave the class %(room)s the teacher %(whom)s"),
    Verb.REMOVED_TEACHER: _("%(who)s took %(whom)s off the teachers of the class %(room)s"),
    Verb.ASSIGNED: _("%(who)s assigned %(thing)s to the class %(room)s"),
    Verb.ADDED_QUIZZES: _("%(who)s added quizzes to %(thing)s of the class %(room)s"),
    Verb.CHANGED_ASSIGNMENT: _("%(who)s changed %(thing)s of the class %(room)s"),
    Verb.WITHDREW_ASSIGNMENT: _("%(who)s took %(thing)s back from the class %(room)s"),
    Verb.RESTORED_ASSIGNMENT: _("%(who)s gave %(thing)s to the class %(room)s again"),
    Verb.ADDED_TIME: _("%(who)s added time to %(thing)s of %(whom)s"),
    Verb.ALLOWED_ATTEMPT: _("%(who)s allowed %(whom)s one more attempt at %(thing)s"),
    Verb.REOPENED_ATTEMPT: _("%(who)s opened %(thing)s of %(whom)s again"),
    Verb.SET_ASIDE_ATTEMPT: _("%(who)s set %(thing)s of %(whom)s aside"),
    Verb.BROUGHT_BACK_ATTEMPT: _("%(who)s brought %(thing)s of %(whom)s back"),
    Verb.ACCEPTED_LATE: _("%(who)s accepted a late answer in %(thing)s of %(whom)s"),
    Verb.LEFT_LATE: _("%(who)s left a late answer out in %(thing)s of %(whom)s"),
    Verb.MARKED: _("%(who)s marked an answer in %(thing)s of %(whom)s"),
    Verb.TOOK_BACK_MARK: _("%(who)s took back a mark in %(thing)s of %(whom)s"),
    Verb.RELEASED_MARKS: _("%(who)s released marks in %(thing)s of %(whom)s"),
    Verb.PUBLISHED: _("%(who)s published %(thing)s"),
    Verb.RETIRED: _("%(who)s retired %(thing)s"),
    Verb.SHARED: _("%(who)s said who may see and change %(thing)s"),
    Verb.ARCHIVED_MODULE: _("%(who)s archived %(thing)s"),
    Verb.RESTORED_MODULE: _("%(who)s brought %(thing)s back"),
    Verb.LOADED_PACK: _("%(who)s loaded a pack into %(thing)s"),
    Verb.CHANGED_KEY: _("%(who)s changed the key of %(thing)s"),
    Verb.TOOK_OUT_RATER: _("%(who)s took %(whom)s out of the independent review of %(thing)s"),
    Verb.BROUGHT_BACK_RATER: _(
        "%(who)s brought %(whom)s back into the independent review of %(thing)s"
    ),
    Verb.CHANGED_SETTINGS: _("%(who)s changed settings of %(thing)s"),
    Verb.RESTORED_SITE: _("%(who)s brought the whole site back from a backup"),
}

# What a part of `detail` is called. A part that is not here is shown under its own name.
PARTS: Mapping[str, Any] = {
    "added": _("may change it now: people with the numbers %(value)s"),
    "attempts_allowed": _("attempts: %(value)s"),
    "certainty": _("asks how sure the learner is: %(value)s"),
    "closes_at": _("closes %(value)s"),
    "fields": _("changed: %(value)s"),
    "from_class": _("from the class with number %(value)s"),
    "items": _("questions with the numbers %(value)s"),
    "levels": _("levels: %(value)s"),
    "made": _("new accounts: %(value)s"),
    "made_at": _("as of %(value)s"),
    "minutes": _("%(value)s minutes"),
    "opens_at": _("opens %(value)s"),
    "percent": _("%(value)s percent of the usual time"),
    "position": _("question %(value)s"),
    "positions": _("questions %(value)s"),
    "put_in": _("put in with accounts: %(value)s"),
    "question": _("question %(value)s"),
    "questions_added": _("questions added: %(value)s"),
    "release_marks": _("marks show: %(value)s"),
    "removed": _("may no longer change it: people with the numbers %(value)s"),
    "role": _("with the role %(value)s"),
    "save": _("save %(value)s"),
    "score": _("score until then: %(value)s"),
    "show_feedback": _("feedback: %(value)s"),
    "time_limit_minutes": _("time limit in minutes: %(value)s"),
    "titles": _("“%(value)s”"),
    "until": _("until %(value)s"),
    "version": _("version %(value)s"),
    "visibility": _("visibility: %(value)s"),
}

# What is for the site alone, numbers of forms, and what the row or the title says besides.
LEFT_OUT = {"form", "made_by_form", "to_class", "title", "quiz", "module", "quizzes"}

COUNTS = {"made", "put_in"}

# Where nothing stands for “as the quiz says”.
RULES = {"attempts_allowed", "certainty", "closes_at", "show_feedback", "time_limit_minutes"}

FIELDS: Mapping[str, Any] = {
    "display_name": _("name"),
    "username": _("log-in name"),
    "email": _("mail address"),
    "is_staff": _("may enter the admin"),
    "is_superuser": _("superuser"),
    "groups": _("groups"),
    "user_permissions": _("single permissions"),
    "permissions": _("permissions"),
    "name": _("name"),
    "slug": _("slug"),
    "time_zone": _("time zone"),
    "guests_allowed": _("guests"),
    "registration": _("registration"),
}

# Words of rules.
VALUES: Mapping[str, Any] = {
    "as-marked": _("as each is marked"),
    "together": _("all together"),
    "after-each": _("after each question"),
    "after-submitting": _("after handing in"),
    "after-closing": _("after the window has closed"),
    "private": _("private"),
    "school": _("the school"),
    "public": _("everybody"),
}

KINDS: Mapping[str, Any] = {
    "attempt": _("attempt %(number)d"),
    "assignment": _("assignment %(number)d"),
    "moduleassignment": _("module assignment %(number)d"),
    "module": _("module %(number)d"),
    "document": _("document %(number)d"),
    "response": _("response %(number)d"),
    "quiz": _("quiz %(number)d"),
    "item": _("item %(number)d"),
    "itemversion": _("item version %(number)d"),
    "release": _("release %(number)d"),
    "school": _("school %(number)d"),
    "group": _("group %(number)d"),
}
