package io.github.convolvej.batch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Identifies a recipe with its input, so that no run continues the output of
 * another one.
 */
public final class RunHash {

	private RunHash() {}

	/**
	 * @param recipe recipe bound to its input
	 * @param version version of the program, because versions may give different
	 *          results
	 * @return a text of 64 digits and letters
	 * @throws IOException if the input's files cannot be read
	 */
	public static String of(final StreamedRecipe recipe, final String version) throws IOException {
		final String all = String.join("\n", version, recipe.text(), String.join(", ", recipe.engines()), recipe.source()
			.fingerprint(), recipe.result().type() + " " + recipe.result().axes());
		try {
			final MessageDigest sha = MessageDigest.getInstance("SHA-256");
			sha.update(all.getBytes(StandardCharsets.UTF_8));
			// texts may name files whose kernels have changed
			final byte[] digest = sha.digest(recipe.filters());
			return String.format("%064x", new BigInteger(1, digest)).substring(0, digest.length * 2);
		}
		catch (final NoSuchAlgorithmException e) {
			// every Java has this algorithm
			throw new IllegalStateException(e);
		}
	}
}
