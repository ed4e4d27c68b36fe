package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.measure.Calibration;

/** What users try first and get wrong: it is refused with what would be right, or told of. */
class WrongCallsTest extends CommandLineFixture {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"--kernel=box:3 | Unknown option: '--kernel=box:3'; keys of filters are written without -: kernel=box:3",
		"-kernel=box:3 | Unknown option: '-kernel=box:3'; keys of filters are written without -: kernel=box:3",
		"--kernel | Unknown option: '--kernel'", "= | '=' stands alone: write key=value without spaces" })
	void keysThatAreWrittenOtherwiseAreRefusedWithTheRightWay(final String argument, final String message) {
		assertUsageError(run("convolution", "a.tif", "b.tif", argument), message);
	}

	@Test
	void filesThatLookLikeOptionsAreNamedAsTheyShouldBe() throws IOException {
		copyTo("-a.tif");
		assertUsageError(run("smooth", "-a.tif", "b.tif"), "Unknown option: '-a.tif'; the file of that name is ./-a.tif");
		assertEquals(0, run("smooth", "./-a.tif", "b.tif").code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pixel", " ", "" })
	void physicalLengthsOfImagesWithoutPixelSizeAreToldOf(final String unit) {
		final ImagePlus plain = Images.noise(8, 9, 6, 1, 1, 1);
		plain.setCalibration(new Calibration());
		plain.getCalibration().setUnit(unit);
		Run.save(plain, folder.resolve("plain.tif"));
		final String note = "the image has no pixel size";
		final String[] calls = { "smooth # # unit=physical", "neighbourhood # # unit=physical shape=ellipse radius=1",
			"background # # unit=physical radius=2", "edges # # operator=gaussian unit=physical", "edges # # calibrated=true" };
		for (final String call : calls) {
			final Run told = run(call.replaceFirst("#", "plain.tif").replace("#", "b.tif --overwrite").split(" "));
			assertEquals(0, told.code, told.toString());
			assertTrue(told.err.contains(note), call + ": " + told);
			final Run known = run(call.replaceFirst("#", "a.tif").replace("#", "b.tif --overwrite").split(" "));
			assertTrue(known.code == 0 && !known.err.contains(note), known.toString());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "21", "-22", "1000000" })
	void ranksThatTheWindowDoesNotHaveAreRefused(final String rank) {
		assertUsageError(run("neighbourhood", "a.tif", "b.tif", "method=rank", "rank=" + rank), "rank is " + rank +
			", but the window (disc:2) has 21 samples: ranks are 0 to 20 from the smallest, or -1 to -21 from the largest");
		for (final String last : new String[] { "20", "-21" })
			assertEquals(0, run("neighbourhood", "a.tif", "rank" + last + ".tif", "method=rank", "rank=" + last, "border=none").code);
	}

	@Test
	void tilesThatTakeMostOfTheTimeThemselvesAreRefused() {
		Run.save(Images.noise(8, 48, 40, 1, 1, 1), folder.resolve("small.tif"));
		final Run run = run("network", "small.tif", "b.tif", "model=sample:denoiser", "tiles=1");
		assertEquals(1, run.code);
		assertTrue(run.err.contains("or larger tiles"), run.err);
		assertEquals(0, run("network", "small.tif", "b.tif", "model=sample:denoiser", "tiles=16").code);
	}

	@Test
	void anImageIsNoDescriptionOfAModel() throws IOException {
		Files.write(folder.resolve("binary.tif"), new byte[] { 'I', 'I', 42, 0, (byte) 0xff, (byte) 0xfe, (byte) 0x80 });
		final Run run = run("verify", "binary.tif");
		assertEquals(1, run.code);
		assertTrue(run.err.contains("is no text in UTF-8, as descriptions of bioimage.io are"), run.err);
	}

	@ParameterizedTest
	@ValueSource(strings = { "smooth sigma=300", "convolution kernel=disk:1100", "dilated-convolution kernel=box:31 rates=1,2,3",
		"separable-convolution row=box:3001 column=box:3001 flattened=true" })
	void explanationsOfMillionsOfTermsAreRefused(final String filter) {
		assertEquals(0, run(filter.replaceFirst(" ", " a.tif b.tif ").split(" ")).code);
		final Run run = run("explain", "--at", "3,3", "b.tif", "a.tif");
		assertEquals(1, run.code);
		assertTrue(run.err.contains("taps, but an explanation, which lists all of them, has at most 4194304"), run.err);
	}
}
