import pytest

from guanxi.extract.anaphora import descriptions, refer
from guanxi.extract.reading import Reading
from tests.resolve.helpers import extraction

NAMES = {"青禾科技": "ORG", "白云汽车": "ORG", "张敏": "PERSON", "李伟": "PERSON", "Zedgo": "PRODUCT"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾科技昨日上市。该公司去年亏损。", [["青禾科技"]]),
        ("青禾科技推出Zedgo，这款软件免费。", [["Zedgo"]]),
        ("张敏加入青禾科技，他说很高兴。", [["张敏"]]),
        ("青禾科技与白云汽车签约，双方将合作。", [["青禾科技", "白云汽车"]]),
        ("青禾科技起诉白云汽车，后者没有回应。", [["白云汽车"]]),
        ("青禾科技起诉白云汽车，前者要求赔偿。", [["青禾科技"]]),
        # A sentence may end its line; who only tells the news is no candidate.
        ("青禾科技上市。\n该公司亏损。", [["青禾科技"]]),
        ("白云汽车APP显示，青禾科技成立。该公司有五人。", [["青禾科技"]]),
        # Not certain: two of the kind, none of it, too far back, another paragraph.
        ("青禾科技收购白云汽车。该公司去年亏损。", [[]]),
        ("张敏遇到李伟。他笑了。", [[]]),
        ("该公司去年亏损。青禾科技上市。", [[]]),
        ("青禾科技上市。天气很好。下雨了。该公司亏损。", [[]]),
        ("青禾科技上市。\n\n该公司亏损。", [[]]),
        ("张敏：你好。\n李伟：他走了。", [[]]),
        ("张敏说，其他人和他们都走了。", []),
    ],
)
def test_only_what_is_certain(text, expected):
    found = extraction(text, NAMES)
    reading = Reading.of(found.document, found.mentions)
    said = [refer(reading, place) for place in descriptions(text)]
    assert [[mention.text for mention in mentions] for mentions in said] == expected


def test_two_names_of_one_entity_are_no_doubt():
    text = "青禾科技（Zedgo）上市。该公司亏损。"
    found = extraction(text, {"青禾科技": "ORG", "Zedgo": "ORG"}, aliases=[("青禾科技", "Zedgo")])
    reading = Reading.of(found.document, found.mentions)
    (place,) = descriptions(text)
    assert refer(reading, place) == ()
    assert [mention.text for mention in refer(reading, place, found.aliases)] == ["Zedgo"]
