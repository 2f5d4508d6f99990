"""Precision, recall and F1 against annotated documents."""
