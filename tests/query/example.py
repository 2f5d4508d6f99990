"""The graph that the examples of `LANGUAGE.md` are asked of; its names are made up."""

from __future__ import annotations

from typing import Any

import networkx as nx

from guanxi.model import Document, Extraction
from tests.graphs import claim, graph, mention


def example() -> nx.MultiDiGraph:
    product, person = {"海豚": "PRODUCT", "飞鱼": "PRODUCT"}, {"王小明": "PERSON", "李小红": "PERSON"}
    types = {**product, **person}
    found: list[Extraction] = []

    def say(
        text: str, head: str, type: str, tail: str, *, date: str = "2013-06-19", source: str = "", **fields: Any
    ) -> None:
        document = Document(text, name=f"n{len(found)}", title=f"新闻{len(found)}", date=date)
        places = {
            name: mention(document, name, types.get(name, "ORG")) for name in (head, tail, *filter(None, [source]))
        }
        if source:
            fields["source"] = places[source]
        fields["date"] = fields.pop("when", "")
        stated = claim(document, places[head], type, places[tail], **fields)
        found.append(Extraction(document, tuple(sorted(places.values())), (stated,)))

    say("2008年，蓝鲸公司推出了海豚。", "蓝鲸公司", "launched", "海豚", date="2008-06-01", when="2008", trigger="推出")
    say("据悉，蓝鲸推出海豚已有五年。", "蓝鲸", "launched", "海豚", trigger="推出")
    say("星辰研究院质疑海豚。", "星辰研究院", "opposes", "海豚", trigger="质疑")
    say(
        "王小明说，青藤公司质疑海豚。",
        "青藤公司",
        "opposes",
        "海豚",
        source="王小明",
        modality="opinion",
        trigger="质疑",
    )
    say("星辰研究院隶属蓝鲸公司。", "星辰研究院", "part_of", "蓝鲸公司", trigger="隶属")
    say("星辰研究院设有无线室，无线室隶属星辰研究院。", "无线室", "part_of", "星辰研究院", trigger="隶属")
    say("王小明任职蓝鲸公司总裁。", "王小明", "works_for", "蓝鲸公司", role="总裁", trigger="任职")
    say("李小红供职于青藤公司。", "李小红", "works_for", "青藤公司", role="经理", trigger="供职")
    say("海豚与飞鱼竞争。", "海豚", "competes_with", "飞鱼", trigger="竞争")
    say("青藤公司推出飞鱼。", "青藤公司", "launched", "飞鱼", when="2012-12", trigger="推出")
    say(
        "王小明否认蓝鲸公司收购青藤公司。",
        "蓝鲸公司",
        "acquired",
        "青藤公司",
        source="王小明",
        polarity="denied",
        trigger="收购",
    )
    say(
        "蓝鲸公司计划与青藤公司合作。",
        "蓝鲸公司",
        "partners_with",
        "青藤公司",
        modality="plan",
        when="2014",
        trigger="合作",
    )
    say("李小红支持海豚。", "李小红", "supports", "海豚", trigger="支持")
    return graph(found, {"蓝鲸": "蓝鲸公司"})
