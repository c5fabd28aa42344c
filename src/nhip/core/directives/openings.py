"""What headings and lines that end with a colon open for the lines below them: whom they address, who orders."""

from datetime import date

from nhip.core.directives import exclusions
from nhip.core.directives.addressing import addressed, only_addressed, who_concludes
from nhip.core.directives.clauses import clauses_of
from nhip.core.directives.context import Context, is_told_to
from nhip.core.directives.deadlines import due_of
from nhip.core.directives.letters import Text
from nhip.core.directives.model import Genre
from nhip.core.directives.orders import Clause
from nhip.core.directives.pointing import resolved
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.ranks import HIGHEST, UNKNOWN, leads, rank
from nhip.core.directives.segmentation import Block, sentences_of
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.words import Words, words_of

_FEW = 4
_LAST = 200
"""Letters at the end of a lead that say what follows."""
_VIEWS = 130
_ADDRESSING = frozenset({Kind.ORDER, Kind.TASK, Kind.DUTY, Kind.WEAK, Kind.ADDRESS})


def opens_heading(text: Text, block: Block, context: Context, *, has_points: bool) -> bool:
    """Reads a heading: it may name the unit of its section, and turns orders on or off.

    has_points: dashes stand below it. False where it is a task after all ("2. Rà soát các dự án").
    """
    words = words_of(text, block.content, block.end)
    key = text.key[block.content : block.end]
    units, end = addressed(words)
    is_capitals = exclusions.is_capitals(text, block)
    is_all = end >= len(words) or (len(words) - end <= _FEW and not acts(words, end) and not is_capitals)
    if units and is_all:
        context.open(block.kind, tuple(unit.text for unit in units), (), orders=True)
        context.orders = True
        return True
    clause = clauses_of(words)[0]
    if block.kind and clause.kind in (Kind.ORDER, Kind.TASK, Kind.DUTY) and not is_capitals:
        return False
    is_task = block.kind not in ("", "roman", "article") and clause.kind is Kind.BARE
    if is_task and context.scoped() and not has_points:
        return False
    if context.genre is Genre.OFFICIAL and (block.kind or is_capitals):
        context.orders = exclusions.turns(key, was_on=context.orders)
    if exclusions.tells_of_powers(key):
        context.background()
    context.open(block.kind, (), (), orders=False) if block.kind else context.leave()
    context.section(opinions=exclusions.gives_opinions(key))
    return True


def opens_address(text: Text, block: Block, context: Context) -> bool:
    """ "1. Giao Bộ Y tế:" above points that count anew: it only names whom they address."""
    is_open = block.kind and text.key[block.content : block.end].endswith((":", ")"))
    units = only_addressed(words_of(text, block.content, block.end)) if is_open else ()
    if units:
        context.open("", resolved(units, context.last, context.recent), (), orders=True)
        context.orders = True
    return bool(units)


def opens_lead(text: Text, block: Block, context: Context, dated: date | None) -> None:
    """Reads a line that ends with a colon: it opens a scope for what follows, and is no directive itself."""
    key = text.key[block.content : block.end]
    sentence = sentences_of(text, block)[-1]
    words = words_of(text, sentence.content, sentence.end)
    units, end = addressed(words)
    if not block.kind:
        context.leave()
    if exclusions.gives_opinions(key) and not units:
        context.section(opinions=True)
    if context.genre is Genre.REPORT and exclusions.is_norm(key):
        context.background()
        return
    clause = clauses_of(words)[0]
    named = tuple(units) if units and words.key(end) in (":", "") else ()
    by = _concluding(words, block, clause, context, key)
    if by:
        _open_conclusions(block, clause, context, by)
    elif named or clause.kind in _ADDRESSING:
        _open_addressed(block, clause, named or clause.units, context, key)
    elif clause.kind is Kind.OPEN or exclusions.leads_in(key[-_LAST:]):
        below = exclusions.orders_below(key)
        context.open(block.kind, (), (), orders=clause.kind is Kind.OPEN or below)
        context.orders, context.by = True, clause.by or (below and who_concludes(words)) or context.by
    else:
        context.open(block.kind, (), (), orders=False)
    context.proposes = context.proposes and not context.is_ordering
    at = slice(sentence.content, sentence.end)
    context.due_below(due_of(text.key[at], text.written[at], dated))


def _concluding(words: Words, block: Block, clause: Clause, context: Context, key: str) -> str:
    """Who gives what stands below; "" where the line tells nobody, or is told to one by somebody higher."""
    by = who_concludes(words) if exclusions.concludes(key[-_LAST:]) else ""
    is_told = bool(block.kind) and clause.kind is Kind.TASK  # "1. Chủ tịch UBND tỉnh A tập trung chỉ đạo:"
    is_below = is_told and context.is_ordering and rank(context.by) > rank(by) > UNKNOWN
    return "" if is_below else by


def _open_conclusions(block: Block, clause: Clause, context: Context, by: str) -> None:
    """ "Bộ trưởng yêu cầu các đơn vị … thực hiện …, đồng thời nhấn mạnh một số vấn đề sau:" names whom it tells."""
    tells = clause.kind is Kind.ORDER and (leads(clause.by) or rank(clause.by) == HIGHEST)
    told = resolved(clause.units, context.last, context.recent) if tells else ()
    context.open(block.kind, told, (), orders=True)
    context.orders, context.by = True, clause.by if tells else by


def _open_addressed(
    block: Block, clause: Clause, named: tuple[Unit, ...], context: Context, key: str
) -> None:
    is_below = is_told_to(clause, context)
    scope = context.scoped() if clause.passes_on and not clause.by else None
    if is_below:
        told: tuple[str, ...] = (clause.giver,)
    else:
        told = scope.units if scope else resolved(named, context.last, context.recent)
    if told and (rank(told[0].lower()) == HIGHEST or exclusions.gives_views(key[-_VIEWS:])):
        told = ()  # who orders, and not who is told
    others = resolved(clause.coordinating, context.last, context.recent)
    context.open(block.kind, told, others, orders=True)
    context.orders, context.by = True, context.by if is_below else clause.by or context.by
