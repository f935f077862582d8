"""What is good to know before one comes to a workplace."""

from typing import Protocol

from handlers.screens import words
from handlers.texts import Html, Texts


class Known(Protocol):
    """What an employer may have told about a place."""

    @property
    def address(self) -> str | None: ...
    @property
    def hours(self) -> str | None: ...
    @property
    def clothes(self) -> str | None: ...
    @property
    def lunch(self) -> str | None: ...
    @property
    def allergies(self) -> str | None: ...
    @property
    def other(self) -> str | None: ...


def good_to_know(t: Texts, place: Known) -> list[Html | None]:
    """A line for each thing that the employer told."""
    return [
        words.joined([place.address, place.hours]) or None,
        t("Kläder: {said}", said=place.clothes) if place.clothes else None,
        t("Lunch: {said}", said=place.lunch) if place.lunch else None,
        t("Allergier: {said}", said=place.allergies) if place.allergies else None,
        t("{said}", said=place.other) if place.other else None,
    ]
