"""The exceptions of the package: one small tree, every message says what is wrong, where, and what to do."""


class GuanxiError(Exception):
    """Anything guanxi raises on purpose; the message is one line fit for a user."""


class InputError(GuanxiError):
    """A document that can't be read: empty, binary, unreadable, too large, or of a broken format."""


class SchemaError(GuanxiError):
    """A schema file that does not parse or contradicts itself."""


class StoreError(GuanxiError):
    """A database that is missing, not ours, of another version, or locked."""


class OutputError(GuanxiError):
    """A file that can't be written, or an output format that does not exist."""


class PatternError(GuanxiError):
    """A query pattern that does not parse; the message points at the place."""


class UnknownNameError(GuanxiError):
    """A name that no entity has; `nearest` holds the closest names there are."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name = name
        self.nearest = nearest
        hint = f"; nearest: {'、'.join(nearest)}" if nearest else ""
        super().__init__(f"no entity is called “{name}”{hint}")


class ModelError(GuanxiError):
    """Model weights that are missing or do not fit the program."""
