"""An image endpoint on loopback that speaks both forms; a test writes what it answers."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import numpy as np
from PIL import Image


def picture(size: tuple[int, int] = (128, 96), kind: str = "PNG") -> bytes:
    """Planks of a kind, so that a texture has something to tile."""
    w, h = size
    rows = np.arange(h)[:, None] // 12
    grain = np.random.default_rng(1).integers(-6, 6, (h, w))
    grey = 120 + 18 * (rows % 3) + grain
    pixels = np.stack([grey + 30, grey, grey - 40], -1).clip(0, 255).astype(np.uint8)
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, kind)
    return held.getvalue()


def openai_form(data: bytes) -> dict[str, Any]:
    return {"created": 1, "data": [{"b64_json": base64.b64encode(data).decode()}]}


def gemini_form(data: bytes) -> dict[str, Any]:
    held = {"mimeType": "image/png", "data": base64.b64encode(data).decode()}
    return {"candidates": [{"content": {"parts": [{"text": "Here it is."}, {"inlineData": held}]}}]}


Answer = tuple[int, Any, dict[str, str]]


class FakePainter:
    """Use as a context manager; `asked` keeps path, headers and body of every request."""

    def __init__(self, script: Callable[[int], Answer]) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                status, said, headers = script(len(outer.asked))
                data = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                for key, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
