package io.github.convolvej.store.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.file.ImageJMessages;
import io.github.convolvej.ij1.file.OpenedFile;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

/** What ImageJ's own opener reads wrongly is found, and nothing is said of what it reads rightly. */
class OpenedFileTest {

	private static final Pattern TOLERANCE = Pattern.compile("_tol([0-9]+)");

	@TempDir
	private static Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		TiffSamples.unpack(folder);
	}

	@Test
	void faultsAreFoundAndNothingElse() throws IOException {
		final List<String> mistakes = new ArrayList<>();
		int wrong = 0;
		int right = 0;
		for (final Path file : TiffComparison.files(folder)) {
			final String name = file.getFileName().toString();
			final Path truth = file.resolveSibling(name.replaceFirst("(\\.ome)?\\.[a-z]+$", ".npy"));
			final ImagePlus image = Files.exists(truth) ? open(file) : null;
			if (image == null || name.contains("_series")) continue;
			final Matcher tolerance = TOLERANCE.matcher(name);
			final boolean isRight = holds(image, NpyArray.read(truth), tolerance.find() ? 3 : 0);
			final OpenedFile opened = OpenedFile.of(image);
			if (isRight) right++;
			else wrong++;
			if (isRight && opened.fault() != null) mistakes.add("false alarm: " + opened.fault());
			if (!isRight && opened.fault() == null && opened.note() == null) mistakes.add("missed: " + file);
		}
		assertEquals(List.of(), mistakes);
		assertTrue(wrong > 30 && right > 30, wrong + " wrong, " + right + " right");
	}

	@Test
	void theMessageSaysWhereAndWhatToDo() {
		assertEquals("ImageJ read 02_predictor2_float.tif wrongly: plane 1, x 2, y 0 is 2.5, but in the file 5 (its samples: " +
			"32 bits, floating point, deflate, predictor 2). Open it with File > Import > Bio-Formats, or a copy that ConvolveJ's " +
			"command line makes: convolution \"02_predictor2_float.tif\" copy.tif kernel=1 output=same", fault(
				"02_predictor2_float.tif"));
		assertTrue(fault("17_pages_with_rating_tag.tif").startsWith(
			"ImageJ read one plane of 17_pages_with_rating_tag.tif, but the file has 3 (its samples: 16 bits, private tags). "));
		assertTrue(fault("16_pages_none_deflate.tif").contains("plane 2, x 0, y 0 is 10, but in the file 100"));
	}

	private static String fault(final String name) {
		return OpenedFile.of(open(folder.resolve("handmade").resolve(name))).fault();
	}

	@Test
	void truncatedFilesAreAFault() {
		final String fault = OpenedFile.of(open(folder.resolve("imagej_cut.tif"))).fault();
		assertTrue(fault.startsWith("imagej_cut.tif cannot be read rightly, although ImageJ shows an image: a truncated TIFF: "),
			fault);
	}

	@Test
	void whatImageJLeavesOutIsANote() {
		assertTrue(OpenedFile.of(open(folder.resolve("differ.tif"))).note().contains("of which ImageJ opened one"));
		assertEquals("ImageJ left the alpha channel of alpha.tif out", OpenedFile.of(open(folder.resolve("alpha.tif")))
			.note());
		assertTrue(OpenedFile.of(open(folder.resolve("ome_u2_CTZYX.ome.tif"))).note().startsWith(
			"By the OME-XML in ome_u2_CTZYX.ome.tif the image has "));
	}

	@Test
	void changedSamplesAndCopiesAreNoFault() {
		final ImagePlus image = open(folder.resolve("handmade/02_predictor2_float.tif"));
		image.getProcessor().setf(2, 0, 77);
		image.changes = true;
		assertNull(OpenedFile.of(image).fault());
		final ImagePlus wrong = open(folder.resolve("handmade/02_predictor2_float.tif"));
		assertNotNull(OpenedFile.of(wrong).fault());
		assertNull(OpenedFile.of(wrong.duplicate()).fault());
		assertNull(OpenedFile.of(new ImagePlus("new", wrong.getProcessor())).fault());
		assertNull(OpenedFile.of(null).fault());
	}

	@Test
	void deepAndTransparentPngsAreAFault() throws IOException {
		final BufferedImage clear = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
		clear.setRGB(1, 1, 0x800a141e);
		final Path file = folder.resolve("clear.png");
		ImageIO.write(clear, "png", file.toFile());
		assertTrue(OpenedFile.of(open(file)).fault().contains("(its samples: 8 bits, alpha)"));
		for (int i = 0; i < 6; i++)
			clear.setRGB(i % 3, i / 3, 0xff0a141e + i);
		ImageIO.write(clear, "png", file.toFile());
		assertNull(OpenedFile.of(open(file)).fault());
	}

	private static ImagePlus open(final Path file) {
		try (ImageJMessages messages = new ImageJMessages()) {
			return IJ.openImage(file.toString());
		}
		catch (final RuntimeException e) {
			// ImageJ's opener is left with what it does not expect
			return null;
		}
	}

	private static boolean holds(final ImagePlus image, final NpyArray expected, final int tolerance) {
		int n = 0;
		final int colours = image.getBitDepth() == 24 ? 3 : 1;
		final int pixels = image.getWidth() * image.getHeight();
		if ((long) pixels * image.getStackSize() * colours != expected.count()) return false;
		for (int plane = 1; plane <= image.getStackSize(); plane++) {
			final ImageProcessor samples = image.getStack().getProcessor(plane);
			for (int c = 0; c < colours; c++)
				for (int i = 0; i < pixels; i++, n++) {
					final double value = colours == 3 ? samples.get(i) >> 16 - 8 * c & 0xff : image.getBitDepth() == 32 ? samples
						.getf(i) : samples.get(i) - (image.getCalibration().isSigned16Bit() ? 32768 : 0);
					final double right = expected.get(n).doubleValue();
					if (Double.compare(value, right) != 0 && !(Math.abs(value - right) <= Math.max(tolerance, 1e-6 * Math.abs(right))))
						return false;
				}
		}
		return true;
	}
}
