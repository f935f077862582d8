"""The coordinator: what waits, yes or no to employers and teachers, and invitations."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.callbacks import Decide, Duty, Invite, Slow
from handlers.links import INVITATION
from handlers.routing import answers, asking, tapped
from handlers.screens import coordinating as screens
from handlers.screens import missed
from handlers.screens.screen import Screen
from handlers.visit import Visit
from models import coordinating, employers, invitations, not_understood, people, schools
from models.coordinating import EmployerCase, TeacherCase
from models.vocabulary import municipality_name


@tapped(Duty)
async def duty(visit: Visit, data: Duty) -> Screen:
    if data.what == "employers":
        return show_employer(visit, await visit.read(coordinating.next_employer, visit.who.id))
    if data.what == "teachers":
        return show_teacher(visit, await visit.read(coordinating.next_teacher, visit.who.id))
    if data.what == "missed":
        return missed.missed(visit.t, await visit.read(not_understood.by_week, visit.who.id, visit.now))
    if data.what == "invite":
        return screens.municipalities(visit.t)
    return screens.waiting(visit.t, await visit.read(coordinating.waiting, visit.who.id, visit.now))


@tapped(Slow)
async def slow(visit: Visit, data: Slow) -> Screen:
    page = max(data.page, 0)
    listed, total = await visit.read(
        coordinating.unanswered, visit.who.id, visit.now, screens.PAGE, page * screens.PAGE
    )
    return screens.unanswered(visit.t, listed, total, page)


def show_employer(visit: Visit, case: EmployerCase | None) -> Screen:
    return screens.nothing_left(visit.t) if case is None else screens.employer(visit.t, case)


def show_teacher(visit: Visit, case: TeacherCase | None) -> Screen:
    return screens.nothing_left(visit.t) if case is None else screens.teacher(visit.t, case)


@tapped(Decide)
async def decide(visit: Visit, data: Decide) -> Screen:
    approved = bool(data.yes)
    visit.toast = (
        visit.t.plain("Godkänd. De får veta det nu.")
        if approved
        else visit.t.plain("Nekad. De får veta det nu.")
    )
    if data.about == "e":
        return show_employer(
            visit, await visit.write(_decide_employer, visit.who.id, data.id, approved, visit.now)
        )
    return show_teacher(visit, await visit.write(_decide_teacher, visit.who.id, data.id, approved, visit.now))


def _decide_employer(
    session: Session, person_id: int, employer_id: int, approved: bool, now: datetime
) -> EmployerCase | None:
    coordinating.decide_employer(session, person_id, employer_id, approved=approved, now=now)
    return coordinating.employer_case(session, person_id, employer_id)


def _decide_teacher(
    session: Session, person_id: int, teacher_id: int, approved: bool, now: datetime
) -> TeacherCase | None:
    coordinating.decide_teacher(session, person_id, teacher_id, approved=approved, now=now)
    return coordinating.teacher_case(session, person_id, teacher_id)


@tapped(Invite)
async def invite(visit: Visit, data: Invite) -> Screen:
    if data.whom == "p":
        return await _choose_school(visit, str(data.id))
    if data.whom == "s":
        token, to = await visit.write(_invite_school, visit.who.id, data.id, visit.now)
    elif data.whom == "e":
        token, to = await visit.write(_invite_colleague, visit.who.id, data.id, visit.now)
    else:
        token = await visit.write(coordinating.invite_coordinator, visit.who.id, visit.now)
        to = visit.t.plain("en ny samordnare")
    return screens.invitation(visit.t, to, token, visit.deep_link(INVITATION + token))


async def _choose_school(visit: Visit, municipality: str) -> Screen:
    if not visit.who.coordinator:
        raise LookupError("invite")
    listed = await visit.write(_ask_school, visit.who.id, municipality)
    return screens.schools(visit.t, municipality, listed)


def _ask_school(session: Session, person_id: int, municipality: str) -> list[tuple[int, str]]:
    municipality_name(municipality)
    people.ask(session, person_id, asking("invite.school", int(municipality)))
    return schools.schools_in(session, municipality)


@answers("invite.school")
async def name_school(visit: Visit, about: int, text: str) -> Screen:
    token, to = await visit.write(_invite_new_school, visit.who.id, text, str(about), visit.now)
    return screens.invitation(visit.t, to, token, visit.deep_link(INVITATION + token))


def _invite_new_school(
    session: Session, person_id: int, name: str, municipality: str, now: datetime
) -> tuple[str, str]:
    municipality_name(municipality)
    school_id = schools.school(session, name, municipality, now)
    return _invite_school(session, person_id, school_id, now)


def _invite_school(session: Session, person_id: int, school_id: int, now: datetime) -> tuple[str, str]:
    token = coordinating.invite_school(session, person_id, school_id, now)
    people.ask(session, person_id, None)
    return token, schools.school_name(session, school_id)


def _invite_colleague(session: Session, person_id: int, employer_id: int, now: datetime) -> tuple[str, str]:
    token = invitations.to_employer(session, person_id, employer_id, now)
    return token, employers.view(session, employer_id).name or "?"
