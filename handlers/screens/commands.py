"""The commands that Telegram lists, with what they do."""

from handlers.texts import N_

COMMANDS = (
    ("meny", N_("Visa menyn")),
    ("hjalp", N_("Så funkar det, språk och inställningar")),
    ("avbryt", N_("Lämna en fråga")),
)
