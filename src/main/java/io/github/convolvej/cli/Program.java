package io.github.convolvej.cli;

import io.github.convolvej.ij1.macro.Provenance;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

import ij.ImageJ;

/** Name and version of the program. */
final class Program {

	private Program() {}

	/** @return the name of the jar it was started from */
	static String jar() {
		try {
			final URI source = Program.class.getProtectionDomain().getCodeSource().getLocation().toURI();
			final String name = Path.of(source).getFileName().toString();
			return name.endsWith(".jar") ? name : "ConvolveJ_-VERSION-all.jar";
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return its version, and those of ImageJ and Java */
	static String version() {
		return "ConvolveJ " + Provenance.version() + ", ImageJ " + ImageJ.VERSION + ", Java " + System
			.getProperty("java.version");
	}
}
