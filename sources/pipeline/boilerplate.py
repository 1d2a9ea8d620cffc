"""What stands around a text: legal notices, lists of other articles, navigation, cookie bars."""

import re
from dataclasses import replace

from sources.pipeline.text import MARKED, Block, Kind

LEGAL_HEADING = re.compile(
    r"^(?:(?:important|legal) (?:notice|information)s?$|disclaimer|terms (?:of|and)\b|copyright\b|"
    r"privacy\b|aviso (?:legal|importante)|descargo de responsabilidad|términos y condiciones|"
    r"política de privacidad|derechos de autor)",
    re.IGNORECASE,
)
LIST_HEADING = re.compile(
    r"^(?:most (?:recent|read|popular|viewed)\b|related(?: (?:articles?|posts?|stories|news|"
    r"content|topics))?:?$|related (?:to this|in)\b|read (?:more|next)\b|more (?:from|on|in)\b|"
    r"you (?:may|might) also\b|latest (?:news|in|from|articles|posts|stories)\b|latest$|"
    r"trending\b|see also$|recommended for you|lo más (?:leído|visto|reciente)|"
    r"(?:artículos|noticias|notas) relacionad[oa]s|te puede interesar|también te puede|"
    r"últimas noticias|leer más|más (?:leídas|noticias))",
    re.IGNORECASE,
)
LEGAL_WORDS = (
    "warranty", "liability", "disclaim", "undertaking", "express", "implied", "officers",
    "good faith", "for information only", "all rights reserved", "garantía", "responsabilidad",
    "expresa", "implícita", "buena fe", "únicamente informativ", "reservados todos los derechos",
    "todos los derechos reservados",
)  # fmt: skip
RIGHTS = re.compile(
    r"all rights reserved|todos los derechos reservados|reservados todos los derechos|"
    r"^(?:©|\(c\)|copyright)(?! law)[^.!?]{0,40}\d{4}", re.IGNORECASE)  # fmt: skip
COOKIES = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?site|our partners) (?:also )?uses? cookies\b|"
    r"\baccept all(?: cookies)?$|\bmanage (?:your )?(?:cookie )?preferences\b|"
    r"\b(?:usamos|utilizamos|utiliza|usa) cookies\b|\baceptar (?:todas )?(?:las )?cookies\b",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"^(?:share(?: (?:this|on|via)\b.*)?|tweet|print|e-?mail|subscribe(?: now)?|sign (?:in|up)|"
    r"log ?in|register|follow us.*|advertisement|sponsored(?: content)?|skip to (?:main )?content|"
    r"menu|search|home|back to top|load more|comments?|leave a (?:reply|comment)|next article|"
    r"previous article|compartir|imprimir|suscríbete|suscribirse|iniciar sesión|síguenos.*|"
    r"publicidad|inicio|buscar|volver arriba|comentarios?|subscribe (?:to|for)\b.{0,50}|"
    r"sign up (?:to|for)\b.{0,50}|get our newsletter.{0,30}|suscríbete (?:a|al)\b.{0,50}|"
    r"tags?:.{0,80}|posted in .{0,60}|filed under.{0,60}|\d+ comments?|"
    r".{0,40}\bsign up (?:to|for) (?:our|the)\b.{0,20}newsletter.{0,20}|etiquetas?:.{0,80}|"
    r"-*\s?ends\s?-*|#{3,}|\* \* \*|accept(?: all)?|reject(?: all)?|got it|read more|leer más)$",
    re.IGNORECASE,
)
CONTENTS_LINE = re.compile(
    r"^[^.]{1,90}?(?: ?\.){4,}\s*(?:\d{1,4}|[ivxl]+)$|^[^.…]{1,90}?…{2,}\s*\d{1,4}$"
)
MENU_MARK = re.compile(r"\s[|·•›»>/]\s")
FEWEST_ENTRIES, LONGEST_ENTRY = 4, 30
FURTHER = re.compile(
    r"^(?:(?:further|recommended|suggested|additional) (?:reading|resources|sources)|"
    r"additional resources|(?:end|foot)?notes?$|notas$|bibliography|references|works cited|"
    r"sources|notes and sources|"
    r"lecturas? (?:recomendadas?|adicional(?:es)?)|para saber más|bibliografía|referencias|"
    r"fuentes|recursos adicionales)\b",
    re.IGNORECASE,
)
NEAR_THE_LAW = (
    *LEGAL_WORDS, "information", "terms", "copyright", "permission", "reproduc", "rights",
    "consent", "privacy", "personal data", "third part", "liable", "accura", "advice", "trademark",
    "licen", "policy", "website", "this site", "cookie", "law", "agree", "información",
    "derechos", "términos", "condiciones", "datos", "ley",
)  # fmt: skip
SHORTEST_BODY = 8
LONG_PARAGRAPH = 30
LEGAL_NEEDED = 3
LONGEST_COOKIE_LINE = 80


def by_its_words(blocks: list[Block]) -> list[Block]:
    """Set aside what its own words tell: cookie lines, buttons, menus, legal language."""
    return [
        set_aside(block, why) if not block.set_aside and (why := why_boilerplate(block)) else block
        for block in blocks
    ]


def why_boilerplate(block: Block) -> str:
    """Why the block is boilerplate, in a few words; empty when it is not."""
    text = block.text.strip()
    if block.kind == Kind.HEADING:
        return ""
    if not re.search(r"\w", text):
        return "a line of signs"
    if len(text.split()) <= LONGEST_COOKIE_LINE and COOKIES.search(text):
        return "cookie bar"
    if BUTTON.match(text):
        return "navigation"
    if len(text) < 400 and block.kind != Kind.TABLE and _is_menu(text):
        return "navigation"
    if all(CONTENTS_LINE.match(line) for line in text.splitlines()):
        return "table of contents"
    lowered = text.lower()
    if sum(word in lowered for word in LEGAL_WORDS) >= LEGAL_NEEDED:
        return "legal notice"
    return "legal notice" if len(text.split()) <= 40 and RIGHTS.search(text) else ""


def _is_menu(text: str) -> bool:
    """Short entries with marks between them, and no sentence among them."""
    entries = [entry.strip() for entry in MENU_MARK.split(text)]
    return len(entries) >= FEWEST_ENTRIES and all(
        0 < len(entry) <= LONGEST_ENTRY and not re.search("[.!?]", entry) for entry in entries
    )


def by_section(blocks: list[Block]) -> list[Block]:
    """Set aside sections whose heading tells.

    A legal one ends at the next heading or at a paragraph without any word of the law; a list of
    other articles at the next long paragraph, at a heading for further reading, or at a heading
    that the file marks as one of its rank: entries look like headings where none are marked.
    """
    done: list[Block] = []
    why = ""
    level: int | None = None
    for index, block in enumerate(blocks):
        text = block.text.strip()
        if _is_list_heading(block, blocks[index + 1 : index + 3]):
            why, level = "list of other articles", block.level
        elif block.kind == Kind.HEADING and LEGAL_HEADING.match(text):
            why, level = "legal notice", block.level
        elif why and _ends_section(block, why, level):
            why = ""
        done.append(set_aside(block, why) if why and not block.set_aside else block)
    return done


def _is_list_heading(block: Block, following: list[Block]) -> bool:
    text = block.text.strip()
    if len(text.split()) > 10 or not LIST_HEADING.match(text):
        return False
    if block.kind == Kind.BOILERPLATE:
        # The page marked the heading alone; its entries follow.
        return bool(following) and not following[0].set_aside and _begins_list(following)
    return block.kind in (Kind.HEADING, Kind.PARAGRAPH) and _begins_list(following)


def _begins_list(following: list[Block]) -> bool:
    """Whether short blocks follow, not an essay."""
    return all(len(block.text.split()) < LONG_PARAGRAPH for block in following[:2])


def _ends_section(block: Block, why: str, level: int | None) -> bool:
    text = block.text.strip()
    if block.kind == Kind.HEADING and why == "legal notice":
        return True
    if block.kind == Kind.HEADING:
        is_marked = level is not None and block.why == MARKED
        return bool(FURTHER.match(text)) or (is_marked and (block.level or 1) <= (level or 1))
    if block.kind not in (Kind.PARAGRAPH, Kind.QUOTATION):
        return False
    words = len(text.split())
    if why == "legal notice":
        lowered = text.lower()
        return words >= SHORTEST_BODY and not any(word in lowered for word in NEAR_THE_LAW)
    return words >= LONG_PARAGRAPH or (words >= LONG_PARAGRAPH // 2 and _has_sentences(text))


def _has_sentences(text: str) -> bool:
    return len(re.findall(r"[.!?][”\"’)]?(?=\s+[\"“(¿¡]?[A-ZÀ-Þ]|$)", text)) > 1


def set_aside(block: Block, why: str) -> Block:
    return replace(block, kind=Kind.BOILERPLATE, level=None, set_aside=True, why=why)
