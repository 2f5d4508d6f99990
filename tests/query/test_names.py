"""Finding entities by what people type."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.errors import UnknownNameError
from guanxi.query import find, names
from guanxi.text.normalise import fold, fold_all
from tests.graphs import extraction, graph


@pytest.fixture(scope="module")
def made() -> nx.MultiDiGraph:
    return graph(
        [
            extraction(
                "腾飞研究院开发TD-8。研究院也质疑TD-8。",
                ("腾飞研究院", "developed", "TD-8"),
                ("研究院", "opposes", "TD-8"),
            ),
            extraction("白云研究院开发Sky。白云也来。", ("白云研究院", "developed", "Sky"), types={"白云": "ORG"}),
        ],
        {"研究院": "腾飞研究院", "白云": "白云研究院"},
    )


@pytest.mark.parametrize("name", ["腾飞研究院", "騰飛研究院", "研究院", " 腾飞研究院 ", "“腾飞研究院”"])
def test_any_way_to_write_a_name(made: nx.MultiDiGraph, name: str) -> None:
    assert find(made, name).id == "腾飞研究院"


@pytest.mark.parametrize("name", ["td-8", "ＴＤ－８", "TD-8"])
def test_width_and_case(made: nx.MultiDiGraph, name: str) -> None:
    assert find(made, name).id == "TD-8"


def test_unknown_names_give_the_nearest(made: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(made, "腾飞研究所")
    assert caught.value.nearest[0] == "腾飞研究院"
    with pytest.raises(UnknownNameError) as caught:
        find(made, "zzz")
    assert caught.value.nearest == ()


def test_an_own_name_wins_over_an_alias_and_an_id_is_a_name() -> None:
    one = extraction("甲乙公司开发A。", ("甲乙公司", "developed", "A"))
    two = extraction("丙公司开发B。甲乙公司又叫丙。", ("丙公司", "developed", "B"))
    made = graph([one, two])
    data = made.nodes["丙公司"]
    object.__setattr__(data["entity"], "aliases", ("甲乙公司",))
    assert [entity.id for entity in names(made).find_all("甲乙公司")] == ["甲乙公司", "丙公司"]
    object.__setattr__(data["entity"], "name", "某公司")
    made = made.copy()
    assert find(made, "丙公司").name == "某公司"


@given(
    st.lists(
        st.text(max_size=8) | st.sampled_from(["騰訊", "乾隆", "头\n发", "Ａ\u2028b", "\u3000甲\t乙 "]), max_size=5
    )
)
def test_folding_many_is_folding_each(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
