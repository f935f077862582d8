"""Tests. aiogram's types are put off here, before anything imports it."""

from bot.quick_start import defer_types

defer_types()
