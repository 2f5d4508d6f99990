"""A whole training run on ten documents of our own: fit, resume, refine, export, and extract with what came out."""

import json
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")
pytest.importorskip("onnx")
pytest.importorskip("safetensors")

from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
import onnxruntime as ort  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: E402

from guanxi.extract.neural.encode import CLASSES, PLACES  # noqa: E402
from guanxi.extract.neural.extractor import Neural  # noqa: E402
from guanxi.extract.neural.lexical import WIDTH  # noqa: E402
from guanxi.extract.neural.network import Network  # noqa: E402
from guanxi.extract.neural.pairs import SEGMENTS, mention_tags, segments  # noqa: E402
from guanxi.model import Document  # noqa: E402
from guanxi.schema import load_schema  # noqa: E402
from guanxi.train import lessons as lesson_file  # noqa: E402
from guanxi.train.average import average  # noqa: E402
from guanxi.train.data import (  # noqa: E402
    EVALUATION_FILES,
    Example,
    drop_seen,
    load,
)
from guanxi.train.export import export, load_checkpoint, write_pairs, write_tagger  # noqa: E402
from guanxi.train.fit import Settings, Trainer  # noqa: E402
from guanxi.train.inference import TaggerAsRun  # noqa: E402
from guanxi.train.losses import tag_loss  # noqa: E402
from guanxi.train.prune import importance, prune  # noqa: E402
from guanxi.train.refine import refine  # noqa: E402
from guanxi.train.teach import lessons  # noqa: E402
from guanxi.train.tune import START  # noqa: E402

FIRMS = [
    "星海科技",
    "月桂集团",
    "青禾软件",
    "北辰电子",
    "南屿资本",
    "云岭汽车",
    "白鹭传媒",
    "赤松银行",
    "玄武网络",
    "东篱文化",
]
PRODUCTS = ["天枢", "Lumo", "瑶光", "Kite 3", "开阳", "Pixo", "玉衡", "Nori", "天璇", "Vega"]


def document(index: int) -> dict:
    firm, product, other = FIRMS[index], PRODUCTS[index], FIRMS[(index + 3) % 10]
    text = f"{firm}昨日发布了{product}。分析人士认为，{firm}与{other}将在{product}上合作。"
    spans = [[at, at + len(firm)] for at in range(len(text)) if text.startswith(firm, at)]
    places = [[at, at + len(product)] for at in range(len(text)) if text.startswith(product, at)]
    start = text.index(other)
    return {
        "id": f"d{index}",
        "text": text,
        "entities": [
            {"id": "e1", "type": "ORG", "name": firm, "mentions": [firm], "spans": spans},
            {"id": "e2", "type": "PRODUCT", "name": product, "mentions": [product], "spans": places},
            {"id": "e3", "type": "ORG", "name": other, "mentions": [other], "spans": [[start, start + len(other)]]},
        ],
        "relations": [
            {"head": "e1", "type": "launched", "tail": "e2", "trigger": "发布", "evidence": [0, text.index("。") + 1],
             "negated": False, "modality": "fact", "time": None, "source": None},
            {"head": "e1", "type": "partners_with", "tail": "e3", "trigger": "合作",
             "evidence": [text.index("。") + 1, len(text)], "negated": False, "modality": "plan", "time": None,
             "source": None},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    public = [f"public/ner/{name}.jsonl" for name in NAME_FILES] + [f"public/re/{name}.jsonl" for name in PAIR_FILES]
    for name in (*EVALUATION_FILES, *public):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")
    write(folder / "public/ner/finner.train.jsonl", [{"text": document(9 - i)["text"], "entities": []} for i in (2, 5)])
    write(folder / "annotated/train.jsonl", [document(index) for index in range(8)])
    write(folder / "annotated/dev.jsonl", [document(index) for index in (8, 9)])
    return folder


NAME_FILES = ("cluener.train", "msra.train1000", "peoples_daily.train", "peoples_daily_1998.person_place_only",
              "uner.train", "boson.train", "finner.train", "finann.train", "resume.train",
              "exec_resume.train")  # fmt: skip
PAIR_FILES = ("finre.train", "fewfc.train", "duee_pairs", "open_spo")


def write(path: Path, records: list[dict]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Path:
    """A tiny encoder with random weights, in the form of a BERT checkpoint."""
    folder = tmp_path_factory.mktemp("encoder")
    chars = sorted({char for index in range(10) for char in document(index)["text"] if not char.isspace()})
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)] + [(c, -3.0) for c in chars]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    width, inner, layers, positions = 24, 48, 2, 512
    config = {"hidden_size": width, "num_attention_heads": 2, "intermediate_size": inner, "num_hidden_layers": layers,
              "vocab_size": len(pieces), "max_position_embeddings": positions}  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    torch.manual_seed(0)
    weights = {
        "embeddings.word_embeddings.weight": torch.randn(len(pieces), width),
        "embeddings.position_embeddings.weight": torch.randn(positions, width) * 0.1,
        "embeddings.token_type_embeddings.weight": torch.zeros(2, width),
    }
    shapes = {"attention.self.query": (width, width), "attention.self.key": (width, width),
              "attention.self.value": (width, width), "attention.output.dense": (width, width),
              "intermediate.dense": (inner, width), "output.dense": (width, inner)}  # fmt: skip
    norms = ["embeddings.LayerNorm"]
    for layer in range(layers):
        for name, shape in shapes.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = torch.randn(*shape) * 0.1
            weights[f"encoder.layer.{layer}.{name}.bias"] = torch.zeros(shape[0])
        norms += [f"encoder.layer.{layer}.attention.output.LayerNorm", f"encoder.layer.{layer}.output.LayerNorm"]
    for name in norms:
        weights[f"{name}.weight"], weights[f"{name}.bias"] = torch.ones(width), torch.zeros(width)
    save_file({name: tensor.half() for name, tensor in weights.items()}, folder / "model.safetensors")
    return folder


def settings(corpus: Path, encoder: Path, out: Path, characters: int) -> Settings:
    return Settings(corpus, encoder, out, characters, batch=200, layers=2, frozen=0, threads=1, rate_heads=3e-3)


@pytest.fixture(scope="module")
def run(corpus, encoder, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("run")
    Trainer(settings(corpus, encoder, out, 12_000)).run()
    return out


def test_learns_the_names_it_is_shown(run):
    log = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    assert log[-1]["mentions"] > 0.8 and log[-1]["end 0.4"] > 0.4  # on two documents it has not seen


def test_resumes_refines_and_exports_what_extracts(run, corpus, encoder, tmp_path):
    trainer = Trainer(settings(corpus, encoder, run, 13_000), run / "checkpoint.pt")
    assert trainer.read >= 12_000
    trainer.run()
    refine(trainer, epochs=1, copies=1)
    export(run / "checkpoint.pt", encoder / "tokenizer.json", tmp_path, [document(1)["text"]])
    (tmp_path / "tuning.json").write_text(json.dumps(START))
    text = document(0)["text"]
    found = Neural(load_schema(), network=Network(tmp_path), rules=False).extract(Document(text))
    assert "星海科技" in {mention.text for mention in found.mentions}
    assert all(mention.text == text[mention.start : mention.end] for mention in found.mentions)
    assert all(claim.evidence.contains(claim.head) and claim.evidence.contains(claim.tail) for claim in found.claims)


def test_same_seed_same_weights(corpus, encoder, tmp_path):
    found: list[list] = []
    for name in "ab":
        trainer = Trainer(settings(corpus, encoder, tmp_path / name, 1500))
        trainer.run()
        found.append(list(trainer.networks.parameters()))
    assert all(torch.equal(one, other) for one, other in zip(found[0], found[1], strict=True))


def test_texts_of_evaluation_sets_stay_out(corpus):
    sets, dropped = load(corpus)
    assert len(sets["annotated"]) == 8 and dropped["annotated"] == 0
    first = sets["annotated"][0]
    letters = "".join(char for char in first.text if char.isalnum())
    kept, count = drop_seen(sets["annotated"], {letters[at : at + 14] for at in range(len(letters) - 13)})
    assert count >= 1 and first not in kept


def test_a_smaller_network_learns_from_an_earlier_one(run, corpus, encoder, tmp_path):
    export(run / "checkpoint.pt", encoder / "tokenizer.json", tmp_path / "weights", [document(1)["text"]])
    (tmp_path / "weights/tuning.json").write_text(json.dumps(START))
    texts = load(corpus)[0]["finner.train"]
    said = lessons(Network(tmp_path / "weights"), texts)
    lesson_file.save(said, tmp_path / "lessons.npz")
    read = lesson_file.load(tmp_path / "lessons.npz")
    assert read.keys() == {example.id for example in texts}
    for example in texts:
        assert "星海科技" not in example.text or "星海科技" in {
            example.text[name.start : name.end] for name in read[example.id].names()
        }
        assert (read[example.id].tags == said[example.id].tags).all()
        assert len(read[example.id].pairs) == len(read[example.id].relations) > 0
    small = replace(
        settings(corpus, encoder, tmp_path / "small", 1500),
        layers=1,
        start=run / "checkpoint.pt",
        lessons=tmp_path / "lessons.npz",
    )
    trainer = Trainer(small)
    assert len(trainer.tagger.layers) == 1
    trainer.run()
    assert trainer.evaluate()["mentions"] > 0.7


def test_the_mean_of_two_runs_stands_between_them(run, corpus, encoder, tmp_path):
    start = run / "checkpoint.pt"
    other = Trainer(replace(settings(corpus, encoder, tmp_path / "other", 600), start=start, only="finance"))
    assert {examples[0].names for examples, _ in zip(other._batches(), range(20), strict=False)} == {"finance"}
    other.run()
    average([start, start, tmp_path / "other/checkpoint.pt"], tmp_path / "mean/checkpoint.pt")
    one, two, mean = (
        load_checkpoint(path)[0].state_dict()
        for path in (start, tmp_path / "other/checkpoint.pt", tmp_path / "mean/checkpoint.pt")
    )
    name = "layers.1.up.weight"
    assert not one[name].equal(two[name])
    assert torch.allclose(mean[name], (2 * one[name] + two[name]) / 3, atol=1e-6)
    trainer = Trainer(settings(corpus, encoder, tmp_path / "mean", 2500), tmp_path / "mean/checkpoint.pt")
    refine(trainer, epochs=1)
    state = torch.load(start, weights_only=False)
    torch.save(state | {"sizes": state["sizes"] | {"inner": 1}}, tmp_path / "small.pt")
    with pytest.raises(ValueError, match="other sizes"):
        average([start, tmp_path / "small.pt"], tmp_path / "never.pt")


def test_pruning_takes_out_what_matters_least(run, corpus, encoder, tmp_path):
    trainer = Trainer(replace(settings(corpus, encoder, tmp_path, 2500), start=run / "checkpoint.pt"))
    layer = trainer.tagger.layers[0]
    layer.up.weight.data[5] = layer.up.bias.data[5] = 0  # gelu(0) is 0: this inner feature says nothing
    found = importance(trainer, 6)
    assert [(len(heads), len(inner)) for heads, inner in found] == [(2, 48)] * 2
    assert found[0][1].argmin() == 5 and found[0][1][5] == 0
    prune(trainer, 6, 2, 47, tmp_path / "one.pt")
    inputs = trainer.featuriser.batch(trainer.dev).inputs()
    with torch.no_grad():
        whole = trainer.tagger.eval()(*inputs)[1]
        less = load_checkpoint(tmp_path / "one.pt")[0]
        assert less.sizes.inner == 47 and not less.layers[1].up.weight.equal(trainer.tagger.layers[1].up.weight)
        less.layers[1] = trainer.tagger.layers[1]  # in which something was lost
        assert torch.allclose(less(*inputs)[1], whole, atol=1e-5)

    prune(trainer, 6, 1, 24, tmp_path / "half.pt")
    half = Trainer(replace(settings(corpus, encoder, tmp_path, 2500), start=tmp_path / "half.pt"))
    half.run()
    assert half.evaluate()["mentions"] > 0.7
    export(tmp_path / "checkpoint.pt", encoder / "tokenizer.json", tmp_path / "weights", [document(1)["text"]])
    (tmp_path / "weights/tuning.json").write_text(json.dumps(START))
    read = Neural(load_schema(), network=Network(tmp_path / "weights")).extract(Document(document(0)["text"]))
    assert "星海科技" in {mention.text for mention in read.mentions}


def test_types_that_a_set_leaves_out_cost_nothing():
    scores = torch.full((1, 2, 13), -5.0)  # news: PER, ORG, LOC
    scores[..., 1 + 4] = 5  # the tags begin an organisation
    labels = torch.zeros(1, 2, dtype=torch.long)
    only_people = Example("a", "市委", "news", [], unlabelled=("ORG", "LOC"))
    assert tag_loss(scores, labels, only_people) < 0.01
    assert tag_loss(scores, labels, Example("b", "市委", "news", [])) > 5
    scores[..., 1] = 15  # a person, which the set would have labelled
    assert tag_loss(scores, labels, only_people) > 5


def test_what_is_run_computes_what_was_trained(run, tmp_path):
    tagger, scorer, _ = load_checkpoint(run / "checkpoint.pt")
    as_run = TaggerAsRun(tagger)
    drawn = torch.Generator().manual_seed(1)
    pieces = torch.randint(4, tagger.sizes.vocabulary, (20,), generator=drawn)
    piece_of = torch.randint(0, 20, (30,), generator=drawn).sort().values
    place, kind = torch.arange(30) % PLACES, torch.arange(30) % CLASSES
    inputs = pieces, piece_of, place, kind, torch.randn(30, WIDTH, generator=drawn)
    with torch.no_grad():
        states, tags = tagger(*(tensor[None] for tensor in inputs))
        own = tags[0][:, tagger.slices()["own"]]
        for arranged in (False, True):
            if arranged:
                as_run.settle([inputs])
            found = as_run(*inputs)
            assert torch.allclose(found[0], states[0], atol=1e-4) and torch.allclose(found[1], own, atol=1e-4)
    write_tagger(as_run, tmp_path / "tagger.onnx")
    names = ("pieces", "piece_of", "place", "kind", "lexical")
    found = ort.InferenceSession(tmp_path / "tagger.onnx").run(
        None, {name: tensor.numpy() for name, tensor in zip(names, inputs, strict=True)}
    )
    assert np.allclose(found[0], states[0], atol=1e-4) and np.allclose(found[1], own, atol=1e-4)

    spans = np.array([[2, 5], [9, 10], [20, 26]])
    pairs = np.array([[0, 1], [1, 2], [2, 0]])
    features = np.array([[1, 1, 6, 0, 0], [3, 1, 9, 1, 1], [5, 0, 5, 2, 3]])
    tags, where = mention_tags(30, spans, np.array([1, 2, 3])), segments(30, spans, pairs)
    with torch.no_grad():
        arrays = (np.zeros((1, 30), np.float32), tags[None], spans[None], pairs[None], features[None], where[None])
        scores, trigger = scorer(states, *map(torch.from_numpy, arrays))
    wanted = scores[0][:, scorer.slices()["own"]].numpy()
    write_pairs(scorer, tmp_path / "pairs.onnx")
    at = np.arange(30)
    inside = (at >= spans[:, :1]) & (at < spans[:, 1:])
    found = ort.InferenceSession(tmp_path / "pairs.onnx").run(
        None,
        {
            "states": states[0].numpy(),
            "tags": tags,
            "average": (inside / inside.sum(1, keepdims=True)).astype(np.float32),
            "ends": spans - [[0, 1]],
            "pairs": pairs,
            "features": features,
            "where": np.eye(SEGMENTS, dtype=np.float32)[where],
        },
    )
    assert np.allclose(found[0], wanted, atol=1e-4)
    assert np.allclose(found[1][where > 0], trigger[0].numpy()[where > 0], atol=1e-4)
