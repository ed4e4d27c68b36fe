"""All TIFFs of a folder: edges, and their maxima in windows of 4 x 4, with PyImageJ.

usage: python pyimagej.py /path/to/Fiji.app IMAGES RESULTS
"""
import glob
import os
import sys

import imagej

fiji, images, results = sys.argv[1:4]
# a Fiji that has ConvolveJ in its plugins folder
ij = imagej.init(fiji, mode="headless")


def run(command, image, **values):
    values["image"] = image
    name = "io.github.convolvej.command." + command
    return ij.command().run(name, True, ij.py.to_java(values)).get().getOutput("result")


for path in sorted(glob.glob(os.path.join(images, "*.tif"))):
    edges = run("ConvolutionCommand", ij.IJ.openImage(path), kernel="sobel-x", border="replicate")
    pooled = run("PoolingCommand", edges, method="max", window="4", stride="2")
    ij.IJ.saveAsTiff(pooled, os.path.join(results, os.path.basename(path)))
