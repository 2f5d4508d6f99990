"""What can be seen around a trigger that tells a plan or a rumour from a fact: the features of the modality model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guanxi.extract.attributes.scope import Scope
from guanxi.model import Claim

# Words that may colour a claim. Which do, where, and how much, is learnt.
_CUE_WORDS = """
? “ ” 一旦 上市 下一步 下个月 下半年 下周 下月 不 不久后 中标 为 为什么 为何 也许 了 争取 于 今天 以 以为 会 传 传言
传闻 估计 似乎 何 候选 假如 公示 准备 刚刚 力争 协议 即使 即将 可 可以 可能 同意 后续 吗 吸引 声称 外媒 如果
媒体报道 季度 完成 定档 宣布 宣称 寻求 将 将于 将会 将在 将要 已 已经 市场消息 希望 年 年内 并 应 应该 延期 建议 待
恐 恐怕 意向 意欲 愿意 成功 或 或将 或许 打算 承诺 拟 指控 据传 据悉 据报道 据称 接近 推断 推测 推迟 提名 料 方案
旗下 日 日前 旨在 时间 明天 明年 昨日 是否 曝 曝光 曾 曾经 月 有助于 有意 有望 有没有 有消息 期待 期权 未 未来 欲
正在 正式 此前 没有 洽谈 消息人士 消息称 涉嫌 潜在 爆料 猜测 用于 由 疑 疑似 登陆 的 盛传 目标 目的 相信 看来 知情人
知情人士 称 筹划 签署 约定 网传 网友 考虑 能 能够 自称 若 草案 被 被指 被曝 要是 要约 觉得 计划 认为 谈判 谋划 过
近日 酝酿 难以 预案 预计 ： ； ？
"""
CUES = tuple(_CUE_WORDS.split())
INTENDED = re.compile(
    r"拟(?!合|人|态|声|定了)|计划(?!经济)|有望|预计|将要|即将|行将|将(?!其|他|她|它|该|此|这|那|自|近|军|〇)|欲(?!望)|打算|准备(?!金|就绪)"
    r"|筹划|谋划|酝酿|有意(?!义|思|见)|意向|意欲|旨在|力争|争取|希望|承诺|下一步|明年|后续|下周|下月|下个月|提名|候选|草案|预案|推迟|延期|期权"
)
RUMOURED = re.compile(
    r"传(?=〇)|据传|相传|盛传|风传|谣传|传言|传闻|网传|有传|疑似|消息称|有消息|消息人士|知情人|据称|坊间|爆料|被曝|曝〇|市场消息|小道消息|流言"
    r"|猜测|揣测|推测|或将?(?!者|许)|可能|也许|或许|恐将?|恐怕|似乎|考虑|涉嫌|自称|声称|谎称|未经证实"
)
SUPPOSED = re.compile(r"如果|假如|假设|若(?!干)|倘若|要是|万一|一旦|除非|的话|即使|哪怕")
OPINED = re.compile(
    r"认为|觉得|看来|猜|估计|推测|推断|应该|应当|理应|建议|呼吁|以为|相信|期待|大概|难以|有助于|看好|看衰|不妨|质疑|怀疑"
)
_PATTERNS = (("I", INTENDED), ("R", RUMOURED), ("S", SUPPOSED), ("O", OPINED))
# Relations that hold rather than happen: a plan next to them is mostly about something else.
_STATES = frozenset(["part_of", "works_for", "operates", "associated_with", "derived_from", "uses"])


def features(claim: Claim, scope: Scope) -> set[str]:
    """Return the names of what is seen around a claim's trigger; with no trigger only that there is none."""
    if claim.trigger is None:
        return {"bias", "no trigger"}
    kind = "state" if claim.type in _STATES else "event"
    found = {"bias", f"type {claim.type}", f"trigger {scope.trigger}"}
    for zone, text in _zones(scope):
        for cue in CUES:
            if cue in text:
                found.update((f"{zone} {cue}", f"{zone} {cue} {kind}"))
        for name, pattern in _PATTERNS:
            if pattern.search(text):
                found.update((f"{zone} {name} {kind}", f"{zone} {name} {claim.type}"))
    found.update(f"before {scope.before[-size:]}" for size in (1, 2, 3))
    found.update(f"after {scope.after[:size]}" for size in (1, 2))
    return found


def _zones(scope: Scope) -> Iterator[tuple[str, str]]:
    yield "near", scope.before[-5:]
    yield "clause", scope.before[-30:]
    yield "trigger", scope.trigger
    yield "rest", scope.after[:14]
    yield "earlier", scope.earlier[-40:]
    yield "start", scope.earlier[:-40]
    yield "later", (scope.later + scope.rest)[:30]
