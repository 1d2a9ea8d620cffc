from sources.taxonomy import (
    GENERAL_SKILLS,
    GROUPS,
    KINDS,
    RECORDS,
    SKILL_IDS,
    STANCES,
    SUPPORTS,
    WEAKNESSES,
    skill_name,
)


def test_taxonomy_has_the_counts_of_the_design() -> None:
    counts = [len(part) for part in (KINDS, SUPPORTS, RECORDS, STANCES, WEAKNESSES)]
    assert counts == [10, 7, 4, 3, 22]


def test_each_weakness_has_a_group_a_definition_and_a_question() -> None:
    for weakness in WEAKNESSES.values():
        assert weakness.group in GROUPS
        assert weakness.definition.endswith(".")
        assert weakness.question.endswith("?")


def test_names_of_skills_are_told_apart() -> None:
    names = [skill_name(skill) for skill in SKILL_IDS]
    assert len(set(names)) == len(names) == len(WEAKNESSES) + len(GENERAL_SKILLS)
