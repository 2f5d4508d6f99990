"""Document → mentions and claims: registered extractors behind one Protocol."""

from guanxi.extract import rules as _rules  # registers its extractor
from guanxi.extract.protocol import Extractor, create, default, extractors, register

__all__ = ["Extractor", "create", "default", "extractors", "register"]

del _rules
