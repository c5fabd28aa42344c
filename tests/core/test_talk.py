"""Whose question still waits."""

from nhip.core.talk import Said, unanswered

LEAVER, OTHER = 1, 2


def said(comment: int, by: int, *asked: int) -> Said:
    return Said(comment, by, frozenset(asked))


def test_a_question_waits_until_the_one_asked_speaks() -> None:
    assert unanswered([said(1, OTHER, LEAVER)], LEAVER) == (1,)
    assert unanswered([said(1, OTHER, LEAVER), said(2, LEAVER)], LEAVER) == ()
    assert unanswered([said(1, OTHER, LEAVER), said(2, LEAVER), said(3, OTHER, LEAVER)], LEAVER) == (3,)


def test_others_words_answer_nothing_and_what_asks_others_is_not_ones_own() -> None:
    assert unanswered([said(1, OTHER, LEAVER), said(2, 3), said(3, 3, OTHER)], LEAVER) == (1,)
    assert unanswered([], LEAVER) == ()
