"""aiogram as its own first example has it, all by default: `python stock_echo.py ADDRESS TOKEN [FILE]`.

Says what it hears. With a file, which holds a sendMessage as JSON, it sends that in place of it: the bare
handler that sends the same calls as the program.
"""

import asyncio
import json
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import InlineKeyboardMarkup, Message

dispatcher = Dispatcher()
same = json.loads(Path(sys.argv[3]).read_text()) if sys.argv[3:] else None


@dispatcher.message()
async def answer(message: Message) -> None:
    if same is None:
        await message.answer(message.text or "")
        return
    keyboard = InlineKeyboardMarkup.model_validate(same["reply_markup"])
    await message.answer(same["text"], reply_markup=keyboard)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))
    bot = Bot(sys.argv[2], session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
