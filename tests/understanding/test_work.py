"""Fields that are named as such, and words for work in their basic form."""

import pytest

from models.vocabulary import FIELD_BY_ID, FIELDS
from tests.understanding.reading import read

FIELDS_NAMED = {
    "inom vård": ["Hälso- och sjukvård"],
    "vård- och omsorgsprogrammet": ["Hälso- och sjukvård"],
    "fem vårdelever": ["Hälso- och sjukvård"],
    "byggbranschen": ["Bygg och anläggning"],
    "byggföretag i Borås": ["Bygg och anläggning"],
    "LIA it-företag": ["Data/IT"],
    "it eller media": ["Data/IT", "Kultur, media, design"],
    "it went well": [],
    "only care": ["Hälso- och sjukvård"],
    "just care.": ["Hälso- och sjukvård"],
    "I only care about the money": [],
    "VVS- och fastighetsprogrammet": ["Installation, drift, underhåll"],
    "hotell- och turismprogrammet": ["Hotell, restaurang, storhushåll"],
    "ett hotell eller en restaurang": ["Hotell, restaurang, storhushåll"],
    "industritekniska programmet": ["Industriell tillverkning"],
    "sales or marketing": ["Försäljning, inköp, marknadsföring"],
    "allt utom vård": [],
    "industri utom textil": ["Industriell tillverkning"],
    "snickare, café, el, butik, lager": [],
}


def labels(text: str) -> list[str]:
    return sorted(FIELD_BY_ID[field].sv_2021 for field in read(text).fields)


@pytest.mark.parametrize("text", FIELDS_NAMED)
def test_a_field_counts_where_it_is_named_as_a_whole(text: str) -> None:
    assert labels(text) == FIELDS_NAMED[text]


@pytest.mark.parametrize(
    "label", sorted({label for one in FIELDS for label in (one.sv, one.sv_2021, one.en)})
)
def test_every_label_of_a_field_is_known(label: str) -> None:
    found = labels(f"{label}, v 12")
    assert len(found) == 1
    assert label in {
        one for field in FIELDS if field.sv_2021 == found[0] for one in (field.sv, field.sv_2021, field.en)
    }


WORDS = {
    "på bageriet i Kinna": ["bageri"],
    "snickeriet": ["snickeri"],
    "caféer i Borås": ["café"],
    "på lagret": ["lager"],
    "äldreboenden": ["äldreboende"],
    "undersköterskor": ["undersköterska"],
    "hos frisören": ["frisör"],
    "verkstäder i Mark": ["verkstad"],
    "elektrker": ["elektriker"],
    "aldreboende": ["äldreboende"],
    "plåtslageriet i Gällstad": ["plåtslageri"],
    "lackeringsverkstad": ["lackeringsverkstad"],
    "vill jobba med djur": ["djur"],
    "el eller vvs": ["el", "vvs"],
    "herrljunga el vårgårda": [],
    "sth with animals": ["animal"],
    "any factories in Tranemo?": ["factory"],
    "paint shop in Horred": ["paint shop"],
    "two garden centres": ["garden centre"],
    "LIA, one graphic designer": ["graphic designer"],
    "vfu på skolor": ["skola"],
    "bara skola": ["skola"],
    "only office": ["office"],
    "bara barn kommer hit": [],
    "vi är en liten skola": [],
    "allt utom butik och lager": [],
    "Har du något annat än äldreboende?": [],
    "inga butiker": [],
    "no shops please": [],
    "Vi är tre lärare": [],
    "med buss från Borås": [],
    "fördelade på två fabriker": [],
    "gillar katter": ["katt"],
    "vi har en katt på lagret": ["lager"],
    "loves books": ["book"],
    "har moped, vill till en bilverkstad": ["bilverkstad"],
    "hennes mamma jobbar på sjukhuset": [],
    "she wants to see how a pharmacy works": ["pharmacy"],
    "bike repair shop": ["bike repair shop"],
    "jag driver gym men söker åt min son: bageri": ["bageri"],
    "the school asked for five": [],
    "plats med något med ungdomar för en elev": ["ungdom"],
}


@pytest.mark.parametrize("text", WORDS)
def test_words_for_work_are_given_in_their_basic_form(text: str) -> None:
    assert list(read(text).words) == WORDS[text]
