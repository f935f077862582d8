"""Refusals of the Bot API, in Telegram's own words."""

from typing import Any


class ApiError(Exception):
    """A call that fails: what the answer's `error_code`, `description` and `parameters` say."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    return ApiError(409, f"Conflict: {words}")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def upgraded(chat_id: int) -> ApiError:
    """For a group that has become the supergroup `chat_id`."""
    words = "group chat was upgraded to a supergroup chat"
    return ApiError(400, f"Bad Request: {words}", {"migrate_to_chat_id": chat_id})
