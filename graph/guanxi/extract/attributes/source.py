"""Who says it: the speaker of a dialogue turn, of a quotation, of a report or an announcement.

The innermost wins: in `据甲报道，乙表示：“丙说…”` it is 丙. No source is the document's own voice.
"""

from __future__ import annotations

import re

from guanxi.extract.reading import Reading
from guanxi.model import Claim, Mention, Sentence, Span

_VERB = re.compile(
    r"(?:对外|公开|此前|曾|还|也|则|均|随后|最新|正式|独家|特此|明确)*(?P<verb>"
    r"表示|声称|宣称|坦言|直言|指出|认为|强调|透露|宣布|官宣|公告|公布|披露|显示|报道|获悉|了解到?|回应|声明|通报|公示|爆料|猜测|推测|预测|预计"
    r"|写道|介绍|解释|澄清|否认|辟谣|承认|确认|证实|援引|提示|提到|告诉|放言|发文|发公告|发布(?:公告|消息|声明|报告|通知|通报|公报|财报|微博|题为)?|消息|快?讯|说|称(?!为|作|之|号|呼|其为|王|霸|赞|道)|问道|答道|笑道|反驳|呼吁|建议"
    r"|质疑|批评|指称|描述|发现|注意到|数据|研报|曝光|发公告称|发表"
    r")"
)
# Between a speaker and the verb: a bracket, a time, an adverb, a medium; but no comma, no end.
_BETWEEN = re.compile(r"(?:[（(][^（）()]{0,60}[）)]|[^，。；！？\n“”]){0,60}")
_ADDRESSEE = re.compile(r"(?:对|向|接受|就|针对|关于|面对|由|给|致|与|和|被|回复|在|于)[“《]?$")
_OPENING, _CLOSING = "“「『", "”」』"
_LONGEST_QUOTE = 1500
_AFTER = re.compile(r"[，,]?(?P<who>[^，。；！？“”]{1,40}?)(?:如此|这样|如是)?(?:说|表示|称|道|指出|认为|强调|写道|补充)(?:道)?[。，！：]")


def source_of(reading: Reading, claim: Claim) -> Mention | None:
    """Return the mention that says what a claim states; None when it is the document's own voice or nobody is certain."""
    anchor = claim.trigger.start if claim.trigger else max(claim.head.start, claim.tail.start)
    sentence = reading.sentence_at(anchor)
    if sentence is None:
        return None
    quote = _quote_around(reading, anchor)
    if quote is not None:
        inner = _reported(reading, quote.start + 1, anchor, sentence) or _quoted_by(reading, quote)
        if inner is not None:
            return inner
    return (
        _reported(reading, max(sentence.start, _body(reading, sentence)), anchor, sentence)
        or _said_after(reading, anchor, sentence)
        or _speaker(reading, claim, sentence)
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
    for place in range(anchor - 1, max(-1, anchor - _LONGEST_QUOTE), -1):
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
        elif text.startswith("\n\n", place):
            return None
    return None


def _quoted_by(reading: Reading, quote: Span) -> Mention | None:
    """Return who is named before a quotation (`甲表示：“`) or after it (`”，甲说`)."""
    text = reading.text
    start = max(
        (text.rfind(mark, max(0, quote.start - 120), quote.start) for mark in "。！？；\n"), default=-1
    )
    lead = text[start + 1 : quote.start]
    if re.search(r"[：:，,]$", lead) or _VERB.search(lead[-8:]):
        found = _reported(reading, start + 1, quote.start, None)
        if found is not None:
            return found
    if re.search(r"[：:]$", lead):
        named = reading.mention_ending(quote.start - 1)
        if named is not None:
            return named
    after = _AFTER.match(text, quote.end + 1, min(len(text), quote.end + 60))
    if after:
        return _last_named(reading, Span(*after.span("who")))
    return None


def _reported(reading: Reading, start: int, end: int, sentence: Sentence | None) -> Mention | None:
    """Return the speaker of the last verb of saying between two offsets that has one."""
    text = reading.text
    for verb in reversed(list(_VERB.finditer(text, start, end))):
        place = verb.start("verb")
        if any(mention.start <= place < mention.end for mention in reading.mentions_in(Span(start, end))):
            continue
        colon_or_far = text[verb.end() : end]
        if not _governs(verb["verb"], colon_or_far):
            continue
        speaker = _subject(reading, start, verb.start())
        if speaker is not None:
            return speaker
    return None


def _governs(verb: str, rest: str) -> bool:
    """Tell whether what a verb reports reaches on: nothing closes a quotation after it or starts another sentence."""
    depth = 0
    for character in rest:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth < 0:
            return True
        if character in "。！？" and not depth:
            return False
    return True


def _subject(reading: Reading, start: int, verb: int) -> Mention | None:
    """Return the mention before a verb that is its subject: not whom it is said to, and with no comma between."""
    text = reading.text
    for mention in reversed(reading.mentions_in(Span(start, verb))):
        gap = text[mention.end : verb]
        if len(gap) > 60 or not _BETWEEN.fullmatch(gap.lstrip("》”】」]")):
            return None
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


def _before(reading: Reading, claim: Claim, sentence: Sentence) -> Mention | None:
    """Return the speaker of the evidence's first sentences (`甲显示，…。…`) for a claim in a later one."""
    if claim.evidence.start >= sentence.start:
        return None
    for earlier in reversed(reading.sentences_of(Span(claim.evidence.start, sentence.start))):
        found = _reported(reading, earlier.start, earlier.end - 1, earlier)
        if found is not None:
            return found
    return None
