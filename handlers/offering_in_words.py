"""An offer in one sentence: what was said is filled in, and only the rest is asked."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers import offering, registering
from handlers.screens import hearing as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from handlers.wishing import audience_of
from models import employers, people, placements
from models.forms import audiences
from models.people import Who
from models.seats import MAX_SEATS
from models.understanding import Utterance
from models.vocabulary import guess_fields
from models.weeks import mondays_between, school_break, this_monday

# Who names as many weeks as this means a term, and in a term nobody comes during school breaks.
A_TERM = 8


async def offer(visit: Visit, said: Utterance) -> Screen:
    """A new draft with what was said; who isn't known yet introduces the workplace first."""
    placement_id, introduced = await visit.write(begin, visit.who, said, visit.now)
    if not introduced:
        asked = await registering.begin(visit)
        return screens.written_down(visit.t, asked)
    at = await visit.write(offering.step, visit.who.id, placement_id)
    return screens.filled_in(visit.t, at.own, offering.screen_of(visit, at), at.question == "summary")


def begin(session: Session, who: Who, said: Utterance, now: datetime) -> tuple[int, bool]:
    """Writes the draft; gives its id and whether the employer is known already."""
    known = employers.view(session, who.employer_id) if who.employer_id is not None else None
    introduced = known is not None and registering.unanswered(known) is None
    if known is not None and introduced:
        employer_id = known.id
    else:
        people.consent(session, who.id, now)
        employer_id = employers.register(session, who.id, now)
        if said.employer and employers.view(session, employer_id).name is None:
            employers.name(session, who.id, employer_id, said.employer)
    session.flush()
    placement_id = placements.draft(session, who.id, employer_id, now, another=introduced)
    _fill(session, who.id, placement_id, said, now)
    people.act_as(session, who.id, "employer")
    session.flush()
    return placement_id, introduced


def _fill(session: Session, person_id: int, placement_id: int, said: Utterance, now: datetime) -> None:
    what = ", ".join(said.words)
    if what:
        placements.write(session, person_id, placement_id, "what", what, now)
    guesses = [*said.fields, *(guess.field_id for guess in guess_fields(what))]
    if guesses:
        placements.choose(session, person_id, placement_id, now, field=guesses[0])
    if said.municipalities:
        placements.choose(session, person_id, placement_id, now, municipality=said.municipalities[0])
    for audience in audiences(audience_of(said) or 0):
        placements.take_audience(session, person_id, placement_id, audience, now)
    session.flush()
    placements.offer_weeks(session, person_id, placement_id, weeks_of(said, now), now)
    if said.seats:
        placements.set_seats(session, person_id, placement_id, min(said.seats, MAX_SEATS), None, now)


def weeks_of(said: Utterance, now: datetime) -> list[date]:
    """The weeks that were named and aren't over; a whole term without its school breaks."""
    if said.weeks is None:
        return []
    named = [monday for monday in mondays_between(*said.weeks) if monday >= this_monday(now)]
    if len(named) < A_TERM:
        return named
    town = said.municipalities[0] if said.municipalities else None
    return [monday for monday in named if school_break(monday, town) is None][: placements.MAX_OFFERED_WEEKS]
