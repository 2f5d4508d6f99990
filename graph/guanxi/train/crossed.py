"""Cross-validation of what is said of claims: the modality model is fitted anew for each fold, the rules stay.

Polarity, source and time are rules that nothing is fitted for; how far their figures differ from fold to fold is what
another set of documents may do to them. The rules were written with the training documents in sight, so those of the
development set alone count for more than any fold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from guanxi.evaluate.annotations import Annotated
from guanxi.evaluate.claims import WANTED, evaluate_claims
from guanxi.extract.attributes import modality
from guanxi.schema import Schema
from guanxi.train.modality import examples, fold_of, train


def crossed(records: Sequence[Annotated], schema: Schema, folds: int = 5) -> Iterator[dict[str, str | float | int]]:
    """Yield a row for each of the four figures: what is wanted, the mean over the folds, the least and the most.

    Args:
        records: annotated documents.
        schema: relations of types it does not have are left out.
        folds: how many parts the documents are cut into; each is judged with what the others taught.

    Raises:
        ValueError: there are fewer documents than folds.
    """
    if len(records) < folds:
        raise ValueError(f"{folds} folds need as many documents; there are {len(records)}")
    data = examples(records)
    reports = []
    for fold in range(folds):
        weights = train([example for example in data if fold_of(example[0], folds) != fold])
        with modality.weighed(weights):
            held = [record for number, record in enumerate(records) if fold_of(number, folds) == fold]
            reports.append(evaluate_claims(held, schema))
    for name, wanted in WANTED.items():
        figures = [report.figures()[name] for report in reports]
        row: dict[str, str | float | int] = {"of": name, "wanted": wanted, "mean": round(mean(figures), 4)}
        yield row | {"least": round(min(figures), 4), "most": round(max(figures), 4), "folds": folds}
