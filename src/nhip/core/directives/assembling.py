"""Reading a text from the top: blocks, sentences, clauses, and what stays of them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nhip.core.directives import exclusions, tellings
from nhip.core.directives.addressing import who_concludes
from nhip.core.directives.adjuncts import Said
from nhip.core.directives.bare import may_be_task
from nhip.core.directives.captions import LOOKED_AT, captions_of
from nhip.core.directives.charges import Charge, charged_below, is_label
from nhip.core.directives.clauses import clauses_of
from nhip.core.directives.context import Context, Found, Spot, judge
from nhip.core.directives.deadlines import due_of
from nhip.core.directives.letters import Text, letters_of
from nhip.core.directives.model import Directive, Due, Genre, Reading
from nhip.core.directives.openings import opens_address, opens_heading, opens_lead
from nhip.core.directives.orders import Clause
from nhip.core.directives.own_day import own_day
from nhip.core.directives.partition import by_addressee, parts_of
from nhip.core.directives.pointing import with_names
from nhip.core.directives.predicates import Kind
from nhip.core.directives.quotations import Quotation, quotations_of, within
from nhip.core.directives.ranks import HIGHEST, rank
from nhip.core.directives.recurrences import recurrence_of
from nhip.core.directives.repetition import without_repeated_leads
from nhip.core.directives.reported import goes_up, is_proposed, is_reported
from nhip.core.directives.segmentation import Block, Sentence, blocks_of, sentences_of, stands_by_lines
from nhip.core.directives.speakers import Speakers
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, words_of

_SOURCE = re.compile(r"\ufeff?nguồn\s*:", re.IGNORECASE)
_FEW, _LONG_AGO = 4, 90
_PLANNED = "planned"
"""Kind of the scope that stands for the lines below a plan's task."""
_LONG = 130
"""Letters of a report's line that is no heading between its paragraphs."""
_TAIL = 60
"""Letters behind a quotation that may hold an order of their own."""
_SIGNED = 60
"""Letters that who wrote a report takes at most."""


def read(stored: str, dated: date | None = None) -> Reading:
    """Every directive of a text, in its order.

    stored: the text as it is kept; a first line that begins with ``NGUỒN:`` is no part of it: offsets count after it.
    dated: the day of the text, for deadlines without a year; None: the day that its head gives, if any.
    Never raises. Source: docs/rules/directives.md.
    """
    text = letters_of(stored, _after_source(stored))
    genre = exclusions.genre_of(text)
    dated = dated or own_day(text)
    if exclusions.is_norms(text):
        return Reading(genre, dated)
    reader = _Reader(text, genre, dated)
    return Reading(genre, dated, tuple(reader.read()))


def _after_source(stored: str) -> int:
    if not _SOURCE.match(unicodedata.normalize("NFC", stored[:40])):
        return 0
    end = stored.find("\n")
    return len(stored) if end < 0 else end + 1


class _Reader:
    """One text being read."""

    def __init__(self, text: Text, genre: Genre, dated: date | None) -> None:
        self.text, self.genre, self.dated = text, genre, dated
        self.context = Context(genre, tells_of_orders=exclusions.tells_of_orders(text))
        self.context.orders = genre is Genre.REPORT and exclusions.is_ordered_behind(text)
        self.blocks = blocks_of(text)
        self.captions = captions_of(text, self.blocks) if genre is Genre.REPORT else {}
        self.is_by_lines = genre is Genre.REPORT and stands_by_lines(text, self.blocks)
        self.has_begun = False
        is_report = genre is Genre.REPORT
        self.quoted = quotations_of(text, self.blocks) if is_report else [[] for _ in self.blocks]
        self.quotations: list[Quotation] = []
        self.speakers = Speakers()

    def read(self) -> list[Directive]:
        found: list[tuple[int, Directive]] = []
        recipients = False
        skips = False
        for number, block in enumerate(self.blocks):
            skips = self._skips_footer(block, skips=skips)
            recipients = not skips and self._recipients(block, goes_on=recipients)
            if skips or recipients:
                continue
            if not exclusions.is_header(self.text, block, self.genre, has_begun=self.has_begun):
                self.has_begun = self.has_begun or not block.kind
                self.quotations = self.quoted[number]
                found.extend((number, one) for one in self._block(number, block))
        return without_repeated_leads(found) if self.genre is Genre.REPORT else [one for _, one in found]

    def _skips_footer(self, block: Block, *, skips: bool) -> bool:
        """From "Nơi nhận" on nothing is read, until an annex begins."""
        if self.genre is not Genre.OFFICIAL:
            return False
        if exclusions.begins_footer(self.text, block):
            return True
        return skips and not exclusions.begins_annex(self.text, block)

    def _recipients(self, block: Block, *, goes_on: bool) -> bool:
        """Whether the block says to whom the paper goes; who that is, is remembered."""
        if self.genre is not Genre.OFFICIAL:
            return False
        begins = exclusions.names_recipients(self.text, block)
        if not begins and not (goes_on and block.kind in ("dash", "plus")):
            return False
        words = words_of(self.text, block.content, block.end)
        if words.keys(max(0, len(words) - 2), len(words)) == "điện :":
            return True
        for at in range(len(words)):
            units, _ = read_units(words, at)
            if units and words.key(at - 1) in ("", ":", "-", ";"):
                self.context.recipients += tuple(unit.text for unit in units)
                break
        return True

    def _block(self, number: int, block: Block) -> Iterator[Directive]:
        charge = charged_below(self.text, self.blocks, number, self.dated)
        if charge is not None:
            yield from self._charged(block, charge)
        elif not is_label(self.text, block):
            yield from self._line(number, block)

    def _line(self, number: int, block: Block) -> Iterator[Directive]:
        context = self.context
        key = self.text.key[block.content : block.end]
        if number and self.genre is Genre.REPORT and not block.kind and exclusions.is_caption(key):
            return
        is_heading = exclusions.is_heading(self.text, block)
        if number == 0 and self.genre is Genre.REPORT and is_heading:
            return
        if block.kind:
            context.enter(block.kind)
        is_last = number + 1 == len(self.blocks) and len(key) > _SIGNED
        is_sentence = is_last or (number > 1 and not block.kind and len(key) > _LONG)
        is_sentence = is_sentence and number > 0 and self.genre is Genre.REPORT  # that lacks its full stop
        has_points = self._has_points(number)
        if is_heading and not is_sentence and opens_heading(self.text, block, context, has_points=has_points):
            return
        if key.endswith(":") and self._is_followed(number):
            yield from self._sentences(block, but_last=1)
            opens_lead(self.text, block, context, self.dated)
            return
        if opens_address(self.text, block, context):
            return
        yield from self._sentences(block)
        if block.kind:
            units = context.last if context.age == 0 else ()
            context.open(block.kind, units, (), orders=context.age == 0)

    def _charged(self, block: Block, charge: Charge) -> Iterator[Directive]:
        """A task whose unit the lines below it name."""
        context = self.context
        if block.kind:
            context.enter(block.kind)
        context.open(_PLANNED, charge.units, charge.coordinating, orders=True)
        for one in self._sentences(block):
            yield replace(one, due=charge.due or one.due)
        context.enter(_PLANNED)

    def _is_followed(self, number: int) -> bool:
        """Whether something stands below a line that ends with a colon."""
        block = self.blocks[number]
        if number + 1 >= len(self.blocks):
            return False
        below = self.blocks[number + 1]
        ends = self.genre is Genre.OFFICIAL and exclusions.begins_footer(self.text, below)
        return not ends and (not block.kind or below.kind != block.kind)

    def _sentences(self, block: Block, *, but_last: int = 0) -> Iterator[Directive]:
        first = True
        sentences = sentences_of(self.text, block)
        for sentence in sentences[: len(sentences) - but_last]:
            for part in by_addressee(self.text, sentence):
                same_block = not first and self.context.age < _LONG_AGO
                same_block = same_block or (self.is_by_lines and self._goes_on_from_line(block))
                yield from self._sentence(block, part, same_block=same_block)
                if self.genre is Genre.REPORT:
                    self.speakers.hear(words_of(self.text, part.content, part.end))
                first = False

    def _goes_on_from_line(self, block: Block) -> bool:
        """Whether a line of a report without paragraphs follows an order, and no heading or list stands above it."""
        return not block.kind and self.context.age == 0 and self.context.scoped() is None

    def _has_points(self, number: int) -> bool:
        """Whether a counted line heads dashes or a paragraph: "(1) Bảo đảm an ninh", "- Bố trí lực lượng …"."""
        block = self.blocks[number]
        if block.kind in ("", "dash", "plus") or number + 1 >= len(self.blocks):
            return False
        above, below = self.blocks[number - 1].kind if number else "", self.blocks[number + 1].kind
        is_short = block.end - block.content <= _SIGNED
        return below in ("dash", "plus") or (not below and above != block.kind and is_short)

    def _sentence(self, block: Block, sentence: Sentence, *, same_block: bool) -> Iterator[Directive]:
        begin, end, quoted = within(self.quotations, sentence)
        key = self.text.key[begin : min(end, begin + LOOKED_AT)]
        words = words_of(self.text, begin, end)
        if self._is_told_before(key, words):
            return
        hands_in = exclusions.is_result_to_report(key)
        is_caption = self.captions.get(key, sentence.content) != sentence.content
        if is_caption or (exclusions.is_no_order(key) and not hands_in):
            self.context.passed(Kind.NONE)
            return
        if exclusions.counts(key):
            self.context.counts(is_first=exclusions.counts_first(key))
        said, by = self._said(words, key, quoted)
        clauses = self._clauses(words, key, hands_in=hands_in)
        said = Said.BY_ANOTHER if by and goes_up(clauses[0], by) else said
        due = due_of(key, key, self.dated)
        spot = Spot(
            bool(block.kind), same_block, bool(due and due.is_firm), due is not None, exclusions.goes_on(key)
        )
        spot = replace(spot, is_quoted=quoted is not None and said is Said.BY_AUTHORITY)
        kept = [
            found
            for clause in clauses
            if words.key(clause.task) not in ("", ":", ".") or clause.task + 1 < len(words)
            if (found := judge(clause, self.context, spot, said=said))
        ]
        # Who only proposed was heard no order of; what the sentence goes on to demand is proposed, too.
        is_opinion = clauses[0].asks and bool(kept) and words.key(kept[0].clause.begins) == "yêu"
        if not kept or (is_opinion and kept[0].clause is clauses[-1] is not clauses[0]):
            behind = end + 1 if quoted is not None and not kept else sentence.end
            if sentence.end - behind > _TAIL:  # "…", Thủ tướng nói và yêu cầu các bộ …
                yield from self._sentence(block, replace(sentence, content=behind), same_block=same_block)
                return
            self._passed(clauses[0], block, words)
            return
        yield from self._taken(block, sentence, words, kept)
        if quoted is not None and sentence.end - end > _TAIL:
            yield from self._sentence(block, replace(sentence, content=end + 1), same_block=same_block)

    def _taken(
        self, block: Block, sentence: Sentence, words: Words, kept: list[Found]
    ) -> Iterator[Directive]:
        """What a sentence was found to order; the context is told."""
        if not block.kind and not kept[0].implied and sentence.start == block.start:
            self.context.leave_points()
        for found in kept:
            self.context.took(found)
        yield from self._directives(sentence, words, kept)

    def _is_told_before(self, key: str, words: Words) -> bool:
        """Whether the sentence is background, or only says that orders follow; the context is told."""
        if (self.genre is Genre.REPORT and exclusions.is_norm(key)) or tellings.is_background(key):
            self.context.background()
            return True
        by = who_concludes(words) if key.endswith(":") and exclusions.concludes(key) else ""
        if by or exclusions.announces(key):
            self.context.announced(by)  # "… có ý kiến chỉ đạo như sau: Giao Sở A …", on one line
            return True
        return False

    def _said(self, words: Words, key: str, quoted: Quotation | None) -> tuple[Said, str]:
        """Whose words a sentence gives, and that person's office where it is known; the context hears it."""
        if quoted is not None and quoted.said is Said.UNSAID:
            return self.context.voice, ""
        said, by = self.speakers.said(words, quoted)
        if exclusions.goes_on(key) and self.context.voice is not Said.BY_ANOTHER:
            self.context.hears(Said.BY_AUTHORITY, "")
        self.context.hears(said, by if quoted else "")
        return said, by

    def _clauses(self, words: Words, key: str, *, hands_in: bool) -> list[Clause]:
        """The clauses of a sentence, "sở này" given the name that stands nearest before it."""
        clauses = clauses_of(words)
        if hands_in and (clauses[0].kind in _UNADDRESSED or clauses[0].begins == _SECOND):
            return [Clause(Kind.BARE)]
        if self.genre is Genre.REPORT and clauses[0].kind is Kind.TASK and is_proposed(words, clauses[0]):
            return [Clause(Kind.PROPOSAL)]
        is_promise = clauses[0].kind is Kind.COMMITMENT and due_of(key, key, self.dated) is None
        if (is_promise or clauses[0].kind in _TOLD_OF) and is_reported(clauses[0], key):
            return [Clause(Kind.TOLD)]
        if clauses[0].kind is Kind.NONE and may_be_task(words):
            return [Clause(Kind.BARE, is_doubtful=True)]
        named = (with_names(self.text, words, clause, self.context.last) for clause in clauses)
        return [self.speakers.order(words, clause) for clause in named]

    def _passed(self, clause: Clause, block: Block, words: Words) -> None:
        name = clause.units[0].text.lower() if clause.units else ""
        self.context.passed(clause.kind, name)
        if (
            clause.kind is Kind.TOLD
            and rank(name) == HIGHEST
            and exclusions.sends_a_paper(self.text.key[block.content : block.end])
        ):
            self.context.by = name
        if clause.kind is Kind.OPEN:
            self.context.orders, self.context.by = True, clause.by or self.context.by
            self.context.age, self.context.last = 0, ()
        if not block.kind and clause.kind is Kind.TOLD:
            self.context.leave()
        if exclusions.ends_a_meeting(words.keys(0, len(words))):
            self.context.hears(Said.BY_AUTHORITY, who_concludes(words))

    def _directives(self, sentence: Sentence, words: Words, kept: list[Found]) -> Iterator[Directive]:
        parts = parts_of(self.text, sentence) if len(kept) == 1 else []
        if len(parts) > 1:
            for number, (start, end) in enumerate(parts):
                found = (
                    kept[0] if number == 0 else replace(kept[0], implied=True, rule="listed", certainty=0.85)
                )
                yield self._directive(found, start, end, start if number else None, end, words)
            return
        limits = [words.words[found.clause.begins].start for found in kept[1:]]
        for found, begin, end in zip(kept, [sentence.start, *limits], [*limits, sentence.end], strict=True):
            yield self._directive(found, sentence.start, sentence.end, begin, end, words)

    def _directive(
        self, found: Found, start: int, end: int, due_from: int | None, due_to: int, words: Words
    ) -> Directive:
        begin = due_from if due_from is not None else start
        due_to = min(due_to, begin + LOOKED_AT)
        key, shown = self.text.key[begin:due_to], self.text.written[begin:due_to]
        first, last = self.text.span(start, end)
        begins = found.directs_others or found.clause.forbids
        task = found.clause.begins if begins else found.clause.task
        task_at = words.words[min(task, len(words) - 1)].start
        task_at = max(task_at, begin) if task_at < due_to else begin
        return Directive(
            first,
            last,
            self.text.part(start, end),
            found.units,
            found.coordinating,
            self.text.part(task_at, due_to).strip(" ,:;-"),
            self._due(found, words, begin, due_to) or self.context.due,
            recurrence_of(key, shown),
            found.implied,
            found.rule,
            found.certainty,
            found.called,
        )

    def _due(self, found: Found, words: Words, begin: int, end: int) -> Due | None:
        """Until when: what stands behind the order's verb counts first."""
        whole = due_of(self.text.key[begin:end], self.text.written[begin:end], self.dated)
        verb = words.words[found.clause.begins].start if found.clause.begins < len(words) else begin
        if found.rule != "order" or not begin < verb < end:
            return whole
        behind = due_of(self.text.key[verb:end], self.text.written[verb:end], self.dated)
        return behind or whole


_TOLD_OF = frozenset({Kind.TASK, Kind.WEAK})
_UNADDRESSED = frozenset({Kind.NONE, Kind.BARE, Kind.OPEN})
_SECOND = 2
"""Where "yêu cầu" stands in "Báo cáo yêu cầu gửi về …": it says no more than that it must come."""
