"""Trains the tagger and the pair scorer together, with a fixed seed, checkpoints and resume."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import onnxruntime as ort
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from guanxi.extract.neural.decode import decode
from guanxi.extract.neural.encode import Encoder
from guanxi.schema import load_schema
from guanxi.train import data, lac, lessons
from guanxi.train.augment import PERSON, join_lines, name_pool, row_of_people, swap_names, swap_organisations
from guanxi.train.batch import IGNORE, Featuriser, PairBatch, Reader, lesson_batch, pair_batch, tag_labels
from guanxi.train.data import LONGEST, NAME_SETS, Example, Name
from guanxi.train.losses import lesson_loss, tag_loss
from guanxi.train.model import MODALITIES, PairScorer, Sizes, Tagger

SHARES = {
    "annotated": 9.0,
    "cluener.train": 1.5,
    "peoples_daily.train": 8.0,
    "peoples_daily_1998.person_place_only": 1.0,
    "msra.train1000": 1.5,
    "uner.train": 0.5,
    "boson.train": 1.4,
    "finner.train": 0.8,
    "finann.train": 0.25,
    "resume.train": 0.1,
    "exec_resume.train": 0.05,
    "finre.train": 0.8,
    "fewfc.train": 0.35,
    "duee_pairs": 0.08,
    "open_spo": 0.2,
}
"""How much of each set is read, in relation to the others; the project's own grows towards the end."""

WEIGHTS = {"news": 2.5}
"""How much the tag loss of a label set counts, 1 unless said: beside the pairs' losses, which are larger, newswire's
small one moves the shared layers little."""


@dataclass(frozen=True)
class Settings:
    """What a training run depends on.

    Args:
        corpus: the folder with `annotated/` and `public/`.
        encoder: the folder of the pretrained encoder.
        out: where checkpoints and the log go.
        characters: how many characters are read in all; the learning rate falls to nothing over them.
        batch: characters of a step.
        frozen: how many of the lowest layers stay as they are.
        start: a checkpoint whose sizes and averaged weights to begin with; more layers than `layers` are left out.
        lessons: what an earlier model says of the public texts (`python -m guanxi.train teach`).
        lesson_weight: how much that counts beside the sets' own labels.
        examples: read only so many of each set (for a trial), 0 for all.
        only: a key of `NAME_SETS`, to read only the sets with these labels; empty for all.
    """

    corpus: Path
    encoder: Path
    out: Path
    characters: int = 11_000_000
    batch: int = 2_600
    seed: int = 7
    layers: int = 6
    frozen: int = 2
    rate_encoder: float = 1.5e-4
    rate_heads: float = 7e-4
    pair_weight: float = 0.6
    threads: int = 2
    examples: int = 0
    device: str = "cpu"
    start: Path | None = None
    lessons: Path | None = None
    lesson_weight: float = 0.5
    only: str = ""


class Trainer:
    """Holds the networks, the data and the optimiser of one run."""

    def __init__(self, settings: Settings, checkpoint: Path | None = None) -> None:
        """Read the data and make the networks; with `checkpoint`, go on from it."""
        self.settings = settings
        path = checkpoint or settings.start
        state = torch.load(path, map_location=settings.device, weights_only=False) if path else None
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.rng = random.Random(settings.seed)
        self.schema = load_schema()
        self.sets, self.dropped = data.load(settings.corpus)
        for name, examples in self.sets.items():
            kept = [example for example in examples if example.text and len(example.text) <= LONGEST]
            self.sets[name] = kept[: settings.examples or None]
        self.dev = data.read_annotated(settings.corpus / "annotated" / "dev.jsonl")
        self.dev = [example for example in self.dev if len(example.text) <= LONGEST][: settings.examples or None]
        self.pool = name_pool(self.sets)
        self.labels = {"own": tuple(self.schema.relations)}
        for pair_set in data.PAIR_SETS:
            self.labels[pair_set] = data.pair_labels(self.sets, pair_set) or ("none",)
        self.labels = state["labels"] if state and checkpoint else self.labels
        self.lessons = lessons.load(settings.lessons) if settings.lessons else {}
        tokenizer = Tokenizer.from_file(str(settings.encoder / "tokenizer.json"))
        options = ort.SessionOptions()
        options.intra_op_num_threads = settings.threads
        session = ort.InferenceSession(lac.build().SerializeToString(), options, providers=["CPUExecutionProvider"])
        self.featuriser = Featuriser(Encoder(tokenizer, lac.lexicon()), session)
        sizes = Sizes(**state["sizes"]) if state else Sizes.of(settings.encoder, settings.layers)
        self.sizes = sizes = replace(sizes, layers=min(sizes.layers, settings.layers))
        self.tagger = Tagger(sizes, {name: 1 + 4 * len(types) for name, types in NAME_SETS.items()})
        if state is None:
            self.tagger.load_encoder(settings.encoder)
        outputs = {"own": len(self.labels["own"]), "denied": 1, "modality": len(MODALITIES)}
        self.scorer = PairScorer(sizes, outputs | {name: len(self.labels[name]) for name in data.PAIR_SETS})
        slices = self.scorer.slices()
        self.scorer.heads.bias.data.fill_(-4.0)
        self.scorer.heads.bias.data[slices["modality"]] = 0
        self.networks = nn.ModuleDict({"tagger": self.tagger, "scorer": self.scorer}).to(settings.device)
        if state and not checkpoint:
            self._start(state)
        # The pieces' embeddings stay as pretrained: most of a user's words never occur in training.
        self.tagger.words.weight.requires_grad = False
        self.tagger.layers[: settings.frozen].requires_grad_(False)
        if settings.frozen:
            self.tagger.positions.requires_grad_(False)
            self.tagger.norm.requires_grad_(False)
        lower: list[nn.Parameter] = []
        upper: list[nn.Parameter] = []
        for name, parameter in self.networks.named_parameters():
            if parameter.requires_grad:
                encoder = name.startswith(("tagger.layers", "tagger.positions", "tagger.norm."))
                (lower if encoder else upper).append(parameter)
        self.optimiser = torch.optim.AdamW(
            [
                {"params": lower, "lr": settings.rate_encoder, "rate": settings.rate_encoder},
                {"params": upper, "lr": settings.rate_heads, "rate": settings.rate_heads},
            ],
            weight_decay=0.01,
            fused=True,
        )
        self.average = {name: tensor.detach().clone() for name, tensor in self._moving().items()}
        self.read, self.step = 0, 0
        if state and checkpoint:
            self._resume(state)

    def _moving(self) -> dict[str, Tensor]:
        return {name: tensor for name, tensor in self.networks.named_parameters() if tensor.requires_grad}

    def run(self) -> None:
        """Train until all characters are read; write a checkpoint now and then and at the end."""
        settings = self.settings
        batches = self._batches()
        started, since, sums = time.time(), self.read, {"tags": 0.0, "pairs": 0.0, "steps": 0.0}
        while self.read < settings.characters:
            examples = next(batches)
            self._rate()
            tags, pairs = self._train(examples)
            self.read += sum(len(example.text) for example in examples)
            self.step += 1
            sums["tags"] += tags
            sums["pairs"] += pairs
            sums["steps"] += 1
            if self.step % 50 == 0:
                speed = (self.read - since) / (time.time() - started)
                self.log(step=self.step, read=self.read, tags=sums["tags"] / 50, pairs=sums["pairs"] / 50, speed=speed)
                sums = dict.fromkeys(sums, 0.0)
            if self.step % 600 == 0:
                self.save()
                self.log(step=self.step, **self.evaluate())
        self.save()
        self.log(step=self.step, **self.evaluate())

    @property
    def progress(self) -> float:
        """How much of the run is done, from 0 to 1."""
        return min(1.0, self.read / self.settings.characters)

    def _batches(self) -> Iterator[list[Example]]:
        readers = {
            name: iter(Reader(examples, self.settings.batch, self.settings.seed + index + 1000 * self.step))
            for index, (name, examples) in enumerate(self.sets.items())
            if examples
        }
        only = self.settings.only
        names = [name for name in SHARES if name in readers and only in ("", self.sets[name][0].names)]
        while True:
            shares = [SHARES[name] * ((0.6 + 0.8 * self.progress) if name == "annotated" else 1) for name in names]
            yield next(readers[self.rng.choices(names, shares)[0]])

    def losses(self, steps: int) -> Iterator[Tensor]:
        """Yield the losses of some batches, for whoever wants their gradients only."""
        self.networks.eval()
        for examples in islice(self._batches(), steps):
            loss = self._weighed(*self._losses(examples))
            if loss.requires_grad:
                yield loss

    def _weighed(self, of_tags: Tensor, of_pairs: Tensor, taught: Tensor) -> Tensor:
        return of_tags + self.settings.pair_weight * of_pairs + self.settings.lesson_weight * taught

    def _rate(self) -> None:
        factor = min(1.0, self.progress / 0.04 + 0.02) * (1 - self.progress)
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * factor

    def _train(self, examples: list[Example]) -> tuple[float, float]:
        self.networks.train()
        of_tags, of_pairs, taught = self._losses(self._changed(examples))
        loss = self._weighed(of_tags, of_pairs, taught)
        self.optimiser.zero_grad(set_to_none=True)
        if loss.requires_grad:
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in self.networks.parameters() if p.requires_grad], 1.0)
            self.optimiser.step()
            decay = min(0.998, (1 + self.step) / (20 + self.step))
            moving = {name: tensor.detach() for name, tensor in self._moving().items()}
            torch._foreach_lerp_([self.average[name] for name in moving], list(moving.values()), 1 - decay)
        return of_tags.item(), of_pairs.item()

    def _changed(self, examples: list[Example]) -> list[Example]:
        """Put other names in place of some, or make one person a row of people; nothing gets too long to train on."""
        first = examples[0]
        share = 0.0
        change: Callable[[Example, dict[str, list[str]], random.Random], Example] = row_of_people
        if first.names == "own" and self.progress > 0.1:
            share, change = 0.4, swap_names
            examples = [join_lines(example) if self.rng.random() < 0.3 else example for example in examples]
        elif first.names == "news" and not first.unlabelled and self.rng.random() < 0.5:
            share, change = 1.0, swap_organisations
        elif first.names in PERSON and self.rng.random() < 0.1:
            share = 0.5
        changed = [change(e, self.pool, self.rng) if self.rng.random() < share else e for e in examples]
        return [new if len(new.text) <= LONGEST else old for new, old in zip(changed, examples, strict=True)]

    def _losses(self, examples: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
        """Return the losses of tags, of pairs, and against an earlier model."""
        settings = self.settings
        device = settings.device
        own = examples[0].names == "own"
        batch = self.featuriser.batch(examples)
        states, scores = self.tagger(*(tensor.to(device) for tensor in batch.inputs()))
        padding = batch.padding.to(device)
        of_tags = of_pairs = taught = states.new_zeros(())
        if examples[0].names:
            labels = tag_labels(examples, scores.shape[1]).to(device)
            of_tags = tag_loss(scores[..., self.tagger.slices()[examples[0].names]], labels, examples[0])
            of_tags = of_tags * WEIGHTS.get(examples[0].names, 1.0)
        if examples[0].pairs:
            if own and self.progress > 0.15:
                examples = self.with_wrong_names(examples, scores.detach())
            pairs = pair_batch(examples, scores.shape[1], self.labels[examples[0].pairs], self.schema, self.rng)
            if pairs is not None:
                of_pairs = self.pair_loss(examples[0].pairs, states, padding, pairs)
        known = [self.lessons[example.id] for example in examples if example.id in self.lessons]
        if len(known) == len(examples):
            taught = lesson_loss(scores[..., self.tagger.slices()["own"]], known, padding)
            # A set with relations of its own has used the pair scorer already.
            pairs = None if examples[0].pairs else lesson_batch(examples, known, scores.shape[1])
            if pairs is not None:
                taught = taught + settings.pair_weight * self.pair_loss("own", states, padding, pairs)
        return of_tags, of_pairs, taught

    def with_wrong_names(self, examples: list[Example], scores: Tensor) -> list[Example]:
        """Add the names that the tagger wrongly finds by now: at inference the pair scorer will meet such ones."""
        types = NAME_SETS["own"]
        log = F.log_softmax(scores[..., self.tagger.slices()["own"]], -1).cpu().numpy()
        found = []
        for row, example in enumerate(examples):
            spans = list(example.spans)
            for start, end, type_, _ in decode(log[row, : len(example.text)]):
                if all(end <= span.start or span.end <= start for span in example.spans):
                    spans.append(Name(start, end, types[type_]))
            found.append(replace(example, spans=sorted(spans, key=lambda span: span.start)))
        return found

    def pair_loss(self, pair_set: str, states: Tensor, padding: Tensor, pairs: PairBatch) -> Tensor:
        """Return the loss of the relation types of one pair set; for the project's own also of what goes with them:
        polarity, modality and the place of the trigger."""
        device = self.settings.device
        scores, trigger = self.scorer(states, padding, *(tensor.to(device) for tensor in pairs.inputs()))
        slices = self.scorer.slices()
        target, weight = pairs.labels.to(device), pairs.weights.to(device)
        each = F.binary_cross_entropy_with_logits(scores[..., slices[pair_set]], target, reduction="none")
        # About one candidate pair in twenty is related; a batch with fewer must not outshout the names.
        total = (each * weight).sum() / (target.sum() + 0.05 * (weight.sum(-1) > 0).sum() + 2)
        if pair_set == "own":
            denied, modality = pairs.denied.to(device), pairs.modality.to(device)
            some = denied != IGNORE
            if some.any():
                flags = scores[..., slices["denied"]][some].squeeze(-1)
                total = total + 0.5 * F.binary_cross_entropy_with_logits(flags, denied[some].float())
                total = total + 0.5 * F.cross_entropy(scores[..., slices["modality"]][some], modality[some])
            # A trigger out of the pair's reach can't be pointed at.
            wanted = pairs.trigger.to(device) * (pairs.segments.to(device) != 0)
            some = wanted.sum(-1) > 0.5
            if some.any():
                total = total - (wanted[some] * F.log_softmax(trigger[some], -1)).sum(-1).mean()
        return total

    @torch.no_grad()
    def evaluate(self) -> dict[str, float]:
        """Return quick figures of the averaged weights on the short dev documents: mentions, and relations given
        perfect resolution, at a few thresholds. `guanxi evaluate` gives the figures that count."""
        from guanxi.train.check import quick_scores

        kept = {name: tensor.detach().clone() for name, tensor in self._moving().items()}
        self._put(self.average)
        self.networks.eval()
        found = quick_scores(self, self.dev)
        self._put(kept)
        return found

    def _put(self, values: dict[str, Tensor]) -> None:
        for name, tensor in self._moving().items():
            tensor.data.copy_(values[name])

    def save(self) -> None:
        """Write the networks, the average, the optimiser and the place reached."""
        self.settings.out.mkdir(parents=True, exist_ok=True)
        state = {
            "networks": self.networks.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "read": self.read,
            "step": self.step,
            "rng": self.rng.getstate(),
            "labels": self.labels,
            "sizes": asdict(self.sizes),
        }
        part = self.settings.out / "checkpoint.part"
        torch.save(state, part)
        part.replace(self.settings.out / "checkpoint.pt")

    def _start(self, state: dict[str, Any]) -> None:
        """Begin with the averaged weights of another run; layers that this network lacks are left out."""
        weights = state["networks"] | state["average"]
        for name, tensor in self.networks.state_dict().items():
            if name in weights:
                # Label sets that came since stand after the others.
                rows = min(len(weights[name]), len(tensor))
                tensor[:rows].copy_(weights[name][:rows])

    def _resume(self, state: dict[str, Any]) -> None:
        """Go on from a run with the same settings (the number of characters may differ)."""
        self.networks.load_state_dict(state["networks"])
        for name, tensor in self.networks.named_parameters():
            if name in state["average"] and not tensor.requires_grad:  # frozen since: it stays at the average
                tensor.data.copy_(state["average"][name])
        self.average = {name: state["average"][name] for name in self.average}
        if len(state["optimiser"]["state"]) == len(self._moving()):
            self.optimiser.load_state_dict(state["optimiser"])
        self.read, self.step = state["read"], state["step"]
        self.rng.setstate(state["rng"])

    def log(self, **values: float) -> None:
        """Print figures, and add them to the run's log."""
        line = json.dumps({key: round(value, 4) for key, value in values.items()})
        print(line, flush=True)
        self.settings.out.mkdir(parents=True, exist_ok=True)
        with (self.settings.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")
