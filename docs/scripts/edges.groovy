#@ ImagePlus image
#@ CommandService commands
#@output ImagePlus result

// Edges of the image, and their maxima in windows of 4 x 4. What is not given keeps its default: with false, no dialog
// asks for it. No variable is called like the file, since Groovy makes a class of that name.
gradient = commands.run("io.github.convolvej.command.ConvolutionCommand", false,
	[image: image, kernel: "sobel-x", border: "replicate"]).get().getOutput("result")
result = commands.run("io.github.convolvej.command.PoolingCommand", false,
	[image: gradient, method: "max", window: "4", stride: "2"]).get().getOutput("result")
