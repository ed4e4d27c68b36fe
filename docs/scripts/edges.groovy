#@ ImagePlus image
#@ CommandService commands
#@output ImagePlus result

// Edges of the image, and their maxima in windows of 4 x 4.
edges = commands.run("io.github.convolvej.command.ConvolutionCommand", true,
	[image: image, kernel: "sobel-x", border: "replicate"]).get().getOutput("result")
result = commands.run("io.github.convolvej.command.PoolingCommand", true,
	[image: edges, method: "max", window: "4", stride: "2"]).get().getOutput("result")
