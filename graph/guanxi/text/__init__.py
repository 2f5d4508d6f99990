"""Normalising with offsets kept, sentences, dialogue, jieba words."""
