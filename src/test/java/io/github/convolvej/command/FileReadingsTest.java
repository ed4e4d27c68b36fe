package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.dialog.LiveText;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

import ij.IJ;
import ij.ImagePlus;

/** An image whose file ImageJ read wrongly: a dialog says so, and where nobody looks the command refuses it. */
class FileReadingsTest {

	@TempDir
	private Path folder;

	private ImagePlus wrong() throws IOException {
		final BufferedImage clear = new BufferedImage(5, 4, BufferedImage.TYPE_INT_ARGB);
		clear.setRGB(1, 1, 0x800a141e);
		final Path file = folder.resolve("clear.png");
		ImageIO.write(clear, "png", file.toFile());
		return IJ.openImage(file.toString());
	}

	@Test
	void aDialogTells() throws IOException {
		final ImagePlus image = wrong();
		assertTrue(text(image).contains("Note: ImageJ read clear.png wrongly: plane 1, x 0, y 0 is 255, but in the file 0"));
		assertFalse(text(image.duplicate()).contains("clear.png"));
	}

	private static String text(final ImagePlus image) {
		final Module module = DialogTest.module(Harness.info(SmoothCommand.class), image);
		return ((LiveText) module.getDelegateObject()).liveText(image);
	}

	@Test
	void withoutAWindowItIsRefused() throws Exception {
		final ImagePlus image = wrong();
		CommandRuns.assertRefused(SmoothCommand.class, image, new Object[0], "ImageJ read clear.png wrongly",
			"File > Import > Bio-Formats", "kernel=1 output=same", "Image > Duplicate...");
		assertEquals(5, CommandRuns.run(SmoothCommand.class, image.duplicate()).getWidth());
	}
}
