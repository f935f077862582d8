"""Many teachers at once, also as a process: `python -m tests.races.worker URL PLACEMENT SALT TEACHER…`."""

import asyncio
import sys
from datetime import timedelta

from models import reservations
from models.refusals import Refused
from models.store import Store, open_store
from tests.cast import NINTH, NOW, V10


async def rush(store: Store, placement: int, teachers: list[int], salt: int) -> tuple[list[int], list[str]]:
    """Each teacher wants one to three seats in one to four overlapping weeks. Gives ids and reasons."""

    async def one(number: int, teacher: int) -> int | str:
        first = V10 + timedelta(weeks=(number + salt) % 3)
        last = first + timedelta(weeks=number % 4)
        try:
            receipt = await store.write(
                reservations.reserve,
                teacher,
                placement,
                first,
                last,
                1 + number % 3,
                NINTH,
                f"{salt}-{number}",
                NOW,
            )
        except Refused as refused:
            return refused.reason.value
        return receipt.reservation_id

    ended = await asyncio.gather(*(one(number, teacher) for number, teacher in enumerate(teachers)))
    return [id_ for id_ in ended if isinstance(id_, int)], [why for why in ended if isinstance(why, str)]


async def main(url: str, placement: int, salt: int, *teachers: int) -> None:
    store = await open_store(url)
    won, refused = await rush(store, placement, list(teachers), salt)
    await store.close()
    print(",".join(map(str, won)), ",".join(sorted(set(refused))), sep=";")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
