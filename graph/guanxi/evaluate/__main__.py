"""`python -m guanxi.evaluate GOLD.jsonl`: the scores of an extractor, until `guanxi evaluate` shows them."""

from __future__ import annotations

import argparse
import sys

from guanxi import extract
from guanxi.errors import GuanxiError
from guanxi.evaluate import Report, extract_all, read_annotated, score, sweep
from guanxi.schema import load_schema


def main() -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m guanxi.evaluate")
    parser.add_argument("gold", help="annotated records, JSON lines")
    parser.add_argument("--extractor", help="default: guanxi.extract.default()")
    parser.add_argument("--min-score", type=float, default=0.0)
    parser.add_argument("--min-mention-score", type=float, default=0.0)
    parser.add_argument("--limit", type=int, help="only the first N records")
    parser.add_argument("--sweep", choices=["relations", "mentions"], help="scores at 0, 0.05, … 0.95")
    options = parser.parse_args()
    try:
        schema = load_schema()
        records = read_annotated(options.gold)[: options.limit]
        extractor = extract.create(options.extractor or extract.default(), schema)
        extractions = list(extract_all(records, extractor))
        if options.sweep:
            for threshold, report in sweep(records, extractions, schema, [n / 20 for n in range(20)], of=options.sweep):
                _show_totals(f"{threshold:.2f}", report)
            return 0
        least = {"min_score": options.min_score, "min_mention_score": options.min_mention_score}
        _show(score(records, extractions, schema, **least))
    except GuanxiError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def _show(report: Report) -> None:
    print(f"{report.documents} documents")
    for row in report.rows():
        print(
            f"{row['of']:9}{row['type']:16} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"
            f"  {row['correct']}/{row['predicted']} of {row['expected']}"
        )


def _show_totals(label: str, report: Report) -> None:
    totals = (("mentions", report.mentions), ("entities", report.entities), ("relations", report.relations))
    cells = (f"{kind} {t.total.precision:.3f}/{t.total.recall:.3f}/{t.total.f1:.3f}" for kind, t in totals)
    print(label, *cells, sep="  ")


if __name__ == "__main__":
    sys.exit(main())
