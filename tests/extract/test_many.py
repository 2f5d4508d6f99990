"""Many documents at once: the answers come in order, whatever takes long, and errors at their place."""

import threading
import time

import pytest

from guanxi import extract
from guanxi.extract.many import each, threads
from guanxi.model import Document
from guanxi.schema import load_schema

DOCUMENTS = [Document(f"第{number}篇。", name=str(number)) for number in range(30)]


def test_answers_come_in_order():
    def slow_first(document: Document) -> str:
        time.sleep(0.02 if document.name in "0 3 6" else 0)
        return document.name

    assert list(each(slow_first, DOCUMENTS, 3)) == [document.name for document in DOCUMENTS]


def test_two_at_once_and_no_more_ahead_than_needed():
    both, taken = threading.Barrier(2, timeout=20), []

    def together(document: Document) -> None:
        both.wait()  # breaks unless two documents are worked on at the same time

    def source():
        for document in DOCUMENTS:
            taken.append(document)
            yield document

    answers = each(together, source(), 2)
    next(answers)
    assert len(taken) < len(DOCUMENTS)
    assert len(list(answers)) == len(DOCUMENTS) - 1


def test_an_error_is_raised_at_its_document():
    def work(document: Document) -> str:
        if document.name == "4":
            raise ValueError(document.name)
        return document.name

    for workers in (1, 3):
        answers = each(work, DOCUMENTS, workers)
        assert [next(answers) for _ in range(4)] == ["0", "1", "2", "3"]
        with pytest.raises(ValueError, match="4"):
            next(answers)


def test_rules_keep_to_one_thread_and_threads_change_no_answer():
    schema = load_schema()
    assert threads(extract.create("rules", schema)) == 1
    neural = extract.create("neural", schema)
    texts = ["华为发布了鸿蒙系统，余承东表示将与赛力斯合作。", "小米集团收购了紫米。", "腾讯否认投资了字节跳动。"] * 6
    documents = [Document(f"{text}{number}", name=str(number)) for number, text in enumerate(texts)]
    alone = [neural.extract(document) for document in documents]
    assert list(each(neural.extract, documents, 4)) == alone
