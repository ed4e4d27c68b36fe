package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Nuclei and Filaments: opens {@link SampleImage#NUCLEI_FILAMENTS}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Nuclei and Filaments", description =
	"Opens a sample image: nuclei and filaments, two channels, 16 slices that are further apart than pixels are wide.")
public class NucleiSample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public NucleiSample() {
		super(SampleImage.NUCLEI_FILAMENTS);
	}
}
