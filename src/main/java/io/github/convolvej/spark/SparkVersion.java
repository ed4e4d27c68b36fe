package io.github.convolvej.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Spark of this process. */
final class SparkVersion {

	private static final String RESOURCE = "spark-version-info.properties";
	private static final int FIRST_MAJOR = 3;
	private static final int FIRST_MINOR = 5;
	private static final int LAST_MAJOR = 4;

	private SparkVersion() {}

	/** The version that the jars of Spark say of themselves; "unknown" if they do not. */
	static String read() throws IOException {
		try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
			if (in == null) return "unknown";
			final Properties properties = new Properties();
			properties.load(in);
			return properties.getProperty("version", "unknown");
		}
	}

	/**
	 * @param version a version of Spark
	 * @throws IOException if it is not supported
	 */
	static void check(final String version) throws IOException {
		final Matcher m = Pattern.compile("(\\d+)\\.(\\d+)\\b.*").matcher(version);
		if (m.matches()) {
			final int major = Integer.parseInt(m.group(1));
			if (major == FIRST_MAJOR && Integer.parseInt(m.group(2)) >= FIRST_MINOR || major > FIRST_MAJOR && major <= LAST_MAJOR)
				return;
		}
		throw new IOException("this is Spark " + version + ", but ConvolveJ runs with Spark 3.5 to 4: submit with another one");
	}
}
