package io.github.convolvej.network.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.network.Network;
import io.github.convolvej.network.NetworkTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste means what it means in its framework, and what is written is read again. */
class FrameworkTextTest {

	static Stream<String> forms() throws IOException {
		final String all = Files.readString(Paths.get("src/test/resources/frameworks/forms.txt"));
		return Arrays.stream(all.substring(all.indexOf('\n') + 1).split("\n---\n"));
	}

	@Test
	void thereAreManyForms() throws IOException {
		assertTrue(forms().count() >= 60, () -> "too few");
	}

	@ParameterizedTest
	@MethodSource("forms")
	void formsMeanWhatTheyMean(final String form) {
		final String[] parts = form.split("\n=> ");
		assertTrue(FrameworkText.isFramework(parts[0]));
		assertEquals(parts[1].trim(), FrameworkText.toNetwork(parts[0], 2));
	}

	/** Without what changes no sizes, the layers are a chain that can be computed. */
	@ParameterizedTest
	@MethodSource("forms")
	void formsAreChains(final String form) {
		final String[] parts = form.split("\n=> ");
		final List<String> sized = Arrays.stream(parts[1].trim().split(" \\| ")).filter(l -> l.matches(
			"(conv|dwconv|tconv|maxpool|avgpool|lppool|globalpool|globalmax|upsample)\\b.*")).map(l -> l.replace("globalmax",
				"globalpool").replace(" align=1", "")).collect(Collectors.toList());
		if (sized.isEmpty()) {
			assertThrows(IllegalArgumentException.class, () -> FrameworkText.toChain(parts[0], 2));
			return;
		}
		final String chain = FrameworkText.toChain(parts[0], 2);
		assertEquals(String.join("; ", sized), chain);
		assertEquals(sized.size(), LayerChain.parse(chain).layers().size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "conv k=3 p=1 c=32 | relu | maxpool k=2", "conv k=5,3 s=2 c=8 bias=0 | bn | leaky a=0.2",
		"dwconv k=3 p=1 | conv k=1 c=16 | relu6", "conv k=3 p=same c=4 | avgpool k=2", "conv k=3 p=1:2,0:1 c=4 | sigmoid",
		"tconv k=2 s=2 c=8 | tanh", "upsample s=2 k=2 | conv k=3 d=2 c=4 g=2", "maxpool k=4,2 s=2,1 | globalpool",
		"conv k=3 c=4 | silu | gelu | elu | selu | softplus | hardswish | hardsigmoid | prelu | softmax" })
	void whatIsWrittenIsReadAgain(final String layers) {
		assertEquals(layers, FrameworkText.toNetwork(FrameworkWriter.toTorch(layers, 2, 4), 2));
		if (!layers.contains("g=2")) assertEquals(layers, FrameworkText.toNetwork(FrameworkWriter.toKeras(layers, 2, 4), 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "skip: conv k=3 p=1 c=4 | relu | maxpool k=2 | upsample s=2 | concat skip",
		"a: conv k=1 c=4 | from input | b: conv k=3 p=same c=4 | from a | mul b | add input",
		"first: conv k=3 p=1:0 c=8 | relu | sub first | conv k=1 c=2 | output first",
		"conv k=3 c=8 | top: relu | maxpool k=2 | conv k=3 p=same c=8 | tconv k=2 s=2 c=8 | from top | conv k=1 c=2 | sigmoid" })
	void joinsAreWrittenAndReadAgain(final String layers) {
		assertEquals(renamed(layers), renamed(FrameworkText.toNetwork(FrameworkWriter.toTorch(layers, 2, 4), 2)));
		assertEquals(renamed(layers), renamed(FrameworkText.toNetwork(FrameworkWriter.toKeras(layers, 2, 4), 2)));
	}

	/** All programs, written and read again. */
	@ParameterizedTest
	@MethodSource("programs")
	void programsAreWrittenAndReadAgain(final String program) {
		final String[] meant = program.split("\n=> ")[1].trim().split("\n= ");
		if (meant[0].startsWith("error ") || meant.length == 1) return;
		final long channels = Long.parseLong(meant[1].split(" ")[0]);
		final String layers = meant[0];
		int written = 0;
		for (final boolean torch : new boolean[] { true, false }) {
			final String code;
			try {
				code = torch ? FrameworkWriter.toTorch(layers, 2, channels) : FrameworkWriter.toKeras(layers, 2, channels);
			}
			catch (final IllegalArgumentException e) {
				assertTrue(e.getMessage().contains(torch ? "PyTorch" : "Keras"), e.getMessage());
				continue;
			}
			written++;
			assertEquals(renamed(layers), renamed(FrameworkText.toNetwork(code, 2)), code);
		}
		assertTrue(written > 0, layers);
	}

	/** With the names of results numbered. */
	private static String renamed(final String layers) {
		final Matcher name = Pattern.compile("(\\w+):(?= )").matcher(layers);
		String text = layers;
		for (int i = 1; name.find(); i++)
			text = text.replaceAll("\\b" + name.group(1) + "\\b(?!=)", "result" + i + "_");
		return text;
	}

	@ParameterizedTest
	@ValueSource(strings = { "maxpool k=3 s=2 p=1 ceil=1", "tconv k=3 s=2 p=1 op=1 c=8", "lppool k=2", "gnorm g=2",
		"conv k=3 c=16 | pixelshuffle s=2 | conv k=3 c=2 | inorm", "maxpool k=3 d=2" })
	void whatOnlyTorchHas(final String layers) {
		assertEquals(layers, FrameworkText.toNetwork(FrameworkWriter.toTorch(layers, 2, 4), 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "conv k=3 s=2 p=same c=8 | maxpool k=3 s=2 p=same", "tconv k=4 s=2 p=1 c=8",
		"dwconv k=3 s=2 m=2 bias=0" })
	void whatOnlyKerasHasInThisForm(final String layers) {
		assertEquals(layers, FrameworkText.toNetwork(FrameworkWriter.toKeras(layers, 2, 4), 2));
	}

	@Test
	void otherNumbersOfAxes() {
		assertEquals("conv k=3 p=4:0 d=2 c=8 | relu", FrameworkText.toNetwork(
			"layers.Conv1D(8, 3, padding='causal', dilation_rate=2, activation='relu')", 1));
		assertEquals("conv k=3 p=1:2 c=4", FrameworkText.toNetwork("layers.ZeroPadding1D(padding=(1, 2))\nlayers.Conv1D(4, 3)", 1));
		assertEquals("conv k=3 p=1:2,3:4,5:6 c=1", FrameworkText.toNetwork("nn.ZeroPad3d((1, 2, 3, 4, 5, 6))\nnn.Conv3d(1, 1, 3)",
			3));
		assertEquals("conv k=3,2,1 s=1,2,1 p=same c=8 | maxpool k=2,2,1 | tconv k=2 s=2,2,1 c=4", FrameworkText.toNetwork(
			"layers.Conv3D(8, (1, 2, 3), strides=(1, 2, 1), padding='same')\nlayers.MaxPooling3D((1, 2, 2))\n" +
				"layers.Conv3DTranspose(4, 2, strides=(1, 2, 2))", 3));
		assertEquals("conv k=3 c=32", FrameworkText.toNetwork("conv1d (Conv1D)   (None, 126, 32)   416", 1));
		assertEquals("conv k=5,4,3 c=2", FrameworkText.toNetwork("nn.Conv3d(1, 2, (3, 4, 5))", 3));
		assertEquals("conv k=3 c=2 | maxpool k=2", FrameworkText.toNetwork("nn.Conv1d(1, 2, 3)\nnn.MaxPool1d(2)", 1));
		assertEquals("conv k=3 p=1:0 c=2", FrameworkText.toNetwork(FrameworkWriter.toTorch("conv k=3 p=1:0 c=2", 1, 1), 1));
		assertEquals("conv k=3 p=1:0 c=2", FrameworkText.toNetwork(FrameworkWriter.toKeras("conv k=3 p=1:0 c=2", 1, 1), 1));
		assertTrue(FrameworkWriter.toKeras("conv k=3 c=2", 3, 1).contains("shape=(None, None, None, 1)"));
	}

	static Stream<String> programs() throws IOException {
		final String all = Files.readString(Paths.get("src/test/resources/frameworks/programs.txt"));
		return Arrays.stream(all.substring(all.indexOf('\n') + 1).split("\n---\n"));
	}

	/** Joins, functions, classes: the layers are those written down, and give the sizes that the framework gives. */
	@ParameterizedTest
	@MethodSource("programs")
	void programsMeanWhatTheyMean(final String program) {
		final String[] parts = program.split("\n=> ");
		final String[] meant = parts[1].trim().split("\n= ");
		if (meant[0].startsWith("error ")) {
			assertEquals(meant[0].substring("error ".length()), assertThrows(IllegalArgumentException.class, () -> FrameworkText
				.toNetwork(parts[0], 2)).getMessage());
			return;
		}
		final String read = FrameworkText.toNetwork(parts[0], 2);
		assertEquals(meant[0], read);
		if (meant.length == 1) return;
		final long[] sizes = Arrays.stream(meant[1].split("\\D+")).mapToLong(Long::parseLong).toArray();
		final Network network = NetworkText.parse(read, 2, sizes[0], new RandomWeights(1));
		final double[] ones = { 1, 1 };
		final ChainTable table = NetworkTable.of(network.on(new long[] { 1, sizes[0], sizes[1], sizes[2] }), ones, new double[2], "pixel");
		final ChainTable.Row last = table.rows().get(table.rows().size() - 1);
		assertArrayEquals(new long[] { sizes[3], sizes[5], sizes[4] }, new long[] { last.channels(), last.size()[0], last.size()[1] });
	}

	/** As it arrives in a field of one line. */
	@Test
	void printedModulesMayBeOnOneLine() {
		assertEquals("conv k=3 c=2 | relu | maxpool k=2", FrameworkText.toNetwork(
			"Net(   (a): Sequential(     (0): Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1))     (1): ReLU()   )   (p): MaxPool2d(2) )",
			2));
	}

	/** Sizes as the frameworks document them. */
	@Test
	void sizesAreThoseOfTheFrameworks() {
		assertSize(14, "layers.Conv2D(8, 3, strides=2, padding='same')", 28);
		assertSize(13, "layers.Conv2D(8, 3, strides=2)", 28);
		assertSize(14, "nn.Conv2d(1, 8, 3, stride=2, padding=1)", 28);
		assertSize(56, "nn.ConvTranspose2d(1, 8, 3, stride=2, padding=1, output_padding=1)", 28);
		assertSize(57, "layers.Conv2DTranspose(8, 3, strides=2)", 28);
		assertSize(56, "layers.Conv2DTranspose(8, 3, strides=2, padding='same')", 28);
		assertSize(84, "layers.Conv2DTranspose(8, 2, strides=3)", 28);
		assertSize(14, "F.max_pool2d(x, 2, ceil_mode=True)", 27);
		assertSize(13, "nn.MaxPool2d(2)", 27);
		assertSize(14, "nn.MaxPool2d(3, stride=2, padding=1)", 27);
	}

	private static void assertSize(final long expected, final String text, final long size) {
		final ChainTable table = LayerChain.parse(FrameworkText.toChain(text, 2)).on(1, size, size);
		assertEquals(expected, table.rows().get(table.rows().size() - 1).size()[0], text);
	}

	@Test
	void mistakesAreNamedWithTheirPlace() {
		refused("line 1, column 28", "'same' or 'valid'", "nn.Conv2d(1, 2, 3, padding='full')", 2);
		refused("line 2, column 1: 'nn.Foo2d' is not known", "", "nn.ReLU()\nnn.Foo2d(3)", 2);
		refused("column 20", "must be a whole number", "nn.Conv2d(1, 2, 3, k)", 2);
		refused("column 28: Conv2d has 'strides', which is not known", "stride", "nn.Conv2d(1, 2, 3, strides=2)", 2);
		refused("column 1: Conv2d lacks kernel_size", "", "nn.Conv2d(1, 2)", 2);
		refused("column 1: Conv2d reads 3 channels, but the layer before gives 8", "line 2",
			"nn.Conv2d(1, 8, 3)\nnn.Conv2d(3, 4, 3)", 2);
		refused("takes at most 9 arguments", "", "nn.Conv2d(1, 2, 3, 1, 1, 1, 1, True, 'zeros', 5)", 2);
		refused("a bracket is not closed", "line 1, column 18", "nn.Conv2d(1, 2, 3", 2);
		refused("the quote is not closed", "", "layers.Conv2D(1, 3, padding=\"same)", 2);
		refused("'y' is not known, or not defined", "column 5", "x + y(x)", 2);
		refused("'b' is not defined in the text, and 'a' stands for the image", "column 26", "layers.Concatenate()([a, b])", 2);
		refused("makes a list of numbers", "line 2", "nn.Conv2d(1, 8, 3)\nnn.Flatten()", 2);
		refused("not defined in the text", "self.conv1", "x = F.relu(self.conv1(x))", 2);
		refused("Conv3d has 3 axes, but dimensions has 2", "", "nn.Conv3d(1, 8, 3)", 2);
		refused("the padding 'mirror' is not known", "", "F.pad(x, (1, 1), 'mirror')", 2);
		refused("channels_last", "", "layers.Conv2D(4, 3, data_format='channels_first')", 2);
		refused("output size of 1 only", "", "nn.AdaptiveAvgPool2d(7)", 2);
		refused("padding='same' needs stride 1", "", "nn.Conv2d(1, 2, 3, stride=2, padding='same')", 2);
		refused("must be followed by a convolution", "", "nn.ZeroPad2d(1)", 2);
		refused("more than 200 brackets", "", String.join("", java.util.Collections.nCopies(30000, "(")), 2);
		refused("more than 200 brackets", "", String.join("", java.util.Collections.nCopies(3000, "nn.Sequential(")) + "nn.ReLU()", 2);
		refused("of at most 9 digits", "", "nn.Conv2d(1, 99999999999, 3)", 2);
		refused("put the line of the layer before it too", "line 1", "pool (MaxPooling2D)    (None, 26, 26, 32)    0", 2);
		assertFalse(FrameworkText.isFramework("conv k=3 p=1:2 | relu"));
	}

	private static void refused(final String words, final String others, final String text, final int axes) {
		final String message = assertThrows(IllegalArgumentException.class, () -> FrameworkText.toNetwork(text, axes))
			.getMessage();
		assertTrue(message.contains(words) && message.contains(others), message);
	}

	/** Texts with letters missing, doubled or exchanged are read or refused with a place, and never anything else. */
	@Test
	void damagedTextsAreRefusedWithTheirPlace() throws IOException {
		final List<String> all = Stream.concat(forms(), programs()).map(f -> f.split("\n=> ")[0]).collect(Collectors.toList());
		final Random random = new Random(18);
		final String letters = "()[]{}.,:=+-*/'\"\n #x1a_";
		int read = 0;
		for (int i = 0; i < 600; i++) {
			final StringBuilder text = new StringBuilder(all.get(random.nextInt(all.size())));
			for (int k = random.nextInt(3); k >= 0 && text.length() > 3; k--) {
				final int at = random.nextInt(text.length() - 2);
				if (random.nextBoolean()) text.insert(at, letters.charAt(random.nextInt(letters.length())));
				else text.delete(at, at + 1 + random.nextInt(2));
			}
			try {
				FrameworkText.toNetwork(text.toString(), 2);
				read++;
			}
			catch (final IllegalArgumentException e) {
				assertTrue(e.getMessage().startsWith("line "), () -> text + "\n" + e);
			}
		}
		assertTrue(read > 20, "read: " + read);
	}

	@Test
	void whatAFrameworkDoesNotHaveIsNamed() {
		for (final String[] c : new String[][] { { "conv k=3 s=2 p=same c=2", "PyTorch does not have" }, { "shuffle g=2",
			"PyTorch has no single layer for 'shuffle'" }, { "conv k=3 p=same_lower", "same_lower" }, { "maxpool k=2 p=same",
				"give numbers" }, { "maxpool k=3 p=2", "half of their window" } })
			assertTrue(assertThrows(IllegalArgumentException.class, () -> FrameworkWriter.toTorch(c[0], 2, 4)).getMessage().contains(
				c[1]), c[0]);
		for (final String[] c : new String[][] { { "tconv k=3 s=2 p=1", "valid (0) or same" }, { "maxpool k=2 ceil=1",
			"valid or same only" }, { "lppool k=2", "valid or same only" } })
			assertTrue(assertThrows(IllegalArgumentException.class, () -> FrameworkWriter.toKeras(c[0], 2, 4)).getMessage().contains(
				c[1]), c[0]);
	}
}
