"""Converts a PyTorch model to an ONNX file that Network... runs.

    python torch_to_onnx.py module:Class state_dict.pt model.onnx CHANNELS [AXES] [MULTIPLE]

module:Class is where Python finds the class of the model, which is made without arguments; state_dict.pt has its
weights. CHANNELS is the number of channels that the model reads, AXES 2 (images, the default) or 3 (volumes). The
image may have any size; MULTIPLE (1 by default) is what its sizes must be multiples of, such as 8 for three poolings.
It needs torch, onnx and onnxscript, and uses PyTorch's own exporter.
"""

import importlib
import sys

import torch


def main(where, weights, path, channels, axes=2, multiple=1):
    module, name = where.split(":")
    model = getattr(importlib.import_module(module), name)()
    state = torch.load(weights, map_location="cpu", weights_only=True)
    model.load_state_dict(state.get("state_dict", state))
    # layers that behave differently in training, such as dropout, must not do so here
    model.eval()
    image = torch.zeros(1, channels, *[multiple * (8 + 4 * d) for d in range(axes)])
    sizes = {d + 2: multiple * torch.export.Dim("size" + str(d), min=2) for d in range(axes)}
    torch.onnx.export(model, (image,), dynamo=True, opset_version=18, input_names=["image"],
                      dynamic_shapes=(sizes,)).save(path, external_data=False)


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(int, sys.argv[4:]))
