import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from scheduler.failures import Broken, Moved, Passing, Permanent, Unknown, Wait, backoff, verdict
from scheduler.transport import NotSentError, NotSentInTimeError


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("Forbidden: bot was blocked by the user"),
        Forbidden("Forbidden: user is deactivated"),
        Forbidden("Forbidden: bot can't initiate conversation with a user"),
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        Forbidden("Forbidden: bot is not a member of the channel chat"),
        BadRequest("Bad Request: chat not found"),
        BadRequest("Bad Request: PEER_ID_INVALID"),
        BadRequest("Bad Request: not enough rights to send text messages to the chat"),
    ],
)
def test_whoever_cannot_be_reached_any_more_is_not_tried_again(error: TelegramError) -> None:
    assert isinstance(verdict(error), Permanent)


@pytest.mark.parametrize("words", ["Forbidden: something new", "Forbidden: Forbidden", ""])
def test_an_unfamiliar_forbidden_never_counts_as_blocked(words: str) -> None:
    assert isinstance(verdict(Forbidden(words)), Unknown)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message is too long",
        "Bad Request: message text is empty",
        'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        "Bad Request: BUTTON_DATA_INVALID",
        "Bad Request: BUTTON_URL_INVALID",
        "Bad Request: MEDIA_CAPTION_TOO_LONG",
        "Bad Request: wrong file identifier/HTTP URL specified",
    ],
)
def test_a_message_that_telegram_will_never_take_is_set_aside(words: str) -> None:
    assert isinstance(verdict(BadRequest(words)), Broken)


def test_an_upload_that_is_too_large_is_set_aside() -> None:
    assert isinstance(verdict(NetworkError("Request Entity Too Large")), Broken)


def test_an_unfamiliar_bad_request_is_kept_for_later() -> None:
    assert isinstance(verdict(BadRequest("Bad Request: something new")), Unknown)


def test_a_group_that_moved_gets_its_new_id() -> None:
    assert verdict(ChatMigrated(-1001)) == Moved(-1001)


@pytest.mark.parametrize("pause", [3, timedelta(seconds=3)])
def test_the_pause_is_as_long_as_telegram_says(pause: int | timedelta) -> None:
    assert verdict(RetryAfter(pause)) == Wait(timedelta(seconds=3))


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_the_pause_is_understood_in_the_library_s_old_unit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "0")
    assert verdict(RetryAfter(3)) == Wait(timedelta(seconds=3))


@pytest.mark.parametrize(
    "error",
    [
        TimedOut(),
        NetworkError("ServerDisconnectedError: Server disconnected"),
        NetworkError("Bad Gateway"),
        NetworkError("Internal Server Error"),
        TelegramError("Invalid server response"),
        TimeoutError(),
        asyncio.CancelledError(),
    ],
)
def test_what_may_have_arrived_is_said_to(error: BaseException) -> None:
    found = verdict(error)
    assert isinstance(found, Passing)
    assert found.may_have_arrived


@pytest.mark.parametrize(
    "error",
    [
        NotSentError("No connection"),
        NotSentInTimeError("No connection in time"),
        NetworkError("Too Many Requests"),
        InvalidToken("Unauthorized"),
        Conflict("Conflict: terminated by other getUpdates request"),
    ],
)
def test_what_certainly_did_not_arrive_is_tried_again_without_doubt(error: TelegramError) -> None:
    found = verdict(error)
    assert isinstance(found, Passing)
    assert not found.may_have_arrived


@pytest.mark.parametrize(
    "error",
    [
        ValueError("in a screen"),
        TelegramError("something new"),
        NetworkError("Unknown error in HTTP implementation: TypeError('not JSON')"),
    ],
)
def test_what_nobody_has_sorted_is_unknown(error: Exception) -> None:
    assert isinstance(verdict(error), Unknown)


def test_the_reason_tells_what_happened_but_no_words_of_a_foreign_error() -> None:
    assert verdict(Forbidden("Forbidden: bot was blocked by the user")) == Permanent(
        "Forbidden: bot was blocked by the user"
    )
    assert verdict(ValueError("Anna Andersson, 070-123")) == Unknown("ValueError")


@given(attempt=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_the_wait_grows_and_never_passes_an_hour(attempt: int, jitter: float) -> None:
    assert timedelta(seconds=2.5) <= backoff(attempt, jitter) <= timedelta(hours=1)
    assert backoff(attempt, jitter) <= backoff(attempt + 1, jitter)


def test_the_first_waits_are_short_and_spread() -> None:
    assert [backoff(attempt, 1.0).total_seconds() for attempt in (1, 2, 3)] == [5, 10, 20]
    assert backoff(3, 0.0) < backoff(3, 0.5) < backoff(3, 1.0)


@pytest.mark.parametrize(("attempt", "jitter"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_a_wait_that_makes_no_sense_is_refused(attempt: int, jitter: float) -> None:
    with pytest.raises(ValueError, match="attempt"):
        backoff(attempt, jitter)
