"""Unit noun phrases: heads, roles, kinds in the plural, heads shared over a list, words that point back."""

from dataclasses import replace

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.ranks import leads
from nhip.core.directives.unit_alone import alone, must
from nhip.core.directives.unit_kinds import JOINS, described, kinds_end, qualified
from nhip.core.directives.unit_lists import items_of, places_of, with_places
from nhip.core.directives.unit_names import name_end, person_end, place_end, skip_brackets
from nhip.core.directives.unit_persons import one_person
from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.unit_rows import further_kinds, further_place, of_places, shared
from nhip.core.directives.unit_told import (
    CALLED,
    branches,
    called,
    is_told,
    of_works,
    predicate_follows,
    told_acronym,
    told_force,
    told_name,
    told_people,
    told_several,
)
from nhip.core.directives.words import Words, phrases

_LOOSE = frozenset({"-", "với", "cùng", "cùng với"})
_HOUSES = phrases(
    """của sở | của bộ | của cục | của ngành | của chi nhánh | của ban | của tỉnh | của huyện | của thành phố |
    của công ty | của tổng công ty | của tập đoàn | của viện | của trường | của bệnh viện | của ủy ban"""
)
_FULL = frozenset({"bộ", "sở", "ubnd", "ủy ban nhân dân", "role"})
_MOST = 40


_NUMBERED = frozenset({"quân khu", "btl", "bộ tư lệnh", "quân đoàn"})
WHICHEVER = "nào"
"""Head of "địa phương nào", "bộ nào": whoever it may be."""


def read_units(words: Words, at: int) -> tuple[list[Unit], int]:
    """The unit, or list of units, that begins at a word, and the place after it; none: ([], at)."""
    if at not in words.units:
        words.units[at] = _read(words, at)
    units, end = words.units[at]
    return list(units), end


def _read(words: Words, at: int) -> tuple[list[Unit], int]:
    units, end = _read_one(words, at)
    while units and len(units) < _MOST:
        joined = JOINS.match(words, end)
        if joined == end:
            break
        more, after = _read_one(words, joined)
        if not more:
            more, after = shared(words, joined, units[-1])
        if not more or more[0].head == CALLED:  # "UBND huyện A và B phải …"
            place, end_of_place = further_place(words, joined, units[-1])
            more, after = (place, end_of_place) if place else (more, after)
        joint = words.keys(end, joined)
        if not more or (joint in _LOOSE and more[0].head not in _FULL):
            break
        both = one_person(words, units[-1], more, joint) if joint in (",", "và") else None
        orders = _orders_follow(words, after) or words.keys(at - 2, at) in ("đối với", "về phía")
        orders = orders and joint != "và"
        is_leader = both is None and more[0].head == "role" and leads(more[0].text.lower())
        if is_leader and orders and units[-1].head != "role":
            break
        units, end = ([*units[:-1], both] if both else units + more), after
    stop = described(words, end) if units and units[-1].is_plural and units[-1].head == "role" else end
    return (
        ([*units[:-1], unit_of(words, units[-1].start, stop, "role", plural=True)], stop)
        if stop > end
        else (units, end)
    )


def _orders_follow(words: Words, at: int) -> bool:
    """ "Về phía Sở Y tế, Chủ tịch tỉnh yêu cầu …": who orders is not one more of those addressed."""
    return words.key(at) in ("giao", "yêu", "đề", "cũng", "đã", "vừa", "lưu", "chỉ")


def _read_one(words: Words, at: int) -> tuple[list[Unit], int]:
    for read in (
        _plural,
        _pointing,
        _comrade,
        _role,
        _named,
        _single,
        alone,
        told_force,
        _place,
        told_acronym,
        told_several,
        told_people,
        told_name,
        called,
    ):
        units, end = read(words, at)
        if units:
            return units, end
    return [], at


def _pointing(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "sở này", "các đơn vị trên", "hai Bộ"."""
    noun = known.ANAPHORIC.match(words, at)
    end = known.ANAPHORA.match(words, noun)
    if noun in (at, end) or words.key(end) in ("địa", "cơ", "tinh", "cả", "toàn"):
        return [], at
    return [unit_of(words, at, end, words.keys(at, noun), back=True)], end


def _plural(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "các bộ, ngành, địa phương liên quan", "các Bộ: Công an, Tài chính", "UBND các …" has its own way."""
    start = max(known.QUANTIFIERS.match(words, at), at + words.key(at).isdigit())
    if start == at or known.HEADS.match(words, at) > start:
        return [], at
    role, kind = known.ROLES.match(words, start), known.KINDS.match(words, start)
    if role > max(start, kind) or words.keys(start, start + 2) == "bộ trưởng":
        units, end = _role(words, start)
        return ([unit_of(words, at, units[0].end, "role", plural=True)], end) if units else ([], at)
    if kind == start or known.NO_UNITS.match(words, start) > start:
        return [], at
    items, after = items_of(words, kind, words.keys(start, kind))
    if not items or (len(items) == 1 and words.keys(start, kind) == "ngành"):
        return _kinds(words, at, start)
    if len(items) == 1 and (found := _all_of_a_kind(words, at, start, items[0])) is not None:
        return found
    is_place = known.PLACE_KINDS.stands(words, start) and not known.PARTY.stands(words, start)
    return places_of(words, at, start, items) if is_place else items, after


def _all_of_a_kind(words: Words, at: int, start: int, one: Unit) -> tuple[list[Unit], int] | None:
    """ "các trường học trên địa bàn", "các Sở Y tế các tỉnh, thành phố": one name, and which of them are meant."""
    end = qualified(words, one.end)
    if words.key(at) == "các" and end > one.end:
        after = with_places(words, start, end, of_any=True)
        return [unit_of(words, at, end, words.key(start), plural=True)], after
    places = _plural(words, one.end)[0] if words.key(start) in known.CATALOGUED else []
    if not places:
        return None
    return [unit_of(words, at, places[-1].end, words.key(start), plural=True)], places[-1].end


def _kinds(words: Words, at: int, start: int) -> tuple[list[Unit], int]:
    """ "các bộ, ngành liên quan", "các đơn vị này": kinds that nobody names. start: behind what counts them."""
    end = kinds_end(words, start)
    end += words.keys(end, end + 2) == "gồm :"
    end = described(words, with_places(words, start, end, of_any=words.key(end - 1) == "gồm"))
    kind = known.KINDS.match(words, start)
    works = of_works(words, start, kind)
    end = works if works > max(kind, end) else end  # "các chủ đầu tư dự án BOT"
    on_a_ground = words.key(end) == "trên" and words.key(end + 1) in ("cơ", "tinh", "địa")
    back = end if on_a_ground else known.ANAPHORA.match(words, end)
    points = words.key(end - 1) in ("này", "trên") and words.keys(end - 3, end) != "trên địa bàn"
    points = points or back > end
    end = max(end, back)
    head = f"hai {words.keys(start, kind)}" if words.key(at) in ("hai", "2") else words.key(start)
    return [unit_of(words, at, end, head, back=points, plural=True)], end


def _comrade(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "đồng chí Trưởng phòng Tài chính - Kế hoạch"."""
    role = known.ROLES.match(words, at)
    if words.key(at) not in ("đồng", "đ/c") or words.key(role) != "trưởng":
        return [], at
    named = _role(words, role)[0]
    if not named:
        return [], at
    return [replace(unit_of(words, at, named[0].end, "role"), is_person=named[0].is_person)], named[0].end


def _role(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "Bộ trưởng Bộ Y tế", "Chủ tịch UBND các tỉnh, thành phố", "Phó thủ tướng" with or without a name."""
    role = known.ROLES.match(words, at)
    if role == at:
        return [], at
    if words.key(role - 1) in ("ban", "phòng") and role - 1 > at and _is_office(words, role):
        role -= 1
    if known.PARTY.match(words, role - 2) == role and (row := further_kinds(words, role)) > role:
        return [unit_of(words, at, row, "role", plural=True)], row
    end = _title_end(words, at, role)
    field = known.FIELDS.match(words, end)
    if field > end and words.is_capital(end) and words.key(role - 1) == "trưởng":
        return _ministers(words, at, role, field)
    owners, after = _read_owner(words, end)
    if len(owners) > 1:
        title = words.part(at, role)
        return [Unit(f"{title} {one.text}", "role", one.start, one.end, own=one.own) for one in owners], after
    if owners:
        stop = max(owners[0].end, person_end(words, owners[0].end))
        if words.key(stop) == "-" and person_end(words, stop + 1) > stop + 2:
            stop = person_end(words, stop + 1)  # "Bí thư Thành ủy - Lê Văn A"
        also = _role(words, stop + 1)[0] if words.key(stop) == "kiêm" else []
        stop = also[0].end if also else stop  # "Chủ tịch UBND kiêm Trưởng ban ATGT tỉnh"
        unit = unit_of(words, at, stop, "role", plural=owners[0].is_plural)
        unit = replace(unit, is_person=stop > owners[0].end, own=owners[0].own)
        return [unit], max(after, skip_brackets(words, stop))
    return _holder(words, at, role, end)


def _ministers(words: Words, at: int, role: int, field: int) -> tuple[list[Unit], int]:
    """ "bộ trưởng Giáo dục và Đào tạo, Công an": the role is shared by every portfolio of the row."""
    stop = person_end(words, field)
    units = [replace(unit_of(words, at, stop, "role"), is_person=stop > field)]
    end = skip_brackets(words, stop)
    title = words.part(at, role)
    while stop == units[-1].end and words.key(end) in (",", "và") and words.is_capital(end + 1):
        stop = known.FIELDS.match(words, end + 1)
        if stop == end + 1:
            break
        units.append(Unit(f"{title} {words.part(end + 1, stop)}", "role", end + 1, stop))
        end = stop
    return units, end


_OF_A_PLACE = phrases(
    """cấp tỉnh | cấp huyện | cấp huyện, cấp xã | cấp xã | tỉnh | huyện | quận | xã | phường | thành phố | thị xã |
    bộ | sở | ngành | xã phường | xã, phường | phường xã | phường, xã | quận huyện | quận, huyện"""
)
"""After a role, written small: "Chánh Thanh tra tỉnh", "lãnh đạo huyện"."""


def _title_end(words: Words, at: int, role: int) -> int:
    """Over "đồng chí Chủ tịch", "Chủ tịch của", "Phó Chủ tịch Chuyên trách"."""
    is_called = words.key(at) in ("đồng", "ông", "bà", "đ/c", "các")
    end = known.ROLES.match(words, role) if is_called else role
    end += words.key(end) in ("của", "trong")
    is_adjunct = words.keys(end, end + 2) in ("thường trực", "chuyên trách")
    return end + 2 if is_adjunct and known.HEADS.stands(words, end + 2) else end


def _is_office(words: Words, at: int) -> bool:
    """ "Trưởng Phòng Dân tộc", "Trưởng Ban Tổ chức": the second word of the role begins an office's name."""
    return known.HEADS.match(words, at - 1) > at or (words.is_capital(at) and known.FIELDS.stands(words, at))


def _holder(words: Words, at: int, role: int, end: int) -> tuple[list[Unit], int]:
    """A role with a person's name, or one that stands alone."""
    if _OF_A_PLACE.stands(words, end) and not words.is_capital(_OF_A_PLACE.match(words, end)):
        end = _OF_A_PLACE.match(words, end)
        return [unit_of(words, at, end, "role")], end
    office = known.HEADS.match(words, end) if words.is_capital(end) else end
    if office > end:
        return [unit_of(words, at, office, "role")], skip_brackets(words, office)
    if end < len(words) and words.words[end].shown.isupper() and len(words.words[end].shown) > 1:
        board = name_end(words, end, head="ban")  # "Trưởng Ban ATGT thành phố"
        return [unit_of(words, at, board, "role")], skip_brackets(words, board)
    name = person_end(words, end)
    if name > end and name - end <= 5:
        return [replace(unit_of(words, at, name, "role"), is_person=True)], skip_brackets(words, name)
    alone = known.ALONE.match(words, at)
    alone = max(alone, end if end > role else at)
    return ([unit_of(words, at, alone, "role")], alone) if alone >= role else ([], at)


def _read_owner(words: Words, at: int) -> tuple[list[Unit], int]:
    for read in (_plural, _named, _kind, _single, _place):
        units, end = read(words, at)
        if units:
            return units, end
    return [], at


def _kind(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "cơ quan ngang bộ, cơ quan thuộc Chính phủ": kinds behind a role need no quantifier."""
    end = kinds_end(words, at) if known.KINDS.match(words, at) > at + 1 else at
    return ([unit_of(words, at, end, words.key(at), plural=True)], end) if end > at else ([], at)


def _named(words: Words, at: int) -> tuple[list[Unit], int]:
    """A head and its name: "Sở Nông nghiệp và Phát triển nông thôn", "UBND các tỉnh, thành phố"."""
    head = known.HEADS.match(words, at) if words.keys(at, at + 2) not in _THINGS else at
    if words.keys(max(0, at - 1), at + 1) in known.ONE_WORD and not words.is_capital(at):
        return [], at
    if head == at:
        return _abbreviated(words, at)
    key = words.keys(at, head)
    if key == "thường trực" and words.is_capital(head) and known.HEADS.stands(words, head):
        inner, end = _named(words, head)  # "Thường trực Ban Chỉ huy phòng, chống thiên tai"
        if inner:
            return [unit_of(words, at, inner[-1].end, key)], end
    is_name = words.is_capital(at) or (head - at > 1 and words.is_capital(at + 1))
    end = name_end(words, head, head=key, is_capital=is_name)
    while key in _NUMBERED and words.key(end) in (",", "và") and words.key(end + 1).isdigit():
        end += 2  # "Quân khu 3, 4, 5"
    end = further_kinds(words, end) if end > head else end
    counted = max(known.QUANTIFIERS.match(words, end), end + words.key(end).isdigit())
    places = _plural(words, end)[0] if counted > end and known.KINDS.stands(words, counted) else []
    if places:
        return of_places(words, at, end, places), skip_brackets(words, places[-1].end)
    if end > head:
        end += (
            words.key(end) == "này" and known.PLACE_KINDS.match(words, end - 1) == end
        )  # "Sở Y tế tỉnh này"
        return [unit_of(words, at, end, key)], skip_brackets(words, _over_house(words, end))
    return _unnamed(words, at, head)


def _over_house(words: Words, at: int) -> int:
    """Over the house that a part of it belongs to: "Phòng Nghiệp vụ của sở …"."""
    end = _HOUSES.match(words, at)
    acts = predicate_follows(words, end) or verbs.is_action(words, end)
    return end if end > at and not words.is_capital(end - 1) and acts else at


def _abbreviated(words: Words, at: int) -> tuple[list[Unit], int]:
    end = known.ABBREVIATED.match(words, at)
    if words.key(end - 1) == "đoàn" and end > at:
        end = person_end(words, end)  # "Tỉnh đoàn Hoa Lư"
    return ([unit_of(words, at, end, words.key(at))], skip_brackets(words, end)) if end > at else ([], at)


def _unnamed(words: Words, at: int, head: int) -> tuple[list[Unit], int]:
    """A head that needs no name ("HĐND", "Bảo hiểm xã hội"), or that stands for the one spoken of."""
    key = words.keys(at, head)
    whole = known.ABBREVIATED.match(words, at)  # "Ủy ban Thường vụ"
    if whole >= head or (head - at >= 3 and words.is_capital(at)):
        head = further_kinds(words, max(head, whole))
        return [unit_of(words, at, head, key)], skip_brackets(words, head)
    begins = key in ("sở", "bộ", "cục") and words.key(at - 1) in ("", ",", ";", "thì")  # "Nếu sai, sở phải …"
    if (
        key.replace(" ", "_") in known.STANDS_FOR_ITSELF
        and (words.is_capital(at) or (begins and must(words, head)))
        and (predicate_follows(words, head) or is_told(words, at, head))
    ):
        return [unit_of(words, at, head, key, back=True)], head
    return [], at


_THINGS = frozenset(
    {
        "trường hợp",
        "hội nghị",
        "hội thảo",
        "bộ máy",
        "phòng học",
        "bộ tiêu chí",
        "bộ luật",
        "tỉnh lộ",
        "khoa học",
        "xã hội",
    }
)
"""What begins like a unit's name and is none."""


def _single(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "địa phương", "cơ quan chức năng", "ngành y tế": a kind without a quantifier."""
    first = known.QUANTIFIERS.match(words, at)
    which = (
        kinds_end(words, first)
        if first > at and known.KINDS.stands(words, first)
        else known.KINDS.match(words, at)
    )
    if which > at and words.key(which) == "nào":
        return [unit_of(words, at, which + 1, WHICHEVER, plural=True)], which + 1
    end = known.SINGLE.match(words, at)
    if end > at:
        end = of_works(words, at, further_kinds(words, qualified(words, end)))
        return [unit_of(words, at, end, words.key(at), plural=True)], end
    if words.key(at) == "ngành" or words.keys(at, at + 2) == "lĩnh vực":
        return branches(words, at)
    return _force(words, at)


def _force(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "liên Sở Y tế - Tài chính", "lực lượng Công an tỉnh", "yêu cầu lực lượng Thanh tra kiểm tra …"."""
    of = at + (2 if words.keys(at, at + 2) == "lực lượng" else 1)
    if words.key(at) not in ("liên", "lực") or not known.HEADS.stands(words, of):
        return [], at
    units, end = _named(words, of)
    head = known.HEADS.match(words, of)
    if not units and is_told(words, at, head):
        return [unit_of(words, at, head, "liên")], head
    return ([unit_of(words, at, units[0].end, "liên")], end) if units else ([], at)


def _place(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "tỉnh Quảng Ninh", "TP. Hà Nội", "TP.HCM", "Hà Nội": a place stands for its administration."""
    end = place_end(words, at)
    if end == at and words.is_capital(at):
        end = known.PROVINCES.match(words, at)
        end = at if words.is_capital(end) else end
    if end == at:
        return [], at
    return [unit_of(words, at, end, "place")], skip_brackets(words, end)
