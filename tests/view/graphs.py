"""Graphs made by hand for the tests of the view, in the form that `guanxi.assemble` gives."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx

from guanxi.model import Claim, Document, Entity, Mention, Relation, Span
from guanxi.schema import load_schema


class Maker:
    """Collects sentences and what they state, then makes the graph."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.about: list[dict[str, str]] = []
        self.stated: list[tuple[int, Span, dict[str, Any]]] = []
        self.entities: dict[str, tuple[str, tuple[str, ...]]] = {}

    def document(self, **about: str) -> int:
        self.texts.append("")
        self.about.append(about)
        return len(self.texts) - 1

    def entity(self, name: str, type: str, *aliases: str) -> None:
        self.entities[name] = (type, aliases)

    def say(
        self, document: int, sentence: str, head: str, type: str, tail: str, trigger: str = "", **more: Any
    ) -> None:
        start = len(self.texts[document])
        self.texts[document] += sentence
        span = Span(start, start + len(sentence))
        self.stated.append((document, span, {"head": head, "type": type, "tail": tail, "trigger": trigger, **more}))

    def graph(self) -> nx.MultiDiGraph:
        documents = [Document(text=text, **about) for text, about in zip(self.texts, self.about, strict=True)]  # type: ignore[arg-type]
        mentions: dict[str, set[Mention]] = {name: set() for name in self.entities}
        relations: dict[tuple[str, str, str], list[Claim]] = {}

        def mention(document: Document, span: Span, name: str) -> Mention:
            owner = self._owner(name)
            at = document.text.find(name, span.start, span.end)
            at = span.start if at < 0 else at
            made = Mention(document.id, at, at + len(name), name, self.entities[owner][0])
            mentions[owner].add(made)
            return made

        for number, span, said in self.stated:
            document = documents[number]
            head, tail = mention(document, span, said["head"]), mention(document, span, said["tail"])
            source = mention(document, span, said["source"]) if said.get("source") else None
            trigger = document.text.find(said["trigger"], span.start, span.end) if said["trigger"] else -1
            ids = (f"id-{self._owner(said['head'])}", f"id-{self._owner(said['tail'])}")
            claim = Claim(
                document.id,
                head,
                said["type"],
                tail,
                span,
                trigger=Span(trigger, trigger + len(said["trigger"])) if trigger >= 0 else None,
                polarity=said.get("polarity", "asserted"),
                modality=said.get("modality", "fact"),
                source=source,
                date=said.get("date", ""),
                score=said.get("score", 0.9),
                role=said.get("role", ""),
                head_id=ids[0],
                tail_id=ids[1],
                source_id=f"id-{self._owner(said['source'])}" if source else "",
            )
            relations.setdefault((ids[0], said["type"], ids[1]), []).append(claim)
        graph = nx.MultiDiGraph()
        graph.graph["documents"] = {document.id: document for document in documents}
        graph.graph["schema"] = load_schema()
        for name, (type, aliases) in sorted(self.entities.items()):
            entity = Entity(f"id-{name}", type, name, aliases, tuple(sorted(mentions[name])))
            graph.add_node(entity.id, entity=entity)
        for (a, type, b), claims in sorted(relations.items()):
            support = len({claim.document for claim in claims if claim.polarity == "asserted"})  # 0: only denied
            relation = Relation(a, type, b, tuple(claims), support, float(max(1, support)))
            graph.add_edge(a, b, key=type, relation=relation)
        return graph

    def _owner(self, name: str) -> str:
        if name in self.entities:
            return name
        return next(owner for owner, (_, aliases) in self.entities.items() if name in aliases)


def small() -> nx.MultiDiGraph:
    """Articles about two phone makers: denied, planned, parallel and symmetric relations, aliases, old script."""
    make = Maker()
    make.entity("星河通信", "ORG", "星河")
    make.entity("海澜软件", "ORG")
    make.entity("星河研究院", "ORG")
    make.entity("飞鱼", "PRODUCT", "FlyFish")
    make.entity("云雀", "PRODUCT")
    make.entity("雲臺", "PRODUCT")
    make.entity("陈岚", "PERSON", "陈总")
    make.entity("周默", "PERSON")
    make.entity("孤岛社", "ORG")
    a = make.document(name="a", title="星河通信推出飞鱼", date="2013-06-19", author="林一", url="https://example.org/a")
    b = make.document(
        name="b", title="海澜软件回应", date="2014-03-02T09:00", author="林二", url="https://example.org/b"
    )
    c = make.document(name="c", title="无日期的旧闻", url="javascript:alert(1)")
    make.say(a, "星河通信昨日推出飞鱼。", "星河通信", "launched", "飞鱼", "推出")
    make.say(a, "星河由总裁陈岚带领。", "陈岚", "works_for", "星河", "总裁", role="总裁")
    make.say(a, "星河研究院是星河通信的下属机构。", "星河研究院", "part_of", "星河通信", "下属")
    make.say(a, "研究人员说，星河研究院质疑飞鱼。", "星河研究院", "opposes", "飞鱼", "质疑")
    make.say(
        b, "海澜软件否认云雀与飞鱼竞争。", "云雀", "competes_with", "飞鱼", "竞争", polarity="denied", source="海澜软件"
    )
    make.say(b, "海澜软件计划推出云雀。", "海澜软件", "launched", "云雀", "推出", modality="plan")
    make.say(
        b,
        "星河通信推出飞鱼之后，𠮷野家的店员周默说海澜软件使用飞鱼。",
        "海澜软件",
        "uses",
        "飞鱼",
        "使用",
        source="周默",
    )
    make.say(b, "星河通信推出飞鱼的消息再次传来。", "星河通信", "launched", "飞鱼", "推出")
    make.say(b, "星河通信运营飞鱼。", "星河通信", "operates", "飞鱼", "运营")
    make.say(b, "周默研发了雲臺。", "周默", "developed", "雲臺", "研发", date="2008")
    make.say(c, "周默加入海澜软件。", "周默", "works_for", "海澜软件", "加入", score=0.4)
    return make.graph()


HOSTILE = '<img src=x onerror="document.title=1">'


def hostile() -> nx.MultiDiGraph:
    """Everything a document may try: markup, script ends, reordering marks, odd links, endless names and sentences."""
    make = Maker()
    end = "</script><script>window.hit=1</script>"
    turned = "好人\u202e人坏\u202c"
    make.entity(HOSTILE, "ORG", end, "\u2067左右")
    make.entity(turned, "PERSON")
    make.entity("长" * 10_000, "PRODUCT")
    make.entity("__proto__", "PRODUCT", "constructor")
    make.entity("=HYPERLINK(1)", "ORG")
    make.entity("{{ 7*7 }} {% raw %}", "ORG")
    a = make.document(
        name="x",
        title=f'{HOSTILE}{end} <a href="https://evil.example">href</a>',
        author=HOSTILE,
        url="javascript:window.hit=1",
    )
    b = make.document(
        name="y", title="-->]]>" + "题" * 10_000, date="<b>2013</b>", url="data:text/html,<script>window.hit=1</script>"
    )
    c = make.document(name="z", title="好", date="2013-13-77", url='https://ok.example/"onmouseover="window.hit=1')
    make.say(a, f"据称{HOSTILE}收购了{turned}{end}。\x00\x1b[31m\ud800", HOSTILE, "acquired", turned, "收购")
    make.say(
        b,
        "甲" * 10_000 + "=HYPERLINK(1)起诉__proto__" + "乙" * 10_000,
        "=HYPERLINK(1)",
        "acts_against",
        "__proto__",
        "起诉",
    )
    make.say(c, "长" * 10_000 + "脱胎于__proto__。", "长" * 10_000, "derived_from", "__proto__", "脱胎于", role=HOSTILE)
    make.say(
        c, f"{{{{ 7*7 }}}} {{% raw %}}支持{turned}。", "{{ 7*7 }} {% raw %}", "supports", turned, "支持", source=HOSTILE
    )
    make.say(c, f"{HOSTILE}起诉{HOSTILE}。", HOSTILE, "acts_against", HOSTILE, "起诉")
    return make.graph()


def large(entities: int = 50_000, relations: int = 150_000, seed: int = 7) -> nx.MultiDiGraph:
    """A graph of the largest size the page promises to carry: scale-free, a sentence of its own for each relation."""
    dice = random.Random(seed)
    schema = load_schema()
    kinds = list(schema.relations.values())
    types = list(schema.entities)
    common = (
        "中国移动国际联合科技网络信息通信数据云智能城市东方华夏金山海天星光大地长江银河百年新时代未"
        "来创新集团电子商务软件系统工业投资控股动力生物医药汽车能源环境教育文化传媒旅游食品物流"
    )
    tails = {
        "ORG": ["公司", "集团", "研究院", "基金"],
        "PRODUCT": ["手机", "平台", "系统", "号"],
        "PERSON": ["伟", "芳", "强", "敏"],
    }
    filler = [
        "近日",
        "据悉",
        "在北京",
        "公开",
        "正式",
        "宣布",
        "今年",
        "首次",
        "与此同时",
        "业内人士表示",
        "记者获悉",
        "根据公告",
        "双方",
        "在发布会上",
        "预计",
        "随后",
        "值得注意的是",
        "目前",
    ]
    names = []
    for number in range(entities):
        type = types[number % len(types)]
        stem = "".join(dice.choice(common) for _ in range(dice.randint(2, 5)))
        names.append((f"{number:012x}", type, stem + dice.choice(tails[type])))
    lines: list[tuple[int, int, int, str, int, int]] = []
    ends: list[int] = list(range(40))
    seen = set()
    while len(lines) < relations:
        a = dice.choice(ends) if dice.random() < 0.6 else dice.randrange(entities)
        b = dice.choice(ends) if dice.random() < 0.3 else dice.randrange(entities)
        kind = dice.randrange(len(kinds))
        if a == b or (a, kind, b) in seen:
            continue
        seen.add((a, kind, b))
        ends += [a, b]
        words = "，".join(dice.sample(filler, 3))
        start = len(words) + 1
        trigger = dice.choice(kinds[kind].triggers)
        end = dice.choice(filler) + dice.choice(common) + dice.choice(common) + str(dice.randrange(9999))
        sentence = f"{words}，{names[a][2]}{dice.choice(filler)}{trigger}{names[b][2]}，{end}。"
        lines.append((a, kind, b, sentence, start, len(names[a][2])))
    graph = nx.MultiDiGraph()
    graph.graph["schema"] = schema
    documents: dict[str, Document] = {}
    mentions: list[list[Mention]] = [[] for _ in range(entities)]
    edges = []
    for first in range(0, relations, 8):
        group = lines[first : first + 8]
        date = f"{2000 + dice.randrange(24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        document = Document(
            "".join(line[3] for line in group),
            title=f"{names[group[0][0]][2]}新闻{first}",
            date=date,
            url=f"https://example.org/{first}",
        )
        documents[document.id] = document
        offset = 0
        for a, kind, b, sentence, start, length in group:
            head = Mention(document.id, offset + start, offset + start + length, names[a][2], names[a][1])
            at = offset + sentence.rindex(names[b][2])
            tail = Mention(document.id, at, at + len(names[b][2]), names[b][2], names[b][1])
            mentions[a].append(head)
            mentions[b].append(tail)
            claim = Claim(
                document.id,
                head,
                kinds[kind].id,
                tail,
                Span(offset, offset + len(sentence)),
                score=dice.random(),
                head_id=names[a][0],
                tail_id=names[b][0],
            )
            edges.append(
                (names[a][0], names[b][0], kinds[kind].id, Relation(names[a][0], kinds[kind].id, names[b][0], (claim,)))
            )
            offset += len(sentence)
    for number, (id, type, name) in enumerate(names):
        graph.add_node(id, entity=Entity(id, type, name, (), tuple(sorted(mentions[number]))))
    for a_id, b_id, key, relation in edges:
        graph.add_edge(a_id, b_id, key=key, relation=relation)
    graph.graph["documents"] = documents
    return graph
