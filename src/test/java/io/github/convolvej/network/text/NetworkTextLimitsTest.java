package io.github.convolvej.network.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.network.Network;
import io.github.convolvej.network.tensor.Constant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of networks that cannot be are refused with the number that is wrong, at once. */
class NetworkTextLimitsTest {

	@ParameterizedTest
	@CsvSource(delimiter = '!', value = { "conv k=0 ! k is '0', but must be at least 1",
		"conv k=3 s=0 ! s is '0', but must be at least 1", "conv k=3 d=0 ! d is '0'", "conv k=3 c=0 ! c is '0'",
		"conv k=3 g=0 ! g is '0'", "tconv k=3 g=0 ! g is '0'", "upsample s=0 ! s is '0'", "shuffle g=0 ! g is '0'",
		"conv k=99999999999 ! whole numbers from 0 to 2147483647", "conv k=-3 ! whole numbers from 0",
		"unet c=4 depth=100 ! depth is 100, but must be at most 30", "hourglass c=4 depth=40 ! at most 30",
		"unet c=4 depth=0 ! depth is '0'", "dncnn c=4 depth=100000 ! at most 1000",
		"dncnn depth=1 ! depth is 1, but must be at least 2", "bottleneck m=0 ! m is '0'", "bottleneck s=0 ! s is '0'",
		"inverted e=0 ! e is '0'", "inverted k=0 ! k is '0'", "separable k=0 ! k is '0'", "shuffleunit g=0 ! g is '0'",
		"se r=0 ! r is '0', but must be at least 1", "aspp rates=1,0 ! rates is '1,0'" })
	void numbersThatCannotBe(final String text, final String words) {
		refused(text, words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', value = { "conv k=100000 p=same ! 10000000000 weights",
		"conv k=3 c=2147483647 ! 19327352823 weights", "conv k=3 c=100000 | conv k=3 c=100000 ! 90000000000 weights",
		"conv k=2147483647 c=2147483647 ! more than 9 * 10^18 weights" })
	void moreWeightsThanThereAreNumbers(final String text, final String words) {
		refused(text, words);
	}

	@Test
	void weightsThatNoMemoryHoldsAreNotMade() {
		final long most = Runtime.getRuntime().maxMemory() / 2 / Float.BYTES;
		final RandomWeights weights = new RandomWeights(1);
		weights.get("conv1.weight", 2, 3);
		final String message = assertThrows(IllegalArgumentException.class, () -> weights.get("conv2.weight", most))
			.getMessage();
		assertTrue(message.contains("with 'conv2.weight' the network would have " + (most + 6) + " weights"), message);
	}

	@Test
	void smallImagesAreNotWorthManyWeights() {
		final String text = "unet c=64 depth=4";
		final String message = assertThrows(IllegalArgumentException.class, () -> NetworkText.parse(text, 2, 1,
			new RandomWeights(1).forImage(64 * 64))).getMessage();
		assertTrue(message.contains("but at most 2097152 random ones for an image of 4096 samples"), message);
		NetworkText.parse(text, 2, 1, new RandomWeights(1).forImage(64 * 65).sizesOnly());
		NetworkText.parse("unet c=16 depth=4", 2, 1, new RandomWeights(1).forImage(64 * 64));
	}

	@Test
	void weightsAreMadeWhenAllOfThemAreKnown() {
		final WeightSource refusing = new WeightSource() {

			@Override
			public Constant get(final String name, final long... shape) {
				throw new AssertionError(name + " is made");
			}

			@Override
			public void check(final String name, final long... shape) {
				if (name.equals("conv2.bias")) throw new IllegalArgumentException("too many");
			}
		};
		final String message = assertThrows(IllegalArgumentException.class, () -> NetworkText.parse(
			"conv k=3 c=2 | bn | prelu | tconv k=2 | gnorm g=1 | inorm | conv k=1", 2, 1, refusing)).getMessage();
		assertEquals("too many", message);
	}

	@Test
	void theTimeOfAnEnlargingKernelFarLargerThanTheImageIsKnown() {
		final Network network = NetworkText.parse("tconv k=777 s=2 | leaky a=0.1", 2, 1, new RandomWeights(1));
		// 871 x 855 results, 389 x 389 products of each phase, most of them with zeros
		final double seconds = network.on(new long[] { 1, 1, 40, 48 }).nanoseconds() * 1e-9;
		assertTrue(seconds > 5, seconds + " s");
	}

	@Test
	void paddingFarBeyondTheImage() {
		final Network network = NetworkText.parse("pad p=1000000 fill=reflect", 2, 1, new RandomWeights(1));
		final String message = assertThrows(IllegalArgumentException.class, () -> network.on(1, 1, 40, 48)).getMessage();
		assertTrue(message.contains("would have 4.00e+12 samples, more than the 1.00e+08 that 1920 samples may be padded to"),
			message);
	}

	@Test
	void resultsThatCannotBeCounted() {
		final Network network = NetworkText.parse("tconv k=2 s=2147483647", 2, 1, new RandomWeights(1));
		final String message = assertThrows(IllegalArgumentException.class, () -> network.on(1, 1, 40, 48)).getMessage();
		assertTrue(message.contains("the result would have 8.45e+21 samples, but at most 1.00e+17"), message);
	}

	@Test
	void resultsLongerThanAnyImage() {
		final String message = assertThrows(IllegalArgumentException.class, () -> NetworkText.parse("upsample s=100000", 2, 1,
			new RandomWeights(1)).on(1, 1, 192, 256)).getMessage();
		assertTrue(message.contains("would have 19200000 samples along one axis"), message);
	}

	private static void refused(final String text, final String words) {
		final String message = assertThrows(IllegalArgumentException.class, () -> NetworkText.parse(text, 2, 1, new RandomWeights(1)))
			.getMessage();
		assertTrue(message.contains(words), message);
	}
}
