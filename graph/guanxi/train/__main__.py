"""`python -m guanxi.train`: train, export and measure the shipped model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

CorpusOption = Annotated[Path, typer.Option(help="Folder with annotated/ and public/.")]
OutOption = Annotated[Path, typer.Option(help="Folder for checkpoints and the log.")]


@app.callback()
def _main() -> None:
    """Train, export and measure the shipped model."""


@app.command()
def fit(
    out: OutOption = Path("runs/model"),
    corpus: CorpusOption = Path("../shared/corpus"),
    encoder: Annotated[Path, typer.Option(help="Folder of the pretrained encoder.")] = Path("../shared/encoder"),
    characters: Annotated[int, typer.Option(help="How many characters to read in all.")] = 11_000_000,
    examples: Annotated[int, typer.Option(help="Read only so many examples of each set; 0 for all.")] = 0,
    layers: Annotated[int, typer.Option(help="How many of the encoder's lower layers to use.")] = 6,
    frozen: Annotated[int, typer.Option(help="How many of the lowest layers stay as pretrained.")] = 2,
    seed: int = 7,
    threads: int = 2,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    resume: Annotated[bool, typer.Option(help="Go on from the checkpoint in --out.")] = False,
) -> None:
    """Train names and relations together; goes on for hours on a CPU, with a checkpoint every 600 steps."""
    from guanxi.train.fit import Settings, Trainer

    trainer = Trainer(
        Settings(
            corpus,
            encoder,
            out,
            characters,
            examples=examples,
            layers=layers,
            seed=seed,
            threads=threads,
            device=device,
        )
    )
    for name, count in trainer.dropped.items():
        typer.echo(f"{name}: {len(trainer.sets[name])} examples; {count} left out, seen in an evaluation set", err=True)
    if resume:
        trainer.resume(out / "checkpoint.pt")
    trainer.run()


if __name__ == "__main__":
    app()
