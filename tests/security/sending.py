"""What is sent where by whom."""

from dataclasses import dataclass

from django.urls import reverse

from nhip.apps.accounts.models import Person, RoleGrant

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sends what where."""

    login: str
    address: str
    data: Data


def to(login: str, route: str, /, *arguments: object, **data: object) -> Sent:
    """data: fields by name, ``_3_`` standing for a hyphen, which no argument can bear."""
    named = {name.replace("_3_", "-"): value for name, value in data.items()}
    return Sent(login, reverse(route, args=arguments), named)


def pk(login: str) -> int:
    return Person.objects.get(username=login).pk


def grant(login: str) -> int:
    return RoleGrant.objects.get(person__username=login).pk
