package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that convert and train networks are Python 3. What they import is not here, so they are not run. */
class NetworkScriptsTest {

	private static int python(final String code, final String file) throws IOException, InterruptedException {
		final Process process;
		try {
			process = new ProcessBuilder("python3", "-c", code, file).redirectErrorStream(true).start();
		}
		catch (final IOException e) {
			assumeTrue(false, "there is no python3");
			throw e;
		}
		final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		final int ended = process.waitFor();
		if (ended > 1) throw new AssertionError(said);
		return ended;
	}

	@ParameterizedTest
	@ValueSource(strings = { "torch_to_onnx.py", "tensorflow_to_onnx.py", "train_denoiser.py" })
	void itIsPython(final String name) throws Exception {
		assertEquals(0, python("import ast, sys; ast.parse(open(sys.argv[1]).read())", "docs/scripts/" + name));
	}

	@Test
	void whatIsNotPythonWouldBeFound() throws Exception {
		assertEquals(1, python("import ast, sys; ast.parse(open(sys.argv[1]).read())", "docs/scripts/edges.ijm"));
	}
}
