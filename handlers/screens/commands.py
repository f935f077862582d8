"""The commands that Telegram lists, with what they do; both are shown in the reader's language."""

from handlers.texts import N_

COMMANDS = (
    (N_("meny"), N_("Visa menyn")),
    (N_("hjalp"), N_("Så funkar det, språk och inställningar")),
    (N_("avbryt"), N_("Lämna en fråga")),
)
