#@ ImagePlus image
#@ CommandService commands
#@output ImagePlus result

# Edges of the image, and their maxima in windows of 4 x 4 (Jython).
# With False no dialog asks for what is left out: it takes its documented default.
gradients = commands.run("io.github.convolvej.command.ConvolutionCommand", False,
    {"image": image, "kernel": "sobel-x"}).get().getOutput("result")
result = commands.run("io.github.convolvej.command.PoolingCommand", False,
    {"image": gradients, "method": "max", "window": "4", "stride": "2"}).get().getOutput("result")
