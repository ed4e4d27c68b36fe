package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.store.BlockSource;
import io.github.convolvej.store.ImageAxis;
import io.github.convolvej.store.SampleType;
import io.github.convolvej.store.zarr.ZarrImages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

/** Zarr containers on the command line: the same samples as with TIFFs, in parts, resumed, refused where it must be. */
class VolumeRunTest {

	@TempDir
	Path folder;

	private ImagePlus image;

	@BeforeEach
	void writeImage() {
		image = Images.noise(16, 41, 30, 2, 9, 2);
		Run.save(image, folder.resolve("in.tif"));
	}

	private Run run(final String... args) {
		return Run.in(folder, args);
	}

	private Run succeed(final String... args) {
		final Run run = run(args);
		assertEquals(0, run.code, run.toString());
		return run;
	}

	private void fail(final int code, final String message, final String... args) {
		final Run run = run(args);
		assertEquals(code, run.code, run.toString());
		assertTrue(run.err.contains(message), run.err);
	}

	private BlockSource open(final String name) throws IOException {
		return ZarrImages.open(folder.resolve(name).toString(), null);
	}

	private Object samples(final String name) throws IOException {
		try (BlockSource source = open(name)) {
			final int[] size = Arrays.stream(source.description().dimensions()).mapToInt(s -> (int) s).toArray();
			return source.read(new long[size.length], size);
		}
	}

	/** Files of a folder with their bytes. */
	private List<String> content(final String name) throws IOException {
		return Run.files(folder.resolve(name)).stream().map(file -> {
			final Path path = folder.resolve(name).resolve(file);
			try {
				return file + (Files.isDirectory(path) ? "" : Arrays.hashCode(Files.readAllBytes(path)));
			}
			catch (final IOException e) {
				throw new AssertionError(e);
			}
		}).collect(Collectors.toList());
	}

	/** A TIFF of results is in the order XYCZT, a container in XYZCT. */
	private float[] tiff(final String name) {
		final ImagePlus result = Run.open(folder.resolve(name));
		final int c = result.getNChannels();
		final int z = result.getNSlices();
		final int t = result.getNFrames();
		final int plane = result.getWidth() * result.getHeight();
		final float[] all = new float[plane * c * z * t];
		for (int i = 0; i < c * z * t; i++) {
			final int index = result.getStackIndex(i / z % c + 1, i % z + 1, i / z / c + 1);
			System.arraycopy(result.getStack().getProcessor(index).convertToFloatProcessor().getPixels(), 0, all, i * plane, plane);
		}
		return all;
	}

	@ParameterizedTest
	@ValueSource(strings = { "smooth sigma=1.5 dimensions=3D border=reflect", "smooth sigma=2", "pooling window=2 stride=2",
		"pooling method=stochastic window=3 seed=5", "grouped-convolution kernel=box groups=2 border=replicate",
		"convolution kernel=binomial:5 engine=fft", "edges dimensions=3D outputs=x,y,magnitude",
		"pointwise-convolution", "upsample factor=2", "global-pooling", "transposed-convolution",
		"a-trous-wavelets planes=2", "activation method=relu", "batch-normalisation", "separable-convolution",
		"background radius=3", "background method=opening radius=2 operation=divide dimensions=3D", "adaptive-pooling size=7,5",
		"neighbourhood method=percentile percentile=20 shape=ball radius=2 dimensions=3D", "unmix-channels matrix=1,0.2;0.1,1",
		"dilated-convolution rates=1,2", "deformable-convolution", "depthwise-separable-convolution", "spatial-pyramid-pooling",
		"unpooling", "smooth sigma=1 then background radius=4" })
	void containersHoldWhatTiffsHold(final String command) throws IOException {
		final String[] words = command.split(" ");
		final String[] keys = Arrays.copyOfRange(words, 1, words.length);
		final String[] tiff = concat(new String[] { words[0], "in.tif", "out.tif" }, keys);
		final Run run = run(tiff);
		if (run.code == 2) throw new AssertionError(run.toString());
		assertEquals(0, run.code, run.toString());
		succeed(concat(new String[] { words[0], "in.tif", "out.zarr", "--chunks=16,8,4" }, keys));
		assertArrayEquals(tiff("out.tif"), (float[]) samples("out.zarr"));
		assertFalse(Files.exists(folder.resolve("out.zarr/.convolvej")));
	}

	private static String[] concat(final String[] first, final String[] second) {
		final String[] all = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, all, first.length, second.length);
		return all;
	}

	@Test
	void containersAreInputsOfTiffsAndOfContainers() throws IOException {
		succeed("pyramid", "in.tif", "in.zarr", "--levels=2");
		succeed("smooth", "in.tif", "a.tif", "dimensions=3D");
		succeed("smooth", "in.zarr", "b.tif", "dimensions=3D");
		succeed("smooth", "in.zarr", "b.zarr", "dimensions=3D", "--zarr=3", "--chunks=8,8,3", "--shards=16,16,9");
		assertArrayEquals(tiff("a.tif"), tiff("b.tif"));
		assertArrayEquals(tiff("a.tif"), (float[]) samples("b.zarr"));
		final ImagePlus tiff = Run.open(folder.resolve("b.tif"));
		assertEquals(130, tiff.getCalibration().pixelWidth, 0.1);
		assertEquals("nanometer", tiff.getCalibration().getUnit());
		try (BlockSource source = open("in.zarr")) {
			assertEquals(SampleType.UINT16, source.description().type());
			assertEquals("xyzct", source.description().axes().stream().map(ImageAxis::name).collect(Collectors.joining()));
			assertEquals(2, source.description().channels().size());
			assertEquals(100, source.description().channels().get(0).end() - 1);
		}
	}

	@Test
	void stepsAreRunAsOneAfterAnother() throws IOException {
		succeed("smooth", "in.tif", "1.tif", "sigma=1", "dimensions=3D", "output=same");
		succeed("pooling", "1.tif", "2.tif", "window=2", "stride=2", "dimensions=3D", "ceil=true", "output=same");
		succeed("convolution", "2.tif", "3.tif", "kernel=sharpen", "border=reflect");
		final String[] steps = { "sigma=1", "dimensions=3D", "output=same", "then", "pooling", "window=2", "stride=2",
			"dimensions=3D", "ceil=true", "output=same", "then", "convolution", "kernel=sharpen", "border=reflect" };
		succeed(concat(new String[] { "smooth", "in.tif", "out.zarr", "--chunks=8,8,2" }, steps));
		succeed(concat(new String[] { "smooth", "in.tif", "out.tif" }, steps));
		assertArrayEquals(tiff("3.tif"), (float[]) samples("out.zarr"));
		assertArrayEquals(tiff("3.tif"), tiff("out.tif"));
		try (BlockSource source = open("out.zarr")) {
			final ImageAxis x = source.description().axes().get(0);
			assertEquals(260, x.scale(), 0.1);
			// the origin of the TIFF is 3.5 pixels from its corner; samples of the result are half a pixel farther
			assertEquals((0.5 - 3.5 + 0.5) * 130, x.translation(), 0.1);
			assertTrue(source.description().properties().get("recipe").contains("run(\"Pooling...\""));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,3", "4,1", "7,5" })
	void partsInAnyOrderAreTheWhole(final int parts, final int first) throws IOException {
		succeed("smooth", "in.tif", "whole.zarr", "--chunks=16,16,4", "--levels=2");
		for (int i = 0; i < parts; i++) {
			final int part = (i + first) % parts + 1;
			if (i == parts - 1 && parts > 1) {
				fail(1, "missing: run the command, or the parts, again", "check", "parts.zarr");
				assertTrue(Files.isDirectory(folder.resolve("parts.zarr/.convolvej")));
			}
			final Run run = succeed("smooth", "in.tif", "parts.zarr", "--chunks=16,16,4", "--levels=2", "--part=" + part + "/" +
				parts);
			assertEquals(i == parts - 1 && parts > 1, run.out.contains("now complete"), run.out);
		}
		succeed("check", "parts.zarr");
		assertEquals(content("whole.zarr"), content("parts.zarr"));
		assertTrue(Files.readString(folder.resolve(parts == 1 ? "parts.zarr.json" : "parts.zarr.part-1-of-" + parts + ".json"))
			.contains("\"samplesReadPerSampleOfInput\""));
	}

	@Test
	void aRunGoesOnWhereAnotherStopped() throws IOException {
		succeed("smooth", "in.tif", "out.zarr", "--chunks=16,16,4");
		final List<String> whole = content("out.zarr");
		Files.delete(folder.resolve("out.zarr/0/0/1/2/1/0"));
		Files.delete(folder.resolve("out.zarr/0/1/0/0/0/2"));
		fail(1, "2 of 72 files missing", "check", "out.zarr");
		final Run run = succeed("smooth", "in.tif", "out.zarr", "--chunks=16,16,4");
		assertTrue(run.out.contains("70 files of an earlier run"), run.out);
		assertEquals(whole, content("out.zarr"));
	}

	@Test
	void whatCannotBeIsRefusedBeforeAnythingIsWritten() throws IOException {
		succeed("smooth", "in.tif", "out.zarr");
		final List<String> before = content("out.zarr");
		fail(1, "was made of another input or recipe (run(\"Smooth...\", \"method=gaussian sigma=1 ", "smooth", "in.tif",
			"out.zarr", "sigma=3");
		fail(1, "is stored with other chunks", "smooth", "in.tif", "out.zarr", "--chunks=5,5");
		fail(2, "--part is '3/2', but must be K/N", "smooth", "in.tif", "out.zarr", "--part=3/2");
		fail(2, "--memory is 'much'", "smooth", "in.tif", "out.zarr", "--memory=much");
		fail(2, "--shards is '64,64', but Zarr 2 has no shards", "smooth", "in.tif", "new.zarr", "--shards=64,64");
		fail(2, "the compression is 'rar', but must be one of", "smooth", "in.tif", "new.zarr", "--compression=rar");
		fail(2, "is for results in Zarr containers", "smooth", "in.tif", "out.tif", "--levels=3");
		fail(2, "is inside the input", "smooth", "out.zarr", "out.zarr/a.zarr");
		fail(2, "is the input, which is never written onto", "smooth", "out.zarr", "out.zarr");
		fail(2, "give one INPUT and one OUTPUT.zarr", "smooth", "in.tif", "in.tif", "new.zarr");
		fail(2, "'then' is followed by nothing", "smooth", "in.tif", "new.zarr", "then");
		fail(2, "There is no filter 'smoth'", "smooth", "in.tif", "new.zarr", "then", "smoth");
		fail(1, "is asked for part of the image", "smooth", "in.tif", "new.zarr", "part=channel:1");
		fail(1, "a block of [512, 512, 1, 1, 1] samples", "smooth", "in.tif", "new.zarr", "--memory=1m", "--chunks=512,512",
			"then", "upsample", "factor=64");
		assertEquals(before, content("out.zarr"));
		assertFalse(Files.exists(folder.resolve("new.zarr")));
		succeed("smooth", "in.tif", "out.zarr", "sigma=3", "--overwrite");
		assertTrue(Files.readString(folder.resolve("out.zarr/.zattrs")).contains("sigma=3"));
	}

	@Test
	void damagedChunksFailTheRunAndLeaveWhatIsGood() throws IOException {
		succeed("pyramid", "in.tif", "in.zarr", "--chunks=16,16,4", "--levels=1");
		final Path chunk = folder.resolve("in.zarr/0/0/1/2/1/1");
		final byte[] bytes = Files.readAllBytes(chunk);
		Files.write(chunk, Arrays.copyOf(bytes, bytes.length - 9));
		fail(1, chunk + ": chunk [0, 1, 2, 1, 1] is damaged", "smooth", "in.zarr", "out.zarr", "--threads=1");
		assertTrue(Files.exists(folder.resolve("out.zarr/0/0/0/0/0/0")));
		Files.write(chunk, bytes);
		final Run run = succeed("smooth", "in.zarr", "out.zarr");
		assertTrue(run.out.contains("of an earlier run"), run.out);
		succeed("smooth", "in.zarr", "whole.zarr");
		assertEquals(content("whole.zarr/0"), content("out.zarr/0"));
	}

	@Test
	void dryRunsTellGridAndMemoryAndWriteNothing() {
		final Run run = succeed("smooth", "in.tif", "out.zarr", "--dry-run", "--chunks=16,16,4", "--levels=2", "--memory=2m");
		assertTrue(run.out.contains("level 1: 21 x 15 x 9 x 2 x 2 (x, y, z, c, t) float32"), run.out);
		assertTrue(run.out.contains("files of [16, 16, 4, 1, 1]"), run.out);
		assertFalse(Files.exists(folder.resolve("out.zarr")));
	}
}
