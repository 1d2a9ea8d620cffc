from dataclasses import replace

from lessons.content import parse_pack, write_pack
from lessons.content.normal import normal_pack
from tests.lessons.content.small_pack import small_pack


def test_pack_that_was_read_from_files_is_normal() -> None:
    assert normal_pack(small_pack()) == small_pack()


def test_line_ends_and_blanks_around_texts_go() -> None:
    pack = replace(small_pack(), summary=" One.\r\nTwo.\r")
    assert normal_pack(pack).summary == "One.\nTwo."


def test_sentence_becomes_one_line() -> None:
    pack = small_pack()
    block = pack.documents[0].blocks[1]
    first = replace(block.sentences[0], text="It was\n  widely seen.")
    block = replace(block, sentences=(first,))
    document = replace(pack.documents[0], blocks=(block,))
    normal = normal_pack(replace(pack, documents=(document,)))
    assert normal.documents[0].blocks[0].sentences[0].text == "It was widely seen."


def test_step_keeps_the_indentation_of_its_first_line() -> None:
    pack = small_pack()
    step = replace(pack.lessons[0].steps[0], body="\r\n \r\n    code\r\n\r\n")
    lesson = replace(pack.lessons[0], steps=(step,))
    normal = normal_pack(replace(pack, lessons=(lesson,)))
    assert normal.lessons[0].steps[0].body == "    code"


def test_what_an_item_leaves_empty_goes() -> None:
    pack = small_pack()
    item = replace(
        pack.items[0], content={"options": [{"id": "a", "text": "", "n": 0}], "key": None}
    )
    normal = normal_pack(replace(pack, items=(item,)))
    assert normal.items[0].content == {"options": [{"id": "a", "n": 0}]}


def test_normal_pack_is_what_reading_its_files_gives() -> None:
    pack = normal_pack(replace(small_pack(), title="Mill \r", audience="\r\nAll.\r\n"))
    again, problems = parse_pack(write_pack(pack))
    assert problems == []
    assert again == pack
