"""The pattern language, neighbours, paths and search."""
