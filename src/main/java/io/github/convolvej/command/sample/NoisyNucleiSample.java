package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Noisy Nuclei: opens {@link SampleImage#NOISY_NUCLEI}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Noisy Nuclei", description =
	"Opens a sample image: nuclei in so little light that the noise of the camera hides much of them.")
public class NoisyNucleiSample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public NoisyNucleiSample() {
		super(SampleImage.NOISY_NUCLEI);
	}
}
