package io.github.convolvej.cli;

import io.github.convolvej.ij1.file.ImageFile;

import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** How files of a batch are read and written. */
final class BatchOptions {

	/** Whether output files are replaced. */
	boolean overwrite;
	/** Whether results of the same recipe and input are kept. */
	boolean skipExisting;
	/** Whether samples of output files are compressed. */
	boolean compress;
	/** Which of several images of each file, from 1; 0 if it must be the only one. */
	int series;
	/** Stacks above so many bytes are read plane by plane. */
	long memoryLimit = ImageFile.memoryLimit();
	/** Wraps the streams to output files. */
	UnaryOperator<OutputStream> wrap = UnaryOperator.identity();
}
