// All TIFFs of a folder: edges, and their maxima in windows of 4 x 4.
// The argument is the folder of images and the folder of results, with a comma between them.
// ImageJ ends with exit code 0 also after an error, but the last line is printed only if all went well.
folders = split(getArgument(), ",");
if (folders.length != 2) exit("The argument must be two folders with a comma between them, not '" + getArgument() + "'");
input = folders[0] + File.separator;
output = folders[1] + File.separator;
if (!File.isDirectory(input)) exit("There is no folder " + input);
File.makeDirectory(output);
setBatchMode(true);
files = getFileList(input);
count = 0;
for (i = 0; i < files.length; i++) {
	if (!endsWith(files[i], ".tif")) continue;
	open(input + files[i]);
	if (nImages != 1) exit("Not an image: " + input + files[i]);
	run("Convolution...", "kernel=sobel-x border=replicate");
	run("Pooling...", "method=max window=4 stride=2");
	// without its plugins ImageJ goes on and would save the image itself
	if (indexOf(Property.get("ConvolveJ.macro"), "Pooling...") < 0) exit("ConvolveJ is not installed in this ImageJ");
	result = output + getTitle() + ".tif";
	saveAs("Tiff", result);
	if (!File.exists(result)) exit("Could not be written: " + result);
	run("Close All");
	count++;
}
if (count == 0) exit("There are no TIFFs in " + input);
print("folder.ijm: done, " + count + " images");
