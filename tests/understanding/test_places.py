"""Municipalities by their names and localities, what only looks like one, and where pupils come from."""

import pytest

from models.understanding.tables import table
from models.vocabulary import MUNICIPALITIES
from tests.understanding.reading import read

CODES = {one.code for one in MUNICIPALITIES}
LOCALITIES = [(name, code) for name, code in table("localities") if code != "*"]


@pytest.mark.parametrize(("name", "code"), LOCALITIES)
def test_every_locality_gives_its_municipality(name: str, code: str) -> None:
    assert code in CODES
    assert read(f"prao i {name} v 12").municipalities == (code,)
    assert read(f"prao v 12, {name.lower()}").municipalities == (code,)


def test_every_municipality_is_known_by_its_name() -> None:
    for one in MUNICIPALITIES:
        assert read(f"finns det plats i {one.name}s kommun?").municipalities == (one.code,)


PLACES = {
    "Kinna/Skene v 12": ["1463"],
    "Skene, Kinna, Fritsla – allt går": ["1463"],
    "Borås eller Ulricehamn": ["1490", "1491"],
    "ullricehamn café": ["1491"],
    "ulrisehamn": ["1491"],
    "bårås": ["1490"],
    "herljunga mejeri": ["1466"],
    "hokerum": ["1491"],
    "någonstans i Sjuhärad": sorted(CODES),
    "i hela regionen": sorted(CODES),
    "Varberg eller Mark": ["1463"],
    "prao göteborg": [],
    "lediga platser vecka 20 å 21 mark": ["1463"],
    "Markarbeten i Mark": ["1463"],
    "jobb med mark och sten": [],
    "mark och anläggning v 12": [],
    "my name is Mark": [],
    "Not Borås please": [],
    "Inte i Borås, men gärna någon annanstans": [],
    "inte Borås utan Mark": ["1463"],
    "helst Mark men inte Horred": ["1463"],
    "Borås går inte, men Bollebygd funkar": ["1443"],
    "Skene istället för Kinna": ["1463"],
    "hellre Kinna än Borås": ["1463"],
    "anywhere but Borås": [],
    "nothing in Borås please": [],
    "elever från Tranemo och Svenljunga söker prao i Borås": ["1490"],
    "Jag är lärare på en skola i Svenljunga och söker 4 platser i Borås": ["1490"],
    "2 elever från Daltorpskolan i Borås vill praoa i Ulricehamn": ["1491"],
    "They all live in Borås": ["1490"],
    "en elev från Kinna söker plats": [],
    "Finns det inte något ledigt i Borås?": ["1490"],
    "Ulricehamns Betong i Tranemo": ["1452"],
}


@pytest.mark.parametrize("text", PLACES)
def test_the_place_is_where_the_placement_should_be(text: str) -> None:
    assert list(read(text).municipalities) == PLACES[text]
