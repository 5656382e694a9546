"""Options that many commands have."""

from typing import Annotated

from cyclopts import Parameter

Json = Annotated[bool, Parameter(name="--json", negative="")]
"""Print JSON instead of what is for people."""
