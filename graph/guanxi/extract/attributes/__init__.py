"""What is claimed, by whom, when: polarity, modality, source and time of claims, whoever extracted them."""

from guanxi.extract.attributes.fill import fill

__all__ = ["fill"]
