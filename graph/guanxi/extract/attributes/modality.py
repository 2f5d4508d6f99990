"""Whether a claim is told as a fact, a plan, a rumour or an opinion.

A log-linear model over the cues around the trigger (`cues`) says fact, plan or claim; its weights lie next to this
module, made by `guanxi.train.modality`. Rules decide where a word leaves no doubt, and tell a claim that is rumoured
from one that is an opinion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources

from guanxi.extract.attributes.cues import INTENDED, OPINED, RUMOURED, SUPPOSED, features
from guanxi.extract.attributes.scope import Scope, scope_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim, Modality

KINDS = ("fact", "plan", "claim")
_EVENTS = frozenset(
    [
        "acquired",
        "invested_in",
        "partners_with",
        "supplies",
        "launched",
        "met_with",
        "founded",
        "developed",
        "discontinued",
        "uses",
        "competes_with",
        "acts_against",
    ]
)
_HEARSAY = re.compile(
    r"据传|相传|盛传|风传|谣传|传言|传闻|网传|有传|疑似|(?<!发布)(?<!的)消息称|有消息|消息人士|坊间|爆料|被曝|市场消息|小道消息|流言|未经证实"
)
# A rumour that the sentence only brings up to deny or to confirm is not its own tone.
_SETTLED = re.compile(r"(?:针对|对于|关于|就)[^，。]{0,30}(?:传闻|传言|消息)|不属实|辟谣|否认|证实|澄清|不是传闻")
_SUPPOSED = re.compile(r"(?:^|〇|，)(?:如果|假如|假设|倘若|要是|万一|除非|若(?!干))|如果|假如|倘若|要是")
_ASKED = re.compile(r"[？?]|[吗呢][”」]?$")
_THOUGHT = re.compile(
    r"认为|觉得|看来|猜|估计|推测|推断|应该|应当|理应|建议|呼吁|以为|相信|期待|大概|难以|有助于|质疑|怀疑|分析"
)
# Without one of these the model has only the relation and its neighbours to go by.
_COLOURED = re.compile(
    rf"{RUMOURED.pattern}|{SUPPOSED.pattern}|{OPINED.pattern}|据|称|说|报道|消息|曝|传|或|能|会|何|谁|？|\?|正在|洽谈|接洽|探索|寻求"
)
_UNDONE = re.compile(r"(?:没有|没|并未|未曾|从未|未)[^，。]{0,10}$")
_PLANNED = re.compile(r"(?:拟|计划|有望|打算|筹划|即将|准备|意欲|有意)(?:以[^，。]{0,12})?$")


def modality_of(reading: Reading, claim: Claim, scope: Scope | None = None) -> Modality:
    """Return how a claim is put (`fact`, `plan`, `rumour`, `opinion`); `scope` is its own, if it is at hand."""
    if claim.trigger is None:
        return "fact"
    scope = scope or scope_of(reading, claim)
    lead = scope.earlier + scope.before
    if claim.type in _EVENTS:
        if _ASKED.search(scope.after + scope.later[:1]) or _SUPPOSED.search(scope.before):
            return "opinion"
        if _HEARSAY.search(lead) and not _SETTLED.search(lead + scope.after + scope.later):
            return "rumour"
        if _PLANNED.search(scope.before):
            return "plan"
    kind = likeliest(features(claim, scope))
    around = lead + scope.trigger + scope.after
    if kind == "claim" and (_SETTLED.search(around + scope.later) or not _COLOURED.search(around)):
        return "fact"
    if kind == "plan" and _UNDONE.search(scope.before) and not INTENDED.search(around):
        return "fact"
    if kind == "claim":
        return "opinion" if _opined(scope) else "rumour"
    return "plan" if kind == "plan" else "fact"


def likeliest(found: Iterable[str]) -> str:
    """Return the kind of `KINDS` that the model holds likeliest for a set of features."""
    weights = _weights()
    sums = [0.0] * len(KINDS)
    for name in sorted(found):  # floating sums depend on their order
        for index, weight in enumerate(weights.get(name, ())):
            sums[index] += weight
    return KINDS[max(range(len(KINDS)), key=lambda index: sums[index])]


@contextmanager
def weighed(weights: Mapping[str, Sequence[float]]) -> Iterator[None]:
    """Judge with other weights meanwhile, for cross-validation; not for use by several threads."""
    _others.append(weights)
    try:
        yield
    finally:
        _others.pop()


def _opined(scope: Scope) -> bool:
    lead = scope.earlier[-30:] + scope.before + scope.trigger
    return _THOUGHT.search(lead) is not None and _HEARSAY.search(lead) is None


_others: list[Mapping[str, Sequence[float]]] = []


def _weights() -> Mapping[str, Sequence[float]]:
    return _others[-1] if _others else _shipped()


@cache
def _shipped() -> dict[str, list[float]]:
    text = resources.files(__package__).joinpath("modality.json").read_text(encoding="utf-8")
    weights: dict[str, list[float]] = json.loads(text)
    return weights
