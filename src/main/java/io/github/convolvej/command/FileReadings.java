package io.github.convolvej.command;

import io.github.convolvej.ij1.file.OpenedFile;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.job.FilterJob;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;

/**
 * Warns, before a filter runs, that ImageJ has read the file of an image wrongly. The
 * dialog shows the warning, and the user decides; in macros and without a window it is an error.
 */
final class FileReadings {

	private FileReadings() {}

	/**
	 * @param job the planned work
	 * @return warnings and notes about the files of its images, for a dialog
	 */
	static List<String> of(final FilterJob job) {
		final List<String> sentences = new ArrayList<>();
		for (final ImageInput input : job.inputs()) {
			final OpenedFile file = OpenedFile.of(input.whole());
			if (file.fault() != null) sentences.add(file.fault());
			if (file.note() != null) sentences.add(file.note());
		}
		return sentences;
	}

	/**
	 * @param job the planned work
	 * @param macro whether a macro or script called the command
	 * @param name of the command, for the log
	 * @throws IllegalArgumentException if pixels of a file were read wrongly, and no
	 *           user could see the warning
	 */
	static void check(final FilterJob job, final boolean macro, final String name) {
		for (final ImageInput input : job.inputs()) {
			final String fault = OpenedFile.of(input.whole()).fault();
			if (fault != null && (macro || GraphicsEnvironment.isHeadless())) throw new IllegalArgumentException(fault +
				". To go on with the samples as they are, use a copy of the image: Image > Duplicate...");
		}
		of(job).forEach(sentence -> IJ.log(name + ": " + sentence));
	}
}
