"""Carry-over: which units a clause speaks to when it does not say so, and whether it is spoken as an order at all."""

from dataclasses import dataclass, field, replace

from nhip.core.directives.adjuncts import Said
from nhip.core.directives.model import Due, Genre
from nhip.core.directives.orders import Clause
from nhip.core.directives.pointing import called, resolved
from nhip.core.directives.predicates import Kind
from nhip.core.directives.ranks import UNKNOWN, leads, rank

_SECTIONS = ("roman", "arabic")
_FORGOTTEN = 3
"""Sentences after which an order is no longer gone on with."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a line opens for the lines below it. kind: of its marker; units: whom it addresses, () for nobody;
    due: until when all of them are due.
    """

    kind: str
    units: tuple[str, ...]
    coordinating: tuple[str, ...]
    orders: bool
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A clause taken for a directive. called: the first unit in the sentence's words, where it is a kind alone."""

    units: tuple[str, ...]
    coordinating: tuple[str, ...]
    implied: bool
    rule: str
    certainty: float
    clause: Clause
    called: str = ""

    @property
    def directs_others(self) -> bool:
        """Whether it is its own task to direct those whom the clause names: "Chỉ đạo UBND các xã tổ chức …"."""
        is_passed_on = self.implied and self.clause.kind in (Kind.ORDER, Kind.OPEN) and self.clause.directs
        return is_passed_on or (self.rule == "task" and bool(self.clause.giver))


@dataclass(slots=True)
class Context:
    """What is remembered while a text is read from the top."""

    genre: Genre
    recipients: tuple[str, ...] = ()
    orders: bool = False
    by: str = ""
    proposes: bool = False
    told_of: str = ""
    voice: Said = Said.UNSAID
    tells_of_orders: bool = False
    last: tuple[str, ...] = ()
    called: str = ""
    age: int = 99
    recent: list[tuple[str, ...]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    counted: tuple[str, ...] = ()
    counts_orders: bool = False

    def enter(self, kind: str) -> None:
        """A block with a marker begins: scopes of the same or a deeper marker end."""
        if kind in ("roman", "article"):
            self.scopes.clear()
        kinds = [scope.kind for scope in self.scopes]
        if kind in kinds:
            del self.scopes[kinds.index(kind) :]

    def open(self, kind: str, units: tuple[str, ...], coordinating: tuple[str, ...], *, orders: bool) -> None:
        self.enter(kind)
        self.scopes.append(Scope(kind, units, coordinating, orders))

    def leave(self) -> None:
        """A plain paragraph with a subject of its own: no list goes on."""
        self.scopes.clear()

    def leave_points(self) -> None:
        """The same within a paper's numbered section: only its points end, what stands above the section goes on."""
        sections = [at for at, scope in enumerate(self.scopes) if scope.kind in _SECTIONS]
        del self.scopes[sections[-1] + 1 if sections and self.genre is Genre.OFFICIAL else 0 :]

    def scoped(self) -> Scope | None:
        """The nearest scope that addresses somebody."""
        return next((scope for scope in reversed(self.scopes) if scope.units), None)

    def due_below(self, due: Due | None) -> None:
        """Until when everything below the line that opened the last scope is due."""
        if self.scopes and due is not None and (due.is_firm or due.is_soon):
            self.scopes[-1] = replace(self.scopes[-1], due=due)

    @property
    def due(self) -> Due | None:
        """Until when a point of the list that is read is due, where it says nothing itself."""
        return next((scope.due for scope in reversed(self.scopes) if scope.due), None)

    @property
    def is_ordering(self) -> bool:
        return self.orders or any(scope.orders for scope in self.scopes)

    def took(self, found: Found) -> None:
        self.last, self.called, self.age = found.units, found.called, 0
        self.orders = self.orders or found.rule != "commitment"
        self.recent = [*self.recent[-3:], found.units]
        self.by = self.by if found.clause.giver and found.rule == "task" else found.clause.by or self.by
        self.proposes, self.told_of = False, ""
        self.voice = Said.BY_AUTHORITY if found.rule == "order" else self.voice

    def hears(self, said: Said, by: str) -> None:
        """Whose words a sentence gives: they are listened to until somebody else speaks."""
        self.voice = said if said is not Said.UNSAID else self.voice
        if by:
            self.by, self.orders = by, True

    def counts(self, *, is_first: bool) -> None:
        """ "Thứ nhất, …", "Hai là, …": each of them speaks to whom the first one did."""
        if is_first:
            scope = self.scoped()
            self.counted = scope.units if scope else self.last if self.age < _FORGOTTEN else ()
            self.counts_orders = self.is_ordering
            return
        self.orders = self.orders or self.counts_orders
        if self.counted:
            self.last, self.age = self.counted, 0

    def passed(self, kind: Kind, of: str = "") -> None:
        """A sentence that is no directive. of: the unit it tells of: what it does next is told, too."""
        self.told_of = of if kind is Kind.TOLD and self.genre is Genre.REPORT else ""
        self.proposes = kind is Kind.PROPOSAL or (self.proposes and kind not in (Kind.TOLD, Kind.OPEN))
        self.age += 2 if kind is Kind.TOLD else 1
        if self.genre is Genre.REPORT and (kind is Kind.PROPOSAL or self.age > _FORGOTTEN):
            self.orders = False

    def section(self, *, opinions: bool) -> None:
        """A heading: nobody has spoken below it yet; opinions: it announces those of whoever took part."""
        self.proposes, self.told_of = False, ""
        goes_on = self.genre is Genre.REPORT and not opinions and self.voice is Said.BY_AUTHORITY
        self.age = self.age + 1 if goes_on else 99  # a report's headings stand between what one paper orders
        if not goes_on:
            self.voice = Said.BY_ANOTHER if opinions else Said.UNSAID

    def announced(self, by: str = "") -> None:
        """Orders follow. by: who gives them, where that is told."""
        self.orders, self.age, self.by = True, 0, by or self.by

    def background(self) -> None:
        """What was earlier: nothing after it goes on with what was before it."""
        self.age = 99
        if self.genre is Genre.REPORT:
            self.orders = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a clause stands. is_item: in a list; same_block: the last directive stands in this block.

    is_due: its sentence gives a firm deadline, is_dated: any; goes_on: it begins "Theo đó, …"; ordering: orders are
    being given here; is_quoted: somebody who orders is quoted.
    """

    is_item: bool
    same_block: bool
    is_due: bool = False
    is_dated: bool = False
    goes_on: bool = False
    ordering: bool = False
    is_quoted: bool = False


def judge(clause: Clause, context: Context, spot: Spot, *, said: Said = Said.UNSAID) -> Found | None:
    """The clause as a directive, or None where it is none."""
    is_letter = clause.kind is Kind.PROPOSAL and clause.goes_across and bool(context.recipients)
    if clause.kind is Kind.ORDER or is_letter:
        is_opinion = (said if said is not Said.UNSAID else context.voice) is Said.BY_ANOTHER
        is_asked = clause.asks and clause.by in ("", "tôi") and is_opinion
        return None if is_asked else _order(clause, context, spot)
    if said is Said.BY_ANOTHER and context.genre is Genre.REPORT:
        return None
    if clause.instead is not None and _is_highest_here(clause.instead, context):
        return _order(clause.instead, context, spot)
    if clause.kind in (Kind.BARE, Kind.OPEN):
        return _bare(clause, context, spot)
    goes_on = spot.goes_on and context.voice is Said.BY_AUTHORITY
    ordering = context.is_ordering or said is Said.BY_AUTHORITY
    place = replace(spot, goes_on=goes_on, ordering=ordering)
    return _JUDGES[clause.kind](clause, context, place) if clause.kind in _JUDGES else None


def _order(clause: Clause, context: Context, spot: Spot) -> Found | None:
    goes_on = (spot.same_block and clause.passes_on and bool(context.last)) or (
        (spot.is_item or spot.same_block or clause.passes_on) and context.scoped() is not None
    )
    goes_on = goes_on or (spot.is_item and clause.passes_on and bool(context.recipients))
    if clause.directs and not clause.by and goes_on:
        found = _bare(clause, context, spot)
        if found is not None:
            return replace(found, coordinating=())
    is_comrade = (
        spot.is_item and clause.giver.lower().startswith(_COMRADES) and context.genre is Genre.OFFICIAL
    )
    if is_told_to(clause, context) or (is_comrade and context.is_ordering):
        return Found((clause.giver,), (), implied=False, rule="task", certainty=0.85, clause=clause)
    is_below = context.is_ordering and rank(context.by) > rank(clause.by) > UNKNOWN
    if clause.demands and is_below and spot.is_item and context.genre is Genre.OFFICIAL:
        return Found((clause.demands,), (), implied=False, rule="task", certainty=0.7, clause=clause)
    unsaid = not clause.by and context.genre is Genre.REPORT
    is_letter = clause.begins == 0 and UNKNOWN < rank(clause.units[0].text.lower()) < _OF_PROVINCES
    is_heard = is_letter or context.is_ordering or context.voice is Said.BY_AUTHORITY
    if unsaid and (context.proposes or (clause.asks and not is_heard)):
        return None
    return _found(clause, context, "order", 0.95)


_COMRADES = ("đồng chí", "đ/c", "ông", "bà")
"""A person in a paper's list of tasks is told: "- Đồng chí A, Phó Trưởng ban, chỉ đạo Phòng B tổ chức …"."""


def _is_highest_here(order: Clause, context: Context) -> bool:
    """Whether a report tells of nobody above whoever gives the order."""
    above = rank(context.by) if context.is_ordering else UNKNOWN
    return context.genre is Genre.REPORT and above <= rank(order.by)


def is_told_to(clause: Clause, context: Context) -> bool:
    """ "UBND tỉnh chỉ đạo các sở …" where somebody higher gives orders: it is UBND tỉnh that is told."""
    return bool(clause.giver) and context.is_ordering and rank(context.by) > rank(clause.by) > UNKNOWN


def _found(clause: Clause, context: Context, rule: str, certainty: float) -> Found:
    units = resolved(clause.units, context.last, context.recent)
    implied = any(unit.points_back for unit in clause.units[:1])
    others = tuple(
        one for one in resolved(clause.coordinating, context.last, context.recent) if one not in units
    )
    return Found(units, others, implied, rule, certainty, clause, called(clause.units))


_OF_PROVINCES = 4
"""The rank of provinces: whoever stands below it is asked by letter ("Đề nghị Hiệu trưởng các trường …")."""
_OF_COMMUNES = ("xã", "phường", "các xã", "các phường")
_OF_FIRMS = 1
"""The rank of firms and people: what they must do, a law says more often than an order."""


def _duty(clause: Clause, context: Context, place: Spot) -> Found | None:
    if clause.is_passive or place.ordering or (context.genre is Genre.OFFICIAL and place.is_item):
        return _found(clause, context, "duty", 0.9)
    name = clause.units[0].text.lower()
    is_office = rank(name) > _OF_FIRMS or leads(name) or name.startswith(_OF_COMMUNES)
    is_office = is_office or (place.is_quoted and clause.units[0].is_plural)
    is_heard = context.tells_of_orders or context.voice is Said.BY_AUTHORITY
    may = is_heard and not context.proposes and context.voice is not Said.BY_ANOTHER
    says_so = clause.must or (clause.needs and context.voice is Said.BY_AUTHORITY)
    if clause.must and place.is_dated and not context.proposes and context.voice is not Said.BY_ANOTHER:
        return _found(clause, context, "duty", 0.6)
    says_so = says_so or (clause.needs and place.is_dated)
    if (says_so and is_office and may) or (place.goes_on and context.tells_of_orders):
        return _found(clause, context, "duty", 0.6)
    return None


def _task(clause: Clause, context: Context, place: Spot) -> Found | None:
    if _is_told_of(clause, context):
        return None
    is_known = clause.kind is Kind.TASK
    is_listed = place.is_item and bool(context.scopes) and context.scopes[-1].orders
    if place.is_item and is_known and clause.is_behind_colon and context.tells_of_orders:
        return _found(clause, context, "task", 0.6)
    if place.ordering and (is_known or is_listed or context.genre is Genre.OFFICIAL or context.age <= 1):
        return _found(clause, context, "task", 0.85 if is_known else 0.5)
    if context.genre is Genre.OFFICIAL and is_known and place.is_item:
        return _found(clause, context, "task", 0.6)
    is_office = rank(clause.units[0].text.lower()) > _OF_FIRMS and context.voice is not Said.BY_ANOTHER
    says_so = (place.is_due and is_known) or place.goes_on or clause.takes_the_lead or clause.is_urged
    if context.tells_of_orders and is_office and says_so:
        return _found(clause, context, "task", 0.5)
    return None


def _is_told_of(clause: Clause, context: Context) -> bool:
    """Whether what a unit does is told: of whoever commands, was told of before, or of people ("Người dân dựng …")."""
    name = clause.units[0].text.lower()
    of_people = clause.kind is Kind.WEAK and context.genre is Genre.REPORT and rank(name) == _OF_FIRMS
    return of_people or name == context.told_of or _is_commander(clause, context)


_NEVER_TOLD = (
    *(
        "thủ tướng",
        "chính phủ",
        "quốc hội",
        "ông",
        "bà",
        "tổng bí thư",
        "bộ chính trị",
        "ban bí thư",
        "chủ tịch nước",
    ),
)
"""Of whom a report tells, whatever they do."""


def _is_commander(clause: Clause, context: Context) -> bool:
    """Whoever gives the orders is told of, not told to: "Thủ tướng đánh giá …"."""
    name = clause.units[0].text.lower()
    if name.startswith(_NEVER_TOLD):
        return True
    if leads(name) and clause.kind is Kind.WEAK:
        return True
    if clause.units[0].points_back and context.genre is Genre.REPORT and name in context.by.split():
        return True  # "Tỉnh cũng cấm biển …" where the chairman of the province orders
    return bool(context.by) and leads(name) and (name.startswith(context.by) or context.by.startswith(name))


def _commitment(clause: Clause, context: Context, place: Spot) -> Found | None:
    """ "sẽ" of whoever speaks: the paper's issuer, or who gave the orders before."""
    name = clause.units[0].text.lower()
    is_own = clause.units[0].points_back or (bool(context.by) and (name in context.by or context.by in name))
    is_own = is_own or (context.by in ("bộ trưởng", "thứ trưởng") and name.startswith("bộ "))
    return _found(clause, context, "commitment", 0.5) if is_own and place.ordering else None


def _told(clause: Clause, context: Context, place: Spot) -> Found | None:
    """What is told of a unit is none, unless it only says which units are meant."""
    is_task = clause.is_described and place.is_item and context.is_ordering
    return _found(clause, context, "task", 0.6) if is_task else None


_JUDGES = {
    Kind.TOLD: _told,
    Kind.DUTY: _duty,
    Kind.TASK: _task,
    Kind.WEAK: _task,
    Kind.COMMITMENT: _commitment,
}


def _bare(clause: Clause, context: Context, spot: Spot) -> Found | None:
    """A task without a subject: of the sentence before, of the list's lead, or of whom the paper is sent to."""
    scope = context.scoped()
    goes_on = bool(context.last) and context.age < _FORGOTTEN
    is_due = spot.is_due and spot.same_block and goes_on and clause.kind is Kind.BARE
    if clause.is_doubtful and not ((scope and spot.is_item) or is_due):
        return None
    by_another = bool(clause.by) and not _is_same(clause.by, context.by)
    if clause.kind is Kind.OPEN and not (scope and spot.is_item) and (by_another or not goes_on):
        return None
    if goes_on and spot.same_block:
        return _implied(clause, context, context.last, "carried", 0.75)
    return _of_the_place(clause, context, goes_on=goes_on and not spot.is_item, is_item=spot.is_item)


def _is_same(one: str, other: str) -> bool:
    """ "bộ trưởng bộ công thương" and "bộ trưởng trần văn a" of one text; "ubnd tỉnh" and "phó chủ tịch ubnd tỉnh"."""
    roles = (
        "bộ trưởng",
        "thứ trưởng",
        "chủ tịch",
        "phó chủ tịch",
        "phó thủ tướng",
        "thủ tướng",
        "bí thư",
        "giám đốc",
    )
    return (
        one in other or other in one or any(one.startswith(role) and other.startswith(role) for role in roles)
    )


def _of_the_place(clause: Clause, context: Context, *, goes_on: bool, is_item: bool) -> Found | None:
    if not context.is_ordering:
        return None
    scope = context.scoped()
    if scope is not None:
        found = _implied(clause, context, scope.units, "listed", 0.85)
        return found if found.coordinating else replace(found, coordinating=scope.coordinating)
    if goes_on:
        return _implied(clause, context, context.last, "carried", 0.7)
    if is_item and context.recipients:
        return _implied(clause, context, context.recipients, "recipients", 0.6)
    if context.last and context.age == 0 and context.scopes and context.scopes[-1].orders:
        return _implied(clause, context, context.last, "carried", 0.6)
    return None


def _implied(clause: Clause, context: Context, units: tuple[str, ...], rule: str, certainty: float) -> Found:
    others = tuple(
        one for one in resolved(clause.coordinating, context.last, context.recent) if one not in units
    )
    name = context.called if units == context.last else ""
    return Found(units, others, implied=True, rule=rule, certainty=certainty, clause=clause, called=name)
