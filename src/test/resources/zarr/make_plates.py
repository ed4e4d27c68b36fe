#!/usr/bin/env python3
"""Makes small plates of wells in OME-Zarr, with python-zarr: the test resources zarr/plates.zip (zipped).

make_plates.py FOLDER writes plate.zarr (Zarr 2, OME-NGFF 0.4): wells B03, B04 and C05, two fields each but
one in C05, and for each image what its samples are in plate.json.
"""
import json
import os
import sys

import numpy as np
import zarr

folder = sys.argv[1]
path = os.path.join(folder, "plate.zarr")
random = np.random.default_rng(3)
root = zarr.group(store=zarr.NestedDirectoryStore(path), overwrite=True)
wells = {"B/03": [0, 1], "B/04": [0, 1], "C/05": [0]}
root.attrs["plate"] = {
    "version": "0.4", "name": "test plate", "field_count": 2,
    "acquisitions": [{"id": 1, "name": "first", "maximumfieldcount": 2}],
    "rows": [{"name": n} for n in "ABC"], "columns": [{"name": n} for n in ("03", "04", "05")],
    "wells": [{"path": w, "rowIndex": "ABC".index(w[0]), "columnIndex": int(w[2:]) - 3} for w in wells]}
samples = {}
for well, fields in wells.items():
    group = root.require_group(well)
    group.attrs["well"] = {"version": "0.4", "images": [{"path": str(f), "acquisition": 1} for f in fields]}
    for field in fields:
        image = group.require_group(str(field))
        axes = [{"name": "c", "type": "channel"}] + [
            {"name": n, "type": "space", "unit": "micrometer"} for n in "yx"]
        image.attrs["multiscales"] = [{"version": "0.4", "name": f"{well} {field}", "axes": axes, "datasets": [
            {"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1.0, 0.5, 0.5]}]}]}]
        data = random.integers(0, 1000, (2, 12, 16), dtype=np.uint16)
        image.create_dataset("0", data=data, chunks=(1, 8, 8), compressor=zarr.Zlib(1) if hasattr(zarr, "Zlib") else None,
                             dimension_separator="/")
        samples[f"{well}/{field}"] = data.ravel().tolist()
with open(os.path.join(folder, "plate.json"), "w") as out:
    json.dump(samples, out)
