"""From a checkpoint to the one file that OpenCV's dnn runs."""

from __future__ import annotations

from pathlib import Path

import torch

from harness.training.network import Reader
from tools.picture.recognise.reader import MAPS


def export(checkpoint: Path, out: Path, side: int = 320) -> int:
    """Write the running mean of the weights as ONNX; gives the steps it was trained.

    Args:
        checkpoint: of `train`.
        out: the .onnx file.
        side: pixels of the example input; the file takes any multiple of 32.
    """
    held = torch.load(checkpoint, weights_only=True)
    net = Reader(pretrained=False)
    net.load_state_dict(held["mean"])
    net.eval()
    half = out.with_suffix(".half")
    torch.onnx.export(
        net, (torch.randn(1, 3, side, side),), str(half), input_names=["picture"], output_names=list(MAPS),
        opset_version=13, dynamo=False,
    )  # fmt: skip
    half.rename(out)
    return int(held["step"])
