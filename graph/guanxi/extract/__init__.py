"""Document → mentions and claims: registered extractors behind one Protocol."""

from guanxi.extract.protocol import Extractor, create, extractors, register

__all__ = ["Extractor", "create", "extractors", "register"]
