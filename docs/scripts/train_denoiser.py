"""Trains the small denoiser of the manual, and writes it as an ONNX file.

    python train_denoiser.py denoiser.onnx [steps]

It needs torch, onnx, onnxscript, numpy and scipy, takes about ten minutes on two cores, and uses fixed seeds. Noisy
nuclei and what a perfect camera would have seen are computed here, so nobody's images are needed: ellipses with dents,
a dense rim, texture, bright foci and dark nucleoli, blurred by a microscope, then counted by a camera
(counts = 100 + 2 * (Poisson(electrons) + N(0, 1.6))). The network is a U-Net with 30,000 weights. It reads and
writes counts of the camera, so its user need not scale anything.
"""

import sys

import numpy as np
import onnx
import torch
from scipy.ndimage import gaussian_filter
from torch import nn
from torch.nn import functional as F

OFFSET, GAIN, READING = 100.0, 2.0, 1.6
SCALE = 50.0
SIZE = 64


def texture(rng, size, sigma):
    noise = gaussian_filter(rng.standard_normal((size, size)), sigma, mode="wrap")
    return noise / noise.std()


def nuclei(rng, size):
    """Electrons that a perfect camera would count, of one field of view."""
    y, x = np.mgrid[:size, :size].astype(float)
    stain = np.zeros((size, size))
    chromatin = 0.8 * texture(rng, size, rng.uniform(1.8, 3.5)) + 0.6 * texture(rng, size, rng.uniform(0.8, 1.6))
    for _ in range(rng.integers(1, 8)):
        cx, cy = rng.uniform(-8, size + 8, 2)
        a, b = rng.uniform(8, 20) * np.exp(rng.normal(0, 0.12, 2))
        angle = rng.uniform(0, np.pi)
        u = (np.cos(angle) * (x - cx) + np.sin(angle) * (y - cy)) / a
        v = (np.cos(angle) * (y - cy) - np.sin(angle) * (x - cx)) / b
        around = np.arctan2(v, u)
        surface = 1 + sum(0.04 * rng.normal() / (k + 1) * np.cos((k + 2) * around + rng.uniform(0, 2 * np.pi))
                          for k in range(4))
        r = np.hypot(u, v) / surface
        edge = np.clip(0.5 + (1 - r) / 0.06, 0, 1)
        body = np.exp(0.4 * chromatin) * (1 + 0.5 * np.exp(-(1 - r) ** 2 / 0.01))
        for _ in range(rng.integers(1, 4)):
            px, py = rng.uniform(-0.5, 0.5, 2)
            hole = np.clip(0.5 + (1 - np.hypot((u - px) * a, (v - py) * b) / rng.uniform(3, 6)) / 0.4, 0, 1)
            body *= 1 - 0.8 * hole
        for _ in range(rng.integers(2, 9)):
            px, py = rng.uniform(-0.75, 0.75, 2)
            focus = np.clip(0.5 + (1 - np.hypot((u - px) * a, (v - py) * b) / rng.uniform(1.5, 3)) / 0.8, 0, 1)
            body += 1.5 * focus
        stain = np.where(edge > 0, np.maximum(stain, rng.uniform(0.7, 1.3) * edge * body), stain)
    sharp = gaussian_filter(stain, rng.uniform(0.7, 1.3))
    haze = gaussian_filter(stain, 7)
    return rng.uniform(1, 4) + rng.uniform(6, 22) * (0.8 * sharp + 0.2 * haze)


def counted(rng, electrons):
    """What a real camera makes of them."""
    read = rng.poisson(electrons) + READING * rng.standard_normal(electrons.shape)
    return np.clip(np.floor(OFFSET + GAIN * read + 0.5), 0, 65535)


class Level(nn.Sequential):
    """Two convolutions of 3 x 3, each with a ReLU."""

    def __init__(self, before, after):
        super().__init__(nn.Conv2d(before, after, 3, padding=1), nn.ReLU(), nn.Conv2d(after, after, 3, padding=1),
                         nn.ReLU())


class Denoiser(nn.Module):
    """A U-Net of depth 2, whose result is subtracted from the image."""

    def __init__(self, a=12, b=20, c=28):
        super().__init__()
        self.down1, self.down2, self.bottom = Level(1, a), Level(a, b), Level(b, c)
        self.up2, self.up1 = Level(b + c, b), Level(a + b, a)
        self.noise = nn.Conv2d(a, 1, 1)

    def forward(self, image):
        x = (image - OFFSET) / SCALE
        first = self.down1(x)
        second = self.down2(F.max_pool2d(first, 2))
        bottom = self.bottom(F.max_pool2d(second, 2))
        second = self.up2(torch.cat([second, F.interpolate(bottom, scale_factor=2.0, mode="nearest")], 1))
        first = self.up1(torch.cat([first, F.interpolate(second, scale_factor=2.0, mode="nearest")], 1))
        return (x - self.noise(first)) * SCALE + OFFSET


def stripped(path):
    """Leaves out the places in this script that the exporter notes at every node."""
    model = onnx.load(path)
    graph = model.graph
    for part in [graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    del graph.value_info[:]
    onnx.save(model, path)


def main(path, steps):
    rng = np.random.default_rng(20261130)
    torch.manual_seed(20261130)
    torch.set_num_threads(1)
    scenes = [nuclei(rng, 2 * SIZE) for _ in range(400)]
    network = Denoiser()
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps)
    for step in range(steps):
        clean, noisy = [], []
        for _ in range(16):
            scene = scenes[rng.integers(len(scenes))]
            y, x = rng.integers(0, SIZE, 2)
            part = np.rot90(scene[y:y + SIZE, x:x + SIZE], rng.integers(4))
            part = part[:, ::-1] if rng.random() < 0.5 else part
            clean.append(OFFSET + GAIN * part)
            noisy.append(counted(rng, part))
        target = torch.from_numpy(np.stack(clean)[:, None].astype(np.float32))
        image = torch.from_numpy(np.stack(noisy)[:, None].astype(np.float32))
        loss = ((network(image) - target) / SCALE).square().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 100 == 0 or step == steps - 1:
            noise = ((image - target) / SCALE).square().mean().item()
            print(f"step {step}: {10 * np.log10(noise / loss.item()):.2f} dB better than the camera", flush=True)
    network.eval()
    height, width = torch.export.Dim("h", min=1), torch.export.Dim("w", min=1)
    program = torch.onnx.export(network, (torch.zeros(1, 1, 4 * 8, 4 * 12),), dynamo=True, input_names=["image"],
                                output_names=["denoised"], opset_version=18,
                                dynamic_shapes=({2: 4 * height, 3: 4 * width},))
    program.save(path, external_data=False)
    stripped(path)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
