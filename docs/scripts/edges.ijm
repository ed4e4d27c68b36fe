// Edges of the current image, and their maxima in windows of 4 x 4.
run("Convolution...", "kernel=sobel-x border=replicate");
run("Pooling...", "method=max window=4 stride=2");
// the result is the current image, also without windows, and knows how it was made
print(Property.get("ConvolveJ.macro"));
