"""How templates write counts of assigned tasks and steps about the overdue. Formatting only."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nhip.core.assigned_tasks import Column, Counts
from nhip.core.reminders import ReminderStep
from nhip.web import words

register = template.Library()


@register.filter
def count_in(counts: Counts, column: Column) -> int:
    return counts.of([column])


@register.filter
def column_word(column: Column) -> str:
    return str(words.COLUMNS[column].word)


@register.filter
def column_tone(column: Column) -> str:
    return words.COLUMNS[column].tone


@register.filter
def column_sign(column: Column) -> SafeString:
    return _badge(words.COLUMNS[column])


@register.filter
def column_address(column: Column) -> str:
    return words.COLUMN_ADDRESSES[column]


@register.filter
def reminder_sign(step: ReminderStep) -> SafeString:
    return _badge(words.REMINDERS[step])


@register.filter
def reminder_word(step: ReminderStep) -> str:
    return str(words.REMINDERS[step].word)


@register.filter
def reminder_address(step: ReminderStep) -> str:
    return words.REMINDER_ADDRESSES[step]


def _badge(sign: words.Sign) -> SafeString:
    return format_html(
        '<span class="sign {}"><i aria-hidden="true">{}</i> {}</span>', sign.tone, sign.shape, sign.word
    )
