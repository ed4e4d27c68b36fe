package io.github.convolvej.command.sample;

import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Plugins &gt; ConvolveJ &gt; Samples &gt; Cells in Uneven Light: opens {@link SampleImage#CELLS}. */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Samples>Cells in Uneven Light", description =
	"Opens a sample image: cells under a lamp that lights one corner best, 8 bits.")
public class CellsSample extends SampleCommand {

	/** SciJava calls this to make the command. */
	public CellsSample() {
		super(SampleImage.CELLS);
	}
}
