"""The conversations. `register` fills the tables of `handlers.routing` by importing every subject."""

from importlib import import_module

SUBJECTS = (
    "start",
    "arriving",
    "registering",
    "offering",
    "offering_details",
    "placements",
    "workplace",
    "joining",
    "searching",
    "watching",
    "reserving",
    "reservations",
    "following",
    "offering_again",
    "preferences",
    "seen",
    "coordinating",
    "sharing",
    "shortcuts",
)


def register() -> None:
    """Makes every conversation known; more than once changes nothing."""
    for subject in SUBJECTS:
        import_module(f"handlers.{subject}")
