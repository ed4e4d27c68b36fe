package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Moving Spots: opens {@link SampleImage#SPOTS}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Moving Spots", description =
	"Opens a sample image: spots in a cell that move and fade, 12 time points.")
public class SpotsSample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public SpotsSample() {
		super(SampleImage.SPOTS);
	}
}
