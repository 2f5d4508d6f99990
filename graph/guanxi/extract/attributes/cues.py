"""What can be seen around a trigger that tells a plan or a rumour from a fact: the features of the modality model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guanxi.extract.attributes.scope import Scope
from guanxi.model import Claim

# Words that may colour a claim. Which do, where, and how much, is learnt.
CUES = tuple(
    sorted(
        set(
            re.split(
                r"\s+",
                """
拟 计划 有望 预计 料 将要 即将 将 将于 将在 将会 欲 打算 准备 筹划 谋划 酝酿 有意 意向 意欲 旨在 力争 争取 目标 目的 希望 愿意 承诺
待 下一步 未来 明年 后续 不久后 明天 下周 下月 下个月 年内 会 提名 候选 草案 预案 方案 推迟 延期 要约 期权 约定 同意 协议 签署 正在
洽谈 谈判 接近 考虑 寻求 建议 据传 传 传闻 网传 传言 盛传 疑似 消息称 有消息 消息人士 知情人士 知情人 据称 据悉 据报道 媒体报道 外媒
爆料 曝光 曝 网友 市场消息 猜测 推测 推断 或 或将 可能 也许 或许 恐 恐怕 似乎 疑 涉嫌 自称 声称 宣称 称 指控 被指 被曝 如果 假如 若 要是
一旦 即使 吗 ？ ? 认为 觉得 看来 估计 应该 应 以为 相信 期待 难以 有助于 能 能够 可 可以 潜在 已 已经 曾 曾经 了 过 宣布 完成 正式 成功
近日 日前 于 今天 昨日 刚刚 此前 旗下 的 并 由 被 定档 上市 登陆 时间 月 日 年 季度 下半年 何 为何 为什么 是否 有没有 吸引 用于 以 为 中标
公示 不 未 没有 “ ” ： ；
                """.strip(),
            )
        )
    )
)
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
