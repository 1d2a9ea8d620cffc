"""Verdicts, names, speakers, dates, evidence and pairs, drafted from small documents."""

from itertools import pairwise
from statistics import mean
from typing import Any

import pytest

from quizzes.operations.drafting import DraftItem, draft_items
from quizzes.operations.drafting.answer_bank import BANK
from quizzes.operations.drafting.words import cue_line
from quizzes.operations.drafting.wrong_answers import WRONG
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import findings_of_version
from sources.models import Document, Evidence
from sources.taxonomy import WEAKNESSES
from tests.factories_content import SourceCardFactory
from tests.labelled import Said, labelled_document, put_all, sound, weak

pytestmark = pytest.mark.django_db


def drafts_of(document: Document, purpose: str) -> list[DraftItem]:
    drafts = draft_items(document, collection=document.collection)
    return [one for one in drafts if one.purpose == purpose]


def fields_of(document: Document, purpose: str) -> dict[str, Any]:
    [draft] = drafts_of(document, purpose)
    return dict(draft.fields)


LADDER = [
    sound("The register of 1911 names the bridge.", support="cited"),
    sound("Inspector Lia Moran called it safe.", "attrib", "named"),
    Said("A clerk said that it shook.", "attrib", "anon", {"anon-source": "A clerk"}),
    weak("Many feared it.", why="No count is given."),
]


def test_a_verdict_grid_asks_what_each_claim_rests_on() -> None:
    fields = fields_of(labelled_document(LADDER), "verdict")
    assert [(row["sentence"], row["key"]) for row in fields["rows"]] == [
        ("s01", "cited"),
        ("s02", "named"),
        ("s03", "anon"),
        ("s04", "bare"),
    ]
    assert fields["rows"][3]["feedback"] == "The writer’s word alone.\nNo count is given."


def test_no_verdict_is_right_for_more_than_half_of_a_grid() -> None:
    many = [weak(f"Many feared day {n}.") for n in range(5)]
    fields = fields_of(labelled_document(LADDER[:3] + many), "verdict")
    keys = [row["key"] for row in fields["rows"]]
    assert (keys.count("bare"), len(keys)) == (3, 6)


def test_claims_with_one_support_make_no_grid() -> None:
    assert (
        drafts_of(labelled_document([weak(f"Many feared day {n}.") for n in range(6)]), "verdict")
        == []
    )


def test_three_claims_make_no_grid() -> None:
    assert drafts_of(labelled_document(LADDER[:3]), "verdict") == []


def test_a_record_grid_names_the_cards_that_settle_it() -> None:
    records = ("supported", "contradicted", "open", "partly")
    document = labelled_document(
        [weak(f"Many feared day {n}.", record=r) for n, r in enumerate(records)]
    )
    card = SourceCardFactory(collection=document.collection, slug="minutes")
    for claim in document.claims.exclude(record="open"):
        Evidence.objects.create(claim=claim, card=card, stance=Evidence.Stance.SUPPORTS)
    [draft] = [d for d in drafts_of(document, "verdict") if d.fields["scale"] == "record"]
    rows = draft.fields["rows"]
    assert [row["key"] for row in rows] == list(records)
    assert [row.get("settled_by") for row in rows] == [["minutes"], ["minutes"], None, ["minutes"]]


def test_a_matching_item_asks_for_four_kinds_of_claim() -> None:
    kinds = ("fact", "quantity", "attrib", "value")
    fields = fields_of(labelled_document([sound(f"Sentence {k}.", k) for k in kinds]), "kinds")
    assert [pair["id"] for pair in fields["pairs"]] == ["s01", "s02", "s03", "s04"]
    assert fields["pairs"][1]["match"] == "It gives a count, a share or a rate."
    assert len(fields["left_over"]) == 2


def test_a_sentence_of_two_kinds_is_not_asked_for_its_kind() -> None:
    said = [sound(f"Sentence {k}.", k) for k in ("fact", "quantity", "attrib", "value")]
    risen = weak("It soared.", "unmeasured", "soared")
    fields = fields_of(labelled_document([risen, *said]), "kinds")
    assert [pair["id"] for pair in fields["pairs"]] == ["s02", "s03", "s04", "s05"]


def test_the_name_of_a_weakness_is_asked_by_its_cue() -> None:
    document = labelled_document([weak("They bought many hats.", cue="many", difficulty=3)])
    fields = fields_of(document, "name")
    assert (fields["cue"], fields["key"], fields["difficulty"]) == ("many", "vague-amount", 3)
    assert len({option["id"] for option in fields["options"]}) == 4


def test_no_option_is_close_to_a_weakness_that_the_sentence_has() -> None:
    said = weak("They bought many hats.", cue="many")
    document = labelled_document([Said(said.text, "fact", "bare", said.weak, {"loaded": "hats"})])
    options = {option["id"] for option in fields_of(document, "name")["options"]}
    close = {"unmeasured", "generalise", "missing-anchor", "vague-attribution"}
    assert not options & (close | {"loaded", "opinion-as-fact", "loaded-question"})


def test_a_weakness_without_its_words_is_not_asked_by_name() -> None:
    assert drafts_of(labelled_document([weak("They bought many hats.", cue="")]), "name") == []


def test_the_drafted_reason_says_what_the_words_show() -> None:
    fields = fields_of(labelled_document([weak("They bought *many* hats.", cue="*many*")]), "name")
    assert fields["explanation"] == {
        "cue": "*many*",
        "why": r"“\*many\*” stands where a number should be.",
        "ask": "How many, out of how many?",
    }


def test_the_reviewers_own_reason_comes_first() -> None:
    said = weak("They bought many hats.", cue="many", why="Nobody counted.", ask="Who counted?")
    explanation = fields_of(labelled_document([said]), "name")["explanation"]
    assert (explanation["why"], explanation["ask"]) == ("Nobody counted.", "Who counted?")


SPEAKERS = [
    sound("“The bridge is as safe as a church,” said Inspector Lia Moran.", "attrib", "named"),
    Said(
        "“It shook every single night,” a former clerk said.", "attrib", "anon",
        {"anon-source": "a former clerk"},
    ),
    Said(
        "“They lied to us from the start.”", "attrib", "anon",
        {"orphan-quote": "“They lied to us from the start.”"},
    ),
]  # fmt: skip


def who(document: Document) -> dict[str, tuple[str, list[str]]]:
    """By sentence: the words of the key, and the other options."""
    found = {}
    for draft in drafts_of(document, "who"):
        texts = {one["id"]: one["text"] for one in draft.fields["options"]}
        found[draft.first] = texts.pop(draft.fields["key"]), sorted(texts.values())
    return found


def test_who_says_so_tells_names_from_voices_and_from_nobody() -> None:
    keys = {key: right for key, (right, _others) in who(labelled_document(SPEAKERS)).items()}
    assert keys == {
        "s01": "Inspector Lia Moran",
        "s02": "Somebody whose name is not given",
        "s03": "Nobody: no speaker is mentioned",
    }


def test_who_says_so_tells_where_the_words_stand() -> None:
    drafts = drafts_of(labelled_document(SPEAKERS), "who")
    assert [one.fields["stem"].split(" the text")[0] for one in drafts] == [
        "In sentence 1",
        "In sentence 2",
        "In sentence 3",
    ]


def test_who_says_so_gives_reasons_about_the_speaker_alone() -> None:
    said = Said(
        "“Many will see it shake at night,” a former clerk said.", "attrib", "anon",
        {"vague-amount": "Many", "anon-source": "a former clerk"},
    )  # fmt: skip
    [draft] = drafts_of(labelled_document([*SPEAKERS[:1], said]), "who")[1:]
    explanation = draft.fields["explanation"]
    assert explanation["why"] == (
        "“a former clerk” has no name, so that nobody can ask how they know."
    )
    assert explanation["ask"].startswith("Who is it")


def test_cues_on_one_line_have_no_marks_at_their_ends() -> None:
    assert cue_line(["“They lied.”", "many,", "many"], otherwise="") == "They lied, many"


def test_the_other_speakers_of_the_text_are_offered() -> None:
    _right, others = who(labelled_document(SPEAKERS))["s02"]
    assert "Inspector Lia Moran" in others


def test_nothing_is_asked_where_text_and_claim_differ_on_the_speaker() -> None:
    wrong = Said(SPEAKERS[1].text, "attrib", "named")
    assert who(labelled_document([wrong])) == {}


DATED = [
    sound("On 4 March 1911 the council agreed to build it."),
    sound("The line reached the hill in June 1912, with two cars."),
    sound("In 1931 the last driver left."),
    sound("The rails were taken up on 2 May 1947."),
]


def test_dates_are_put_in_order_without_being_shown() -> None:
    fields = fields_of(labelled_document(list(reversed(DATED))), "order")
    assert [entry["text"] for entry in fields["entries"]] == [
        "The council agreed to build it.",
        "The line reached the hill, with two cars.",
        "The last driver left.",
        "The rails were taken up.",
    ]
    assert fields["entries"][0]["feedback"] == "Sentence 4 gives the date: 4 March 1911."


def test_dates_that_may_be_the_same_are_not_both_asked() -> None:
    overlapping = [*DATED[:3], sound("On 2 May 1931 a storm came.")]
    assert drafts_of(labelled_document(overlapping), "order") == []


def test_a_weak_claim_is_no_entry_of_an_order() -> None:
    spoilt = [*DATED[:3], weak("On 2 May 1947 the rails went, and so the town lost heart.")]
    assert drafts_of(labelled_document(spoilt), "order") == []


def test_what_would_settle_a_claim_comes_from_its_weakness() -> None:
    fields = fields_of(labelled_document([weak("Many feared it.", cue="")]), "evidence")
    texts = {one["id"]: one["text"] for one in fields["options"]}
    assert fields["type"] == "choice"
    assert texts[fields["key"]] in {str(one.text) for one in BANK["vague-amount"]}
    assert len(texts) == 4


def test_what_would_settle_a_claim_names_its_words_and_so_does_a_wrong_answer() -> None:
    fields = fields_of(labelled_document([weak("Many feared it.")]), "evidence")
    texts = {one["id"]: one["text"] for one in fields["options"]}
    assert texts["settles"] == "A count that puts a number in place of “Many”"
    assert [own for own, text in texts.items() if own != "settles" and "“Many”" in text] == [
        "again"
    ]


def test_neighbouring_questions_on_evidence_share_no_answer() -> None:
    parts: list[Any] = []
    for part in range(8):
        parts += [f"Part {part}", [weak(f"Many feared part {part}.")]]
    drafted = drafts_of(labelled_document(*parts), "evidence")
    asked = [{one["text"] for one in draft.fields["options"]} for draft in drafted]
    assert len(asked) == 8
    assert not any(one & following for one, following in pairwise(asked))


def test_every_weakness_of_a_sentence_has_evidence_to_choose_from() -> None:
    single = [id_ for id_, one in WEAKNESSES.items() if not one.of_text]
    assert sorted(BANK) == sorted(single)
    assert all(len({str(one.text) for one in answers}) == 3 for answers in BANK.values())


def test_right_and_wrong_evidence_are_alike_in_length() -> None:
    right = [str(one.text) for answers in BANK.values() for one in answers]
    wrong = [str(one.text) for answers in WRONG.values() for one in answers]
    assert {len(text.split()) for text in right} <= set(range(7, 14))
    assert {len(text.split()) for text in wrong} <= set(range(7, 14))
    assert abs(mean(map(len, right)) - mean(map(len, wrong))) < 3


def test_a_card_that_speaks_to_the_claim_is_the_evidence_to_choose() -> None:
    document = labelled_document([weak("Many feared it.")])
    card = SourceCardFactory(
        collection=document.collection, slug="minutes", type="minutes", maker="The town clerk"
    )
    claim = document.claims.get()
    Evidence.objects.create(claim=claim, card=card, stance=Evidence.Stance.CHALLENGES)
    fields = fields_of(document, "evidence")
    key = next(one for one in fields["options"] if one["id"] == fields["key"])
    assert (fields["type"], fields["stance"]) == ("evidence-choice", "challenges")
    assert (key["card"], key["text"]) == ("minutes", "Minutes: The town clerk")


def test_a_pair_sets_a_weak_sentence_beside_a_sound_one_of_like_length() -> None:
    document = labelled_document(
        [
            weak("Many carts crossed the bridge in those years."),
            sound("The toll book counts 410 carts on the bridge."),
            sound("A very long letter of the same year, kept in the archive, tells of much else."),
        ],
        slug="bridge",
    )
    fields = fields_of(document, "pair")
    by_sentence = {one["sentence"]: one["id"] for one in fields["options"]}
    assert set(by_sentence) == {"bridge#s01", "bridge#s02"}
    assert fields["key"] == by_sentence["bridge#s01"]
    assert fields["skills"] == ["vague-amount"]


def test_common_knowledge_in_a_pair_is_not_said_to_show_where_to_look() -> None:
    known = sound("Bridges carry roads over a river.", support="common")
    document = labelled_document([weak("Many carts crossed the bridge."), known], slug="bridge")
    said = {one["sentence"]: one["feedback"] for one in fields_of(document, "pair")["options"]}
    assert said["bridge#s02"].startswith("This one needs no source here.")


def test_drafts_of_every_kind_can_be_stored_and_have_nothing_to_mend() -> None:
    document = labelled_document("One", LADDER, "Two", SPEAKERS, "Three", DATED, slug="bridge")
    versions = put_all(document, document.collection)
    types = {version.type_slug for version in versions.values()}
    assert types == {"verdict", "name-weakness", "choice", "needs-more-support", "ordering"}
    found = [list(findings_of_version(version)) for version in versions.values()]
    assert found == [[]] * len(versions)


def test_a_contested_sentence_is_the_key_of_no_question() -> None:
    contested = weak("They bought many hats.", cue="many", contested=True)
    document = labelled_document([contested])
    assert draft_items(document, collection=document.collection) == []


def test_a_set_aside_block_is_asked_about_by_no_question() -> None:
    document = labelled_document([weak("They bought many hats.", cue="many")])
    document.blocks.update(set_aside=True)
    assert draft_items(document, collection=document.collection) == []


def test_drafting_costs_the_same_whatever_the_length(django_assert_num_queries: Any) -> None:
    document = labelled_document("One", LADDER, "Two", SPEAKERS, "Three", DATED)
    longer = labelled_document("One", LADDER * 3, "Two", SPEAKERS, "Three", DATED)
    for one in (document, longer):
        library = CollectionLibrary(one.collection)
        with django_assert_num_queries(8):
            draft_items(one, collection=one.collection, library=library)
