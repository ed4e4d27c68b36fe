// All TIFFs of a folder: edges, and their maxima in windows of 4 x 4.
// The argument is the folder of images and the folder of results, with a comma between them.
folders = split(getArgument(), ",");
input = folders[0] + File.separator;
output = folders[1] + File.separator;
File.makeDirectory(output);
setBatchMode(true);
files = getFileList(input);
for (i = 0; i < files.length; i++) {
	if (!endsWith(files[i], ".tif")) continue;
	open(input + files[i]);
	run("Convolution...", "kernel=sobel-x border=replicate");
	run("Pooling...", "method=max window=4 stride=2");
	saveAs("Tiff", output + getTitle() + ".tif");
	run("Close All");
}
