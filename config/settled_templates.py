"""Templates of which everything that is the same on each page is worked out once.

Most of a page's frame is translated words, addresses without arguments, symbols and static files:
the same text for everybody. Django works each of them out again for every page. This loader does
it when it reads a template, puts in the templates that are included by name, and joins what has
become plain text. What depends on the page, its reader or the request stays as it is written.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django.conf import settings
from django.template import Context, Node, NodeList, Template, TemplateDoesNotExist
from django.template.base import (
    FilterExpression,
    Origin,
    TextNode,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    CycleNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    URLNode,
)
from django.template.engine import Engine
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import base, cached
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from config.templatetags.ui import icon

SILENT = (CommentNode, LoadNode)
# Tags of ours whose text follows from their arguments alone.
CONSTANT_TAGS = {icon}
# These know the template that they stand in.
STAY_APART = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


class _Settling(base.Loader):
    """Settles each template that is read, before the cache above keeps it.

    Not while debugging: there an error page shows the line of the template as it was written.
    """

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if not self.engine.debug:
            settle(template.nodelist, self.engine, inside=(template_name,))
        return template


class Loader(cached.Loader, _Settling):
    """Django's cached loader, with each template settled for a language and a script prefix."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        key = super().cache_key(template_name, skip)
        return f"{get_language()} {get_script_prefix()} {key}"


class IncludedNode(Node):
    """What an included template holds, with variables of its own, and with `only` no others."""

    def __init__(self, nodelist: NodeList, tag: IncludeNode) -> None:
        self.nodelist = nodelist
        self.extra_context: dict[str, FilterExpression] = tag.extra_context
        self.isolated_context: bool = tag.isolated_context

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            alone = context.new(values)
            alone.template = context.template
            return self.nodelist.render(alone)
        with context.push(**values):
            return self.nodelist.render(context)


class QuickVariable(Variable):
    """A variable that is found by names of dictionaries and attributes, as nearly all are.

    Whatever else Django's way knows (calls, places in lists, what is missing) is left to it.
    """

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        name, *names = self.lookups or ()
        try:
            found = context[name]
            for name in names:
                if callable(found):
                    break
                if type(found) is dict:
                    found = found[name]
                elif hasattr(type(found), "__getitem__"):
                    return super().resolve(context)
                else:
                    found = getattr(found, name)
        except (KeyError, AttributeError, TypeError):
            return super().resolve(context)
        return super().resolve(context) if callable(found) else found


class SaidNode(BlockTranslateNode):
    """`{% blocktranslate %}` of which the sentence, or what its plural chooses from, is kept."""

    def __init__(self, node: BlockTranslateNode) -> None:
        vars(self).update(vars(node))
        self.one, self.names = self.render_token_list(self.singular)
        self.sentence, self.several = gettext(self.one), ""
        if self.plural and self.countervar and self.counter:
            self.several, names = self.render_token_list(self.plural)
            self.names = [*self.names, *names]

    def render(self, context: Context, nested: bool = False) -> str:
        own = {name: value.resolve(context) for name, value in self.extra_context.items()}
        with context.push(**own):
            sentence = self.sentence
            if self.countervar and self.counter and self.several:
                context[self.countervar] = count = self.counter.resolve(context)
                sentence = ngettext(self.one, self.several, count)
            try:
                said = sentence % {name: _shown(context[name], context) for name in self.names}
            except (KeyError, ValueError):
                # Something is missing, or a translation is wrong: Django knows what to say then.
                return super().render(context, nested)
        if not self.asvar:
            return said
        context[self.asvar] = SafeString(said)
        return ""


class PlainVariableNode(VariableNode):
    """A variable of which texts and whole numbers, nearly all, take the short way.

    It leads where Django's way does: a text is escaped unless it is safe, and a whole number that
    is not grouped has the same digits in every language.
    """

    def render(self, context: Context) -> str:
        return _shown(self.filter_expression.resolve(context), context)


def _shown(value: Any, context: Context) -> str:
    kind = type(value)
    if context.autoescape:
        if kind is SafeString:
            return value  # type: ignore[no-any-return]
        if kind is str:
            return SafeString(escape(value))
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
    return render_value_in_context(value, context)


def settle(nodelist: NodeList, engine: Engine, *, inside: tuple[str, ...]) -> None:
    """Replace the constant parts of a list of nodes, and of all lists in it, in place.

    inside: names of the templates that are being read, so that none is put into itself.
    """
    settled: list[Node] = []
    for node in nodelist:
        replaced = _settled(node, engine, inside)
        if isinstance(replaced, TextNode) and settled and isinstance(settled[-1], TextNode):
            settled[-1] = TextNode(settled[-1].s + replaced.s)
        elif replaced is not None:
            settled.append(replaced)
    nodelist[:] = settled


def _settled(node: Node, engine: Engine, inside: tuple[str, ...]) -> Node | None:
    if isinstance(node, SILENT):
        return None
    if isinstance(node, AutoEscapeControlNode):
        return node
    _quicken(list(vars(node).values()))
    if type(node) is BlockTranslateNode and not node.message_context:
        return SaidNode(node)
    if type(node) is VariableNode:
        return PlainVariableNode(node.filter_expression)
    if isinstance(node, IncludeNode):
        return _included(node, engine, inside) or node
    if _is_constant(node):
        try:
            return TextNode(node.render(Context()))
        except (NoReverseMatch, ValueError):
            # No such address, no such file: said where it is shown, if it ever is.
            return node
    for inner in _lists_in(node):
        settle(inner, engine, inside=inside)
    return node


def _included(node: IncludeNode, engine: Engine, inside: tuple[str, ...]) -> Node | None:
    """The included template in place of its tag, or None where only the page can tell which."""
    name = node.template.var
    if not isinstance(name, str) or node.template.filters or name.startswith("."):
        return None
    if name in inside:
        return None
    try:
        included = _read(engine, name)
    except TemplateDoesNotExist:
        return None
    if any(included.nodelist.get_nodes_by_type(kind) for kind in STAY_APART):
        return None
    settle(included.nodelist, engine, inside=(*inside, name))
    return IncludedNode(included.nodelist, node)


def _read(engine: Engine, name: str) -> Template:
    """A template of one's own, which may be changed."""
    for loader in engine.template_loaders:
        if isinstance(loader, Loader):
            return base.Loader.get_template(loader, name)
    raise TemplateDoesNotExist(name)


def _quicken(thing: object) -> None:
    """Let the variables of a node's expressions be found the short way."""
    if isinstance(thing, FilterExpression):
        if type(thing.var) is Variable and thing.var.lookups is not None:
            thing.var = QuickVariable(thing.var.var)
    elif isinstance(thing, list | tuple):
        for each in thing:
            _quicken(each)
    elif isinstance(thing, dict):
        _quicken(list(thing.values()))
    elif isinstance(thing, TokenBase):
        _quicken([getattr(thing, "value", None), thing.first, thing.second])


def _lists_in(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodelist for _condition, nodelist in node.conditions_nodelists)
        return
    for value in vars(node).values():
        if isinstance(value, NodeList):
            yield value


def _is_constant(node: Node) -> bool:
    """Whether a tag gives the same text on every page, in one language."""
    if isinstance(node, TranslateNode):
        written = node.filter_expression
        return (
            not (node.noop or node.asvar or node.message_context or written.filters)
            and isinstance(written.var, Variable)
            and written.var.lookups is None
        )
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _are_constant([node.view_name])
    if isinstance(node, StaticNode):
        return node.varname is None and _are_constant([node.path])
    if isinstance(node, SimpleNode):
        return (
            node.func in CONSTANT_TAGS
            and node.target_var is None
            and _are_constant([*node.args, *node.kwargs.values()])
        )
    return False


def _are_constant(expressions: Iterable[FilterExpression]) -> bool:
    return all(
        not written.filters
        and (not isinstance(written.var, Variable) or written.var.lookups is None)
        for written in expressions
    )
