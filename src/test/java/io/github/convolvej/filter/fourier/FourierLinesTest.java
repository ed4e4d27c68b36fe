package io.github.convolvej.filter.fourier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class FourierLinesTest {

	private static final int[] LENGTHS = { 1, 2, 4, 8, 16, 32, 128, 512 };
	private static final int WIDTH = 5;

	private static double[][] random(final Random random, final int count) {
		final double[][] lines = new double[count][];
		for (int i = 0; i < count; i++)
			lines[i] = random.doubles(WIDTH, -1, 1).toArray();
		return lines;
	}

	private static double[][] copy(final double[][] lines) {
		final double[][] copy = new double[lines.length][];
		for (int i = 0; i < copy.length; i++)
			copy[i] = lines[i].clone();
		return copy;
	}

	private static double squares(final double[][]... parts) {
		double sum = 0;
		for (final double[][] part : parts)
			for (final double[] line : part)
				for (final double v : line)
					sum += v * v;
		return sum;
	}

	@Test
	void theForwardTransformIsTheDefinitionInBitReversedOrder() {
		for (final int n : LENGTHS) {
			final Random random = new Random(n);
			final double[][] re = random(random, n);
			final double[][] im = random(random, n);
			final double[][] outRe = copy(re);
			final double[][] outIm = copy(im);
			new FourierLines(n).forward(outRe, outIm, 0, 1, WIDTH);
			final int bits = Integer.numberOfTrailingZeros(n);
			for (int f = 0; f < n; f++) {
				final int at = bits == 0 ? 0 : Integer.reverse(f) >>> 32 - bits;
				for (int i = 0; i < WIDTH; i++) {
					double sumRe = 0;
					double sumIm = 0;
					for (int t = 0; t < n; t++) {
						final double angle = -2 * Math.PI * ((long) f * t % n) / n;
						sumRe += re[t][i] * Math.cos(angle) - im[t][i] * Math.sin(angle);
						sumIm += re[t][i] * Math.sin(angle) + im[t][i] * Math.cos(angle);
					}
					assertEquals(sumRe, outRe[at][i], 1e-14 * n, "length " + n + ", frequency " + f);
					assertEquals(sumIm, outIm[at][i], 1e-14 * n, "length " + n + ", frequency " + f);
				}
			}
		}
	}

	@Test
	void forwardAndInverseMultiplyByTheLength() {
		for (final int n : LENGTHS) {
			final Random random = new Random(n);
			final double[][] re = random(random, n);
			final double[][] im = random(random, n);
			final double[][] outRe = copy(re);
			final double[][] outIm = copy(im);
			final FourierLines fourier = new FourierLines(n);
			fourier.forward(outRe, outIm, 0, 1, WIDTH);
			// Parseval
			assertEquals(n * squares(re, im), squares(outRe, outIm), 1e-12 * n * n);
			fourier.inverse(outRe, outIm, 0, 1, WIDTH);
			for (int t = 0; t < n; t++)
				for (int i = 0; i < WIDTH; i++) {
					assertEquals(n * re[t][i], outRe[t][i], 1e-14 * n);
					assertEquals(n * im[t][i], outIm[t][i], 1e-14 * n);
				}
		}
	}

	@Test
	void linesApartFromOthersAreTransformedAloneAndTheRestIsLeftAsItIs() {
		final Random random = new Random(1);
		final double[][] re = random(random, 100);
		final double[][] im = random(random, 100);
		final double[][] before = copy(re);
		final double[][] aloneRe = new double[16][];
		final double[][] aloneIm = new double[16][];
		for (int t = 0; t < 16; t++) {
			aloneRe[t] = re[7 + 5 * t].clone();
			aloneIm[t] = im[7 + 5 * t].clone();
		}
		final FourierLines fourier = new FourierLines(16);
		fourier.forward(re, im, 7, 5, WIDTH - 1);
		fourier.forward(aloneRe, aloneIm, 0, 1, WIDTH);
		for (int line = 0; line < 100; line++) {
			final int t = line >= 7 && (line - 7) % 5 == 0 && line < 87 ? (line - 7) / 5 : -1;
			for (int i = 0; i < WIDTH; i++)
				assertEquals(t >= 0 && i < WIDTH - 1 ? aloneRe[t][i] : before[line][i], re[line][i], "line " + line);
		}
	}

	@Test
	void columnsAreTheTransposedRowsAndBackAgain() {
		final Random random = new Random(2);
		for (final int count : new int[] { 1, 7, 8, 9, 24 }) {
			final double[][] rows = random(random, count + 3);
			final double[][] columns = new double[WIDTH][count];
			FourierLines.transpose(rows, 2, count, columns, 0, WIDTH);
			for (int x = 0; x < WIDTH; x++)
				for (int y = 0; y < count; y++)
					assertEquals(rows[2 + y][x], columns[x][y]);
			final double[][] back = copy(rows);
			for (int y = 0; y < count; y++)
				back[2 + y] = new double[WIDTH];
			FourierLines.transpose(columns, 0, WIDTH, back, 2, count);
			for (int y = 0; y < rows.length; y++)
				assertArrayEquals(rows[y], back[y]);
		}
	}
}
