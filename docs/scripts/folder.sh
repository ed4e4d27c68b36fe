#!/bin/sh
# All images of a folder: edges, and their maxima in windows of 4 x 4, without windows of ImageJ.
# usage: folder.sh ConvolveJ_-VERSION-all.jar IMAGES RESULTS
set -e
java -jar "$1" convolution "$2" "$3/edges" kernel=sobel-x border=replicate
java -jar "$1" pooling "$3/edges" "$3" method=max window=4 stride=2
