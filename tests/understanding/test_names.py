"""Names of workplaces, schools and people swallow their words."""

import pytest

from models.understanding.utterance import Role
from tests.understanding.reading import read

NAMED: list[tuple[str, Role, str | None]] = [
    ("Hej, Borås Bildepå här. Vi tar emot en elev", "unknown", "Borås Bildepå"),
    ("hi this is borås bildepå, we can have one student", "unknown", "borås bildepå"),
    ("Kolla om Borås Bildepå har ledigt v 21", "teacher", "Borås Bildepå"),
    ("Kan två elever gå på Ulricehamns Betong v 34?", "teacher", "Ulricehamns Betong"),
    ("Företaget heter Tranemo Trä och vi kan ha två", "employer", "Tranemo Trä"),
    ("företaget heter hökerum plåt, 2 platser", "employer", "hökerum plåt"),
    ("vill vara hos Svenljunga Bygg & Trä AB v 12", "teacher", "Svenljunga Bygg & Trä AB"),
    ("Tekoverken AB söker två apl-elever", "employer", "Tekoverken AB"),
    ("Café Linden i Borås tar 1 elev", "employer", "Café Linden"),
    ("Förskolan Regnbågen i Sexdrega tar emot en", "employer", "Förskolan Regnbågen"),
    ("Hej, Kinnaströms bageri här!", "employer", "Kinnaströms bageri"),
    ("Vi är tre lärare på Lindåsgymnasiet som letar apl", "teacher", None),
    ("Jag är SYV på Ekbackaskolan", "teacher", None),
    ("Hej! Jag heter Lennart och har en snickerifirma", "employer", None),
    ("prao i Östra Frölunda", "teacher", None),
    ("BORÅS. PRAO. V.19. 1 PLATS. TACK.", "teacher", None),
    ("Söker Praktikplats I Borås Vecka 12", "teacher", None),
]


@pytest.mark.parametrize(("text", "role", "name"), NAMED)
def test_a_workplace_is_known_by_the_name_as_written(text: str, role: Role, name: str | None) -> None:
    assert read(text, role).employer == name


def test_a_name_is_neither_a_place_nor_a_trade() -> None:
    said = read("Kolla om Borås Bildepå har ledigt v 21")
    assert (said.municipalities, said.words, said.fields) == ((), (), ())
    assert read("Hej Mark här från Kinna Färg, vi kan ta 1 elev", "employer").municipalities == ()
