"""What the program builds before its first update, for the process that others are forked from."""

from bot.quick_start import defer_types, warm_up

defer_types()
warm_up()
