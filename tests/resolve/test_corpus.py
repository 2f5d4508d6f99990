"""The figures that the project promises, on annotated and public data that lie outside the repository."""

from pathlib import Path

import pytest

from guanxi.evaluate import names, read_annotated
from guanxi.evaluate.resolution import evaluate_resolution
from guanxi.schema import load_schema

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NOTICES = [CORPUS / "public" / "ner" / f"finann.{part}.jsonl" for part in ("train", "test")]
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def test_clusters_of_the_development_set():
    report = evaluate_resolution(read_annotated(CORPUS / "annotated" / "dev.jsonl"), load_schema())
    assert report.b_cubed.f1 >= 0.97
    assert report.ceaf_e.f1 >= 0.955
    assert report.names.precision >= 0.97
    assert report.names.recall >= 0.65


def test_full_and_short_names_of_announcements():
    strings, with_text = (names.announcements(NOTICES, with_text=text) for text in (False, True))
    assert strings.precision >= 0.97
    assert strings.recall >= 0.80
    assert with_text.precision >= 0.99
    assert with_text.recall >= 0.97


def test_short_names_of_listed_companies():
    score = names.listed(CORPUS / "public" / "alias" / "listed_companies.tsv")
    assert score.precision >= 0.99
    assert score.recall >= 0.88


def test_firms_of_one_sentence():
    files = [CORPUS / "public" / "re" / f"finre.{part}.jsonl" for part in ("train", "dev", "test")]
    as_labelled = names.sentences(files[1:])
    assert as_labelled.precision >= 0.9
    assert as_labelled.recall >= 0.65
    together = as_labelled + names.announcements(NOTICES, with_text=True)
    assert together.precision >= 0.97
    assert together.recall >= 0.80
    doubtful = names.contradicted(files)
    without = names.sentences(files[1:], doubtful)
    assert without.precision >= 0.91
    assert without.expected >= 0.85 * as_labelled.expected
    scores = [score for _, score in names.curve(files[1:], (0.3, 0.6, 0.9), doubtful)]
    assert scores == sorted(scores, key=lambda score: (score.precision, -score.recall))
    # The labels leave no room for 0.97 at 0.80: they do not agree with themselves that far.
    assert 0.8 < names.self_agreement(files) < 0.86
