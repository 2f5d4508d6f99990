"""The post that a works_for claim is about, and whether it is past."""

from __future__ import annotations

import re

from guanxi.extract.attributes.scope import Scope, scope_of
from guanxi.extract.reading import Reading
from guanxi.model import Claim

TYPE = "works_for"
_TITLE = (
    r"(?:首席\S{1,6}官|C[A-Z]O|(?:副|总|常务|高级|执行|独立|非执行|联席|名誉|代理|助理|资深|主任|首席|全球|监事会|董事会|董事局)*"
    r"(?:总裁|总经理|经理|董事长|董事|主席|秘书长|秘书|部长|局长|处长|厅长|科长|院长|校长|所长|行长|会长|社长|台长|站长|馆长|店长|队长|书记|主任|总监|监事|总编辑?|主编|编辑"
    r"|发言人|负责人|代表人|法定代表人|合伙人|创始人|分析师|工程师|设计师|科学家|研究员|教授|讲师|医生|律师|记者|主持人|主播|主教练|教练|球员|队员|员工|职员|顾问|委员|成员|高管"
    r"|市长|省长|县长|司长|部门主管|主管|老板|掌门人?|教父|大使|特使|参谋长|司令|军长|师长|团长|通讯员|作者|摄影师|导演))"
)
_TITLES = re.compile(_TITLE)
_NAMED_AFTER = re.compile(
    rf"(?:为|任|担任|出任|就任|接任|兼任|升任|辞去|辞任|卸任|免去|当选)[^，。；]{{0,30}}?(?P<role>{_TITLE})(?!的)"
)
# Long before the name or right at the post: `前总裁`, `曾任总裁`, `辞去总裁职务`.
_PAST_TRIGGER = re.compile(
    r"^(?:前任?(?!台|端|线)|原|曾)|曾任|历任|辞去|辞任|辞职|离职|离任|卸任|免去|免职|退休|离开|退出|不再|解聘|被免|去职|下台|离队|罢免|革职|解职|请辞|提出辞"
)
_PAST_BEFORE = re.compile(
    r"(?:前任?|原|曾经?|历任|先后|不再|卸任|辞去|辞任|免去)(?:[^，。；]{0,3})$|(?:曾经?|历任|先后|不再)[^，。；]{0,12}$|(?:曾任|历任|先后任|先后担任)[^，。；]{0,80}$"
)
# A list of posts held one after the other: all past up to `现任`.
_CAREER = re.compile(r"历任(?:(?!现任|现为|目前|至今|现兼|调任|出任)[^。；]){0,200}$")
_NOT_PAST = re.compile(r"(?:之前|以前|此前|目前|日前|当前|前天|年前|月前|前往|原本|原因|原则)(?:[^，。；]{0,3})$")
_PAST_AFTER = re.compile(
    r"^[^，。；]{0,24}(?:职务?|之职|一职)?[^，。；]{0,4}(?:离职|辞职|卸任|离任|被免|去职|请辞|期满离)"
)


def role_of(reading: Reading, claim: Claim) -> str:
    """Return the post of a works_for claim as the text words it (`总裁`); empty when the text does not."""
    if claim.type != TYPE or claim.trigger is None:
        return claim.role
    if claim.role:
        return claim.role
    trigger = claim.trigger.of(reading.text)
    inside = list(_TITLES.finditer(trigger))
    if inside:
        return inside[-1][0]
    end = min(claim.trigger.end + 60, len(reading.text))
    named = _NAMED_AFTER.match(reading.text, claim.trigger.start, end)
    return named["role"] if named else ""


def is_former(reading: Reading, claim: Claim, scope: Scope | None = None) -> bool:
    """Tell whether a works_for claim is about a post called past; `scope` is the claim's own, if it is at hand."""
    if claim.type != TYPE or claim.former or claim.trigger is None:
        return claim.former
    if _PAST_TRIGGER.search(claim.trigger.of(reading.text)):
        return True
    scope = scope or scope_of(reading, claim)
    if _CAREER.search(scope.earlier + scope.before):
        return True
    if _PAST_BEFORE.search(scope.before) and not _NOT_PAST.search(scope.before):
        return True
    return _PAST_AFTER.search(scope.after) is not None
