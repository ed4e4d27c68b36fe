package io.github.convolvej.network.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.cli.Run;
import io.github.convolvej.network.tensor.Tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.FloatProcessor;

class ImageModelTest {

	private static final Path ONNX = Paths.get("src/test/resources/networks/denoise_dncnn/model.onnx");
	private static final String NEW = "format_version: 0.5.4\nname: tiny\ntype: model\ninputs:\n- id: raw\n  axes:\n" +
		"  - {type: batch}\n  - {type: channel, channel_names: [a]}\n  - {type: space, id: y, size: 20}\n" +
		"  - {type: space, size: 24}\n  test_tensor: {source: in.npy}\n  preprocessing:\n  - id: scale_range\n" +
		"    kwargs: {axes: [y, x], min_percentile: 5, max_percentile: 90}\n  - id: scale_linear\n" +
		"    kwargs: {gain: 2, offset: -1}\noutputs:\n- id: clean\n  axes:\n  - {type: batch}\n" +
		"  - {type: channel, channel_names: [a]}\n  - {type: space, id: y, size: 20, halo: 1}\n" +
		"  - {type: space, id: x, size: 24, halo: 1}\n  test_tensor: {source: out.npy}\n  postprocessing:\n  - id: clip\n" +
		"    kwargs: {min: -0.5, max: 0.5}\nweights:\n  onnx: {source: weights.onnx}\n";
	private static final String OLD = "format_version: 0.4.9\nname: tiny\ntype: model\ninputs:\n- name: raw\n  axes: bcyx\n" +
		"  preprocessing:\n  - name: scale_range\n    kwargs: {mode: per_sample, axes: xy, min_percentile: 5," +
		" max_percentile: 90}\n  - name: scale_linear\n    kwargs: {gain: [2], offset: [-1], axes: xy}\noutputs:\n" +
		"- name: clean\n  axes: bcyx\n  halo: [0, 0, 1, 1]\n  postprocessing:\n  - name: clip\n" +
		"    kwargs: {min: -0.5, max: 0.5}\ntest_inputs: [in.npy]\ntest_outputs: [out.npy]\nweights:\n" +
		"  onnx: {source: weights.onnx}\n";

	@TempDir
	Path folder;

	private static Tensor image() {
		final Tensor image = new Tensor(1, 1, 20, 24);
		final Random random = new Random(4);
		for (int i = 0; i < image.data().length; i++)
			image.data()[i] = 100 + 20 * (float) random.nextGaussian();
		return image;
	}

	/** The image after preprocessing: percentiles as NumPy interpolates them. */
	private static Tensor scaled() {
		final Tensor image = image();
		final float[] sorted = image.data().clone();
		Arrays.sort(sorted);
		final double low = percentile(sorted, 0.05);
		final double high = percentile(sorted, 0.9);
		final Tensor scaled = new Tensor(image.shape());
		for (int i = 0; i < sorted.length; i++)
			scaled.data()[i] = (float) ((image.data()[i] - low) / (high - low + 1e-6) * 2 - 1);
		return scaled;
	}

	/** The model step by step: preprocessing, the network, clipping. */
	private static Tensor expected() throws IOException {
		final Tensor scaled = scaled();
		final Tensor result = io.github.convolvej.network.onnx.OnnxFile.read(ONNX).on(scaled.shape()).run(scaled).values()
			.iterator().next();
		for (int i = 0; i < result.data().length; i++)
			result.data()[i] = Math.max(-0.5f, Math.min(0.5f, result.data()[i]));
		return result;
	}

	private static double percentile(final float[] sorted, final double part) {
		final double at = part * (sorted.length - 1);
		final int i = (int) at;
		return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
	}

	private static byte[] numpy(final Tensor tensor) {
		final StringBuilder header = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': ").append(Arrays
			.toString(tensor.shape()).replace('[', '(').replace(']', ')')).append(", }");
		while ((header.length() + 11) % 16 != 0)
			header.append(' ');
		header.append('\n');
		final ByteBuffer b = ByteBuffer.allocate(10 + header.length() + 4 * tensor.data().length).order(
			ByteOrder.LITTLE_ENDIAN);
		b.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort(
			(short) header.length()).put(header.toString().getBytes(StandardCharsets.US_ASCII));
		for (final float v : tensor.data())
			b.putFloat(v);
		return b.array();
	}

	private void write(final String description) throws IOException {
		Files.write(folder.resolve("bioimageio.yaml"), description.getBytes(StandardCharsets.UTF_8));
		Files.write(folder.resolve("in.npy"), numpy(image()));
		Files.write(folder.resolve("out.npy"), numpy(expected()));
		Files.write(folder.resolve("weights.onnx"), Files.readAllBytes(ONNX));
	}

	private static void assertVerified(final ImageModel model) {
		final ModelVerification verification = ModelVerification.of(model);
		assertEquals(1, verification.differences().size());
		for (final double d : verification.differences().values())
			assertTrue(d <= 2e-6, verification.toString());
		assertTrue(verification.toString().contains("declared 1, needed "), verification.toString());
	}

	@Test
	void bothFormatsFoldersAndZipFilesAreRead() throws IOException {
		for (final String description : new String[] { NEW, OLD }) {
			write(description);
			assertVerified(ImageModel.read(folder));
			assertVerified(ImageModel.read(folder.resolve("bioimageio.yaml")));
		}
		final Path zip = folder.resolve("model.zip");
		try (OutputStream file = Files.newOutputStream(zip); ZipOutputStream out = new ZipOutputStream(file)) {
			for (final String name : new String[] { "bioimageio.yaml", "in.npy", "out.npy", "weights.onnx" }) {
				out.putNextEntry(new ZipEntry(name));
				out.write(Files.readAllBytes(folder.resolve(name)));
			}
		}
		assertVerified(ImageModel.read(zip));
	}

	@Test
	void theFilesThatAModelReadsAreKnown() throws IOException {
		for (final String description : new String[] { NEW, OLD }) {
			write(description);
			Files.write(folder.resolve("other.tif"), new byte[3]);
			final List<Path> files = Stream.of("bioimageio.yaml", "in.npy", "out.npy", "weights.onnx").map(folder::resolve).collect(
				Collectors.toList());
			assertEquals(files, ImageModel.files(folder).stream().sorted().collect(Collectors.toList()));
			assertEquals(files, ImageModel.files(folder.resolve("bioimageio.yaml")).stream().sorted().collect(Collectors
				.toList()));
		}
	}

	private void assertRefused(final String description, final String words) throws IOException {
		write(description);
		final String message = assertThrows(IllegalArgumentException.class, () -> ImageModel.read(folder)).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void whatCannotBeRunIsRefused() throws IOException {
		assertRefused(NEW.replace("scale_linear", "stardist"), "'stardist'");
		assertRefused(NEW.replace("  onnx:", "  pytorch_state_dict:"), "pytorch_state_dict");
		assertRefused(NEW.replace("weights.onnx", "other.onnx"), "other.onnx");
		assertRefused(NEW.replace("axes: [y, x]", "axes: [z]"), "no axis z");
		assertRefused("just text", "no model description");
		assertRefused("a: [", "is not YAML");
		Files.delete(folder.resolve("bioimageio.yaml"));
		assertThrows(IllegalArgumentException.class, () -> ImageModel.read(folder));
	}

	private static double[] moments(final float[] samples) {
		double mean = 0;
		for (final float v : samples)
			mean += v / (double) samples.length;
		double variance = 0;
		for (final float v : samples)
			variance += (v - mean) * (v - mean) / samples.length;
		return new double[] { mean, Math.sqrt(variance) };
	}

	/** The result has the mean and the standard deviation of the image before its processing. */
	@Test
	void resultsGetTheStatisticsOfTheImage() throws IOException {
		for (final String description : new String[] { NEW.replace("- id: clip\n    kwargs: {min: -0.5, max: 0.5}",
			"- id: scale_mean_variance\n    kwargs: {axes: [y, x], reference_tensor: raw}"), OLD.replace(
				"- name: clip\n    kwargs: {min: -0.5, max: 0.5}",
				"- name: scale_mean_variance\n    kwargs: {mode: per_sample, axes: [x, y], reference_tensor: raw}").replace("axes: bcyx",
					"axes: [b, c, y, x]") })
		{
			write(description);
			final double[] image = moments(image().data());
			final double[] result = moments(ImageModel.read(folder).network().on(1, 1, 20, 24).run(image()).values().iterator()
				.next().data());
			assertEquals(image[0], result[0], 1e-4);
			assertEquals(image[1], result[1], 1e-4);
		}
		write(NEW.replace("- id: clip\n    kwargs: {min: -0.5, max: 0.5}",
			"- id: scale_range\n    kwargs: {axes: [y, x], max_percentile: 50, reference_tensor: raw}"));
		final float[] sorted = image().data().clone();
		Arrays.sort(sorted);
		final float[] plain = ImageModel.read(folder).weights().on(1, 1, 20, 24).run(scaled()).values().iterator().next().data();
		final float[] result = ImageModel.read(folder).network().on(1, 1, 20, 24).run(image()).values().iterator().next().data();
		final double middle = percentile(sorted, 0.5);
		for (int i = 0; i < plain.length; i++)
			assertEquals((plain[i] - sorted[0]) / (middle - sorted[0] + 1e-6), result[i], 1e-4);
		assertRefused(NEW.replace("id: clip", "id: scale_mean_variance").replace("{min: -0.5, max: 0.5}",
			"{reference_tensor: other}"), "statistics of the tensor 'other'");
	}

	@Test
	void fixedStatisticsAreDividedByWithEpsilon() throws IOException {
		for (final String description : new String[] { NEW.replace("- id: scale_linear\n    kwargs: {gain: 2, offset: -1}",
			"- id: fixed_zero_mean_unit_variance\n    kwargs: {axis: channel, mean: [0.25], std: [0.001]}"), OLD.replace(
				"- name: scale_linear\n    kwargs: {gain: [2], offset: [-1], axes: xy}",
				"- name: zero_mean_unit_variance\n    kwargs: {mode: fixed, mean: 0.25, std: 0.001, axes: yx}") })
		{
			write(description);
			final Tensor scaled = scaled();
			for (int i = 0; i < scaled.data().length; i++)
				scaled.data()[i] = (float) (((scaled.data()[i] + 1) / 2 - 0.25) / (0.001 + 1e-6));
			final ImageModel model = ImageModel.read(folder);
			final float[] expected = model.weights().on(1, 1, 20, 24).run(scaled).values().iterator().next().data();
			final float[] result = model.network().on(1, 1, 20, 24).run(image()).values().iterator().next().data();
			for (int i = 0; i < expected.length; i++)
				assertEquals(Math.max(-0.5, Math.min(0.5, expected[i])), result[i], 1e-3);
		}
	}

	@Test
	void theCommandLineVerifiesModels() throws IOException {
		write(NEW);
		final Run good = Run.in(folder, "verify", ".");
		assertEquals(0, good.code, good.toString());
		assertTrue(good.out.contains("(tiny)") && good.out.contains("declared 1, needed "), good.out);
		final Tensor other = expected();
		other.data()[7] += 0.1f;
		Files.write(folder.resolve("out.npy"), numpy(other));
		final Run bad = Run.in(folder, "verify", "bioimageio.yaml", "missing.zip");
		assertEquals(1, bad.code);
		assertTrue(bad.out.contains("clean is not what the model's test expects"), bad.out);
		assertTrue(bad.err.contains("missing.zip"), bad.err);
		assertEquals(2, Run.in(folder, "verify").code);
		// the folder of a model may stand before the images
		Run.save(new ImagePlus("a", new FloatProcessor(24, 20)), folder.resolve("a.tif"));
		final Run run = Run.in(folder, "network", folder.toString(), "a.tif", "b.tif");
		assertEquals(0, run.code, run.toString());
		assertEquals(2, Run.in(folder, "verify", ".", "tiles=3").code);
	}

	@Test
	void zipFilesMayHoldTheFolder() throws IOException {
		write(NEW);
		final Path zip = folder.resolve("model.zip");
		try (OutputStream file = Files.newOutputStream(zip); ZipOutputStream out = new ZipOutputStream(file)) {
			out.putNextEntry(new ZipEntry("tiny/"));
			for (final String name : new String[] { "bioimageio.yaml", "in.npy", "out.npy", "weights.onnx" }) {
				out.putNextEntry(new ZipEntry("tiny/" + name));
				out.write(Files.readAllBytes(folder.resolve(name)));
			}
		}
		assertVerified(ImageModel.read(zip));
	}
}
