package io.github.convolvej.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.network.text.NetworkText;
import io.github.convolvej.network.text.RandomWeights;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** Tables of graphs beside those of chains, and by hand. */
class NetworkTableTest {

	private static ChainTable table(final String text, final int channels, final long width, final long height) {
		final Network network = NetworkText.parse(text, 2, channels, new RandomWeights(1));
		return NetworkTable.of(network.on(1, channels, height, width), new double[] { 0.5, 0.25 }, new double[] { 3, 4 },
			"um");
	}

	@Test
	void aChainHasTheNumbersOfLayerChain() {
		final String layers = "conv k=3 s=2 p=1 c=8; dwconv k=5 p=2 d=2; maxpool k=2 s=2; conv k=1 c=3; tconv k=4 s=2 p=1 c=2";
		final List<ChainTable.Row> expected = LayerChain.parse(layers).on(2, new long[] { 640, 480 }, new double[] { 0.5,
			0.25 }, new double[] { 3, 4 }, "um").rows();
		final List<ChainTable.Row> rows = table(layers, 2, 640, 480).rows();
		assertEquals(expected.size(), rows.size());
		for (int i = 0; i < rows.size(); i++) {
			final ChainTable.Row row = rows.get(i);
			assertEquals(Arrays.toString(expected.get(i).size()), Arrays.toString(row.size()));
			assertEquals(expected.get(i).channels(), row.channels());
			assertEquals(expected.get(i).parameters(), row.parameters(), row.name());
			assertEquals(expected.get(i).bytes(), row.bytes());
			for (int d = 0; d < 2; d++) {
				assertEquals(expected.get(i).position(d).scale(), row.position(d).scale(), 1e-9);
				assertEquals(expected.get(i).position(d).offset(), row.position(d).offset(), 1e-9);
				assertEquals(expected.get(i).pixelSize(d), row.pixelSize(d), 1e-9);
				assertEquals(expected.get(i).origin(d), row.origin(d), 1e-9);
				// of layers that divide samples, a chain gives a mean
				if (i < rows.size() - 1) assertEquals(expected.get(i).receptiveField(d), row.receptiveField(d), row.name());
			}
		}
		assertEquals(5 * 5 * 8 + 8, rows.get(2).parameters());
		assertEquals(9, rows.get(2).effectiveSize(0));
	}

	@Test
	void theReceptiveFieldIsThatOfTheLongestBranch() {
		final List<ChainTable.Row> rows = table("a: conv k=3 p=same c=4; b: conv k=7 p=same c=4; c: conv k=1 c=4; add a; relu", 1,
			100, 90).rows();
		assertEquals(Arrays.asList(1.0, 3.0, 9.0, 9.0, 9.0), rows.stream().map(r -> r.receptiveField(0)).collect(Collectors
			.toList()));
		assertEquals(1L * 9 * 4 + 4 + 49 * 16 + 4 + 16 + 4, table(
			"a: conv k=3 p=same c=4; b: conv k=7 p=same c=4; c: conv k=1 c=4; add a; relu", 1, 100, 90).parameters());
	}

	/** A pooling that leaves the last column out does not make channels axes of the image. */
	@Test
	void poolingsThatLeaveSamplesOutKeepTheirChannels() {
		final ChainTable table = table("maxpool k=2", 3, 11, 10);
		final ChainTable.Row last = table.rows().get(table.rows().size() - 1);
		assertEquals(3, last.channels());
		assertEquals(5, last.size()[0]);
		assertEquals(2, last.receptiveField(0));
	}

	@Test
	void whatSeesTheWholeImageSaysSo() {
		final List<ChainTable.Row> rows = table("conv k=3 p=same c=4; globalpool; conv k=1 c=2", 1, 100, 90).rows();
		final ChainTable.Row last = rows.get(rows.size() - 1);
		assertEquals(100, last.receptiveField(0));
		assertEquals(90, last.receptiveField(1));
		assertEquals("[1, 1]", Arrays.toString(last.size()));
		assertEquals(2, last.channels());
	}
}
