"""What the steps of the load share."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from nhip.apps.org import ground
from nhip.core.access import Actor
from nhip.core.units import Tree
from nhip.demo.places import District

LOADED_ON = date(2019, 1, 2)
"""When units and accounts were put in: before the first plan that is told."""


@dataclass
class World:
    """actors: by unit identity, who writes for it; heads: by district code; logins: actors by login.

    rngs: by year, so that what is told of one never changes another. ends_before_merger: the story stops on the eve of
    01/02/2020, which is then to come.
    """

    rngs: dict[int, Random]
    places: tuple[District, ...]
    actors: dict[int, Actor] = field(default_factory=dict)
    heads: dict[str, Actor] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    logins: dict[str, Actor] = field(default_factory=dict)
    password: str = ""
    ends_before_merger: bool = False

    def tree(self, on: date) -> Tree:
        return ground.current().history.on(on)
