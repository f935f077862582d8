"""What people look for and watch, table by table."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

import models.tables  # noqa: F401 (wishes refer to its people and placements)
from models.columns import growing_id, moment, partial


class Wished(SQLModel):
    """The columns of a `models.search.Wish`. Empty means anything; `first` and `last` are Mondays."""

    audience: int | None = None
    first: date | None = None
    last: date | None = None
    seats: int = 1
    municipalities: str = Field(default="", max_length=200)
    fields: str = Field(default="", max_length=400)
    words: str = Field(default="", max_length=200)


class Search(Wished, table=True):
    """What a teacher looks for. Kept, so that the buttons of an old list still mean the same."""

    __tablename__ = "search"
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    page: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = moment()


class Watch(Wished, table=True):
    """A wish that somebody is told about when a place for it turns up; it goes with its person.

    An ended one keeps its number, which old buttons and notices name.
    """

    __tablename__ = "watch"
    __table_args__ = (partial("ix_watch_live", "ended_at IS NULL", "until"),)
    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    until: date = Field(description="The last Monday that is of interest.")
    # When the last message went or goes.
    told_at: datetime | None = moment(nullable=True)
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class WatchKnown(SQLModel, table=True):
    """A place that fitted already when the watch began: its owner has seen it."""

    __tablename__ = "watch_known"
    watch_id: int = Field(foreign_key="watch.id", ondelete="CASCADE", primary_key=True)
    placement_id: int = Field(foreign_key="placement.id", primary_key=True)


class Opening(SQLModel, table=True):
    """A placement that may have become of interest to those who watch; the clockwork looks and forgets it."""

    __tablename__ = "opening"
    id: int = growing_id()
    placement_id: int
