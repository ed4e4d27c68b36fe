package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.ij1.image.SampleNetwork;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** What the manual says about the sample network. */
class DenoisingTest {

	@Test
	void theManualSaysWhatIsMeasured() throws IOException {
		final Denoising denoising = new Denoising();
		final String page = Files.readString(Paths.get("docs/manual/network.md"));
		final Matcher row = Pattern.compile("\\| ([0-9.]+) dB \\|").matcher(page);
		final List<Double> said = new ArrayList<>();
		while (row.find())
			said.add(Double.valueOf(row.group(1)));
		assertEquals(4, said.size());
		assertEquals(Denoising.ratio(denoising.noisy), said.get(0), 0.06);
		assertEquals(Denoising.ratio(denoising.gaussian.image), said.get(1), 0.06);
		assertEquals(Denoising.ratio(denoising.median.image), said.get(2), 0.06);
		assertEquals(Denoising.ratio(denoising.network), said.get(3), 0.06);
		assertTrue(page.contains("sigma=" + denoising.gaussian.parameter), "sigma=" + denoising.gaussian.parameter);
		assertTrue(page.contains("radius=" + denoising.median.parameter), "radius=" + denoising.median.parameter);
		assertTrue(said.get(3) > said.get(1) + 1, said.toString());
	}

	@Test
	void itsTilesAreTheWholeBitForBit() {
		final Denoising denoising = new Denoising();
		assertArrayEquals((float[]) denoising.network.getProcessor().getPixels(), (float[]) Pictures.filter("Network",
			denoising.noisy, "model", "sample:denoiser", "tiles", "50,37").getProcessor().getPixels(), 0);
	}

	@Test
	void theFileIsSmallAndTheOneInTheFolder() throws IOException {
		final Path file = Paths.get("sample-images", SampleNetwork.DENOISER.fileName());
		assertTrue(Files.size(file) < 200_000);
		try (InputStream stream = SampleNetwork.DENOISER.stream()) {
			assertArrayEquals(Files.readAllBytes(file), stream.readAllBytes());
		}
	}
}
