import pytest

from guanxi.resolve import distinctive, organisations, people
from guanxi.resolve.families import implied
from guanxi.resolve.names import letters
from guanxi.resolve.signs import relation, versions


@pytest.mark.parametrize(
    ("key", "classes"),
    [
        ("浙江青禾新材料科技股份有限公司", "ppcciiiiillllll"),
        ("深圳市青禾集团有限公司", "pppccllllll"),
        ("青禾(香港)有限公司", "ccmppmllll"),
        ("中国移动", "ppcc"),
        ("青禾研究院", "ccuuu"),
        ("collab", "cccccc"),
        ("zed inc.", "cccmlllm"),
    ],
)
def test_an_organisation_is_taken_apart(key, classes):
    assert organisations.parse(key).classes == classes


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("有限公司", "legal"),
        ("(集团)有限公司", "legal"),
        ("浙江省", "place"),
        ("市场部", "unit"),
        ("置业", "branch"),
        ("科技", "trade"),
        ("科技(北京)有限公司", "trade-place"),
        ("", "none"),
        ("abc", "latin"),
        ("青禾", "other"),
    ],
)
def test_a_piece_of_a_name_has_a_kind(piece, kind):
    assert organisations.kind_of(piece) == kind


@pytest.mark.parametrize(
    ("key", "person"),
    [
        ("李跃", people.Person(surname="李", given="跃", parts=("李跃",))),
        ("欧阳小明", people.Person(surname="欧阳", given="小明", parts=("欧阳小明",))),
        ("李总", people.Person(called="李")),
        ("老宿", people.Person(called="宿")),
        ("蒂姆·库克", people.Person(parts=("蒂姆", "库克"))),
        ("tim cook", people.Person(parts=("tim", "cook"))),
    ],
)
def test_a_person_is_taken_apart(key, person):
    assert people.parse(key) == person


@pytest.mark.parametrize(
    ("short", "full", "type", "shape"),
    [
        ("model3", "model 3", "PRODUCT", "letters"),
        ("青禾", "青禾有限公司", "ORG", "legal-form"),
        ("研究院", "青禾研究院", "ORG", "suffix:other:unit"),
        ("ltf", "linux test framework", "PRODUCT", "initials"),
        ("李总", "李跃", "PERSON", "surname-title"),
        ("跃总", "李跃", "PERSON", "given-title"),
        ("大伟", "崔大伟", "PERSON", "given"),
        ("库克", "蒂姆·库克", "PERSON", "last"),
        ("朱华容", "朱华荣", "PERSON", "typo"),
        ("青禾置业", "青禾物业", "ORG", ""),
        ("张总", "李跃", "PERSON", ""),
    ],
)
def test_the_shape_of_a_pair(short, full, type, shape):
    assert relation(short, full, type) == shape


@pytest.mark.parametrize(
    ("key", "type", "known"),
    [
        ("青禾", "ORG", True),
        ("研究院", "ORG", False),
        ("信息技术部", "ORG", False),
        ("商务部", "ORG", True),
        ("乙方", "ORG", False),
        ("移动", "ORG", False),
        ("交通银行", "ORG", True),
        ("国际公司", "ORG", False),
        ("李跃", "PERSON", True),
        ("李总", "PERSON", False),
        ("员工a", "PERSON", False),
        ("张某", "PERSON", False),
        ("k3", "PRODUCT", False),
        ("ps4", "PRODUCT", True),
        ("3070", "PRODUCT", False),
        ("qq", "PRODUCT", True),
    ],
)
def test_what_a_name_says_on_its_own(key, type, known):
    assert distinctive(key, type) is known


def test_small_helpers():
    assert letters("python 3.10") != letters("python 310")
    assert versions("ps vii") == versions("ps 7") == ("7",)
    assert implied("青禾科技有限公司", "ORG") == ("青禾科技",)
    assert implied("青禾集团有限公司", "ORG") == ()
    assert implied("国际公司", "ORG") == ()
