#!/usr/bin/python3
"""Makes cases.zip: small Zarr arrays of every codec, type, order and version that is read, with their values.

Zarr 2 arrays are written by python-zarr 2.13, Zarr 3 arrays by the few lines below, which follow the text of the
specification and use numcodecs for compression. Each case is NAME.zarr and NAME.npy; cases.json lists axes.
Needs Debian's python3-zarr. Run it in this folder: the result is the same each time.
"""
import itertools, json, os, shutil, struct, tempfile, zipfile
import numpy as np
import numcodecs
import zarr
from numcodecs import BZ2, Blosc, GZip, LZ4, Zlib, Zstd

CASES = []


def values(rng, dtype, shape):
    """Smooth along the last axis, with noise and the extremes of the type."""
    dtype = np.dtype(dtype)
    n = int(np.prod(shape))
    ramp = np.arange(n) // 3
    if dtype.kind == "f":
        v = (ramp * 0.25 + rng.random(n)).astype(dtype)
        v[:4] = [np.nan, np.inf, -np.inf, -0.0]
    elif dtype.kind == "b":
        v = rng.random(n) < 0.3
    else:
        info = np.iinfo(dtype)
        v = (ramp + rng.integers(0, 5, n)).astype(dtype)
        v[0], v[1] = info.min, info.max
    return v.reshape(shape)


def crc32c(data):
    crc = 0xFFFFFFFF
    for b in data:
        crc ^= b
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


class Crc32c:
    def encode(self, data):
        return bytes(data) + crc32c(bytes(data))


def chunks_of(shape, chunks):
    return itertools.product(*[range(-(-s // c)) for s, c in zip(shape, chunks)])


def padded(a, cell, chunks, fill):
    block = np.full(chunks, fill, a.dtype)
    part = a[tuple(slice(i * c, (i + 1) * c) for i, c in zip(cell, chunks))]
    block[tuple(slice(0, s) for s in part.shape)] = part
    return block


def encode(block, dtype, transpose, codecs):
    if transpose is not None:
        block = block.transpose(transpose)
    data = np.ascontiguousarray(block).astype(dtype).tobytes()
    for codec in codecs:
        data = bytes(codec.encode(data))
    return data


def v3(folder, name, a, chunks, codecs=(), meta=(), big=False, transpose=None, shard=None, index_start=False, fill=0,
       fill_json=None, separator="/", key="default", axes=None, holes=(), attributes=None, node="0"):
    """Writes a Zarr 3 array; with a shard shape, its chunks are inner chunks."""
    root = os.path.join(folder, name + ".zarr", node)
    os.makedirs(root)
    dtype = a.dtype.newbyteorder(">" if big else "<")
    chain = []
    if transpose is not None:
        chain.append({"name": "transpose", "configuration": {"order": list(transpose)}})
    chain.append({"name": "bytes", "configuration": {"endian": "big" if big else "little"}})
    chain += list(meta)
    outer = list(shard or chunks)
    if shard:
        chain = [{"name": "sharding_indexed", "configuration": {
            "chunk_shape": list(chunks), "codecs": chain, "index_location": "start" if index_start else "end",
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]}}]
    types = {"f4": "float32", "f8": "float64", "b1": "bool"}
    code = a.dtype.str[1:]
    data_type = types.get(code) or ("u" if code[0] == "u" else "") + "int" + str(8 * a.dtype.itemsize)
    doc = {"zarr_format": 3, "node_type": "array", "shape": list(a.shape), "data_type": data_type,
           "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": outer}},
           "chunk_key_encoding": {"name": key, "configuration": {"separator": separator}},
           "fill_value": fill if fill_json is None else fill_json, "codecs": chain, "attributes": attributes or {}}
    if axes and node == "":
        doc["dimension_names"] = list(axes)
    with open(os.path.join(root, "zarr.json"), "w") as f:
        json.dump(doc, f, indent=1)
    a = a.copy()
    for cell in holes:
        a[tuple(slice(i * c, (i + 1) * c) for i, c in zip(cell, chunks))] = fill
    for cell in chunks_of(a.shape, outer):
        block = padded(a, cell, outer, fill)
        if shard:
            body, index = b"", b""
            shift = 16 * int(np.prod([s // c for s, c in zip(shard, chunks)])) + 4 if index_start else 0
            for inner in chunks_of(shard, chunks):
                absolute = tuple(i * s // c + j for i, s, c, j in zip(cell, shard, chunks, inner))
                if absolute in holes:
                    index += struct.pack("<QQ", 2**64 - 1, 2**64 - 1)
                    continue
                data = encode(padded(block, inner, chunks, fill), dtype, transpose, codecs)
                index += struct.pack("<QQ", shift + len(body), len(data))
                body += data
            index += crc32c(index)
            data = index + body if index_start else body + index
        elif cell in holes:
            continue
        else:
            data = encode(block, dtype, transpose, codecs)
        parts = (["c"] if key == "default" else []) + [str(i) for i in cell]
        path = os.path.join(root, separator.join(parts))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
    return a


def multiscales(axes, scale, translation=None, version="0.4", levels=("0",)):
    types = {"t": "time", "c": "channel"}
    units = {"x": "micrometer", "y": "micrometer", "z": "micrometer", "t": "second"}
    doc = {"axes": [dict({"name": a, "type": types.get(a, "space")}, **({"unit": units[a]} if a in units else {}))
                    for a in axes], "datasets": [], "name": "a name"}
    for i, level in enumerate(levels):
        s = [v * 2**i if a in "xy" else v for a, v in zip(axes, scale)]
        t = [{"type": "scale", "scale": s}]
        if translation:
            t.append({"type": "translation", "translation": list(translation)})
        doc["datasets"].append({"path": level, "coordinateTransformations": t})
    if version == "0.4":
        doc["version"] = version
    return [doc]


def group3(folder, name, attributes):
    with open(os.path.join(folder, name + ".zarr", "zarr.json"), "w") as f:
        json.dump({"zarr_format": 3, "node_type": "group", "attributes": attributes}, f, indent=1)


def case(folder, name, a, axes, **more):
    np.save(os.path.join(folder, name + ".npy"), a)
    CASES.append(dict(name=name, axes=axes, **more))


def main():
    rng = np.random.default_rng(15)
    folder = tempfile.mkdtemp()
    shapes = {2: (13, 21), 3: (5, 11, 18), 4: (2, 3, 9, 17), 5: (2, 2, 3, 7, 10)}
    blocks = {2: (6, 8), 3: (2, 8, 16), 4: (1, 2, 4, 8), 5: (1, 1, 2, 4, 8)}
    letters = {2: "yx", 3: "zyx", 4: "czyx", 5: "tczyx"}
    codecs = {"raw": None, "gzip": GZip(6), "zlib": Zlib(3), "zstd": Zstd(5), "lz4": LZ4(), "bz2": BZ2(9)}
    for c, s in itertools.product(["lz4", "lz4hc", "zstd", "zlib", "blosclz"], [0, 1, 2]):
        codecs["blosc-%s-%d" % (c, s)] = Blosc(cname=c, clevel=5, shuffle=s)
    types = ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8", "u8", "i8", "b1"]
    # Zarr 2: every codec with some type, every type with some codec, orders, byte orders and separators in turn
    for i, (codec, dtype) in enumerate(sorted(set(
            [(c, types[i % len(types)]) for i, c in enumerate(codecs)] + [(list(codecs)[i % 6], t) for i, t in
                                                                         enumerate(types)]))):
        n = 2 + i % 4
        order, endian = "CF"[i % 3 == 1], "<>"[i % 5 == 2]
        name = "v2-%s-%s-%dd-%s%s" % (dtype, codec, n, order, "-big" if endian == ">" else "")
        a = values(rng, dtype, shapes[n]).astype(np.dtype(dtype).newbyteorder(endian))
        g = zarr.open_group(zarr.DirectoryStore(os.path.join(folder, name + ".zarr")), mode="w")
        z = g.create_dataset("0", shape=a.shape, chunks=blocks[n], dtype=a.dtype, order=order, compressor=codecs[codec],
                             dimension_separator="./"[i % 2])
        z[...] = a
        scale = [0.5 + d for d in range(n)]
        g.attrs["multiscales"] = multiscales(letters[n], scale, [float(d) for d in range(n)])
        case(folder, name, a, letters[n], scale=scale, translation=[float(d) for d in range(n)])
    # larger blocks, in which blosc splits and has a last block of another size
    for c, s, dtype in [("blosclz", 1, "u2"), ("lz4", 1, "f4"), ("zstd", 2, "u2"), ("lz4", 2, "u4"), ("zlib", 1, "f8"),
                        ("blosclz", 0, "u1"), ("lz4hc", 1, "i2")]:
        name = "v2-large-%s-%d-%s" % (c, s, dtype)
        a = (np.arange(110 * 130).reshape(110, 130) // 7 + rng.integers(0, 3, (110, 130))).astype(dtype)
        z = zarr.open_array(zarr.DirectoryStore(os.path.join(folder, name + ".zarr")), mode="w", shape=a.shape,
                            chunks=(99, 130), dtype=dtype, compressor=Blosc(cname=c, clevel=9, shuffle=s, blocksize=4096 + 40))
        z[...] = a
        case(folder, name, a, "yx", given="yx")
    # fill values where chunks are missing
    for dtype, fill in [("f4", float("nan")), ("f8", float("-inf")), ("u2", 7), ("i4", -5), ("f4", 0.5)]:
        name = "v2-fill-%s-%s" % (dtype, fill)
        z = zarr.open_array(zarr.DirectoryStore(os.path.join(folder, name + ".zarr")), mode="w", shape=(12, 20), chunks=(5, 8),
                            dtype=dtype, fill_value=fill)
        z[5:10, 8:16] = values(rng, dtype, (5, 8))
        z.attrs["_ARRAY_DIMENSIONS"] = ["y", "x"]
        case(folder, name, z[...], "yx")
    # Zarr 3
    blosc = {"name": "blosc", "configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 2,
                                                "blocksize": 0}}
    gzip = {"name": "gzip", "configuration": {"level": 5}}
    zstd = {"name": "zstd", "configuration": {"level": 3, "checksum": False}}
    crc = {"name": "crc32c"}
    for i, (name, dtype, n, options) in enumerate([
            ("raw", "u2", 3, {}), ("gzip", "f4", 2, dict(codecs=[GZip(5)], meta=[gzip])),
            ("zstd", "u1", 3, dict(codecs=[Zstd(3)], meta=[zstd])), ("blosc", "u2", 5, dict(codecs=[Blosc("lz4")], meta=[blosc])),
            ("crc32c", "i2", 4, dict(codecs=[Zstd(3), Crc32c()], meta=[zstd, crc])), ("big", "f8", 2, dict(big=True)),
            ("transpose", "u4", 3, dict(transpose=(2, 0, 1), codecs=[GZip(5)], meta=[gzip])),
            ("dot", "i4", 3, dict(separator=".")), ("v2-keys", "u2", 2, dict(separator=".", key="v2")),
            ("holes", "f4", 3, dict(holes=[(0, 0, 0), (2, 1, 1)], fill=float("nan"), fill_json="NaN")),
            ("hex", "f4", 2, dict(holes=[(1, 1)], fill=1.5, fill_json="0x3fc00000")),
            ("infinity", "f8", 2, dict(holes=[(1, 1)], fill=float("-inf"), fill_json="-Infinity")),
            ("bool", "b1", 2, dict(fill=False)), ("i1", "i1", 3, {}), ("u8", "u8", 3, {}), ("i8", "i8", 2, {}),
            ("shards", "u2", 3, dict(shard=(4, 16, 32), codecs=[Zstd(3)], meta=[zstd])),
            ("shards-start", "f4", 3, dict(shard=(4, 8, 16), index_start=True, codecs=[Blosc("zstd"), Crc32c()], meta=[
                dict(blosc, configuration=dict(blosc["configuration"], cname="zstd", typesize=4)), crc])),
            ("shards-holes", "u2", 3, dict(shard=(6, 16, 32), holes=[(0, 0, 0), (2, 1, 1)], fill=9, codecs=[GZip(5)],
                                           meta=[gzip])),
            ("shards-transpose", "i2", 3, dict(shard=(2, 16, 16), transpose=(1, 2, 0), codecs=[GZip(5)], meta=[gzip]))]):
        name = "v3-" + name
        a = v3(folder, name, values(rng, dtype, shapes[n]), blocks[n], **options)
        scale = [0.25 * (d + 1) for d in range(n)]
        group3(folder, name, {"ome": {"version": "0.5", "multiscales": multiscales(letters[n], scale, version="0.5")}})
        case(folder, name, a, letters[n], scale=scale, translation=[0.0] * n)
    a = v3(folder, "v3-names", values(rng, "u2", shapes[3]), blocks[3], axes=["z", "y", "x"], node="")
    case(folder, "v3-names", a, "zyx")
    with open(os.path.join(folder, "cases.json"), "w") as f:
        json.dump(CASES, f, indent=1)
    with zipfile.ZipFile("cases.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for base, folders, files in os.walk(folder):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(base, file)
                info = zipfile.ZipInfo(os.path.relpath(path, folder))
                info.compress_type = zipfile.ZIP_DEFLATED
                with open(path, "rb") as f:
                    z.writestr(info, f.read())
    shutil.rmtree(folder)
    print(len(CASES), "cases")


if __name__ == "__main__":
    main()
