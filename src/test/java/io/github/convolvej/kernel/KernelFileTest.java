package io.github.convolvej.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels from files. The .npy files were written by NumPy 1.24: sample i, in C order, is (7i + 3) mod 11. */
class KernelFileTest {

	private static final Path FILES = Paths.get("src/test/resources/kernels");

	@TempDir
	Path folder;

	private Path file(final String name, final String text) throws IOException {
		return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertKernel(final Path path, final int[] size, final double... weights) throws IOException {
		final Kernel kernel = KernelFile.read(path, size.length);
		assertArrayEquals(size, kernel.size());
		assertArrayEquals(weights, kernel.weights());
	}

	private static String refusal(final Path path, final int dimensions) {
		final String message = assertThrows(IllegalArgumentException.class, () -> KernelFile.read(path, dimensions), path
			.toString()).getMessage();
		assertTrue(message.contains(path.toString()), message);
		return message;
	}

	@Test
	void readsTheKernelFilesOfImageJ() throws IOException {
		final int[] size = { 3, 2 };
		assertKernel(file("a.txt", "1 2 3\n4 5 6\n"), size, 1, 2, 3, 4, 5, 6);
		assertKernel(file("b.txt", "1\t2\t3\r\n4\t5\t6\r\n"), size, 1, 2, 3, 4, 5, 6);
		assertKernel(file("c.txt", "1,2,3\n4,5,6"), size, 1, 2, 3, 4, 5, 6);
		assertKernel(file("d", "1 2 3\r4 5 6\r"), size, 1, 2, 3, 4, 5, 6);
		assertKernel(file("e.txt", "  -1 1/2  3e0 \n\n 4 5 6 \n\n"), size, -1, 0.5, 3, 4, 5, 6);
	}

	@Test
	void readsCommaSeparatedValuesWithAndWithoutByteOrderMark() throws IOException {
		final int[] size = { 2, 2 };
		assertKernel(file("a.csv", "1,2\n3,4\n"), size, 1, 2, 3, 4);
		assertKernel(file("b.CSV", "\uFEFF1, 2\r\n3, 4\r\n"), size, 1, 2, 3, 4);
		final String message = refusal(file("c.csv", "1,5;2,5\n3;4"), 2);
		assertTrue(message.contains("';'") && message.contains("commas between columns"), message);
	}

	@Test
	void readsPlanesAndBanksFromText() throws IOException {
		assertKernel(file("a.txt", "1 2\n3 4\n|\n5 6\n7 8\n"), new int[] { 2, 2, 2 }, 1, 2, 3, 4, 5, 6, 7, 8);
		final Kernel bank = KernelFile.read(file("b.txt", "1 2\n3 4\n~\n5 6\n7 8\n#\n1 0\n0 1\n~\n0 0\n0 0\n"), 2);
		assertEquals(2, bank.inputs());
		assertEquals(2, bank.outputs());
	}

	@Test
	void mistakesInTextAreRefusedWithFileRowAndColumn() throws IOException {
		assertTrue(refusal(file("a.txt", "1 2 3\n4 x 6\n"), 2).contains("row 2, column 2"));
		assertTrue(refusal(file("b.txt", "1 2 3\n4 5\n"), 2).contains("row 2"));
		assertTrue(refusal(file("c.txt", ""), 2).contains("empty"));
		assertTrue(refusal(file("d.txt", "\u0000\u0001\uFFFD"), 2).contains("row 1, column 1"));
		assertThrows(NoSuchFileException.class, () -> KernelFile.read(folder.resolve("none.txt"), 2));
		assertThrows(IOException.class, () -> KernelFile.read(folder, 2));
		assertThrows(IOException.class, () -> KernelFile.read(folder.toAbsolutePath().getRoot(), 2));
	}

	private static double[] samples(final String type, final int count) {
		final double[] values = new double[count];
		for (int i = 0; i < count; i++) {
			final int v = (7 * i + 3) % 11;
			values[i] = type.startsWith("f") ? v + 0.25 : type.startsWith("i") ? v - 5 : type.startsWith("b") ? v % 2 : v;
		}
		return values;
	}

	@ParameterizedTest
	@ValueSource(strings = { "f2", "f4", "f8", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "b1", "f2-big", "f4-big",
		"f8-big", "i2-big", "u4-big", "i8-big", "u8-big", "f4-fortran", "f4-version2", "f4-version3" })
	void readsNumPyArraysOfEveryTypeByteOrderLayoutAndVersion(final String type) throws IOException {
		assertKernel(FILES.resolve(type + "_3x4.npy"), new int[] { 4, 3 }, samples(type, 12));
	}

	@Test
	void halfPrecisionAndUnsignedNumbersAreReadToTheEndsOfTheirRange() {
		final int[] halves = { 0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff, 0x3555 };
		final double[] values = { 0, -0.0, Math.pow(2, -24), 1023 * Math.pow(2, -24), Math.pow(2, -14), 1, -2, 65504,
			0.333251953125 };
		for (int i = 0; i < halves.length; i++)
			assertEquals(values[i], one("<f2", halves[i]));
		assertThrows(IllegalArgumentException.class, () -> one("<f2", 0x7c00));
		assertThrows(IllegalArgumentException.class, () -> one("<f2", 0x7e00));
		assertEquals(18446744073709551616.0, one("<u8", -1L));
		assertEquals(9223372036854775808.0, one("<u8", Long.MIN_VALUE));
		assertEquals(9223372036854777856.0, one("<u8", Long.MIN_VALUE + 1025), "rounded once");
		assertEquals(-1, one("<i8", -1L));
		assertEquals(4294967295.0, one("<u4", -1L));
	}

	/** The weight of an array of a single number. */
	private static double one(final String type, final long bits) {
		final byte[] header = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': (1,), }\n").getBytes(
			StandardCharsets.US_ASCII);
		final byte[] bytes = Arrays.copyOf(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0 },
			18 + header.length);
		System.arraycopy(header, 0, bytes, 10, header.length);
		for (int i = 0; i < 8; i++)
			bytes[10 + header.length + i] = (byte) (bits >> 8 * i);
		return NumpyFile.readKernel(bytes, 1).weights()[0];
	}

	@Test
	void theLastAxisOfAnArrayIsXAndTheFirstAreOutputAndInputChannels() throws IOException {
		assertNumPy("f8_scalar", 2, 1, 1, 1, 1);
		assertNumPy("f8_5", 1, 1, 1, 5);
		assertNumPy("f8_5", 2, 1, 1, 5, 1);
		assertNumPy("f8_5", 3, 1, 1, 5, 1, 1);
		assertNumPy("f8_3x4", 1, 3, 1, 4);
		assertNumPy("f8_3x4", 2, 1, 1, 4, 3);
		assertNumPy("f8_3x4", 3, 1, 1, 4, 3, 1);
		assertNumPy("f8_2x3x4", 1, 2, 3, 4);
		assertNumPy("f8_2x3x4", 2, 2, 1, 4, 3);
		assertNumPy("f8_2x3x4", 3, 1, 1, 4, 3, 2);
		assertNumPy("f8_5x2x3x4", 2, 5, 2, 4, 3);
		assertNumPy("f8_5x2x3x4", 3, 5, 1, 4, 3, 2);
		assertNumPy("f8_6x2x3x4x2", 3, 6, 2, 2, 4, 3);
		assertNumPy("f4-fortran_2x3x4", 3, 1, 1, 4, 3, 2);
		assertNumPy("f4-fortran_5x2x3x4", 2, 5, 2, 4, 3);
	}

	private static void assertNumPy(final String name, final int dimensions, final int outputs, final int inputs,
		final int... size) throws IOException
	{
		final Kernel kernel = KernelFile.read(FILES.resolve(name + ".npy"), dimensions);
		assertArrayEquals(size, kernel.size(), name);
		assertEquals(outputs, kernel.outputs(), name);
		assertEquals(inputs, kernel.inputs(), name);
		assertArrayEquals(samples("f", Arrays.stream(size).reduce(1, (a, b) -> a * b) * inputs * outputs), kernel.weights(),
			name);
	}

	@Test
	void arraysThatAreNoKernelsAreRefusedWithTheReason() {
		assertTrue(refusal(FILES.resolve("complex.npy"), 2).contains("plain number"));
		assertTrue(refusal(FILES.resolve("text.npy"), 2).contains("plain number"));
		assertTrue(refusal(FILES.resolve("structured.npy"), 2).contains("plain number"));
		assertTrue(refusal(FILES.resolve("objects.npy"), 2).contains("plain number"));
		assertTrue(refusal(FILES.resolve("longdouble.npy"), 2).contains("f16"));
		assertTrue(refusal(FILES.resolve("empty.npy"), 2).contains("[0, 3]"));
		assertTrue(refusal(FILES.resolve("nan.npy"), 2).contains("NaN"));
		assertTrue(refusal(FILES.resolve("infinity.npy"), 2).contains("-Infinity"));
		assertTrue(refusal(FILES.resolve("sixaxes.npy"), 3).contains("6 axes"));
		assertTrue(refusal(FILES.resolve("f8_5x2x3x4.npy"), 1).contains("4 axes"));
		assertTrue(refusal(FILES.resolve("f8_6x2x3x4x2.npy"), 2).contains("5 axes"));
	}

	@Test
	void aTruncatedFileIsRefusedWhereverItIsCutOff() throws IOException {
		for (final String name : new String[] { "f8_3x4.npy", "f4-version2_3x4.npy", "u1_3x4.npy" }) {
			final byte[] whole = Files.readAllBytes(FILES.resolve(name));
			for (int n = 0; n < whole.length; n++) {
				final Path path = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, n));
				refusal(path, 2);
			}
		}
	}

	@Test
	void unknownVersionsAreRefused() throws IOException {
		final byte[] bytes = Files.readAllBytes(FILES.resolve("f8_3x4.npy"));
		for (final int version : new int[] { 0, 4, 255 }) {
			bytes[6] = (byte) version;
			assertTrue(refusal(Files.write(folder.resolve("version.npy"), bytes), 2).contains("version " + version));
		}
	}

	@Test
	void garbageIsRefusedOrReadButNeverFailsOtherwise() throws IOException {
		final Random random = new Random(1);
		final byte[] good = Files.readAllBytes(FILES.resolve("f4_3x4.npy"));
		for (int i = 0; i < 3000; i++) {
			final byte[] bytes = good.clone();
			for (int k = random.nextInt(8); k >= 0; k--)
				bytes[random.nextInt(random.nextBoolean() ? 80 : bytes.length)] = (byte) random.nextInt(256);
			readOrRefuse(bytes);
		}
		for (final String header : new String[] { "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 2), }",
			"{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }",
			"{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -3), }",
			"{'descr': '<f4', 'fortran_order': False, 'shape': (x), }", "{'descr': '<f4', 'shape': (1,)}",
			"{'descr': '<f99999999999', 'fortran_order': False, 'shape': (1,), }",
			"{'descr': '<f0', 'fortran_order': False, 'shape': (1,), }", "{}", "", "{'shape': (1,), }" })
		{
			final byte[] text = header.getBytes(StandardCharsets.US_ASCII);
			final byte[] bytes = Arrays.copyOf(good, 10 + text.length + 8);
			bytes[8] = (byte) text.length;
			bytes[9] = 0;
			System.arraycopy(text, 0, bytes, 10, text.length);
			assertThrows(IllegalArgumentException.class, () -> NumpyFile.readKernel(bytes, 2), header);
		}
		for (int i = 0; i < 1000; i++) {
			final byte[] bytes = new byte[random.nextInt(100)];
			random.nextBytes(bytes);
			assertThrows(IllegalArgumentException.class, () -> NumpyFile.readKernel(bytes, 2));
		}
		for (int n = 6; n < 12; n++) {
			final byte[] bytes = Arrays.copyOf(good, n);
			assertEquals("NumPy header is cut off", assertThrows(IllegalArgumentException.class, () -> NumpyFile.readKernel(bytes, 2))
				.getMessage());
		}
	}

	private static void readOrRefuse(final byte[] bytes) {
		try {
			final Kernel kernel = NumpyFile.readKernel(bytes, 2);
			for (final double w : kernel.weights())
				assertTrue(!Double.isNaN(w) && !Double.isInfinite(w));
		}
		catch (final IllegalArgumentException e) {
			assertTrue(e.getMessage().length() > 10, e.getMessage());
		}
	}
}
