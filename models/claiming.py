"""The outbox seen from the clockwork: what is due, who holds it, and how it ended.

All that is due to one person is claimed together, whoever waits longest first, and nobody has two claims
under way at once: so each person's order is kept. A claim is a conditional UPDATE with a lease. The lease is
renewed while its holder lives; after a crash it runs out and the notice is claimed again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, not_, or_, select, text, true, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from models.among import among
from models.hot import Hot
from models.manners import is_quiet
from models.notices import Claimed, Kind
from models.tables import Notice, Person
from models.weeks import working_days_before

# How much of what is due to one person is taken at once; the rest follows in order.
MOST_AT_ONCE = 20
# So many rows are read for each person to be found; where the first ones have more, fewer people are found.
_ROWS_A_READER = 4
# A question that is older than this no longer keeps the next one waiting.
QUESTION_WORKING_DAYS = 3
# Why something that was due was not said. What is planned anew is dropped without a reason.
UNTRUE = "no longer true"
# No lease and no pause is longer. One that ends later was written before the clock went back.
LONGEST_LEASE = timedelta(hours=2)

_WAITING = text("notice.status = 'waiting' AND NOT notice.held")
_URGENT = text("notice.urgent")
_other = aliased(Notice)


def moments(now: datetime) -> dict[str, Any]:
    """The values of the statements' moments at `now`."""
    asked_since = working_days_before(now, QUESTION_WORKING_DAYS)
    return {"now": now, "horizon": now + LONGEST_LEASE, "asked_since": asked_since}


def _running(until: Any) -> ColumnElement[bool]:
    return and_(until > bindparam("now"), until <= bindparam("horizon"))


def _free() -> ColumnElement[bool]:
    """The guard of the claim: nobody holds the notice, or their lease has run out."""
    until = col(Notice.claimed_until)
    return or_(until.is_(None), ~_running(until))


def _nothing_under_way() -> ColumnElement[bool]:
    """Nothing of the same person is claimed, by whatever process, or waits for its next attempt."""
    under_way = exists().where(
        col(_other.person_id) == col(Notice.person_id),
        text("notice_1.status = 'waiting' AND notice_1.claimed_until IS NOT NULL"),
        _running(col(_other.claimed_until)),
    )
    return ~under_way


def _question_may_go() -> ColumnElement[bool]:
    """No question of the same person's is open, unless this one can't wait."""
    open_question = exists().where(
        col(_other.person_id) == col(Notice.person_id),
        text("notice_1.status = 'sent' AND notice_1.question AND notice_1.answered_at IS NULL"),
        col(_other.sent_at) > bindparam("asked_since"),
        col(_other.sent_at) <= bindparam("now"),
    )
    return or_(col(Notice.question) == false(), col(Notice.urgent), ~open_question)


def due(quiet: bool) -> list[Any]:
    """The conditions, with `moments`, under which a notice should go out, whoever holds it."""
    conditions: list[Any] = [_WAITING, col(Notice.due_at) <= bindparam("now")]
    if quiet:
        conditions.append(_URGENT)
    return [*conditions, _question_may_go()]


_COLUMNS = (
    col(Notice.id),
    col(Notice.kind),
    col(Notice.about),
    col(Notice.about_id),
    col(Notice.detail),
    col(Notice.due_at),
    col(Notice.until),
    col(Notice.attempts),
    col(Notice.person_id),
    col(Notice.question),
    col(Notice.urgent),
)
# Where these stand in a row.
_PERSON, _QUESTION, _URGENCY = 8, 9, 10


class _Statements:
    """The claim's statements; without their guard only for a test that shows what it is for."""

    def __init__(self, quiet: bool, *, guarded: bool = True) -> None:
        sendable = [*due(quiet), _nothing_under_way()] if guarded else due(quiet)
        oldest_first = (col(Notice.due_at), col(Notice.id))
        # Asked by every tick, most of which find nothing.
        self.anything = Hot(select(col(Notice.id)).where(*sendable).order_by(*oldest_first).limit(1))
        if guarded:
            sendable.append(not_(among(col(Notice.person_id), "busy")))
        self.readers = Hot(
            select(col(Notice.person_id)).where(*sendable).order_by(*oldest_first).limit(bindparam("most"))
        )
        self.together = Hot(
            select(*_COLUMNS)
            .where(*sendable, among(col(Notice.person_id), "reachable"))
            .order_by(col(Notice.person_id), *oldest_first)
        )
        self.take = Hot(
            update(Notice)
            .where(
                among(col(Notice.id), "wanted"),
                col(Notice.status) == "waiting",
                _free() if guarded else true(),
            )
            .values(claimed_until=bindparam("lease_ends"), attempts=col(Notice.attempts) + 1)
            .returning(col(Notice.id))
        )


_BY_QUIET = {quiet: _Statements(quiet) for quiet in (False, True)}
# Two clockworks would else claim different notices of one person at once, and send them in any order.
_LOCK_PEOPLE = Hot(
    select(col(Person.id), col(Person.chat_id), col(Person.language), col(Person.unreachable_since))
    .where(among(col(Person.id), "found"))
    .order_by(col(Person.id))
    .with_for_update(skip_locked=True, key_share=True)
)


_KINDS = frozenset(kind.value for kind in Kind)


def anything_to_claim(session: Session, now: datetime, busy: Collection[int] = ()) -> bool:
    """Whether `claim` would find something. Cheap: most ticks find nothing."""
    statements, values = _BY_QUIET[is_quiet(now)], moments(now)
    if busy:
        return bool(statements.readers.rows(session, {**values, "busy": busy, "most": 1}))
    return bool(statements.anything.rows(session, values))


def claim(
    session: Session, now: datetime, lease: timedelta, readers: int, busy: Collection[int] = ()
) -> list[Claimed]:
    """Takes what is due to up to `readers` people for `lease`; what one person gets stands together.

    In quiet hours only what is urgent. Of a person's questions one at a time. `busy` are people whom this
    process still serves, whatever the clock says. What is due to somebody who can't be reached is put by.
    """
    statements = _BY_QUIET[is_quiet(now)]
    values: dict[str, Any] = {**moments(now), "busy": busy}
    due_to = statements.readers.rows(session, {**values, "most": readers * _ROWS_A_READER})
    found = list(dict.fromkeys(person_id for (person_id,) in due_to))[:readers]
    reachable = _lock_and_put_by(session, found)
    if not reachable:
        return []
    rows = statements.together.rows(session, {**values, "reachable": reachable})
    strange = [row[0] for row in rows if row[1] not in _KINDS]
    if strange:
        # Of a version that knows more, or less: kept for whoever looks, and in nobody's way.
        failed(session, strange, "unknown kind")
        rows = [row for row in rows if row[1] in _KINDS]
    wanted = _in_turn(rows, reachable)
    taking = {**values, "wanted": [notice.id for notice in wanted], "lease_ends": now + lease}
    taken = {id_ for (id_,) in statements.take.rows(session, taking)}
    # Whatever another process was faster with is theirs.
    return [notice for notice in wanted if notice.id in taken]


def _lock_and_put_by(session: Session, found: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The chats and languages of those who can be reached, in the order of `found`.

    Each is locked where the database locks rows; whoever another process has locked is left to it.
    """
    if not found:
        return {}
    people = {row[0]: row for row in _LOCK_PEOPLE.rows(session, {"found": found})}
    for person_id in [id_ for id_, row in people.items() if row[3] is not None]:
        hold(session, person_id)
    known = [people[id_] for id_ in found if id_ in people]
    return {row[0]: (row[1], row[2]) for row in known if row[3] is None}


def _in_turn(rows: Sequence[tuple[Any, ...]], reachable: dict[int, tuple[int, str]]) -> list[Claimed]:
    by_person = {
        person_id: _one_question(theirs)[:MOST_AT_ONCE]
        for person_id, theirs in groupby(rows, key=itemgetter(_PERSON))
    }
    return [
        _claimed(row, *reach)
        for person_id, reach in reachable.items()
        for row in by_person.get(person_id, [])
    ]


def _one_question(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """All but the second and later questions, unless they can't wait."""
    kept, asked = [], False
    for row in rows:
        question, urgent = row[_QUESTION], row[_URGENCY]
        if question and asked and not urgent:
            continue
        asked = asked or question
        kept.append(row)
    return kept


def _claimed(row: tuple[Any, ...], chat_id: int, language: str) -> Claimed:
    values: tuple[Any, ...] = (
        row[0],
        Kind(row[1]),
        *row[2:7],
        row[7] + 1,
        row[_PERSON],
        row[_URGENCY],
        chat_id,
        language,
    )
    return Claimed(*values)


_RENEW = Hot(
    update(Notice)
    .where(among(col(Notice.id), "held_ids"), col(Notice.status) == "waiting")
    .values(claimed_until=bindparam("lease_ends"))
)


def renew(session: Session, ids: Collection[int], until: datetime) -> None:
    """Lengthens leases that this process holds."""
    _RENEW.rows(session, {"held_ids": ids, "lease_ends": until})


_SENT = Hot(
    update(Notice)
    .where(col(Notice.id) == bindparam("notice"), col(Notice.status) != "sent")
    .values(status="sent", sent_at=bindparam("at"), message_id=bindparam("message"), claimed_until=None)
)


def sent(session: Session, ids: Collection[int], message_id: int, at: datetime) -> None:
    """Notes that Telegram took the message that says these, also where they were taken back meanwhile."""
    sent_all(session, [(id_, message_id, at) for id_ in ids])


def sent_all(session: Session, rows: Sequence[tuple[int, int, datetime]]) -> None:
    """`sent` for several messages at once: notice, message, moment."""
    _SENT.each(session, [{"notice": id_, "message": message, "at": at} for id_, message, at in rows])


def dropped(session: Session, ids: Collection[int]) -> None:
    """Notes that these no longer hold true or make sense, for whoever asks what was sent."""
    _finish(session, ids, status="dropped", failure=UNTRUE, claimed_until=None)


def failed(session: Session, ids: Collection[int], failure: str) -> None:
    """Sets aside what can never be delivered, with the reason for whoever looks."""
    _finish(session, ids, status="failed", failure=failure[:120], claimed_until=None)


def again(session: Session, ids: Collection[int], at: datetime | None, failure: str | None) -> None:
    """Leaves these waiting, not to be tried before `at`; None frees them at once."""
    values: dict[str, object] = {"failure": failure[:120]} if failure else {}
    _finish(session, ids, claimed_until=at, **values)


def hold(session: Session, person_id: int, failure: str | None = None) -> None:
    """Puts by what waits for somebody who can't be reached, what is planned for later included."""
    values: dict[str, object] = {"failure": failure[:120]} if failure else {}
    session.connection().execute(
        update(Notice)
        .where(col(Notice.person_id) == person_id, col(Notice.status) == "waiting")
        .values(held=True, claimed_until=None, **values)
    )


def resume(session: Session, person_id: int) -> None:
    """Lets what was put by for a person go out again."""
    session.connection().execute(
        update(Notice)
        .where(col(Notice.person_id) == person_id, col(Notice.status) == "waiting", col(Notice.held))
        .values(held=False)
    )


def _finish(session: Session, ids: Collection[int], **values: object) -> None:
    session.connection().execute(
        update(Notice).where(col(Notice.id).in_(ids), col(Notice.status) == "waiting").values(**values)
    )
