"""Where things of ours lie, and what uv and pip are told about this machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
"""The system's certificate store, where a proxy's own certificate is put."""


def cache_folder() -> Path:
    """Where our own uv and Python live when the system has none."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "drawing-room"


def environment() -> "dict[str, str]":
    """For uv and pip: this .venv, no Python fetched unasked, and the system's certificates."""
    env = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    env.pop("VIRTUAL_ENV", None)
    store = os.environ.get("SSL_CERT_FILE") or str(CERTIFICATES)
    if Path(store).exists():
        env.setdefault("UV_SYSTEM_CERTS", "true")
        env.setdefault("PIP_CERT", store)
    return env
