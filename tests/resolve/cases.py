"""Cross-document cases, written for these tests: homonyms that must stay apart, aliases that must be found.

Every case is a few small documents. `same` and `apart` hold pairs of mentions, each as (number of the document,
surface).
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.resolve.helpers import extraction


@dataclass(frozen=True)
class Case:
    """Some documents, and which of their mentions are one entity."""

    name: str
    documents: tuple
    same: tuple = ()
    apart: tuple = ()


def doc(text, org="", product="", person="", aliases=(), posts=()):
    """Return a document: its text, its names by type (split by spaces), stated aliases and posts."""
    names: dict[str, str] = {}
    for type, listed in (("ORG", org), ("PRODUCT", product), ("PERSON", person)):
        names |= dict.fromkeys(listed.replace("_", " ").split("|") if "|" in listed else listed.split(), type)
    return extraction(text, names, aliases, posts)


HOMONYMS = [
    Case(
        "two posts",
        (
            doc("阿里副总裁李伟出席大会。", org="阿里", person="李伟", posts=[("李伟", "阿里")]),
            doc("证监会处长李伟答记者问。", org="证监会", person="李伟", posts=[("李伟", "证监会")]),
        ),
        apart=(((0, "李伟"), (1, "李伟")),),
    ),
    Case(
        "a third without a post is left apart",
        (
            doc("青禾科技总裁王强发言。", org="青禾科技", person="王强", posts=[("王强", "青禾科技")]),
            doc("白石大学教授王强获奖。", org="白石大学", person="王强", posts=[("王强", "白石大学")]),
            doc("王强昨日抵达。", person="王强"),
        ),
        apart=(((0, "王强"), (1, "王强")), ((0, "王强"), (2, "王强")), ((1, "王强"), (2, "王强"))),
    ),
    Case(
        "a third without a post is decided by context",
        (
            doc("青禾科技总裁张敏发言。", org="青禾科技", person="张敏", posts=[("张敏", "青禾科技")]),
            doc("白石大学教授张敏获奖。", org="白石大学", person="张敏", posts=[("张敏", "白石大学")]),
            doc("张敏说，青禾科技明年上市。", org="青禾科技", person="张敏"),
        ),
        same=(((0, "张敏"), (2, "张敏")),),
        apart=(((0, "张敏"), (1, "张敏")), ((1, "张敏"), (2, "张敏"))),
    ),
    Case(
        "hospital and bank",
        (
            doc("仁和医院院长刘洋表示支持。", org="仁和医院", person="刘洋", posts=[("刘洋", "仁和医院")]),
            doc("江北银行行长刘洋辞职。", org="江北银行", person="刘洋", posts=[("刘洋", "江北银行")]),
        ),
        apart=(((0, "刘洋"), (1, "刘洋")),),
    ),
    Case(
        "three people of one name",
        (
            doc("远山汽车总经理陈杰介绍。", org="远山汽车", person="陈杰", posts=[("陈杰", "远山汽车")]),
            doc("南湖日报记者陈杰报道。", org="南湖日报", person="陈杰", posts=[("陈杰", "南湖日报")]),
            doc("飞鹰队教练陈杰下课。", org="飞鹰队", person="陈杰", posts=[("陈杰", "飞鹰队")]),
        ),
        apart=(((0, "陈杰"), (1, "陈杰")), ((0, "陈杰"), (2, "陈杰")), ((1, "陈杰"), (2, "陈杰"))),
    ),
    Case(
        "title and surname mean another person in each document",
        (
            doc("李建国开会。李总强调质量。", person="李建国 李总"),
            doc("李红梅开会。李总强调成本。", person="李红梅 李总"),
        ),
        same=(((0, "李建国"), (0, "李总")), ((1, "李红梅"), (1, "李总"))),
        apart=(((0, "李总"), (1, "李总")),),
    ),
    Case(
        "title and surname alone",
        (doc("王总没有回应。", person="王总"), doc("王总表示感谢。", person="王总")),
        apart=(((0, "王总"), (1, "王总")),),
    ),
    Case(
        "anonymous speakers",
        (doc("员工A：不知道。", person="员工A"), doc("员工A：知道。", person="员工A")),
        apart=(((0, "员工A"), (1, "员工A")),),
    ),
    Case(
        "张某 is nobody",
        (doc("张某被警方带走。", person="张某"), doc("张某获奖。", person="张某")),
        apart=(((0, "张某"), (1, "张某")),),
    ),
    Case(
        "one short name of a bank and of an insurer",
        (
            doc("江海银行公布年报。江海称利润上升。", org="江海银行 江海", aliases=[("江海银行", "江海")]),
            doc("江海保险公布年报。江海称保费上升。", org="江海保险 江海", aliases=[("江海保险", "江海")]),
            doc("江海昨日大涨。", org="江海"),
        ),
        apart=(((0, "江海"), (1, "江海")), ((0, "江海"), (2, "江海")), ((1, "江海"), (2, "江海"))),
    ),
    Case(
        "the same, decided by who stands beside it",
        (
            doc(
                "江海银行行长周密说话。江海称利润上升。",
                org="江海银行 江海",
                person="周密",
                aliases=[("江海银行", "江海")],
            ),
            doc(
                "江海保险董事长吴越说话。江海称保费上升。",
                org="江海保险 江海",
                person="吴越",
                aliases=[("江海保险", "江海")],
            ),
            doc("吴越说，江海明年招人。", org="江海", person="吴越"),
        ),
        same=(((1, "江海"), (2, "江海")),),
        apart=(((0, "江海"), (1, "江海")), ((0, "江海"), (2, "江海"))),
    ),
    Case(
        "firm and product of one name",
        (doc("红稻公司发布手机。红稻上市。", org="红稻公司 红稻"), doc("红稻很好吃，红稻是杂粮。", product="红稻")),
        apart=(((0, "红稻"), (1, "红稻")),),
    ),
    Case(
        "a department's name alone",
        (
            doc("青禾科技市场部开会。市场部认为可行。", org="青禾科技市场部 市场部"),
            doc("白云汽车市场部开会。市场部认为不可行。", org="白云汽车市场部 市场部"),
        ),
        same=(((0, "青禾科技市场部"), (0, "市场部")),),
        apart=(((0, "市场部"), (1, "市场部")), ((0, "青禾科技市场部"), (1, "白云汽车市场部"))),
    ),
    Case(
        "research institutes",
        (
            doc("青禾研究院发文。研究院说明了情况。", org="青禾研究院 研究院"),
            doc("研究院没有回应。", org="研究院"),
        ),
        apart=(((0, "研究院"), (1, "研究院")),),
    ),
    Case(
        "parent and institute in two documents",
        (doc("青禾科技涨停。", org="青禾科技"), doc("青禾科技研究院成立。", org="青禾科技研究院")),
        apart=(((0, "青禾科技"), (1, "青禾科技研究院")),),
    ),
    Case(
        "sibling subsidiaries",
        (doc("青禾云上线。", org="青禾云"), doc("青禾音乐上线。", org="青禾音乐")),
        apart=(((0, "青禾云"), (1, "青禾音乐")),),
    ),
    Case(
        "provincial branches",
        (
            doc("蓝天通信江苏分公司回应。", org="蓝天通信江苏分公司"),
            doc("蓝天通信浙江分公司回应。", org="蓝天通信浙江分公司"),
            doc("蓝天通信回应。", org="蓝天通信"),
        ),
        apart=(
            ((0, "蓝天通信江苏分公司"), (1, "蓝天通信浙江分公司")),
            ((0, "蓝天通信江苏分公司"), (2, "蓝天通信")),
        ),
    ),
    Case(
        "versions",
        (
            doc("风行10发布。", product="风行10"),
            doc("风行10 Pro发布。", product="风行10_Pro|X"),
            doc("风行11发布。", product="风行11"),
        ),
        apart=(((0, "风行10"), (1, "风行10 Pro")), ((0, "风行10"), (2, "风行11"))),
    ),
    Case(
        "model codes of two makers",
        (doc("远山K3发布。K3卖九万元。", product="远山K3 K3"), doc("白云K3发布。K3卖十万元。", product="白云K3 K3")),
        apart=(((0, "K3"), (1, "K3")), ((0, "远山K3"), (1, "白云K3"))),
    ),
    Case(
        "one surname, two foreigners",
        (
            doc("约翰·史密斯说好。史密斯笑了。", person="约翰·史密斯 史密斯"),
            doc("安娜·史密斯说不。史密斯走了。", person="安娜·史密斯 史密斯"),
            doc("史密斯没有回应。", person="史密斯"),
        ),
        same=(((0, "约翰·史密斯"), (0, "史密斯")), ((1, "安娜·史密斯"), (1, "史密斯"))),
        apart=(((0, "史密斯"), (1, "史密斯")), ((0, "史密斯"), (2, "史密斯")), ((1, "史密斯"), (2, "史密斯"))),
    ),
    Case(
        "roles of contracts",
        (
            doc("青禾科技（以下简称“甲方”）签约。甲方付款。", org="青禾科技 甲方", aliases=[("青禾科技", "甲方")]),
            doc("白云汽车（以下简称“甲方”）签约。甲方付款。", org="白云汽车 甲方", aliases=[("白云汽车", "甲方")]),
        ),
        same=(((0, "青禾科技"), (0, "甲方")),),
        apart=(((0, "甲方"), (1, "甲方")),),
    ),
    Case(
        "two courts called 中院",
        (
            doc(
                "台州市中级人民法院（中院）宣判。中院认为有罪。",
                org="台州市中级人民法院 中院",
                aliases=[("台州市中级人民法院", "中院")],
            ),
            doc(
                "宁波市中级人民法院（中院）宣判。中院认为无罪。",
                org="宁波市中级人民法院 中院",
                aliases=[("宁波市中级人民法院", "中院")],
            ),
        ),
        apart=(((0, "中院"), (1, "中院")),),
    ),
]

ALIASES = [
    Case(
        "full name elsewhere",
        (
            doc(
                "青禾科技有限公司（以下简称“青禾”）成立。青禾招人。",
                org="青禾科技有限公司 青禾",
                aliases=[("青禾科技有限公司", "青禾")],
            ),
            doc("青禾今日涨停。", org="青禾"),
        ),
        same=(((0, "青禾科技有限公司"), (1, "青禾")),),
    ),
    Case(
        "legal form only",
        (doc("远山机械股份有限公司公告。", org="远山机械股份有限公司"), doc("远山机械回应。", org="远山机械")),
        same=(((0, "远山机械股份有限公司"), (1, "远山机械")),),
    ),
    Case(
        "Latin and Chinese name",
        (
            doc("飞兔（Flyhare）发布新品。", org="飞兔 Flyhare", aliases=[("飞兔", "Flyhare")]),
            doc("Flyhare上市。", org="Flyhare"),
            doc("飞兔裁员。", org="飞兔"),
        ),
        same=(((0, "飞兔"), (1, "Flyhare")), ((1, "Flyhare"), (2, "飞兔"))),
    ),
    Case(
        "width and case",
        (doc("ＺＥＤ上线。", product="ＺＥＤ"), doc("zed更新。", product="zed"), doc("Zed下架。", product="Zed")),
        same=(((0, "ＺＥＤ"), (1, "zed")), ((1, "zed"), (2, "Zed"))),
    ),
    Case(
        "traditional script",
        (doc("遠山汽車發布新車。", org="遠山汽車"), doc("远山汽车发布新车。", org="远山汽车")),
        same=(((0, "遠山汽車"), (1, "远山汽车")),),
    ),
    Case(
        "nickname",
        (
            doc("Zedgo在内部被称作“斑马”。斑马很快。", product="Zedgo 斑马", aliases=[("Zedgo", "斑马")]),
            doc("Zedgo更新了。", product="Zedgo"),
            doc("斑马APP受欢迎，斑马很快。", product="斑马"),
        ),
        same=(((0, "斑马"), (1, "Zedgo")), ((0, "Zedgo"), (2, "斑马"))),
    ),
    Case(
        "person by full name",
        (doc("李跃然表示支持。", person="李跃然"), doc("李跃然昨日辞职。", person="李跃然")),
        same=(((0, "李跃然"), (1, "李跃然")),),
    ),
    Case(
        "person with the same post",
        (
            doc("青禾科技总裁李伟发言。", org="青禾科技", person="李伟", posts=[("李伟", "青禾科技")]),
            doc("青禾科技CEO李伟辞职。", org="青禾科技", person="李伟", posts=[("李伟", "青禾科技")]),
            doc("证监会处长李伟答问。", org="证监会", person="李伟", posts=[("李伟", "证监会")]),
        ),
        same=(((0, "李伟"), (1, "李伟")),),
        apart=(((0, "李伟"), (2, "李伟")),),
    ),
    Case(
        "a document with both posts joins them",
        (
            doc("阿里副总裁赵敏出席。", org="阿里", person="赵敏", posts=[("赵敏", "阿里")]),
            doc("白石大学教授赵敏获奖。", org="白石大学", person="赵敏", posts=[("赵敏", "白石大学")]),
            doc(
                "赵敏曾是阿里副总裁，现为白石大学教授。",
                org="阿里 白石大学",
                person="赵敏",
                posts=[("赵敏", "阿里"), ("赵敏", "白石大学")],
            ),
        ),
        same=(((0, "赵敏"), (1, "赵敏")), ((1, "赵敏"), (2, "赵敏"))),
    ),
    Case(
        "posts in parent and department",
        (
            doc("蓝天通信总裁孙立发言。", org="蓝天通信", person="孙立", posts=[("孙立", "蓝天通信")]),
            doc(
                "蓝天通信研究院院长孙立发言。", org="蓝天通信研究院", person="孙立", posts=[("孙立", "蓝天通信研究院")]
            ),
        ),
        same=(((0, "孙立"), (1, "孙立")),),
        apart=(((0, "蓝天通信"), (1, "蓝天通信研究院")),),
    ),
    Case(
        "posts under two names of one firm",
        (
            doc(
                "远山机械股份有限公司总裁周涛发言。",
                org="远山机械股份有限公司",
                person="周涛",
                posts=[("周涛", "远山机械股份有限公司")],
            ),
            doc("远山机械CEO周涛辞职。", org="远山机械", person="周涛", posts=[("周涛", "远山机械")]),
        ),
        same=(((0, "周涛"), (1, "周涛")),),
    ),
    Case(
        "surname of a foreigner",
        (
            doc("埃德·霍金森出任CEO。霍金森说好。", person="埃德·霍金森 霍金森"),
            doc("霍金森昨日抵京。", person="霍金森"),
        ),
        same=(((0, "埃德·霍金森"), (1, "霍金森")),),
    ),
    Case(
        "foreigner in two scripts",
        (
            doc(
                "埃德·霍金森（Ed Hodgkinson）上任。",
                person="埃德·霍金森|Ed_Hodgkinson",
                aliases=[("埃德·霍金森", "Ed Hodgkinson")],
            ),
            doc("Ed Hodgkinson resigned.", person="Ed_Hodgkinson|X"),
        ),
        same=(((0, "埃德·霍金森"), (1, "Ed Hodgkinson")),),
    ),
    Case(
        "acronym the text defines",
        (
            doc("东海期货交易所（东期所）开市。东期所公告。", org="东海期货交易所 东期所"),
            doc("东期所上调手续费。", org="东期所"),
        ),
        same=(((0, "东海期货交易所"), (1, "东期所")),),
    ),
    Case(
        "product with and without its space",
        (doc("Nova 7发布。", product="Nova_7|X"), doc("Nova 7降价。", product="Nova_7|X")),
        same=(((0, "Nova 7"), (1, "Nova 7")),),
    ),
    Case(
        "quotes around a name",
        (doc("《远山记》上映。", product="《远山记》"), doc("远山记票房过亿。", product="远山记")),
        same=(((0, "《远山记》"), (1, "远山记")),),
    ),
    Case(
        "two documents share an alias in two scripts",
        (
            doc("飞兔公司（Flyhare）发布新品。", org="飞兔公司 Flyhare", aliases=[("飞兔公司", "Flyhare")]),
            doc(
                "Flyhare（飞兔科技有限公司）上市。",
                org="飞兔科技有限公司 Flyhare",
                aliases=[("飞兔科技有限公司", "Flyhare")],
            ),
        ),
        same=(((0, "Flyhare"), (1, "Flyhare")),),
    ),
    Case(
        "group and short name in many documents",
        (
            doc("蓝天通信集团（蓝天通信）公告。", org="蓝天通信集团 蓝天通信", aliases=[("蓝天通信集团", "蓝天通信")]),
            doc("蓝天通信回应。", org="蓝天通信"),
            doc("蓝天通信涨停。", org="蓝天通信"),
            doc("蓝天通信集团换帅。", org="蓝天通信集团"),
        ),
        same=(
            ((0, "蓝天通信"), (1, "蓝天通信")),
            ((1, "蓝天通信"), (2, "蓝天通信")),
            ((2, "蓝天通信"), (3, "蓝天通信集团")),
        ),
    ),
    Case(
        "short name and full name meet in a third document",
        (
            doc("国家药品检验总院回应。", org="国家药品检验总院"),
            doc("药检总院回应。", org="药检总院"),
            doc(
                "国家药品检验总院（以下简称药检总院）公告。",
                org="国家药品检验总院 药检总院",
                aliases=[("国家药品检验总院", "药检总院")],
            ),
        ),
        same=(((0, "国家药品检验总院"), (1, "药检总院")),),
    ),
    Case(
        "former name that the text equates",
        (
            doc("青禾（原名绿苗）获融资。", org="青禾 绿苗", aliases=[("青禾", "绿苗")]),
            doc("绿苗曾亏损。", org="绿苗"),
            doc("青禾上市。", org="青禾"),
        ),
        same=(((1, "绿苗"), (2, "青禾")),),
    ),
    Case(
        "a misprint is left to the user, the rest is found",
        (
            doc(
                "白云汽车公司总裁马骏宣布。白云汽车扩产。",
                org="白云汽车公司 白云汽车",
                person="马骏",
                posts=[("马骏", "白云汽车公司")],
            ),
            doc("马骏说，白云汽车要出海。", org="白云汽车", person="马骏"),
        ),
        same=(((0, "白云汽车公司"), (1, "白云汽车")), ((0, "马骏"), (1, "马骏"))),
    ),
]

ALIASES += [
    Case(
        "a foreigner with two posts",
        (
            doc(
                "远山汽车CEO埃德·霍金森说好。霍金森笑了。",
                org="远山汽车",
                person="埃德·霍金森 霍金森",
                posts=[("埃德·霍金森", "远山汽车")],
            ),
            doc("白石航天CEO霍金森说不。", org="白石航天", person="霍金森", posts=[("霍金森", "白石航天")]),
        ),
        same=(((0, "埃德·霍金森"), (1, "霍金森")),),
    ),
    Case(
        "ministries are distinctive",
        (doc("商务部回应。", org="商务部"), doc("商务部发布公告。", org="商务部")),
        same=(((0, "商务部"), (1, "商务部")),),
    ),
]

# Short forms that no document equates with their full name.
ALIASES += [
    Case(
        "an abbreviation, by context",
        (
            doc("江海商业银行行长周密说话。", org="江海商业银行", person="周密"),
            doc("周密说，江行明年招人。", org="江行", person="周密"),
        ),
        same=(((0, "江海商业银行"), (1, "江行")),),
    ),
    Case(
        "an abbreviation of what a third document calls in full",
        (
            doc("中国林海银行行长周密说话。", org="中国林海银行", person="周密"),
            doc("林海银行公布年报。", org="林海银行"),
            doc("周密说，林行明年招人。", org="林行", person="周密"),
        ),
        same=(((0, "中国林海银行"), (1, "林海银行")), ((1, "林海银行"), (2, "林行"))),
    ),
    Case(
        "the country's name dropped",
        (doc("中国远山重工回应。", org="中国远山重工"), doc("远山重工停产。", org="远山重工")),
        same=(((0, "中国远山重工"), (1, "远山重工")),),
    ),
    Case(
        "initials, by context",
        (
            doc("Blue Harbor Foundation and 周密", org="Blue_Harbor_Foundation|X", person="周密"),
            doc("周密加入BHF。", org="BHF", person="周密"),
        ),
        same=(((0, "Blue Harbor Foundation"), (1, "BHF")),),
    ),
]
HOMONYMS += [
    Case(
        "an abbreviation without context may be another's",
        (doc("江海商业银行回应。", org="江海商业银行"), doc("江行涨停。", org="江行")),
        apart=(((0, "江海商业银行"), (1, "江行")),),
    ),
    Case(
        "an abbreviation of two",
        (
            doc("江海商业银行行长周密说话。", org="江海商业银行", person="周密"),
            doc("江北银行副行长吴越说话。", org="江北银行", person="吴越"),
            doc("周密说，江行明年招人。", org="江行", person="周密"),
        ),
        apart=(((0, "江海商业银行"), (2, "江行")), ((1, "江北银行"), (2, "江行"))),
    ),
    Case(
        "a firm and its part in the country",
        (
            doc("飞兔总裁周密说话。", org="飞兔", person="周密"),
            doc("周密说，中国飞兔明年招人。", org="中国飞兔", person="周密"),
        ),
        apart=(((0, "飞兔"), (1, "中国飞兔")),),
    ),
    Case(
        "two ministries of two countries",
        (
            doc("美国商贸部回应。", org="美国商贸部"),
            doc("中国商贸部回应。", org="中国商贸部"),
            doc("商贸部回应。", org="商贸部"),
        ),
        apart=(
            ((0, "美国商贸部"), (1, "中国商贸部")),
            ((0, "美国商贸部"), (2, "商贸部")),
            ((1, "中国商贸部"), (2, "商贸部")),
        ),
    ),
    Case(
        "one character more",
        (
            doc("林监会主席周密说话。", org="林监会", person="周密"),
            doc("周密说，林保监会明年招人。", org="林保监会", person="周密"),
        ),
        apart=(((0, "林监会"), (1, "林保监会")),),
    ),
    Case(
        "brand and its car maker and its water in three documents",
        (
            doc("远山董事长周密说话。", org="远山", person="周密"),
            doc("周密说，远山汽车明年招人。", org="远山汽车", person="周密"),
            doc("周密说，远山冰泉明年招人。", org="远山冰泉", person="周密"),
        ),
        apart=(((0, "远山"), (1, "远山汽车")), ((0, "远山"), (2, "远山冰泉")), ((1, "远山汽车"), (2, "远山冰泉"))),
    ),
]

# A document that takes a subsidiary for its parent must not do so for all others.
_BRANDS = doc("远山汽车降价。远山的销量上升。", org="远山汽车 远山", aliases=[("远山汽车", "远山")])
_APART = (
    doc("远山旗下远山汽车降价，远山物业涨价。", org="远山 远山汽车 远山物业"),
    doc("远山持有远山汽车三成股份，远山物业未持有。", org="远山 远山汽车 远山物业"),
)
HOMONYMS += [
    Case(
        "one document of three says that a brand is its subsidiary",
        (_BRANDS, *_APART, doc("远山回应。", org="远山")),
        apart=(((0, "远山汽车"), (3, "远山")), ((1, "远山汽车"), (3, "远山")), ((1, "远山汽车"), (1, "远山"))),
    ),
]
ALIASES += [
    Case(
        "all documents say that a brand is its firm",
        (_BRANDS, doc("远山回应。", org="远山")),
        same=(((0, "远山汽车"), (1, "远山")),),
    ),
]
