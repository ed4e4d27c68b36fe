"""Writes cases.json: small networks as ONNX, and what PyTorch's autograd passes back through them in double precision.

Needs torch, onnx and onnxscript. The ways deconvnet and guided replace the derivative of ReLU by functions of their own.
"""
import base64
import io
import json
import sys

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F


class Deconvnet(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        return g.clamp(min=0)


class Guided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g.clamp(min=0) * (x > 0)


class Way(nn.Module):
    way = 'gradient'

    def forward(self, x):
        return {'gradient': F.relu, 'deconvnet': Deconvnet.apply, 'guided': Guided.apply}[Way.way](x)


class Sum(nn.Module):
    """Joins what two branches make."""

    def __init__(self, kind, a, b):
        super().__init__()
        self.kind, self.a, self.b = kind, a, b

    def forward(self, x):
        a, b = self.a(x), self.b(x)
        return {'cat': lambda: torch.cat([a, b], 1), 'add': lambda: a + b, 'mul': lambda: a * b, 'div': lambda: a / (b * b + 1),
                'sub': lambda: a - b, 'max': lambda: torch.maximum(a, b), 'min': lambda: torch.minimum(a, b)}[self.kind]()


class Pad(nn.Module):
    def __init__(self, mode):
        super().__init__()
        self.mode = mode

    def forward(self, x):
        return F.pad(x, (2, 1, 1, 2), mode=self.mode)


class Mean(nn.Module):
    def forward(self, x):
        return x.mean((2, 3), keepdim=True) + x.amax((2, 3), keepdim=True)


def conv(*a, **k):
    return nn.Conv2d(*a, **k)


S = nn.Sequential
CASES = {
    'conv': ((1, 3, 9, 8), lambda: conv(3, 4, 3, padding=1)),
    'conv stride 2': ((1, 2, 11, 10), lambda: conv(2, 3, (3, 5), stride=(2, 3), padding=(1, 2))),
    'conv dilated': ((2, 2, 11, 10), lambda: conv(2, 3, 3, dilation=2, padding=1)),
    'conv groups': ((1, 4, 7, 6), lambda: conv(4, 6, 3, groups=2, padding=1)),
    'conv depthwise': ((1, 4, 7, 6), lambda: conv(4, 4, 3, groups=4, padding=1)),
    'conv 1d': ((1, 2, 15), lambda: nn.Conv1d(2, 3, 4, stride=2, padding=1)),
    'conv 3d': ((1, 2, 5, 6, 7), lambda: nn.Conv3d(2, 3, 3, stride=2, padding=1)),
    'transposed': ((1, 3, 5, 6), lambda: nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1)),
    'transposed groups': ((1, 4, 5, 4), lambda: nn.ConvTranspose2d(4, 6, (4, 3), stride=(2, 3), padding=(1, 0), groups=2)),
    'transposed dilated': ((1, 2, 5, 4), lambda: nn.ConvTranspose2d(2, 2, 3, stride=2, dilation=2, padding=2)),
    'transposed 3d': ((1, 2, 3, 4, 3), lambda: nn.ConvTranspose3d(2, 2, 2, stride=2)),
    'maxpool': ((1, 2, 8, 8), lambda: nn.MaxPool2d(2)),
    'maxpool overlapping': ((1, 2, 9, 8), lambda: nn.MaxPool2d(3, stride=2, padding=1)),
    'maxpool ceil': ((1, 2, 8, 7), lambda: nn.MaxPool2d(3, stride=2, ceil_mode=True)),
    'avgpool': ((1, 2, 8, 9), lambda: nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)),
    'avgpool padding': ((1, 2, 8, 9), lambda: nn.AvgPool2d(3, stride=2, padding=1)),
    'bn': ((1, 3, 5, 6), lambda: S(nn.BatchNorm2d(3), conv(3, 2, 1))),
    'instance norm': ((1, 3, 5, 6), lambda: nn.InstanceNorm2d(3, affine=True)),
    'group norm': ((1, 4, 5, 6), lambda: nn.GroupNorm(2, 4)),
    'nearest': ((1, 2, 4, 5), lambda: nn.Upsample(scale_factor=2, mode='nearest')),
    'bilinear': ((1, 2, 4, 5), lambda: nn.Upsample(scale_factor=2, mode='bilinear')),
    'bilinear corners': ((1, 2, 4, 5), lambda: nn.Upsample(size=(7, 9), mode='bilinear', align_corners=True)),
    'bicubic': ((1, 2, 4, 5), lambda: nn.Upsample(scale_factor=2, mode='bicubic')),
    'pixelshuffle': ((1, 8, 3, 4), lambda: nn.PixelShuffle(2)),
    'pixelunshuffle': ((1, 2, 6, 4), lambda: nn.PixelUnshuffle(2)),
    'pad zero': ((1, 2, 5, 6), lambda: Pad('constant')),
    'pad reflect': ((1, 2, 5, 6), lambda: Pad('reflect')),
    'pad edge': ((1, 2, 5, 6), lambda: Pad('replicate')),
    'softmax': ((1, 4, 3, 3), lambda: nn.Softmax(1)),
    'log softmax': ((1, 4, 3, 3), lambda: nn.LogSoftmax(1)),
    'classifier': ((1, 2, 6, 6), lambda: S(conv(2, 4, 3), nn.ReLU(), Mean(), nn.Flatten(), nn.Linear(4, 5), nn.Softmax(1))),
    'prelu': ((1, 3, 4, 4), lambda: nn.PReLU(3, 0.3)),
    'concatenated': ((1, 2, 6, 6), lambda: Sum('cat', conv(2, 2, 3, padding=1), nn.Identity())),
}
for kind in 'add', 'mul', 'div', 'sub', 'max', 'min':
    CASES[kind] = ((1, 2, 6, 6), lambda kind=kind: Sum(kind, conv(2, 2, 3, padding=1), conv(2, 2, 1)))
for name, module in {'relu': nn.ReLU(), 'relu6': nn.ReLU6(), 'leaky': nn.LeakyReLU(0.2), 'elu': nn.ELU(0.7), 'celu': nn.CELU(0.7),
                     'selu': nn.SELU(), 'sigmoid': nn.Sigmoid(), 'tanh': nn.Tanh(), 'softplus': nn.Softplus(),
                     'softsign': nn.Softsign(), 'mish': nn.Mish(), 'gelu': nn.GELU(), 'gelu tanh': nn.GELU('tanh'),
                     'silu': nn.SiLU(), 'hardsigmoid': nn.Hardsigmoid(), 'hardswish': nn.Hardswish()}.items():
    CASES[name] = ((1, 2, 6, 5), lambda module=module: S(conv(2, 2, 1), module))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c, self.d = conv(1, 4, 3, padding=1), conv(4, 6, 3, padding=1), conv(6, 6, 3, padding=1), conv(
            10, 2, 3, padding=1)
        self.n, self.r = nn.BatchNorm2d(6), Way()

    def forward(self, x):
        a = self.r(self.a(x))
        b = self.r(self.n(self.b(F.max_pool2d(a, 2))))
        return self.d(torch.cat([a, F.interpolate(self.r(self.c(b)), scale_factor=2, mode='nearest')], 1))


def back(module, x, u):
    x = x.clone().requires_grad_()
    (module(x) * u).sum().backward()
    return x.grad


def exported(module, x):
    buffer = io.BytesIO()
    torch.onnx.export(module, (x.float(),), buffer, dynamo=False, opset_version=17, input_names=['x'], output_names=['y'],
                      do_constant_folding=True)
    return buffer.getvalue()


def numbers(t):
    return [float('%.9g' % v) for v in t.detach().flatten().tolist()]


def main():
    torch.manual_seed(7)
    cases = []
    for way in ['gradient', 'deconvnet', 'guided']:
        for name, (shape, make) in ({**CASES, 'unet': ((1, 1, 12, 8), UNet)} if way == 'gradient' else {'unet': (
                (1, 1, 12, 8), UNet)}).items():
            module = make().eval()
            for m in module.modules():
                if isinstance(m, nn.BatchNorm2d):
                    m.running_mean.uniform_(-1, 1)
                    m.running_var.uniform_(0.5, 2)
                if isinstance(m, (nn.BatchNorm2d, nn.GroupNorm, nn.InstanceNorm2d)):
                    nn.init.uniform_(m.weight, 0.5, 1.5)
            x = (torch.randn(shape) * 2).float()
            Way.way = 'gradient'
            model = exported(module, x)
            module = module.double()
            Way.way = way
            u = torch.randn(module(x.double()).shape).float()
            g = back(module, x.double(), u.double())
            cases.append({'name': name, 'way': way, 'model': base64.b64encode(model).decode(), 'input': numbers(x),
                          'shape': list(shape), 'units': numbers(u), 'result': numbers(g)})
    cases += denoiser()
    json.dump(cases, open('cases.json', 'w'), indent=0)
    print(len(cases), 'cases')


def denoiser():
    """The sample network from its ONNX file, layer by layer, at one unit of a layer."""
    graph = onnx.load(sys.argv[1]).graph
    values = {i.name: torch.tensor(onnx.numpy_helper.to_array(i)) for i in graph.initializer}
    rng = np.random.default_rng(3)
    image = torch.tensor(rng.normal(110, 15, (1, 1, 36, 40)).astype(np.float32))
    result = []
    for layer in 'relu_1', 'relu_4', 'relu_8', 'denoised':
        for way in ['gradient', 'deconvnet', 'guided']:
            Way.way = way
            start = image.double().requires_grad_()
            t = {k: v.double() if v.is_floating_point() else v for k, v in values.items()}
            t[graph.input[0].name] = start
            for n in graph.node:
                a = {p.name: onnx.helper.get_attribute_value(p) for p in n.attribute}
                i = [t.get(k) for k in n.input]
                if n.op_type == 'Conv':
                    v = F.conv2d(i[0], i[1], i[2] if len(i) > 2 else None, padding=tuple(a['pads'][:2]))
                elif n.op_type == 'Relu':
                    v = Way()(i[0])
                elif n.op_type == 'MaxPool':
                    v = F.max_pool2d(i[0], 2)
                elif n.op_type == 'Resize':
                    v = F.interpolate(i[0], scale_factor=2, mode='nearest')
                elif n.op_type == 'Concat':
                    v = torch.cat(i, 1)
                else:
                    v = {'Sub': lambda: i[0] - i[1], 'Div': lambda: i[0] / i[1], 'Mul': lambda: i[0] * i[1],
                         'Add': lambda: i[0] + i[1]}[n.op_type]()
                t[n.output[0]] = v
            # the strongest unit
            unit = [int(k) for k in np.unravel_index(int(t[layer].argmax()), t[layer].shape)]
            t[layer][tuple(unit)].backward()
            result.append({'name': layer, 'way': way, 'shape': list(image.shape), 'input': numbers(image),
                           'unit': unit, 'result': numbers(start.grad)})
    return result


if __name__ == '__main__':
    main()
