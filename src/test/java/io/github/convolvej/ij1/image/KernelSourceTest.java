package io.github.convolvej.ij1.image;

import static io.github.convolvej.ij1.image.TestImages.hyperstack;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.OpenDialog;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

/** Kernels from text, presets and every kind of file. */
class KernelSourceTest {

	private static final double[] WEIGHTS = { 1, -2, 0.5, 4, 5, -6 };

	@TempDir
	private Path temporary;
	private Path folder;

	@BeforeEach
	void makeAFolderWithSpacesInItsName() throws IOException {
		folder = Files.createDirectory(temporary.resolve("my kernels (2)"));
	}

	private String write(final String name, final byte[] bytes) throws IOException {
		return Files.write(folder.resolve(name), bytes).toString();
	}

	private String write(final String name, final String text) throws IOException {
		return write(name, text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void blankLinesInATextFileBeginTheNextKernel() throws IOException {
		final Kernel bank = KernelText.parse("1 0; 0 1 # 0 1; 1 0 # 2 2; 2 2", 2);
		assertEquals(bank, KernelSource.parse(write("bank.txt", "1 0\n0 1\n\n0 1\n1 0\n  \n\n2 2\n2 2\n\n"), 2));
		assertEquals(bank, KernelSource.parse(write("windows.csv", "\r\n1,0\r\n0,1\r\n\r\n0,1\r\n1,0\r\n,\r\n2,2\r\n2,2\r\n"), 2));
		// where the separators of channels or planes are, blank lines are none
		assertEquals(KernelText.parse("1 0; 0 1 ~ 0 1; 1 0", 2), KernelSource.parse(write("channels.txt",
			"1 0\n\n0 1\n\n~\n\n0 1\n1 0\n"), 2));
		assertEquals(KernelText.parse("1 0; 0 1; 2 2", 2), KernelSource.parse(write("spaced.txt", "1 0\n\n0 1\n\n2 2\n"), 2));
		final String file = write("uneven.txt", "1 0\n0 1\n\n0 1 2\n1 0 2\n");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> KernelSource.parse(file, 2)).getMessage().contains(file));
	}

	@Test
	void misspeltPresetsAndFilesAreNamed() {
		final String[][] wrong = { { "gausian:2", "did you mean 'gaussian'?" }, { "sobell-x", "did you mean 'sobel-x'?" }, {
			"gabor3.npx", "looks like a file, but kernels are read from files that end in .txt" }, { "../my kernels/bank.dat",
				"looks like a file" }, { "gabor3.npy", "kernel file gabor3.npy does not exist" } };
		for (final String[] w : wrong) {
			final String message = assertThrows(IllegalArgumentException.class, () -> KernelSource.parse(w[0], 2)).getMessage();
			assertTrue(message.contains(w[1]), message);
		}
	}

	private String save(final String name, final ImagePlus image) {
		final String path = folder.resolve(name).toString();
		final FileSaver saver = new FileSaver(image);
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
		return path;
	}

	private static ImagePlus image(final int width, final int height, final double... weights) {
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < weights.length; i += width * height) {
			final float[] plane = new float[width * height];
			for (int j = 0; j < plane.length; j++)
				plane[j] = (float) weights[i + j];
			stack.addSlice(new FloatProcessor(width, height, plane, null));
		}
		return new ImagePlus("kernel", stack);
	}

	private static void assertKernel(final Kernel kernel, final double[] weights, final int inputs, final int outputs,
		final int... size)
	{
		assertArrayEquals(size, kernel.size());
		assertEquals(inputs, kernel.inputs());
		assertEquals(outputs, kernel.outputs());
		assertArrayEquals(weights, kernel.weights());
	}

	private static String refusal(final String text, final int numDimensions) {
		return assertThrows(IllegalArgumentException.class, () -> KernelSource.parse(text, numDimensions)).getMessage();
	}

	@Test
	void textAndPresetsAreRead() {
		assertKernel(KernelSource.parse(" 1 -2 0.5; 4 5 -6 ", 2), WEIGHTS, 1, 1, 3, 2);
		assertEquals(KernelText.parse("gaussian:1.5", 2), KernelSource.parse("gaussian:1.5", 2));
		assertEquals(KernelText.parse("1e-3 .5", 1), KernelSource.parse("1e-3 .5", 1));
		assertTrue(refusal(null, 2).startsWith("kernel is empty"));
		assertTrue(refusal("", 2).startsWith("kernel is empty"));
	}

	@Test
	void textFilesAreRead() throws IOException {
		assertKernel(KernelSource.parse(write("k.txt", "1 -2 0.5\n4 5 -6\n"), 2), WEIGHTS, 1, 1, 3, 2);
		assertKernel(KernelSource.parse(write("k.TXT", "1\t-2\t0.5\r\n4\t5\t-6"), 2), WEIGHTS, 1, 1, 3, 2);
		assertKernel(KernelSource.parse(write("k.csv", "1,-2,0.5\n4,5,-6"), 2), WEIGHTS, 1, 1, 3, 2);
		assertKernel(KernelSource.parse("  " + write("k.tsv", "1\t-2\t0.5\n4\t5\t-6") + " ", 2), WEIGHTS, 1, 1, 3, 2);
		assertKernel(KernelSource.parse(write("bank.txt", "1 -2\n#\n0.5 4\n#\n5 -6\n"), 2), WEIGHTS, 1, 3, 2, 1);
		assertKernel(KernelSource.parse(write("deep.txt", "1\n-2\n|\n0.5\n4\n|\n5\n-6"), 3), WEIGHTS, 1, 1, 1, 2, 3);
	}

	@Test
	void numpyFilesAreRead() throws IOException {
		final String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
		final ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.write(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0 });
		final byte[] header = new byte[118];
		Arrays.fill(header, (byte) ' ');
		System.arraycopy(dictionary.getBytes(StandardCharsets.US_ASCII), 0, header, 0, dictionary.length());
		header[117] = '\n';
		file.write(header);
		final ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
		for (final double w : WEIGHTS)
			data.putDouble(w);
		file.write(data.array());
		assertKernel(KernelSource.parse(write("k.npy", file.toByteArray()), 2), WEIGHTS, 1, 1, 3, 2);
	}

	@Test
	void aTiffOf32BitIsRead() {
		final String path = save("k.tif", image(3, 2, WEIGHTS));
		assertKernel(KernelSource.parse(path, 2), WEIGHTS, 1, 1, 3, 2);
		assertKernel(KernelSource.parse(path, 3), WEIGHTS, 1, 1, 3, 2, 1);
		assertKernel(KernelSource.parse(save("row.TIFF", image(6, 1, WEIGHTS)), 1), WEIGHTS, 1, 1, 6);
		assertKernel(KernelSource.parse(save("column.tiff", image(1, 6, WEIGHTS)), 1), WEIGHTS, 1, 1, 6);
		final String message = refusal(path, 1);
		assertTrue(message.startsWith("kernel file " + path + ": ") && message.contains("3 x 2") && message.contains(
			"dimensions=2D"), message);
	}

	@Test
	void slicesOfATiffArePlanesOf3DKernelsAndKernelsOfBanksOtherwise() {
		final String path = save("stack.tif", image(1, 2, WEIGHTS));
		assertKernel(KernelSource.parse(path, 3), WEIGHTS, 1, 1, 1, 2, 3);
		assertKernel(KernelSource.parse(path, 2), WEIGHTS, 1, 3, 1, 2);
		assertKernel(KernelSource.parse(path, 1), WEIGHTS, 1, 3, 2);
	}

	@Test
	void channelsOfATiffAreInputChannelsAndTimePointsAreKernels() {
		final ImagePlus image = hyperstack(32, 3, 2, 2, 4, 3);
		final String path = save("hyper.tif", image);
		final Kernel deep = KernelSource.parse(path, 3);
		assertArrayEquals(new int[] { 3, 2, 4 }, deep.size());
		final Kernel flat = KernelSource.parse(path, 2);
		assertArrayEquals(new int[] { 2, 12 }, new int[] { flat.inputs(), flat.outputs() });
		for (int t = 0; t < 3; t++)
			for (int z = 0; z < 4; z++)
				for (int c = 0; c < 2; c++)
					for (int i = 0; i < 6; i++) {
						final double sample = TestImages.sample(image, i % 3, i / 3, c, z, t);
						assertEquals(sample, deep.weight(i + 6 * z, c, t));
						assertEquals(sample, flat.weight(i, c, z + 4 * t));
					}
	}

	@Test
	void signed16BitTiffsAreTheirValues() {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(3, 1, new short[] { 32767, (short) 32768,
			(short) 32775 }, null));
		image.getCalibration().setSigned16BitCalibration();
		assertKernel(KernelSource.fromImage(image, 1), new double[] { -1, 0, 7 }, 1, 1, 3);
		assertKernel(KernelSource.parse(save("signed.tif", image), 1), new double[] { -1, 0, 7 }, 1, 1, 3);
	}

	@Test
	void anRgbTiffIsRefused() {
		final String path = save("rgb.tif", new ImagePlus("rgb", new ColorProcessor(2, 2)));
		assertTrue(refusal(path, 2).contains("RGB") && refusal(path, 2).contains(path));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> KernelSource.fromImage(new ImagePlus("rgb",
			new ColorProcessor(2, 2)), 2)).getMessage().contains("RGB"));
	}

	@Test
	void weightsOfATiffAreFinite() {
		final String message = refusal(save("nan.tif", image(2, 2, 1, 2, 3, Float.NaN)), 2);
		assertTrue(message.contains("the weight NaN at 1, 1"), message);
	}

	@Test
	void missingAndUnreadableFilesAreNamed() throws IOException {
		for (final String name : new String[] { "none.tif", "none.txt", "none.npy", "none.csv" }) {
			final String path = folder.resolve(name).toString();
			assertEquals("kernel file " + path + " does not exist", refusal(path, 2));
		}
		for (final String path : new String[] { write("text.tif", "this is not an image"), write("empty.tiff", ""), write(
			"cut.tif", Arrays.copyOf(Files.readAllBytes(Path.of(save("large.tif", hyperstack(32, 200, 200, 1, 1, 1)))),
				2000)), write("cut-stack.tif", Arrays.copyOf(Files.readAllBytes(Path.of(save("stack.tif", hyperstack(16, 9, 9, 1,
					9, 1)))), 1800)), write("bad.txt", "1 2\n3"), write("empty.csv", ""), write("bad.npy", "not numpy"), write("x.csv",
					"1;2;3") })
		{
			final String message = refusal(path, 2);
			assertTrue(message.startsWith("kernel file " + path), message);
		}
	}

	@Test
	void openingAKernelDoesNotChangeTheFolderThatImageJOffers() {
		final String before = OpenDialog.getLastDirectory();
		KernelSource.parse(save("k.tif", image(3, 2, WEIGHTS)), 2);
		assertEquals(before, OpenDialog.getLastDirectory());
	}
}
