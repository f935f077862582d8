"""How much each near wish finds is told in one go, and is what its list would show."""

from models import nearest, search
from models.store import Store
from models.vocabulary import FIELDS, MUNICIPALITIES, nearest_first, neighbours, related_fields
from tests.benchmarks.bench_search import wishes
from tests.benchmarks.places import NOW
from tests.rules.test_search_property import load
from tests.statements import counting, questions


async def test_the_numbers_are_those_of_the_lists_behind_them(store: Store) -> None:
    await store.write(load)
    found_any = 0
    wished = [wish for _, wish in wishes(160)]
    for start in range(0, len(wished), 10):
        some = wished[start : start + 10]
        told = await store.read(nearest.totals, some, NOW)
        shown = [(await store.read(search.look, wish, NOW, 1)).total for wish in some]
        assert told == shown
        found_any += sum(map(bool, told))
    assert found_any > 60


async def test_many_numbers_cost_one_query(store: Store) -> None:
    await store.write(load)
    wished = [search.Wish(words="kassa", municipalities=(one.code,)) for one in MUNICIPALITIES]
    with counting() as asked:
        await store.read(nearest.totals, [*wished, search.Wish()], NOW)
    assert len(questions(asked)) == 1


def test_who_is_a_neighbour_has_a_neighbour() -> None:
    codes = {one.code for one in MUNICIPALITIES}
    for code in codes:
        assert neighbours(code)
        assert set(neighbours(code)) <= codes - {code}
        assert all(code in neighbours(other) for other in neighbours(code))


def test_from_each_municipality_all_the_others_are_near_in_some_order() -> None:
    codes = {one.code for one in MUNICIPALITIES}
    for code in codes:
        near = nearest_first(code)
        assert near[: 1 + len(neighbours(code))] == (code, *neighbours(code))
        assert len(near) == len(set(near))
        assert set(near) == codes
    assert nearest_first("0180") == ("0180",)


def test_every_field_has_a_related_one_that_pupils_are_shown() -> None:
    hidden = {field.id for field in FIELDS if field.hidden}
    for field in FIELDS:
        assert set(related_fields(field.id)) - hidden - {field.id}
