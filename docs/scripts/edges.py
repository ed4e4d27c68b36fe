#@ ImagePlus image
#@ CommandService commands
#@output ImagePlus result

# Edges of the image, and their maxima in windows of 4 x 4 (Jython). What is not given keeps its default: with False, no
# dialog asks for it.
gradient = commands.run("io.github.convolvej.command.ConvolutionCommand", False,
    {"image": image, "kernel": "sobel-x", "border": "replicate"}).get().getOutput("result")
result = commands.run("io.github.convolvej.command.PoolingCommand", False,
    {"image": gradient, "method": "max", "window": "4", "stride": "2"}).get().getOutput("result")
