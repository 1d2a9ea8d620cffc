"""Why a column or a table has no place in a pack."""

_TREE = "says in which file and under which entry the row stands"
_OF_THE_SITE = "belongs to the site, not to the content"
_MADE = "is derived from other columns when a pack is loaded"
_VERSION = "says which version it is; a pack holds one"

NOT_IN_A_PACK = {
    **dict.fromkeys(
        [
            "Lesson.release",
            "Step.lesson",
            "Release.module",
            "Module.collection",
            "Document.collection",
            "Block.document",
            "Sentence.document",
            "Sentence.block",
            "Claim.document",
            "ClaimWeakness.claim",
            "Evidence.claim",
            "Rating.claim",
            "SourceCard.collection",
            "Term.collection",
            "Event.collection",
            "TermSource.term",
            "EventSource.event",
            "Item.collection",
            "ItemVersion.item",
            "Quiz.collection",
            "Section.quiz",
            "Slot.section",
        ],
        _TREE,
    ),
    **dict.fromkeys(
        [
            "Module.position",
            "Module.archived_at",
            "Module.pack_digest",
            "Collection.owner",
            "Collection.visibility",
            "Release.edited_by",
            "Quiz.status",
            "Quiz.edited_by",
            "Claim.edited_by",
            "Item.archived_at",
            "Release.status",
            "Release.published_at",
        ],
        _OF_THE_SITE,
    ),
    **dict.fromkeys(
        [
            "Collection.slug",
            "Collection.language",
            "Collection.title",
            "Document.sha256",
            "Sentence.number",
            "Sentence.start",
            "Sentence.end",
            "ItemVersion.definition",
            "ItemVersion.digest",
        ],
        _MADE,
    ),
    **dict.fromkeys(
        [
            "Release.number",
            "Release.created_at",
            "Document.number",
            "Document.supersedes",
            "Document.superseded_at",
            "Document.created_at",
            "Item.current",
            "ItemVersion.number",
            "ItemVersion.created_at",
            "ItemVersion.created_by",
        ],
        _VERSION,
    ),
    "Document.text": "is shown by the sentences; a test of its own changes it",
    "Document.edition": "decides in which folder the file stands; a test of its own changes it",
    "Document.slug": "is the name of the file; a test of its own changes it",
    "Lesson.slug": "is the name of the file; a test of its own changes it",
    "Quiz.slug": "is the name of the file; a test of its own changes it",
    "Step.kind": "changes with what the step shows; a test of its own changes it",
    "Item.slug": "is the name of the file; a test of its own changes it",
}

TABLES_NOT_IN_A_PACK = {
    "CollectionShare": _OF_THE_SITE,
    "HistoryEntry": _VERSION,
    "Anchor": _MADE,
    **dict.fromkeys(
        [
            "Assignment",
            "Attempt",
            "Response",
            "ResponseRevision",
            "ExtraAttempt",
            "Mark",
            "ModuleAssignment",
            "Score",
            "StepCompletion",
            "LessonCompletion",
            "StepNote",
        ],
        "is what people did",
    ),
}
