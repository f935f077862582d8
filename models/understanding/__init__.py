"""Understands what people write: `understand` reads a text into an `Utterance`. Its tables can be edited."""

from models.understanding.reading import understand
from models.understanding.utterance import Utterance

__all__ = ["Utterance", "understand"]
