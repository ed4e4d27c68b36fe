package io.github.convolvej.command;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.macro.Provenance;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;

/**
 * Plugins &gt; ConvolveJ &gt; About ConvolveJ: shows the version, the licence, how to cite ConvolveJ, and which Java
 * and ImageJ it runs on.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>About ConvolveJ", description =
	"Version, licence, how to cite, and the Java and ImageJ that it runs on.")
public class AboutCommand extends TextCommand {

	private static final String ADDRESS = "https://github.com/convolvej/convolvej";

	/** Returns the version. Between releases it ends with a revision, which is shortened to its first ten digits. */
	private static String version() {
		return Provenance.version().replaceAll("([0-9a-f]{10})[0-9a-f]{30}", "$1");
	}

	@Override
	String tell() {
		final Runtime java = Runtime.getRuntime();
		return "ConvolveJ " + version() + ", the convolution toolbox for ImageJ and Fiji\n" + ADDRESS + "\n \n" +
			"Free software under the Simplified BSD licence; the jar holds its text, and those of what it brings along,\n" +
			"in META-INF.\n \n" + "To cite it: ConvolveJ " + version() +
			", the convolution toolbox for ImageJ and Fiji, " + ADDRESS + "\n" +
			"and ImageJ or Fiji, as their pages ask.\n \n" + "Runs on Java " + System.getProperty("java.version") + " (" + System
				.getProperty("java.vendor") + "), ImageJ " + IJ.getVersion() + ", " + System.getProperty("os.name") + ", " + java
					.availableProcessors() + " processors, up to " + NumberText.bytes(java.maxMemory()) + " of memory";
	}

	@Override
	void show(final String told) {
		IJ.showMessage("About ConvolveJ", told);
	}
}
