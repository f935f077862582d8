"""Addresses as Telegram keeps them."""

import re


def link_target(url: str) -> str:
    """The address as Telegram keeps it (with scheme and path); empty for what is no link."""
    found = re.fullmatch(r"(?:(https?|tg|ton|tonsite)://)?([^\s/?#]+)([/?#]\S*)?", url.strip(), re.IGNORECASE)
    if not found:
        return ""
    scheme, host, rest = found.group(1), found.group(2), found.group(3) or ""
    if scheme and scheme.lower() not in ("http", "https"):
        return url.strip()
    if "." not in host and host.partition(":")[0] != "localhost":
        return ""
    if not rest.startswith("/"):
        rest = "/" + rest
    return f"{(scheme or 'http').lower()}://{host.lower()}{rest}"
