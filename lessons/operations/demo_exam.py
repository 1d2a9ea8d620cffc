"""The exam of the demo school, made by its teacher in a module of her own.

An exam asks what no shipped module asks, since the keys of those are public (decision 4).
"""

from collections.abc import Mapping
from typing import Any

from lessons.models import Module
from lessons.operations.modules import make_module
from quizzes.models import Item, Quiz, Section
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.composing import add_items
from quizzes.operations.items import put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import publish_quiz
from rosters.models import User

MINUTES = 60

INTRO = (
    "Five questions about the public bath of Aldmoor, a town that we made up. "
    "You have one attempt. The keys show when the exam has closed for everybody."
)


def _option(key: str, text: str, feedback: str) -> dict[str, str]:
    return {"id": key, "text": text, "feedback": feedback}


ITEMS: Mapping[str, Mapping[str, Any]] = {
    "the-poster": {
        "type": "choice",
        "title": "The poster",
        "stem": "A poster of 1934 says: “Since the new bath opened, nobody in Aldmoor has "
        "drowned.” Which question comes first?",
        "options": [
            _option(
                "counted",
                "Who counted the drowned, and in which years?",
                "Yes. Without a count, “nobody” is a wish.",
            ),
            _option(
                "handsome",
                "Was the bath a handsome building for its time?",
                "Its looks say nothing about who drowned.",
            ),
            _option(
                "mayor",
                "Did the mayor who opened it like to swim himself?",
                "His taste says nothing about who drowned.",
            ),
        ],
        "key": "counted",
        "explanation": {
            "cue": "nobody",
            "why": "A claim about nobody rests on a count, and the poster names none.",
            "ask": "Who counted, and from when to when?",
        },
        "difficulty": 1,
        "skills": ["sourcing"],
    },
    "the-first-day": {
        "type": "choice",
        "title": "The first day",
        "stem": "Which of these would best show on which day the bath opened?",
        "options": [
            _option(
                "log",
                "The log that the attendants began that morning",
                "Yes. It was written on the day, at the door.",
            ),
            _option(
                "speech",
                "A speech at the fiftieth birthday of the bath",
                "It shows what was told fifty years later.",
            ),
            _option(
                "guide",
                "A guidebook that calls it the oldest around",
                "It gives a rank and no day.",
            ),
        ],
        "key": "log",
        "explanation": {
            "cue": "began that morning",
            "why": "The log was written on the day itself, by those who stood at the door.",
            "ask": "Who wrote it down, and how soon after?",
        },
        "difficulty": 1,
        "skills": ["corroboration"],
    },
    "the-visits": {
        "type": "numeric",
        "title": "The visits",
        "stem": "The log counts 1,240 visits in June and 1,550 in July. "
        "By how many per cent did the visits grow? Give a whole number.",
        "unit": "per cent",
        "key": "25",
        "tolerance": "0",
        "explanation": {
            "cue": "1,240 … 1,550",
            "why": "310 more than 1,240 is a quarter of 1,240.",
            "ask": "Grown from what, to what?",
        },
        "difficulty": 1,
        "skills": ["contextualisation"],
    },
    "the-warm-july": {
        "type": "choice",
        "title": "The warm July",
        "stem": "“Thanks to the new slide, visits grew by a quarter in July.” "
        "What does the log of visits show about this sentence?",
        "options": [
            _option(
                "growth",
                "It shows the growth, and leaves its cause open.",
                "Yes. A count tells how many, and not why.",
            ),
            _option(
                "both",
                "It shows the growth and also that the slide caused it.",
                "The growth, yes. Nobody wrote down why they came.",
            ),
            _option(
                "neither",
                "It shows neither of them, since it only counts visits.",
                "The growth of visits is just what it counts.",
            ),
        ],
        "key": "growth",
        "explanation": {
            "cue": "Thanks to",
            "why": "July came after the slide, and after June's rain too. A count has no cause.",
            "ask": "What else changed in July?",
        },
        "difficulty": 2,
        "skills": ["post-hoc"],
    },
    "healthier": {
        "type": "essay",
        "title": "Did the bath make the town healthier?",
        "stem": "A doctor of Aldmoor wrote in 1950: “The bath made this town healthier.” He had "
        "been on its board since it opened, and names no figures. Say what his sentence rests "
        "on, what it cannot show, and what you would look for next. Write 40 to 120 words.",
        "words": {"from": 40, "to": 120},
        "rubric": [
            {
                "id": "grounds",
                "name": "Says what the sentence rests on",
                "weight": 2,
                "levels": [
                    "The doctor is taken at his word.",
                    "His office or his interest is named.",
                    "Both are named, with what follows from one of them.",
                    "Both are named, with what follows from each.",
                ],
            },
            {
                "id": "next-step",
                "name": "Names a next step",
                "weight": 1,
                "levels": [
                    "No next step is named.",
                    "The next step is general, such as “more research”.",
                    "A kind of record is named.",
                    "A kind of record is named, with the comparison that it allows.",
                ],
            },
        ],
        "model": "The sentence rests on what a doctor saw in his practice. He knew illness, and "
        "as a member of the board he had a reason to praise the bath. Without figures it cannot "
        "show that illness fell, and not that the bath was the cause: clean water came to many "
        "towns in those years. I would look for the sick lists of the school before and after, "
        "and for those of a town without a bath.",
        "explanation": {
            "cue": "made this town healthier",
            "why": "A witness can know much and gain by it too; a cause needs a comparison.",
            "ask": "Healthier than when, and than where?",
        },
        "difficulty": 3,
        "skills": ["sourcing", "corroboration"],
    },
}


def make_exam(*, by: User) -> Quiz:
    """Publish the exam in a new module of this teacher. Raises NotReadyToPublish."""
    module = Module(
        slug="the-bath-of-aldmoor",
        title="The bath of Aldmoor",
        summary="One building, five sources, and what each of them can show.",
        position=99,
    )
    collection = make_module(module, by=by).collection
    library = CollectionLibrary(collection)
    items = []
    for slug, fields in ITEMS.items():
        item = Item.objects.create(collection=collection, slug=slug)
        put_item_version(item, fields=fields, library=library, by=by)
        items.append(item)
    quiz = Quiz.objects.create(
        collection=collection,
        slug="exam",
        title="Exam: the bath of Aldmoor",
        intro=INTRO,
        purpose=Purpose.EXAM,
        show_feedback=Feedback.AFTER_CLOSING,
        attempts_allowed=1,
        time_limit_minutes=MINUTES,
        edited_by=by,
    )
    section = Section.objects.create(quiz=quiz, slug="all", position=1)
    add_items(section, items=items, by=by)
    return publish_quiz(quiz, by=by)
