"""The small tree of errors; each class says what happens next."""


class RoomError(Exception):
    """Something a person can act on. `str()` is one line: what, where and what to do."""


class InputError(RoomError):
    """The user's input cannot be used. The command exits with code 2 and nothing was changed."""


class StoppedError(RoomError):
    """A budget or the endpoint ended the work. The command exits with code 3; the run can be resumed."""


class ToolError(RoomError):
    """A specialist's tool call was refused. The text goes back to the specialist, who tries again."""


class PartlyRefused(ToolError):
    """Some of what a tool was asked was done and stays done; the text tells both. It ends no turn."""


class ProgramError(ToolError):
    """A scene program was refused: it does not parse, breaks the policy, fails to run, or fails a check.

    Attributes:
        cell: name of the cell at fault ("geometry:bed"), or None when unknown.
        line: 1-based line inside that cell, or None when unknown.
        column: 1-based column of that line, or None when unknown.
        excerpt: the two or three program lines around it, for a model to read.
    """

    def __init__(
        self,
        cause: str,
        *,
        cell: str | None = None,
        line: int | None = None,
        column: int | None = None,
        excerpt: str = "",
    ) -> None:
        self.cause, self.cell, self.line, self.column, self.excerpt = cause, cell, line, column, excerpt
        where = f"cell {cell!r}" if cell else "the program"
        if line is not None:
            where += f", line {line}"
        super().__init__(f"{where}: {cause}" + (f"\n{excerpt}" if excerpt else ""))
