package io.github.convolvej.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the program, also with characters that the locale
 * lacks: Java loses these, but Linux still has their bytes.
 */
final class RawArguments {

	private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

	private RawArguments() {}

	/**
	 * @param args the arguments as Java gave them
	 * @return the same; those that were not understood are read as UTF-8, if they are
	 *         that
	 */
	static String[] of(final String... args) {
		if (String.join("", args).indexOf('\ufffd') < 0 || !Files.isReadable(COMMAND_LINE)) return args;
		try {
			return of(Files.readAllBytes(COMMAND_LINE), Charset.forName(System.getProperty("sun.jnu.encoding")), args);
		}
		catch (final IOException e) {
			// then they stay as they are, and what cannot be found is named
			return args;
		}
	}

	/** The last arguments of the process are those of the program. */
	static String[] of(final byte[] commandLine, final Charset locale, final String... args) {
		final List<byte[]> all = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < commandLine.length; i++)
			if (commandLine[i] == 0) {
				all.add(java.util.Arrays.copyOfRange(commandLine, start, i));
				start = i + 1;
			}
		final String[] read = args.clone();
		for (int i = 0; i < args.length; i++) {
			final int at = all.size() - args.length + i;
			if (at < 0 || !new String(all.get(at), locale).equals(args[i])) return args;
			read[i] = utf8(all.get(at), args[i]);
		}
		return read;
	}

	private static String utf8(final byte[] bytes, final String otherwise) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (final CharacterCodingException e) {
			return otherwise;
		}
	}
}
