package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Test Chart: opens {@link SampleImage#CHART}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Test Chart", description =
	"Opens a sample image: ramps, pulses, stripes, edges and noise, which show what a filter does to each.")
public class ChartSample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public ChartSample() {
		super(SampleImage.CHART);
	}
}
