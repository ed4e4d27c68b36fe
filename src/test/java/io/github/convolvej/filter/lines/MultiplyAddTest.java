package io.github.convolvej.filter.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Whether products and sums are rounded together is what the virtual machine says, or what is asked for. */
class MultiplyAddTest {

	/** Prints how sums are made in a program of its own. */
	public static final class Printer {

		public static void main(final String[] arguments) {
			System.out.print(Precision.sums() + " " + Precision.SINGLE.multiplyAdd(1 + 0x1p-23, 1 + 0x1p-23, -1));
		}
	}

	private static String printed(final String... options) throws IOException, InterruptedException {
		final List<String> call = new ArrayList<>(Arrays.asList(Paths.get(System.getProperty("java.home"), "bin", "java")
			.toString()));
		call.addAll(Arrays.asList(options));
		call.addAll(Arrays.asList("-cp", System.getProperty("java.class.path"), Printer.class.getName()));
		final Process process = new ProcessBuilder(call).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		final String text = new String(process.getInputStream().readAllBytes(), "UTF-8");
		assertEquals(0, process.waitFor());
		return text;
	}

	@Test
	void theMachinesFlagDecides() throws Exception {
		assertEquals("separate multiply-add " + (double) (float) 0x1p-22, printed("-XX:-UseFMA"));
	}

	@Test
	void thePropertyDecidesBeforeTheMachine() throws Exception {
		final double once = (float) (0x1p-22 + 0x1p-46);
		assertEquals("fused multiply-add " + once, printed("-XX:-UseFMA", "-Dconvolvej.fma=true"));
		assertEquals("separate multiply-add " + (double) (float) 0x1p-22, printed("-Dconvolvej.fma=false"));
	}

	@Test
	void otherWordsAreRefused() {
		assertTrue(MultiplyAdd.isFused("true"));
		assertFalse(MultiplyAdd.isFused("false"));
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> MultiplyAdd.isFused("yes"));
		assertTrue(e.getMessage().contains("convolvej.fma is 'yes'"), e.getMessage());
		assertEquals(MultiplyAdd.isFused(null), MultiplyAdd.isFused(null));
	}
}
