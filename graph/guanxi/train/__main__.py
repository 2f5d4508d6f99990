"""`python -m guanxi.train`: train, export and measure the shipped model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

CorpusOption = Annotated[Path, typer.Option(help="Folder with annotated/ and public/.")]
EncoderOption = Annotated[Path, typer.Option(help="Folder of the pretrained encoder.")]
OutOption = Annotated[Path, typer.Option(help="Folder for checkpoints and the log.")]
ExamplesOption = Annotated[int, typer.Option(help="Read only so many examples of each set; 0 for all.")]


@app.callback()
def _main() -> None:
    """Train, export and measure the shipped model."""


@app.command()
def fit(
    out: OutOption = Path("runs/model"),
    corpus: CorpusOption = Path("../shared/corpus"),
    encoder: EncoderOption = Path("../shared/encoder"),
    characters: Annotated[int, typer.Option(help="How many characters to read in all.")] = 11_000_000,
    examples: ExamplesOption = 0,
    layers: Annotated[int, typer.Option(help="How many of the encoder's lower layers to use.")] = 6,
    frozen: Annotated[int, typer.Option(help="How many of the lowest layers stay as pretrained.")] = 2,
    rate_encoder: Annotated[float, typer.Option(help="Learning rate of the encoder, at its height.")] = 1.5e-4,
    rate_heads: Annotated[float, typer.Option(help="Learning rate of all above it.")] = 7e-4,
    seed: int = 7,
    threads: int = 2,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    start: Annotated[Path | None, typer.Option(help="Begin with the weights of this checkpoint.")] = None,
    lessons: Annotated[Path | None, typer.Option(help="What an earlier model says (see teach).")] = None,
    only: Annotated[str, typer.Option(help="Read only the sets with these labels, as news.")] = "",
    resume: Annotated[bool, typer.Option(help="Go on from the checkpoint in --out.")] = False,
) -> None:
    """Train names and relations together; goes on for hours on a CPU, with a checkpoint every 600 steps."""
    from guanxi.train.fit import Settings, Trainer

    settings = Settings(
        corpus,
        encoder,
        out,
        characters,
        examples=examples,
        layers=layers,
        frozen=frozen,
        rate_encoder=rate_encoder,
        rate_heads=rate_heads,
        seed=seed,
        threads=threads,
        device=device,
        start=start,
        lessons=lessons,
        only=only,
    )
    trainer = Trainer(settings, out / "checkpoint.pt" if resume else None)
    for name, count in trainer.dropped.items():
        typer.echo(f"{name}: {len(trainer.sets[name])} examples; {count} left out, seen in an evaluation set", err=True)
    trainer.run()


@app.command()
def prune(
    checkpoint: Annotated[Path, typer.Argument(help="The checkpoint to prune.")],
    out: Annotated[Path, typer.Option(help="File for the pruned checkpoint.")] = Path("runs/pruned.pt"),
    corpus: CorpusOption = Path("../shared/corpus"),
    encoder: EncoderOption = Path("../shared/encoder"),
    heads: Annotated[int, typer.Option(help="Attention heads that each layer keeps.")] = 8,
    inner: Annotated[int, typer.Option(help="Inner features that each layer keeps.")] = 768,
    steps: Annotated[int, typer.Option(help="Batches to judge by.")] = 80,
    examples: ExamplesOption = 0,
    threads: int = 2,
) -> None:
    """Take out of every layer what matters least; go on with fit --start."""
    from guanxi.train.fit import Settings, Trainer
    from guanxi.train.prune import prune as take_out

    settings = Settings(corpus, encoder, out.parent, examples=examples, threads=threads, start=checkpoint)
    take_out(Trainer(settings), steps, heads, inner, out)


@app.command()
def average(
    checkpoints: Annotated[list[Path], typer.Argument(help="Checkpoints; one given twice counts double.")],
    out: Annotated[Path, typer.Option(help="File for the mean.")] = Path("runs/mean/checkpoint.pt"),
) -> None:
    """Write the mean of several runs' weights; go on with fit --start, refine or export."""
    from guanxi.train.average import average as mean

    mean(checkpoints, out)


@app.command()
def teach(
    out: Annotated[Path, typer.Option(help="File for the lessons.")] = Path("runs/lessons.npz"),
    corpus: CorpusOption = Path("../shared/corpus"),
    weights: Annotated[Path | None, typer.Option(help="Folder of the weights; the package's own without it.")] = None,
    examples: ExamplesOption = 0,
) -> None:
    """Write down what a trained model says of the public texts, for the next model to learn from."""
    from guanxi.extract.neural.network import load
    from guanxi.train import data
    from guanxi.train.lessons import save
    from guanxi.train.teach import lessons

    sets, _ = data.load(corpus)
    texts = [example for name, found in sets.items() if name != "annotated" for example in found[: examples or None]]
    save(lessons(load(weights), texts), out)


@app.command()
def refine(
    out: OutOption = Path("runs/model"),
    corpus: CorpusOption = Path("../shared/corpus"),
    encoder: EncoderOption = Path("../shared/encoder"),
    epochs: Annotated[int, typer.Option(help="Times over the annotated documents and their copies.")] = 8,
    copies: Annotated[int, typer.Option(help="Copies of each document with other names.")] = 2,
    examples: ExamplesOption = 0,
    threads: int = 2,
) -> None:
    """Train the relations further on the checkpoint in --out, with the names left as they are."""
    from guanxi.train.fit import Settings, Trainer
    from guanxi.train.refine import refine as second_stage

    trainer = Trainer(Settings(corpus, encoder, out, examples=examples, threads=threads), out / "checkpoint.pt")
    second_stage(trainer, epochs, copies)


@app.command()
def export(
    out: OutOption = Path("runs/model"),
    corpus: CorpusOption = Path("../shared/corpus"),
    encoder: EncoderOption = Path("../shared/encoder"),
    weights: Annotated[Path, typer.Option(help="Where the files that are shipped go.")] = Path("graph/guanxi/weights"),
) -> None:
    """Write the checkpoint's averaged weights as ONNX in eight bits."""
    from guanxi.train.data import read_annotated, read_names
    from guanxi.train.export import export as write

    texts = [example.text for example in read_annotated(corpus / "annotated" / "train.jsonl")[:200]]
    news = read_names(corpus / "public" / "ner" / "peoples_daily.train.jsonl", "news")
    texts += [example.text for example in news[:300]]
    write(out / "checkpoint.pt", encoder / "tokenizer.json", weights, texts)


@app.command()
def tune(
    corpus: CorpusOption = Path("../shared/corpus"),
    weights: Annotated[Path, typer.Option(help="Folder of the weights.")] = Path("graph/guanxi/weights"),
) -> None:
    """Choose calibration and thresholds on the development documents, and write them beside the weights."""
    from guanxi.train.tune import tune as choose

    tuning, curve, bins = choose(weights, corpus / "annotated" / "dev.jsonl")
    typer.echo(f"{tuning}")
    for threshold, f1 in curve:
        typer.echo(f"relations at {threshold:.2f}: F1 {f1:.3f}")
    for found in bins:
        typer.echo(f"score {found.mean:.2f}: right {found.right:.2f} of {found.count}")


@app.command()
def measure(
    corpus: CorpusOption = Path("../shared/corpus"),
    weights: Annotated[Path | None, typer.Option(help="Folder of the weights; the package's own without it.")] = None,
    limit: Annotated[int | None, typer.Option(help="Only so many texts of each set.")] = None,
) -> None:
    """Print the figures of the weights on the public name sets that training never saw."""
    from guanxi.extract.neural.network import load
    from guanxi.train.measure import public_figures

    for name, type_, score in public_figures(load(weights), corpus, limit):
        figures = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
        typer.echo(f"{name:12} {type_:14} {figures}  of {score.expected}")


if __name__ == "__main__":
    app()
