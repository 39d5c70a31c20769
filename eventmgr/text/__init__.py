"""Structured texts: a tree of paragraphs, its inline marks, numbers, readers and writers.

Ground floor: knows no web framework, no database and no domain package.
"""
