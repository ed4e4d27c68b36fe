package io.github.convolvej.command.sample;

import io.github.convolvej.command.scijava.Macros;
import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.ItemIO;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;

import ij.ImagePlus;

/** A command that opens a sample image from the jar. It has no parameters, and needs no image. */
public abstract class SampleCommand extends ContextCommand {

	private final SampleImage sample;

	@Parameter(type = ItemIO.OUTPUT, label = "Result")
	private ImagePlus result;

	/** @param sample the image that it opens */
	protected SampleCommand(final SampleImage sample) {
		this.sample = sample;
	}

	@Override
	public void run() {
		result = sample.open();
		Macros.showHeadless(result);
	}
}
