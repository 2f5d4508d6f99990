"""Who says it: the speaker of a dialogue turn, of a quotation, of a report or an announcement.

The innermost wins: in `据甲报道，乙表示：“丙说…”` it is 丙. No source is the document's own voice.
"""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Sentence, Span

_VERB = re.compile(
    r"(?:对外|公开|此前|曾|还|也|则|均|随后|最新|正式|独家|特此|明确|再次|再度)*"
    r"(?:(?P<verb>表示|声称|宣称|坦言|直言|指出|认为|强调|透露|宣布|官宣|显示|获悉|了解到|回应|爆料|猜测|推测|预测|写道|解释|澄清|否认|辟谣"
    r"|承认|确认|证实|提示|提到|告诉|放言|发文|问道|答道|笑道|反驳|呼吁|建议|质疑|批评|指称|注意到|说|道(?=[：:])"
    r"|(?<![下简别俗全统合职名昵代尊通谦])称(?!为|作|之|号|呼|其为|王|霸|赞|道|职))"
    # Nouns as well as verbs: they report only with a mark or a verb of saying after them.
    r"|(?P<noun>预计|发现|公告|公布|披露|报道|声明|通报|公示|消息|了解|确认函|发布[^，。；“”]{0,40}?(?:公告|声明|消息|通报|通知|公示|批复|报告))"
    r"(?=[，,：:；“（(丨\s》]|称|说|表示|显示|指出|透露|确认|了|拟))"
)
_ACCORDING = re.compile(r"(?:根据|据)[“《]?(?P<who>[^，。；！？]{2,60})[，,：:]")
# The firm a report has just spoken of, by a noun: `公司表示`, `公告显示`.
_SAME_VOICE = re.compile(
    r"(?:对此，)?(?:根据|据)?(?:公司(?:方面)?|该公司|公告|该公告|其|该行|该机构|双方)(?:还|并|同时|称)?$"
)
_UNSAID = re.compile(r"(?:没有?|未|不|拒绝|无法|难以)$")
_TOOLS = re.compile(r"显示|了解|数据|报道|消息|获悉")
# An inner voice without a name: what it says is not the outer one's word.
_UNNAMED = re.compile(
    r"据[^，。；]{0,10}(?:外媒|媒体|知情人|消息人|人士|市场消息|内部|网友|业内)[^，。；]{0,12}[，,：: ]"
)
# Between a speaker and the verb: a bracket, a time, an adverb, a medium; but no comma, no end.
_BETWEEN = re.compile(r"(?:[（(][^（）()]{0,60}[）)]|[^，。；！？\n“”]){0,60}")
_ADDRESSEE = re.compile(r"(?:对|向|接受|就|针对|关于|面对|由|给|致|与|和|被|回复|在|于)[“《]?$")
_OPENING, _CLOSING = "“「『", "”」』"
_LONGEST_QUOTE = 1500
_MARKS = re.compile(rf"[{_OPENING}{_CLOSING}]|\n(?=\n)")
# A sentence that announces a quotation on the next line: `甲是这样回答的。`
_INTRODUCED = re.compile(
    r"(?P<who>[^。！？；\n“”]{1,80}?)(?:回答|说|表示|写道|谈到|解释|介绍|描述|评价|指出|回忆)(?:道|的)?"
    r"[。：:][ \u3000]*\n\s*$"
)
_AFTER = re.compile(
    r"[，,]?(?P<who>[^，。；！？“”]{1,40}?)(?:如此|这样|如是)?(?:说|表示|称|道|指出|认为|强调|写道|补充)(?:道)?[。，！：]"
)


def source_of(reading: Reading, claim: Claim) -> Mention | None:
    """Return the mention that says what a claim states; None for the document's own voice."""
    anchor = claim.trigger.start if claim.trigger else max(claim.head.start, claim.tail.start)
    sentence = reading.sentence_at(anchor)
    if sentence is None:
        return None
    quote = _quote_around(reading, anchor)
    if quote is not None and claim.trigger is not None:
        inner = _reported(reading, quote.start + 1, anchor) or _quoted_by(reading, quote)
        if inner is not None:
            return inner
    spoken = _speaker(reading, claim, sentence) if anchor >= _body(reading, sentence) else None
    if claim.trigger is None:
        return spoken  # two names side by side are the writer's words, whoever the sentence quotes
    return (
        _reported(reading, _body(reading, sentence), anchor)
        or _said_after(reading, anchor, sentence)
        or spoken
        or (_headed(reading, sentence) if sentence.speaker is None else None)
        or _before(reading, claim, sentence)
    )


def _speaker(reading: Reading, claim: Claim, sentence: Sentence) -> Mention | None:
    # A bracket after the label (`员工A（某部员工）：`) is the writer's word, not the speaker's.
    if sentence.speaker is None or sentence.speaker == claim.head.span:
        return None
    return reading.mention_at(sentence.speaker)


def _body(reading: Reading, sentence: Sentence) -> int:
    """Return where the speech begins when a sentence opens a dialogue turn, so that the label is nobody's subject."""
    if sentence.speaker is None or sentence.speaker.start != sentence.start:
        return sentence.start
    colon = re.compile(r"[：:]").search(reading.text, sentence.speaker.end, sentence.end)
    return colon.end() if colon else sentence.start


def _quote_around(reading: Reading, anchor: int) -> Span | None:
    """Return the innermost quotation that an offset stands in, from its opening mark; a quoted name is no quotation."""
    text = reading.text
    depth = 0
    marks = list(_MARKS.finditer(text, max(0, anchor - _LONGEST_QUOTE), anchor))
    for mark in reversed(marks):
        place = mark.start()
        if text[place] in _CLOSING:
            depth += 1
        elif text[place] in _OPENING:
            if depth:
                depth -= 1
                continue
            closing = _CLOSING[_OPENING.index(text[place])]
            end = text.find(closing, anchor, anchor + _LONGEST_QUOTE)
            end = end if end >= 0 else len(text)
            speech = end - place > 12 or text[end - 1 : end] in ("。", "！", "？", "，")
            return Span(place, end) if speech else None
        else:
            return None
    return None


def _quoted_by(reading: Reading, quote: Span) -> Mention | None:
    """Return who is named before a quotation (`甲表示：“`) or after it (`”，甲说`)."""
    text = reading.text
    start = max((text.rfind(mark, max(0, quote.start - 120), quote.start) for mark in "。！？；\n"), default=-1)
    lead = text[start + 1 : quote.start]
    if re.search(r"[：:，,]$", lead) or _VERB.search(lead[-8:]):
        found = _reported(reading, start + 1, quote.start)
        if found is not None:
            return found
    if re.search(r"[：:]$", lead):
        named = reading.mention_ending(quote.start - 1)
        if named is not None:
            return named
    introduced = _INTRODUCED.search(text[max(0, quote.start - 120) : quote.start])
    if introduced and not lead.strip():
        base = max(0, quote.start - 120)
        who = Span(base + introduced.start("who"), base + introduced.end("who"))
        if reading.mentions_in(who):
            return _last_named(reading, who)
    after = _AFTER.match(text, quote.end + 1, min(len(text), quote.end + 60))
    if after:
        return _last_named(reading, Span(*after.span("who")))
    return None


def _reported(reading: Reading, start: int, end: int) -> Mention | None:
    """Return the speaker of the last verb of saying, or `据甲，`, between two offsets that has one."""
    text = reading.text
    according = [(found.start(), found.end(), found) for found in _ACCORDING.finditer(text, start, end)]
    verbs = [(found.start(), found.end(), found) for found in _VERB.finditer(text, start, end)]
    names = reading.mentions_in(Span(start, end))
    for place, stop, found in sorted(according + verbs, key=lambda item: (item[0], item[1]), reverse=True):
        if found.re is _ACCORDING:
            named = reading.mentions_in(Span(*found.span("who")))
            people = [mention for mention in named if mention.type == "PERSON"]
            if named and _governs(text[stop:end]):
                return (people or list(named))[0]
            if not named and "公告" in found["who"]:
                return _voice_before(reading, start)
            continue
        word = found.start("verb") if found["verb"] else found.start("noun")
        if any(mention.start <= word < mention.end for mention in names) or not _governs(text[stop:end]):
            continue
        if _UNSAID.search(text[max(start, word - 4) : word]) and found["verb"] != "否认":
            continue
        if any(other < place < last and reading.mentions_in(Span(other, last)) for other, last, _ in according):
            continue
        speaker = _subject(reading, start, place, _TOOLS.search(found[0]) is not None)
        if speaker is not None:
            return None if _UNNAMED.search(text, stop, end) else speaker
        if _SAME_VOICE.search(text[max(start, place - 10) : place]):
            return _voice_before(reading, start)
    return None


def _voice_before(reading: Reading, start: int) -> Mention | None:
    """Return who spoke in the two sentences before an offset, when the next only says `公司表示`."""
    for sentence in reversed(reading.sentences_of(Span(max(0, start - 300), start))[-2:]):
        if sentence.end <= start:
            found = _VERB.search(reading.text, sentence.start, sentence.end)
            speaker = _subject(reading, sentence.start, found.start(), False) if found else None
            if speaker is not None:
                return speaker
    return None


def _governs(rest: str) -> bool:
    """Tell whether what a verb reports reaches on: nothing closes a quotation after it or starts another sentence.

    Nor does a verb within brackets reach out of them.
    """
    depth = brackets = 0
    for character in rest:
        brackets += (character in "（(") - (character in "）)")
        if brackets < 0:
            return False
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return True
        if character in "。！？" and not depth:
            return False
    return True


def _subject(reading: Reading, start: int, verb: int, tool: bool) -> Mention | None:
    """Return the mention before a verb that is its subject: not whom it is said to, and with no comma between.

    A product says nothing, but that a service `tool` may show or report it (`某查APP显示`).
    """
    text = reading.text
    for mention in reversed(reading.mentions_in(Span(start, verb))):
        gap = text[mention.end : verb]
        if len(gap) > 60 or not _BETWEEN.fullmatch(gap.lstrip("》”】」]")):
            return None
        if mention.type == "PRODUCT" and (not tool or gap.startswith(("微", "公", "官", "号"))):
            continue
        lead = text[max(0, mention.start - 3) : mention.start]
        if _ADDRESSEE.search(lead) and reading.mentions_in(Span(start, mention.start)):
            continue
        return mention
    return None


def _last_named(reading: Reading, span: Span) -> Mention | None:
    named = reading.mentions_in(span)
    return named[-1] if named else None


def _said_after(reading: Reading, anchor: int, sentence: Sentence) -> Mention | None:
    """`…，甲表示。` at the end of the sentence."""
    tail = re.compile(r"[，,”」](?P<who>[^，。；！？“”]{2,30}?)(?:说|表示|指出|认为|报道|透露)(?:称|道)?[。！]?$")
    found = tail.search(reading.text, anchor, sentence.end)
    return _last_named(reading, Span(*found.span("who"))) if found else None


def _headed(reading: Reading, sentence: Sentence) -> Mention | None:
    """`甲（600000.SH）：拟收购乙`: the name that heads a line speaks; `在甲看来` does too."""
    named = reading.mentions_in(sentence)
    if not named:
        return None
    first = named[0]
    if re.fullmatch(r"[【“\s]*", reading.text[sentence.start : first.start]):
        return (
            first
            if re.match(
                r"(?:[（(][^（）()]{0,30}[）)]|回复[^，：]{1,12})*[：:]", reading.text[first.end : first.end + 50]
            )
            else None
        )
    return next(
        (
            m
            for m in named
            if reading.text[max(0, m.start - 1) : m.start] == "在" and reading.text.startswith("看来", m.end)
        ),
        None,
    )


def _before(reading: Reading, claim: Claim, sentence: Sentence) -> Mention | None:
    """Return the speaker of the evidence's first sentences (`甲显示，…。…`) for a claim in a later one."""
    if claim.evidence.start >= sentence.start:
        return None
    for earlier in reversed(reading.sentences_of(Span(claim.evidence.start, sentence.start))):
        found = _reported(reading, earlier.start, earlier.end - 1)
        if found is not None:
            return found
    return None
