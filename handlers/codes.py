"""QR codes: a link as a picture, for a wall, a leaflet or a slide."""

from io import BytesIO

import segno

# In pixels for each square, so that the code is sharp on paper too: about 500 wide.
SCALE = 12


def code(address: str) -> bytes:
    """A PNG of the address. A sixth of it may be covered or worn off and it still reads (level M)."""
    picture = BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="png", scale=SCALE, border=4)
    return picture.getvalue()
