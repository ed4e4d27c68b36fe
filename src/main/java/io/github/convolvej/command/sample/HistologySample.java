package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Stained Section: opens {@link SampleImage#HISTOLOGY}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Stained Section", description =
	"Opens a sample image: a gland in haematoxylin and eosin, RGB.")
public class HistologySample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public HistologySample() {
		super(SampleImage.HISTOLOGY);
	}
}
