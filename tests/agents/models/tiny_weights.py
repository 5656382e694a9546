"""A tiny file of random weights in the GGUF format: enough for a server to load and to babble.

Format: github.com/ggml-org/ggml/blob/master/docs/gguf.md (version 3).
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
WIDTH, LAYERS, HEADS, CONTEXT = 32, 1, 2, 32768
ALIGNED = 32


def write(path: Path) -> None:
    """A llama of one layer, whose tokens are bytes."""
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{i:02X}>" for i in range(256)), "▁"]
    kinds = [2, 3, 3, *[6] * 256, 1]
    fields = {
        "general.architecture": _text("llama"),
        "llama.context_length": _number(UINT32, CONTEXT),
        "llama.embedding_length": _number(UINT32, WIDTH),
        "llama.block_count": _number(UINT32, LAYERS),
        "llama.feed_forward_length": _number(UINT32, 2 * WIDTH),
        "llama.attention.head_count": _number(UINT32, HEADS),
        "llama.attention.head_count_kv": _number(UINT32, HEADS),
        "llama.attention.layer_norm_rms_epsilon": _number(FLOAT32, 1e-5),
        "llama.rope.dimension_count": _number(UINT32, WIDTH // HEADS),
        "llama.vocab_size": _number(UINT32, len(tokens)),
        "tokenizer.ggml.model": _text("llama"),
        "tokenizer.ggml.tokens": _list(STRING, [_string(token) for token in tokens]),
        "tokenizer.ggml.scores": _list(FLOAT32, [struct.pack("<f", 0.0)] * len(tokens)),
        "tokenizer.ggml.token_type": _list(INT32, [struct.pack("<i", kind) for kind in kinds]),
        "tokenizer.ggml.bos_token_id": _number(UINT32, 1),
        "tokenizer.ggml.eos_token_id": _number(UINT32, 2),
        "tokenizer.ggml.unknown_token_id": _number(UINT32, 0),
        "tokenizer.ggml.add_bos_token": struct.pack("<I?", BOOL, True),
        "tokenizer.ggml.add_space_prefix": struct.pack("<I?", BOOL, False),
    }
    tensors = _weights(len(tokens))
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(fields))
    head += b"".join(_string(name) + value for name, value in fields.items())
    data = b""
    for name, tensor in tensors.items():
        sizes = tensor.shape[::-1]
        head += _string(name) + struct.pack(f"<I{len(sizes)}QIQ", len(sizes), *sizes, 0, len(data))
        data += _padded(tensor.tobytes())
    path.write_bytes(_padded(head) + data)


def _weights(tokens: int) -> dict[str, NDArray[np.float32]]:
    rng = np.random.default_rng(0)

    def some(*shape: int) -> NDArray[np.float32]:
        return rng.normal(0, 0.05, shape).astype(np.float32)

    made = {"token_embd.weight": some(tokens, WIDTH), "output.weight": some(tokens, WIDTH)}
    made["output_norm.weight"] = np.ones(WIDTH, np.float32)
    for i in range(LAYERS):
        own = {f"{name}.weight": some(WIDTH, WIDTH) for name in ("attn_q", "attn_k", "attn_v", "attn_output")}
        own |= {"ffn_gate.weight": some(2 * WIDTH, WIDTH), "ffn_up.weight": some(2 * WIDTH, WIDTH)}
        own["ffn_down.weight"] = some(WIDTH, 2 * WIDTH)
        own |= {f"{name}.weight": np.ones(WIDTH, np.float32) for name in ("attn_norm", "ffn_norm")}
        made |= {f"blk.{i}.{name}": tensor for name, tensor in own.items()}
    return made


def _string(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _text(text: str) -> bytes:
    return struct.pack("<I", STRING) + _string(text)


def _number(kind: int, value: float) -> bytes:
    return struct.pack("<II" if kind == UINT32 else "<If", kind, value)


def _list(kind: int, items: list[bytes]) -> bytes:
    return struct.pack("<IIQ", ARRAY, kind, len(items)) + b"".join(items)


def _padded(raw: bytes) -> bytes:
    return raw + b"\0" * (-len(raw) % ALIGNED)
