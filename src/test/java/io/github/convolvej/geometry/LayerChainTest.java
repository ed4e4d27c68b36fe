package io.github.convolvej.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class LayerChainTest {

	private static ChainTable.Row last(final ChainTable table) {
		return table.rows().get(table.rows().size() - 1);
	}

	@Test
	void everyTypeOfLayerHasItsSizeAndPosition() {
		final String[] layers = { "conv k=5", "conv k=3 s=2 p=1", "conv k=4 p=same", "conv k=3 d=4 p=4", "maxpool k=2",
			"pool k=3 s=2 ceil=1", "avgpool k=3 p=1", "tconv k=4 s=2 p=1", "tconv k=3 s=2 p=1 op=1", "tconv k=3 d=2",
			"unpool k=2", "upsample s=3", "upsample s=2 k=2", "globalpool", "dwconv k=3 m=2", "lppool k=2 s=1" };
		final long[] sizes = { 8, 6, 12, 12, 6, 6, 4, 24, 24, 16, 24, 36, 24, 1, 10, 11 };
		final double[] jumps = { 1, 2, 1, 1, 2, 2, 3, 0.5, 0.5, 1, 0.5, 1.0 / 3, 0.5, 12, 1, 1 };
		final double[] starts = { 2, 0, 0.5, 0, 0.5, 1, 0, -0.25, 0, -2, -0.25, -1.0 / 3, -0.25, 5.5, 1, 0.5 };
		final double[] fields = { 5, 3, 4, 9, 2, 3, 3, 2, 2, 5, 1, 1, 2, 12, 3, 2 };
		for (int i = 0; i < layers.length; i++) {
			final ChainTable.Row row = last(LayerChain.parse(layers[i]).on(3, 12));
			assertEquals(sizes[i], row.size()[0], layers[i]);
			assertEquals(jumps[i], row.position(0).scale(), 1e-15, layers[i]);
			assertEquals(starts[i], row.position(0).offset(), 1e-15, layers[i]);
			assertEquals(fields[i], row.receptiveField(0), layers[i]);
		}
	}

	@Test
	void encoderAndDecoderOverlayInPhysicalUnits() {
		final LayerChain chain = LayerChain.parse(
			"conv k=3 p=1 c=8; maxpool k=2; conv k=3 p=1 c=16; tconv k=2 s=2 c=8; conv k=1 c=2");
		final ChainTable table = chain.on(1, new long[] { 64, 48, 10 }, new double[] { 0.2, 0.3, 1 }, new double[] { 5, -2,
			0.5 }, "micron");
		final ChainTable.Row end = last(table);
		assertArrayEquals(new long[] { 64, 48, 10 }, end.size());
		assertEquals(2, end.channels());
		for (int d = 0; d < 3; d++) {
			assertEquals(table.rows().get(0).pixelSize(d), end.pixelSize(d), 1e-15);
			assertEquals(table.rows().get(0).origin(d), end.origin(d), 1e-12);
			assertEquals(3 + 1 + 4, end.receptiveField(d));
		}
		final ChainTable.Row pooled = table.rows().get(2);
		assertEquals(0.4, pooled.pixelSize(0));
		assertEquals(2.5, pooled.origin(0));
		assertEquals(4.0 * 8 * 32 * 24 * 5, pooled.bytes());
	}

	@Test
	void countsOfWeightsAndMultiplications() {
		final ChainTable table = LayerChain.parse("dwconv k=3 p=1 bias=0; conv k=1 c=256 bias=0").on(3, 8, 8);
		assertEquals(27 + 768, table.parameters());
		assertEquals(27 * 64 + 768 * 64, table.multiplications());
		final ChainTable grouped = LayerChain.parse("conv k=3,5 p=1,2 c=64 g=4").on(32, 14, 10);
		assertEquals(64 * 8 * 15 + 64, grouped.parameters());
		assertEquals(64.0 * 8 * 15 * 140, grouped.multiplications());
		final ChainTable transposed = LayerChain.parse("tconv k=4 s=2 p=1 c=2").on(3, 5, 6);
		assertEquals(2 * 3 * 16 + 2, transposed.parameters());
		assertEquals(2 * 3 * 16 * 30, transposed.multiplications());
	}

	@Test
	void tableIsPrintedAsMarkdownAndCsv() {
		final ChainTable table = LayerChain.parse("conv  k = 3 , 1 s=2,1 c=4\n tconv k=3 s=3,1;;").on(1, 9, 5);
		final String markdown = "| layer | output size | channels | span | receptive field | jump | start | parameters |" +
			" multiplications | bytes | pixel size (pixel) | origin |\n" +
			"|---|---|---:|---|---|---|---|---:|---:|---:|---|---|\n" +
			"| input | 9 x 5 | 1 | 1 x 1 | 1 x 1 | 1 x 1 | 0 x 0 | 0 | 0 | 180 | 1 x 1 | 0 x 0 |\n" +
			"| conv k=3,1 s=2,1 c=4 | 4 x 5 | 4 | 3 x 1 | 3 x 1 | 2 x 1 | 1 x 0 | 16 | 240 | 320 | 2 x 1 | -0.25 x 0 |\n" +
			"| tconv k=3 s=3,1 | 12 x 7 | 4 | 3 x 3 | 3 x 3 | 0.6666667 x 1 | 0.3333333 x -1 | 148 | 2880 | 1344 |" +
			" 0.6666667 x 1 | -0.75 x 1 |\n" + "| total |  |  |  |  |  |  | 164 | 3120 | 2500 |  |  |\n";
		assertEquals(markdown, table.toMarkdown());
		final String[] lines = table.toCsv().split("\r\n");
		assertEquals(5, lines.length);
		assertTrue(lines[2].startsWith("\"conv k=3,1 s=2,1 c=4\",4 x 5,4,"), lines[2]);
		assertTrue(lines[1].startsWith("input,9 x 5,1,"), lines[1]);
		final String text = "conv k=3,1 s=2,1 c=4; tconv k=3 s=3,1";
		assertEquals(text, LayerChain.parse(LayerChain.parse(text).toString()).toString());
	}

	@Test
	void wrongTextIsRefusedWithTheLayer() {
		final String[] wrong = { "", ";", "conv", "cnn k=3", "conv k=3 q=2", "conv k=3 s", "conv k=0", "conv k=a",
			"conv k=3 k=3", "conv k=3 s=0", "conv k=3 p=-1", "tconv k=3 p=same", "upsample", "globalpool k=2",
			"conv k=3 bias=2", "conv k=3 c=0", "conv k=3 c=2,2", "maxpool k=2 c=3" };
		for (final String text : wrong)
			assertThrows(IllegalArgumentException.class, () -> LayerChain.parse(text), text);
		final String[] unfit = { "conv k=13", "conv k=3,3,3", "conv k=3 p=1,1,1", "conv k=3 c=4 g=3", "tconv k=1 p=20",
			"tconv k=3 s=2 op=2", "maxpool k=30 ceil=0" };
		for (final String text : unfit) {
			final LayerChain chain = LayerChain.parse("conv k=1 c=2; " + text);
			final String message = assertThrows(IllegalArgumentException.class, () -> chain.on(1, 12, 12), text).getMessage();
			assertTrue(message.startsWith("Layer 2 (" + text + "): "), message);
		}
		assertThrows(IllegalArgumentException.class, () -> LayerChain.parse("conv k=1").on(0, 5));
		assertThrows(IllegalArgumentException.class, () -> LayerChain.parse("conv k=1").on(1, 5, 0));
		assertThrows(IllegalArgumentException.class, () -> LayerChain.parse("conv k=1").on(1));
	}

	@Test
	void numbersThatDoNotFitAreRefused() {
		final String huge = "2147483647";
		final String[] wrong = { "upsample s=" + huge + "; upsample s=" + huge + "; upsample s=" + huge, "tconv k=1 s=" + huge +
			"; tconv k=1 s=" + huge + "; tconv k=1 s=" + huge, "dwconv k=1 m=" + huge + "; dwconv k=1 m=" + huge +
				"; dwconv k=1 m=" + huge, "conv k=" + huge + " c=" + huge + " d=" + huge + " p=full; conv k=" + huge + " c=" + huge +
					" p=full", "conv k=2 d=" + huge };
		for (final String text : wrong) {
			final String message = assertThrows(IllegalArgumentException.class, () -> LayerChain.parse(text).on(3, 12))
				.getMessage();
			assertTrue(message.startsWith("Layer ") && message.contains(huge.substring(0, 5)), message);
		}
		final ChainTable far = LayerChain.parse("globalpool").on(1, 1L << 40);
		assertEquals(1, last(far).size()[0]);
		assertEquals(0x1p40, last(far).receptiveField(0));
		assertEquals(1L << 50, LayerChain.parse("conv k=1 s=2; conv k=1 s=" + huge + "; upsample s=1").on(1, 1L << 51).rows()
			.get(1).size()[0]);
		final Bins bins = new Bins(Long.MAX_VALUE - 1, 2);
		assertEquals(Long.MAX_VALUE / 2, bins.start(1));
		assertEquals(Long.MAX_VALUE - 1, bins.end(1));
		assertEquals(0x1p40, 2.0 * new Bins((1L << 40) + 1, 1L << 20).start(1L << 19));
	}

	@Test
	void ceilModeDropsAWindowThatBeginsBehindTheImage() {
		for (int n = 1; n < 12; n++)
			for (int k = 1; k < 6; k++)
				for (int s = 1; s < 7; s++)
					for (int p = 0; p <= k / 2; p++) {
						final int size = n;
						final int padded = n + 2 * p;
						int expected = 0;
						// windows that begin in the image or before it, and reach beyond what those before them left over
						for (int start = 0; start < n + p && start - s + k < padded; start += s)
							expected++;
						final Window window = new Window(k, s, 1, p, p);
						if (expected > 0) assertEquals(expected, window.ceilMode(true).targetSize(n, 0), n + " " + window);
						else assertThrows(IllegalArgumentException.class, () -> window.ceilMode(true).targetSize(size, 0));
					}
	}

	@Test
	void binsOfAdaptivePoolingCoverTheImage() {
		for (int n = 1; n < 15; n++)
			for (int bins = 1; bins < 20; bins++) {
				final boolean[] covered = new boolean[n];
				for (int i = 0; i < bins; i++) {
					final long start = new Bins(n, bins).start(i);
					final long end = new Bins(n, bins).end(i);
					assertEquals(Math.floor((double) i * n / bins), start);
					assertEquals(Math.ceil((i + 1.0) * n / bins), end);
					Arrays.fill(covered, (int) start, (int) end, true);
				}
				for (final boolean c : covered)
					assertTrue(c);
			}
	}
}
