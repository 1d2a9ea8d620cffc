"""What stands around a text: legal notices, lists of other articles, navigation, cookie bars."""

import re
from dataclasses import replace

from sources.pipeline.text import Block, Kind

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
    r"^(?:©|\(c\)|copyright) ?(?:©|\(c\))? ?\d{4}", re.IGNORECASE)  # fmt: skip
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
    r"publicidad|inicio|buscar|volver arriba|comentarios?)$",
    re.IGNORECASE,
)
MENU_BAR = re.compile(r"^[^.!?]{1,30}(?:\s+[|·•›»>/]\s+[^.!?]{1,30}){3,}$")
LONG_PARAGRAPH = 40
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
    if len(text.split()) <= LONGEST_COOKIE_LINE and COOKIES.search(text):
        return "cookie bar"
    if BUTTON.match(text):
        return "navigation"
    if len(text) < 400 and block.kind != Kind.TABLE and MENU_BAR.match(text):
        return "navigation"
    lowered = text.lower()
    if sum(word in lowered for word in LEGAL_WORDS) >= LEGAL_NEEDED:
        return "legal notice"
    return "legal notice" if len(text.split()) <= 40 and RIGHTS.search(text) else ""


def by_section(blocks: list[Block]) -> list[Block]:
    """Set aside sections whose heading tells.

    A legal one ends at the next heading; a list of other articles at the next long paragraph or
    at the end, for its entries look like headings.
    """
    done: list[Block] = []
    why = ""
    for index, block in enumerate(blocks):
        text = block.text.strip()
        is_line = block.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(text.split()) <= 10
        if is_line and LIST_HEADING.match(text) and _begins_list(blocks[index + 1 :]):
            why = "list of other articles"
        elif block.kind == Kind.HEADING and LEGAL_HEADING.match(text):
            why = "legal notice"
        elif _ends_section(block, why):
            why = ""
        done.append(set_aside(block, why) if why and not block.set_aside else block)
    return done


def _begins_list(following: list[Block]) -> bool:
    """Whether short blocks follow, not an essay."""
    return all(len(block.text.split()) < LONG_PARAGRAPH for block in following[:2])


def _ends_section(block: Block, why: str) -> bool:
    if why == "legal notice":
        return block.kind == Kind.HEADING
    return block.kind == Kind.PARAGRAPH and len(block.text.split()) >= LONG_PARAGRAPH


def set_aside(block: Block, why: str) -> Block:
    return replace(block, kind=Kind.BOILERPLATE, level=None, set_aside=True, why=why)
