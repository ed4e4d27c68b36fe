#!/usr/bin/env python3
"""Makes several hundred TIFFs from known arrays, each with the array beside it (.npy), or with a part of the
message that must refuse it (.refused).

    python3 make_tiffs.py FOLDER

Needs numpy, tifffile, Pillow and OpenCV (Debian: python3-tifffile, python3-pil, python3-opencv). Layouts that
these do not write are written by hand here. Arrays are (..., channel, y, x); arrays of five axes (t, z, c, y, x).
A name that ends in _tolN allows differences of N. Check a folder with the test class TiffComparison:

    java -cp ... io.github.convolvej.store.tiff.TiffComparison FOLDER

A selection, for a test that runs in every build, is packed into a ZIP, with further folders of the same kind:

    python3 make_tiffs.py FOLDER --pack src/test/resources/tiff/samples.zip [FOLDER...]
"""
import itertools
import os
import re
import struct
import sys
import zipfile
import zlib

import cv2
import lzma
import numpy as np
import tifffile
from PIL import Image, TiffImagePlugin

OUT = sys.argv[1]
os.makedirs(OUT, exist_ok=True)
RNG = np.random.default_rng(20)
SKIPPED = []


def noise(dtype, *shape):
    dtype = np.dtype(dtype)
    if dtype.kind == 'f':
        a = RNG.normal(0, 1000, shape)
        return a.astype(dtype)
    info = np.iinfo(dtype)
    a = RNG.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)
    # smooth parts too, so that predictors and runs have something to do
    a[..., :shape[-1] // 2] = (np.arange(shape[-1] // 2) * 3 % 100).astype(dtype)
    return a


def save(name, array):
    np.save(os.path.join(OUT, name + '.npy'), array)


def path(name, ending='.tif'):
    return os.path.join(OUT, name + ending)


# ---------------------------------------------------------------- tifffile

def with_tifffile():
    for t, order in itertools.product(['u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'u8', 'i8', 'f2', 'f4', 'f8'], '<>'):
        for layout in ['grey', 'stack', 'rgb', 'planar', 'tiles', 'strips', 'big', 'bigtiles']:
            a = noise(t, *{'grey': (7, 13), 'stack': (3, 7, 13), 'rgb': (7, 13, 3), 'planar': (3, 7, 13),
                           'tiles': (37, 50), 'strips': (37, 50), 'big': (2, 7, 13), 'bigtiles': (37, 50, 3)}[layout])
            chunky = layout in ('rgb', 'bigtiles')
            kw = dict(byteorder=order, metadata=None,
                      photometric='rgb' if chunky or layout == 'planar' else 'minisblack')
            if layout == 'planar':
                kw['planarconfig'] = 'separate'
            if 'tiles' in layout:
                kw['tile'] = (16, 32)
            if layout == 'strips':
                kw['rowsperstrip'] = 5
            if layout.startswith('big'):
                kw['bigtiff'] = True
            compressions = [None, 'zlib'] + (['lzma'] if layout in ('rgb', 'tiles') and t in ('u1', 'u2', 'f4') else [])
            for compression in compressions:
                name = 'tf_%s_%s_%s_%s' % (t, 'le' if order == '<' else 'be', layout, compression)
                try:
                    tifffile.imwrite(path(name), a.astype(np.dtype(t).newbyteorder(order)), compression=compression, **kw)
                except Exception as e:  # a codec that this installation has not
                    SKIPPED.append((name, str(e)))
                    continue
                save(name, np.moveaxis(a, -1, -3) if chunky else a)
    for t in ['u1', 'u2', 'f4']:
        a = noise(t, 2, 3, 4, 6, 9)  # t z c y x
        for order in '<>':
            name = 'ij_%s_%s' % (t, 'le' if order == '<' else 'be')
            tifffile.imwrite(path(name), a.astype(np.dtype(t).newbyteorder(order)), imagej=True, byteorder=order,
                             metadata={'axes': 'TZCYX', 'unit': 'um', 'spacing': 0.7}, resolution=(4, 4))
            save(name, a)
        for axes in ['TZCYX', 'ZCTYX', 'CZTYX', 'TCZYX', 'CTZYX', 'ZTCYX']:
            b = np.transpose(a, ['TZCYX'.index(x) for x in axes])
            name = 'ome_%s_%s' % (t, axes)
            tifffile.imwrite(path(name, '.ome.tif'), np.ascontiguousarray(b), ome=True, metadata={
                'axes': axes, 'PhysicalSizeX': 0.25, 'PhysicalSizeXUnit': 'µm', 'TimeIncrement': 2.0})
            save(name, a)
    # RGB in OME and ImageJ
    a = noise('u1', 4, 6, 9, 3)
    tifffile.imwrite(path('ome_rgb', '.ome.tif'), a, ome=True, photometric='rgb', metadata={'axes': 'ZYXS'})
    save('ome_rgb', np.moveaxis(a, -1, -3)[None])
    tifffile.imwrite(path('ij_rgb'), a, imagej=True, photometric='rgb')
    # tifffile takes the first axis as channels, each of which has three colours
    save('ij_rgb', np.moveaxis(a, -1, -3))
    # pages after the first one without directories
    a = noise('u2', 5, 7, 13)
    tifffile.imwrite(path('shaped_truncated'), a)
    save('shaped_truncated', a)
    # extra samples
    for samples in (2, 4, 5, 9):
        for planar in (False, True):
            a = noise('u2', samples, 7, 13)
            name = 'extra_%d_%s' % (samples, 'planar' if planar else 'chunky')
            tifffile.imwrite(path(name), a if planar else np.moveaxis(a, 0, -1), metadata=None, photometric='minisblack',
                             planarconfig='separate' if planar else 'contig',
                             extrasamples=['unspecified'] * (samples - 1))
            save(name, a)
    # an OME image in two files
    a = noise('u2', 2, 7, 13)
    xml = ('<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:%s"><Image ID="Image:0">'
           '<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="13" SizeY="7" SizeZ="1" SizeC="2" SizeT="1">'
           '<TiffData FirstC="0" IFD="0" PlaneCount="1"><UUID FileName="ome_multi_a.ome.tif">urn:uuid:1</UUID></TiffData>'
           '<TiffData FirstC="1" IFD="0" PlaneCount="1"><UUID FileName="ome_multi_b.ome.tif">urn:uuid:2</UUID></TiffData>'
           '</Pixels></Image></OME>')
    for i, part in enumerate('ab'):
        tifffile.imwrite(path('ome_multi_' + part, '.ome.tif'), a[i], description=xml % (i + 1), metadata=None)
        save('ome_multi_' + part, a.reshape(1, 1, 2, 7, 13))
    # different pages: refused unless one is chosen
    for name in ('differ', 'differ_series2'):
        with tifffile.TiffWriter(path(name)) as w:
            w.write(noise('u1', 7, 13), metadata=None)
            b = noise('u2', 9, 5)
            w.write(b, metadata=None)
    refuse('differ', 'images of different sizes or types')
    save('differ_series2', b)
    # a pyramid
    with tifffile.TiffWriter(path('reduced')) as w:
        a = noise('u1', 32, 48)
        w.write(a, metadata=None)
        w.write(a[::2, ::2], metadata=None, subfiletype=1)
    save('reduced', a)


def refuse(name, reason):
    with open(os.path.join(OUT, name + '.refused'), 'w') as f:
        f.write(reason)


# ---------------------------------------------------------------- Pillow

def with_pillow():
    TiffImagePlugin.STRIP_SIZE = 300
    images = {
        '1': noise('u1', 23, 77) > 128,
        'L': noise('u1', 23, 77), 'I;16': noise('u2', 23, 77), 'I': noise('i4', 23, 77), 'F': noise('f4', 23, 77),
        'RGB': noise('u1', 23, 77, 3), 'RGBA': noise('u1', 23, 77, 4), 'LA': noise('u1', 23, 77, 2),
        'CMYK': noise('u1', 23, 77, 4), 'P': noise('u1', 23, 77),
    }
    blobs = cv2.GaussianBlur(RNG.normal(0, 1, (61, 203)), (0, 0), 3) > 0
    for mode, a in images.items():
        for compression in ['raw', 'tiff_lzw', 'packbits', 'tiff_adobe_deflate', 'tiff_deflate', 'lzma', 'zstd']:
            for predictor in (1, 2, 3):
                if predictor > 1 and (compression in ('raw', 'packbits', 'lzma') or mode == '1'):
                    continue
                if predictor == 3 and mode != 'F':
                    continue
                name = 'pil_%s_%s_%d' % (mode.replace(';', ''), compression, predictor)
                image = Image.fromarray(a) if mode not in ('P', 'CMYK', 'LA') else Image.fromarray(a, mode)
                if mode == 'P':
                    image.putpalette(list(RNG.integers(0, 256, 768)))
                try:
                    image.save(path(name), compression=compression, tiffinfo={317: predictor} if predictor > 1 else {})
                except Exception as e:
                    SKIPPED.append((name, str(e)))
                    continue
                b = a.astype('u1') * 255 if mode == '1' else a
                save(name, np.moveaxis(b, -1, -3) if b.ndim == 3 else b)
    for compression in ['group3', 'group4', 'tiff_ccitt', 'tiff_lzw', 'raw', 'packbits']:
        for label, a in (('blobs', blobs), ('noise', images['1']), ('white', np.zeros((9, 3000), bool)),
                         ('black', np.ones((9, 3000), bool)), ('one', np.ones((5, 1), bool))):
            for options in ((0, 1, 4, 5) if compression == 'group3' else (0,)):
                name = 'pil_fax_%s_%s_%d' % (compression, label, options)
                Image.fromarray(a).save(path(name), compression=compression, tiffinfo={292: options} if options else {})
                # Pillow writes 0 as black; photometric tells which bits that are
                with tifffile.TiffFile(path(name)) as t:
                    white_is_zero = t.pages[0].photometric == 0
                save(name, (a ^ white_is_zero).astype('u1') * 255)
    smooth = cv2.GaussianBlur(RNG.normal(0, 1, (48, 64, 3)), (0, 0), 3)
    smooth = ((smooth - smooth.min()) / np.ptp(smooth) * 255).astype('u1')
    for mode, a in (('L', smooth[..., 0]), ('RGB', smooth), ('CMYK', np.dstack([smooth, smooth[..., 0]]))):
        for strip in (300, 65536):
            TiffImagePlugin.STRIP_SIZE = strip
            name = 'pil_jpeg_%s_%d_tol3' % (mode, strip)
            Image.fromarray(a, mode).save(path(name), compression='jpeg', quality=90)
            b = np.array(Image.open(path(name)))
            save(name, np.moveaxis(b, -1, -3) if b.ndim == 3 else b)


# ---------------------------------------------------------------- OpenCV

def with_opencv():
    for t in ('u1', 'u2', 'f4', 'f8'):
        for channels in (1, 3, 4):
            a = noise(t, 23, 31, channels)
            for compression in (1, 5, 8, 32773, 32946, 50000):
                for predictor in (1, 2, 3):
                    if predictor == 3 and t[0] != 'f' or predictor > 1 and compression in (1, 32773):
                        continue
                    name = 'cv_%s_%d_%d_%d' % (t, channels, compression, predictor)
                    flags = [cv2.IMWRITE_TIFF_COMPRESSION, compression]
                    if hasattr(cv2, 'IMWRITE_TIFF_PREDICTOR'):
                        flags += [cv2.IMWRITE_TIFF_PREDICTOR, predictor]
                    try:
                        if not cv2.imwrite(path(name), a[..., [2, 1, 0, 3][:channels]] if channels > 1 else a[..., 0], flags):
                            raise ValueError('not written')
                    except Exception as e:
                        SKIPPED.append((name, str(e)))
                        continue
                    save(name, np.moveaxis(a, -1, 0) if channels > 1 else a[..., 0])


# ---------------------------------------------------------------- by hand

def lzw(data, old=False):
    """TIFF's LZW, most significant bit first and one code early; or old: least significant bit first, and not."""
    out, bits, nbits = bytearray(), 0, 0

    def put(code, width):
        nonlocal bits, nbits
        if old:
            bits |= code << nbits
            nbits += width
            while nbits >= 8:
                out.append(bits & 255)
                bits >>= 8
                nbits -= 8
        else:
            bits = bits << width | code
            nbits += width
            while nbits >= 8:
                out.append(bits >> nbits - 8 & 255)
                nbits -= 8
            bits &= (1 << nbits) - 1

    table, width = {bytes([i]): i for i in range(256)}, 9
    put(256, 9)
    nxt, w = 258, b''
    for b in data:
        wb = w + bytes([b])
        if wb in table:
            w = wb
            continue
        put(table[w], width)
        table[wb] = nxt
        nxt += 1
        if nxt == (1 << width) + (1 if old else 0):
            width += 1
        if nxt >= 4094:
            put(256, min(width, 12))
            table, width, nxt = {bytes([i]): i for i in range(256)}, 9, 258
        w = bytes([b])
    if w:
        put(table[w], width)
        nxt += 1
        if nxt == (1 << width) + (1 if old else 0) and width < 12:
            width += 1
    put(257, width)
    if nbits:
        out.append(bits & 255 if old else bits << 8 - nbits & 255)
    return bytes(out)


def packbits(data):
    out, i = bytearray(), 0
    while i < len(data):
        j = i
        while j + 1 < len(data) and data[j + 1] == data[i] and j - i < 127:
            j += 1
        if j > i:
            out += bytes([257 - (j - i + 1), data[i]])
            i = j + 1
        else:
            k = i
            while k + 1 < len(data) and data[k + 1] != data[k] and k - i < 127:
                k += 1
            out += bytes([k - i]) + data[i:k + 1]
            i = k + 1
    return bytes(out)


REVERSED = bytes(int('{:08b}'.format(i)[::-1], 2) for i in range(256))


class Tags:
    """A directory by hand: numbers of a TIFF type each."""

    def __init__(self, order='<', big=False):
        self.order, self.big, self.tags = order, big, {}

    def set(self, tag, kind, *values):
        self.tags[tag] = (kind, values)

    def bytes(self, tag):
        kind, values = self.tags[tag]
        if kind == 2 or kind == 7:
            return values[0], len(values[0])
        codes = {1: 'B', 3: 'H', 4: 'I', 5: 'I', 8: 'h', 11: 'f', 12: 'd', 16: 'Q'}
        return struct.pack(self.order + codes[kind] * len(values), *values), len(values) // (2 if kind == 5 else 1)


def write(name, pages, order='<', big=False, ending='.tif', gap=0):
    """Pages are (Tags, blocks): blocks are put in any order, with gaps; offsets and counts are filled in."""
    out = bytearray((b'II' if order == '<' else b'MM') + struct.pack(order + 'H', 43 if big else 42))
    out += struct.pack(order + 'HHQ', 8, 0, 0) if big else struct.pack(order + 'I', 0)
    link = 8 if big else 4
    word = 'Q' if big else 'I'
    for tags, blocks, shuffle, ids in pages:
        offsets = [0] * len(blocks)
        for i in shuffle:
            if blocks[i] is None:
                continue
            out += b'\xaa' * gap
            offsets[i] = len(out)
            out += blocks[i]
        kind = 16 if big else 4
        counts = [0 if b is None else len(b) for b in blocks]
        tags.set(ids[0], kind, *offsets)
        short = max(counts) < 65536
        tags.set(ids[1], 3 if short else kind, *counts)
        out += b'\0' * (len(out) % 2)
        entries = bytearray()
        for tag in sorted(tags.tags):
            data, count = tags.bytes(tag)
            room = 8 if big else 4
            if len(data) > room:
                at = len(out)
                out += data + b'\0' * (len(data) % 2)
                data = struct.pack(order + word, at)
            entries += struct.pack(order + 'HH' + word, tag, tags.tags[tag][0], count) + data.ljust(room, b'\0')
        start = len(out)
        out[link:link + struct.calcsize(word)] = struct.pack(order + word, start)
        out += struct.pack(order + ('Q' if big else 'H'), len(tags.tags)) + entries
        link = len(out)
        out += struct.pack(order + word, 0)
    with open(path(name, ending), 'wb') as f:
        f.write(out)


def packed(rows, bits, order):
    """Bytes of rows (y, samples) of whole numbers; each row begins at a byte."""
    if bits in (8, 16, 32, 64):
        return rows.astype(order + 'u%d' % (bits // 8)).tobytes()
    if bits == 24:
        b = rows.astype('>u4').tobytes()
        b = np.frombuffer(b, 'u1').reshape(-1, 4)[:, 1:]
        return (b if order == '>' else b[:, ::-1]).tobytes()
    text = ((rows.astype('u8')[..., None] >> np.arange(bits - 1, -1, -1, dtype='u8')) & np.uint64(1)).astype('u1')
    return np.packbits(text.reshape(rows.shape[0], -1), axis=1).tobytes()


def differences(rows, stride):
    """Predictor 2 on the bits of whole numbers."""
    d = rows.copy()
    d[:, stride:] = rows[:, stride:] - rows[:, :-stride]
    return d


def floating_point(rows, stride):
    """Predictor 3 of rows of floating point."""
    size = rows.dtype.itemsize
    planes = np.frombuffer(rows.astype(rows.dtype.newbyteorder('>')).tobytes(), 'u1').reshape(rows.shape + (size,))
    b = np.moveaxis(planes, -1, 1).reshape(rows.shape[0], -1)
    d = b.copy()
    d[:, stride:] = b[:, stride:] - b[:, :-stride]
    return d.tobytes()


COMPRESS = {1: bytes, 5: lzw, 8: zlib.compress, 32946: zlib.compress, 32773: packbits,
            34925: lambda b: lzma.compress(b, check=lzma.CHECK_CRC32)}


def page(a, bits, order='<', compression=1, predictor=1, planar=False, tile=None, rows=None, fill=1, photometric=1,
         fmt=1, shuffle=None, old=False, big=False, extra=None, per_row=False):
    """A page of an array (samples, y, x) of whole numbers, or of floating point if fmt is 3."""
    samples, height, width = a.shape
    tags = Tags(order, big)
    tags.set(256, 3 if width < 65536 else 4, width)
    tags.set(257, 4, height)
    tags.set(258, 3, *[bits] * samples)
    tags.set(259, 3, compression)
    tags.set(262, 3, photometric)
    if fill != 1:
        tags.set(266, 3, fill)
    tags.set(277, 3, samples)
    if planar:
        tags.set(284, 3, 2)
    if predictor != 1:
        tags.set(317, 3, predictor)
    if fmt != 1:
        tags.set(339, 3, *[fmt] * samples)
    for tag, value in (extra or {}).items():
        tags.set(tag, *value)
    bh, bw = tile or (rows or height, width)
    if tile:
        tags.set(322, 4, bw)
        tags.set(323, 4, bh)
    else:
        tags.set(278, 4, bh)
    stride = 1 if planar else samples
    blocks = []
    for group in (a[i:i + 1] for i in range(samples)) if planar else [a]:
        for y in range(0, height, bh):
            for x in range(0, width, bw):
                b = group[:, y:y + bh, x:x + bw]
                if tile:
                    b = np.pad(b, ((0, 0), (0, bh - b.shape[1]), (0, bw - b.shape[2])), mode='edge')
                b = np.moveaxis(b, 0, -1).reshape(b.shape[1], -1)
                if fmt == 3 and predictor == 3:
                    data = floating_point(b, stride)
                else:
                    if fmt == 3:
                        b = b.view('u%d' % b.dtype.itemsize)
                    elif b.dtype.kind == 'i':
                        b = b.astype('i8').view('u8') & np.uint64((1 << bits) - 1)
                        if bits in (8, 16, 32, 64):
                            b = b.astype('u%d' % (bits // 8))
                    if predictor == 2:
                        b = differences(b, stride)
                    data = packed(b, bits, order)
                data = lzw(data, True) if old else COMPRESS[compression](data)
                blocks.append(data.translate(REVERSED) if fill == 2 else data)
    n = len(blocks)
    order_of_blocks = list(range(n)) if shuffle is None else list(range(n))[::-1] if shuffle == 'up' else list(
        RNG.permutation(n))
    return tags, blocks, order_of_blocks, (324, 325) if tile else (273, 279)


def by_hand():
    # every number of bits, both orders
    for bits in list(range(1, 25)) + [27, 31, 32, 64]:
        for order in '<>':
            kind = 'u1' if bits <= 8 else 'u2' if bits <= 16 else 'u4' if bits <= 32 else 'u8'
            for samples, planar in ((1, False), (3, False), (3, True)):
                a = (noise('u8', samples, 5, 13) >> np.uint64(64 - bits)).astype(kind)
                name = 'bits_%02d_%s_%d%s' % (bits, 'le' if order == '<' else 'be', samples, 'p' if planar else '')
                write(name, [page(a, bits, order, planar=planar, compression=(1, 5, 8, 32773)[bits % 4])], order)
                save(name, a * np.array(255, 'u1') if bits == 1 else a)
    # signed ones
    for bits in (2, 4, 7, 10, 12, 14, 20, 24, 31):
        kind = 'i1' if bits <= 8 else 'i2' if bits <= 16 else 'i4'
        a = (noise('i8', 1, 5, 13) >> (64 - bits)).astype(kind)
        write('signed_%d' % bits, [page(a, bits, fmt=2)])
        save('signed_%d' % bits, a)
    # predictors of all types
    for t, order, compression, planar in itertools.product(['u1', 'u2', 'u4', 'u8', 'i2', 'i4', 'f2', 'f4', 'f8'], '<>',
                                                           (5, 8), (False, True)):
        for predictor in (2, 3) if t[0] == 'f' else (2,):
            a = noise(t, 3, 9, 14)
            name = 'pred%d_%s_%s_%d_%s' % (predictor, t, 'le' if order == '<' else 'be', compression, 'planar' if planar else
                                           'chunky')
            fmt = {'u': 1, 'i': 2, 'f': 3}[t[0]]
            tile = (16, 16) if compression == 8 else None
            write(name, [page(a, 8 * a.dtype.itemsize, order, compression, predictor, planar, tile, 4, fmt=fmt)], order)
            save(name, a)
    # 24-bit floating point: one sign, seven of exponent, sixteen of fraction
    raw = RNG.integers(0, 1 << 24, (1, 6, 11), dtype='u4')
    raw &= ~np.uint32(0x400000)
    sign, e, f = raw >> 23, (raw >> 16 & 127).astype(int), (raw & 0xffff).astype(float)
    value = np.where(e == 0, f * 2.0 ** (-62 - 16), (1 + f / 65536) * 2.0 ** (e - 63.0)) * np.where(sign == 1, -1, 1)
    for order in '<>':
        name = 'float24_%s' % ('le' if order == '<' else 'be')
        write(name, [page(raw, 24, order, extra={339: (3, 3)})], order)
        save(name, value.astype('f4'))
    # fill order, old LZW, order of blocks, gaps, big
    for compression in (1, 5, 8, 32773):
        for bits in (1, 8, 12, 16):
            a = (noise('u8', 1, 9, 14) >> np.uint64(64 - bits)).astype('u1' if bits <= 8 else 'u2')
            name = 'fill2_%d_%d' % (compression, bits)
            write(name, [page(a, bits, compression=compression, fill=2, rows=4)])
            save(name, a * np.array(255, 'u1') if bits == 1 else a)
    for size in (3, 40, 200):
        a = noise('u1', 1, size, size)
        write('oldlzw_%d' % size, [page(a, 8, compression=5, old=True)])
        save('oldlzw_%d' % size, a)
        write('newlzw_%d' % size, [page(a, 8, compression=5)])
        save('newlzw_%d' % size, a)
    for big, gap, shuffle, tile, planar in itertools.product((False, True), (0, 7), ('up', 'mixed'), (None, (16, 16)),
                                                             (False, True)):
        a = noise('u2', 3, 40, 35)
        name = 'layout_%s_%d_%s_%s_%s' % ('big' if big else 'classic', gap, shuffle, 'tiles' if tile else 'strips',
                                          'planar' if planar else 'chunky')
        write(name, [page(a, 16, '>', (1, 8)[gap > 0], 1, planar, tile, 7, shuffle=shuffle, big=big)], '>', big, gap=gap)
        save(name, a)
    # pages that differ in everything but size and type
    a = noise('u2', 6, 1, 9, 14)
    write('pages_mixed', [page(a[0], 16), page(a[1], 16, compression=8), page(a[2], 16, compression=5, predictor=2, rows=4),
                          page(a[3], 16, tile=(16, 16)), page(a[4], 16, compression=32773, rows=2),
                          page(a[5], 16, fill=2, rows=1)])
    save('pages_mixed', a)
    # colours
    a = noise('u1', 1, 9, 14)
    write('white_is_zero_8', [page(a, 8, photometric=0)])
    save('white_is_zero_8', a)
    for bits in (1, 2, 4, 8, 16):
        a = (noise('u8', 1, 9, 14) >> np.uint64(64 - bits)).astype('u1' if bits <= 8 else 'u2')
        colours = [int(x) for x in RNG.integers(0, 65536, 3 << bits)]
        write('palette_%d' % bits, [page(a, bits, photometric=3, extra={320: (3, *colours)})])
        save('palette_%d' % bits, a)
    a = noise('u1', 4, 9, 14)
    write('alpha', [page(a, 8, photometric=2, extra={338: (3, 2)})])
    save('alpha', a)
    write('cmyk', [page(a, 8, photometric=5)])
    save('cmyk', a)
    for sx, sy in ((1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (1, 2)):
        for compression in (1, 5, 8):
            chroma(sx, sy, compression)
    # sparse: blocks that are not there
    a = noise('u1', 1, 32, 32)
    a[0, :16, 16:] = 0
    tags, blocks, order, ids = page(a, 8, tile=(16, 16))
    blocks[1] = None
    write('sparse_tiles', [(tags, blocks, order, ids)])
    save('sparse_tiles', a)
    # one value for the bits of all samples, strips without counts, rows per strip beyond the height
    a = noise('u1', 3, 9, 14)
    p = page(a, 8, photometric=2)
    p[0].set(258, 3, 8)
    write('bits_once', [p])
    save('bits_once', a)
    p = page(a, 8, photometric=2)
    p[0].set(278, 4, 0xffffffff)
    write('rows_all', [p])
    save('rows_all', a)
    # the last strip of a compressed page may be whole
    a = noise('u1', 1, 10, 14)
    for compression in (5, 8, 32773):
        tags, blocks, order, ids = page(np.pad(a, ((0, 0), (0, 2), (0, 0))), 8, rows=4, compression=compression)
        tags.set(257, 4, 10)
        write('last_strip_whole_%d' % compression, [(tags, blocks, order, ids)])
        save('last_strip_whole_%d' % compression, a)
    # stacks with one directory
    a = noise('u2', 4, 9, 14)
    text = b'ImageJ=1.54p\nimages=4\nchannels=2\nframes=2\nhyperstack=true\n\0'
    tags, blocks, order, ids = page(a[:1], 16, '>', extra={270: (2, text)})
    write('imagej_one_directory', [(tags, [a.astype('>u2').tobytes()], order, ids)], '>')
    save('imagej_one_directory', a.reshape(2, 1, 2, 9, 14))
    write('imagej_says_more', [page(a[i:i + 1], 16, '>', extra={270: (2, text)} if i == 0 else None) for i in range(3)], '>')
    save('imagej_says_more', a[:3])
    tags, blocks, order, ids = page(a[:1], 16, '>', extra={270: (2, text)})
    write('imagej_cut', [(tags, blocks, order, ids)], '>')
    refuse('imagej_cut', 'a truncated TIFF: its tags say 4 planes')
    tags, blocks, order, ids = page(a[:1], 16, extra={33629: (5, *[1] * 24)})
    tags.bytes = lambda tag, own=tags.bytes: (own(tag)[0], 4) if tag == 33629 else own(tag)
    write('metamorph', [(tags, [a.astype('<u2').tobytes()], order, ids)], ending='.stk')
    save('metamorph', a)
    # refused
    a = noise('u1', 1, 9, 14)
    for compression, reason in ((6, 'old-style JPEG'), (34712, 'JPEG 2000'), (34676, 'LogLuv'), (50001, 'WebP'), (9999, '9999')):
        p = page(a, 8)
        p[0].set(259, 3, compression)
        write('refused_%d' % compression, [p])
        refuse('refused_%d' % compression, reason)
    p = page(noise('u4', 1, 9, 14), 32)
    p[0].set(339, 3, 5)
    write('refused_complex', [p])
    refuse('refused_complex', 'complex')
    p = page(noise('u1', 3, 9, 14), 8, photometric=8)
    write('refused_lab', [p])
    refuse('refused_lab', 'L*a*b*')
    p = page(noise('u1', 3, 9, 14), 8, photometric=2)
    p[0].set(258, 3, 5, 6, 5)
    write('refused_565', [p])
    refuse('refused_565', 'differ in their bits per sample')
    tags, blocks, order, ids = page(noise('u1', 1, 90, 140), 8, compression=5, rows=30)
    blocks[1] = blocks[1][:200] + bytes(reversed(blocks[1][200:]))
    write('refused_damaged_lzw', [(tags, blocks, order, ids)])
    refuse('refused_damaged_lzw', 'strip 2: its LZW data')
    tags, blocks, order, ids = page(noise('u1', 1, 90, 140), 8, compression=8, rows=30)
    blocks[2] = blocks[2][:-4] + b'abcd'
    write('refused_damaged_deflate', [(tags, blocks, order, ids)])
    refuse('refused_damaged_deflate', 'strip 3: its deflate data is damaged')
    # a circle of directories
    p = page(a, 8)
    write('refused_circle', [p, page(a, 8)])
    with open(path('refused_circle'), 'r+b') as f:
        data = bytearray(f.read())
        first = struct.unpack('<I', data[4:8])[0]
        second = struct.unpack('<I', data[first + 2 + 12 * 9:][:4])[0]
        n = struct.unpack('<H', data[second:second + 2])[0]
        data[second + 2 + 12 * n:second + 6 + 12 * n] = struct.pack('<I', first)
        f.seek(0)
        f.write(data)
    refuse('refused_circle', 'go in a circle')


def chroma(sx, sy, compression):
    """Luminance and chroma by hand; the truth is the formula of TIFF 6.0, rounded."""
    h, w = 10, 14
    y = noise('u1', h, w)
    cb = noise('u1', -(-h // sy), -(-w // sx))
    cr = noise('u1', -(-h // sy), -(-w // sx))
    rows = 4 * sy if sy > 1 else 4
    blocks = []
    for top in range(0, h, rows):
        out = bytearray()
        for cy in range(top // sy, -(-min(h, top + rows) // sy)):
            for cx in range(cb.shape[1]):
                for dy in range(sy):
                    for dx in range(sx):
                        out.append(y[min(h - 1, cy * sy + dy), min(w - 1, cx * sx + dx)])
                out += bytes([cb[cy, cx], cr[cy, cx]])
        blocks.append(COMPRESS[compression](bytes(out)))
    tags = page(np.zeros((3, h, w), 'u1'), 8, photometric=6, compression=compression)[0]
    tags.set(278, 4, rows)
    tags.set(530, 3, sx, sy)
    name = 'ycbcr_%d%d_%d_tol1' % (sx, sy, compression)
    write(name, [(tags, blocks, range(len(blocks)), (273, 279))])
    b = np.repeat(np.repeat(cb, sy, 0), sx, 1)[:h, :w].astype(float) - 128
    r = np.repeat(np.repeat(cr, sy, 0), sx, 1)[:h, :w].astype(float) - 128
    red, blue = y + 1.402 * r, y + 1.772 * b
    green = (y - 0.299 * red - 0.114 * blue) / 0.587
    save(name, np.clip(np.rint([red, green, blue]), 0, 255).astype('u1'))


def icc_lab():
    """L*a*b* of ICC and of fax has no sign: its samples are read as they are."""
    for bits, photometric in ((8, 9), (16, 9), (8, 10)):
        a = (np.arange(3 * 9 * 14, dtype='u4') * 2654435761 % (1 << bits)).astype('u%d' % (bits // 8)).reshape(3, 9, 14)
        name = 'lab_%d_%d' % (photometric, bits)
        tifffile.imwrite(path(name), np.moveaxis(a, 0, -1), photometric='icclab' if photometric == 9 else 'itulab',
                         compression='zlib' if bits == 16 else None)
        save(name, a)


# one of each way of storing samples
SELECTION = [
    r'bits_(01|02|04|08|10|12|14|16|24|32|64)_(le_1|be_3p)', r'signed_\d+', r'pred\d_\w+_(le_5|be_8)_chunky',
    r'pred[23]_f4_be_5_planar', r'float24_..', r'fill2_\d+_(1|12)', r'(old|new)lzw_(40|200)',
    r'layout_(classic_7_mixed|big_0_up)_\w+', r'pages_mixed', r'white_is_zero_8', r'palette_[1248]', r'alpha', r'cmyk',
    r'ycbcr_(11_1|22_5|42_8|12_1)_tol1', r'sparse_tiles', r'bits_once', r'rows_all', r'last_strip_whole_\d+',
    r'imagej_\w+', r'metamorph', r'refused_\w+', r'pil_1_(raw|packbits)_1', r'pil_L_(tiff_lzw|lzma|zstd)_1',
    r'pil_(I16|RGB)_tiff_lzw_2', r'pil_F_zstd_3', r'pil_(RGBA|LA|CMYK|P)_tiff_adobe_deflate_1',
    r'pil_fax_\w+_(blobs|noise)_\d', r'pil_fax_group[34]_(white|black|one)_0', r'pil_jpeg_\w+',
    r'cv_u2_3_50000_2', r'cv_f4_1_5_3', r'cv_f8_1_8_3', r'cv_u1_4_5_2', r'cv_u2_4_32946_2', r'tf_i1_le_grey_None',
    r'tf_u8_be_big_zlib', r'tf_f2_le_rgb_zlib', r'tf_f8_be_bigtiles_zlib', r'tf_u2_be_planar_zlib',
    r'tf_u2_le_tiles_lzma', r'ij_u2_be', r'ij_f4_le', r'ij_rgb', r'ome_(u2|f4)_(TZCYX|ZTCYX|CTZYX)', r'ome_rgb', r'ome_multi_.',
    r'extra_[59]_\w+', r'differ(_series2)?', r'reduced', r'shaped_truncated', r'lab_\d+_\d+']


def pack(target, folders):
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as z:
        for folder in [OUT] + folders:
            for f in sorted(os.listdir(folder)):
                stem = re.sub(r'(\.ome)?\.[a-z]+$', '', f)
                if folder != OUT or any(re.fullmatch(p, stem) for p in SELECTION):
                    info = zipfile.ZipInfo(('' if folder == OUT else os.path.basename(folder) + '/') + f)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    with open(os.path.join(folder, f), 'rb') as content:
                        z.writestr(info, content.read())


with_tifffile()
with_pillow()
with_opencv()
by_hand()
icc_lab()
for name, reason in SKIPPED:
    for ending in ('.tif', '.npy'):
        if os.path.exists(path(name, ending)):
            os.remove(path(name, ending))
print(len([f for f in os.listdir(OUT) if f.endswith(('.tif', '.stk'))]), 'files;', len(SKIPPED), 'not written by this installation')
if '-v' in sys.argv:
    for s in SKIPPED:
        print(*s)
if '--pack' in sys.argv:
    i = sys.argv.index('--pack')
    pack(sys.argv[i + 1], sys.argv[i + 2:])
