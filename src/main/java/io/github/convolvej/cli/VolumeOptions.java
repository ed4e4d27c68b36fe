package io.github.convolvej.cli;

import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.store.zarr.ZarrLayout;
import io.github.convolvej.store.zarr.ZarrPlate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

/** Options for Zarr containers and for runs over large images. */
final class VolumeOptions {

	private static final Pattern PART = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");
	private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]))? ?([kmgt]?)b?");
	private static final long LEAST_MEMORY = 1 << 20;

	@Option(names = "--memory", paramLabel = "SIZE", description = "For Zarr: memory for blocks and chunks, such as 2g or" +
		" 500m; a quarter of Java's if not given.")
	private String memory;

	@Option(names = "--part", paramLabel = "K/N", description = "For Zarr: compute only the K-th of N parts, for job arrays.")
	private String part;

	@Option(names = "--axes", paramLabel = "NAMES", description = "For Zarr: axes of an array that does not name them, slowest" +
		" first, such as zyx.")
	private String axes;

	@Option(names = "--chunks", paramLabel = "X,Y[,Z[,C[,T]]]", description = "For Zarr: size of the chunks of the result;" +
		" those of the input if not given.")
	private String chunks;

	@Option(names = "--shards", paramLabel = "X,Y[,Z[,C[,T]]]", description = "For Zarr 3: size of the shards of the result.")
	private String shards;

	@Option(names = "--zarr", paramLabel = "2|3", description = "For Zarr: format of the result, 2 (OME-Zarr 0.4) or 3" +
		" (OME-Zarr 0.5); that of the input if not given.")
	private Integer version;

	@Option(names = "--compression", paramLabel = "NAME", description = "For Zarr: zstd, gzip, zlib, lz4, blosc or raw; that of" +
		" the input if not given.")
	private String compression;

	@Option(names = "--levels", paramLabel = "N", description = "For Zarr: levels of the result's pyramid, each half as large;" +
		" 1 if not given.")
	private Integer levels;

	@Option(names = "--wells", paramLabel = "NAMES", description = "For plates in Zarr: only these wells, such as B03,C05.")
	private String wells;

	@Option(names = "--fields", paramLabel = "NAMES", description = "For plates in Zarr: only these images of each well, such" +
		" as 0.")
	private String fields;

	/** Chooses wells and fields of a plate; empty for all. */
	VolumeOptions plate(final String wellNames, final String fieldNames) {
		wells = wellNames.trim().isEmpty() ? null : wellNames;
		fields = fieldNames.trim().isEmpty() ? null : fieldNames;
		return this;
	}

	/** The first option that was given, or null. */
	String given() {
		return wells != null ? "--wells" : fields != null ? "--fields" : stored();
	}

	/** The first option given that is for containers that are written; null for none. */
	String stored() {
		return memory != null ? "--memory" : part != null ? "--part" : axes != null ? "--axes" : chunks != null ? "--chunks"
			: shards != null ? "--shards" : version != null ? "--zarr" : compression != null ? "--compression" : levels != null
				? "--levels" : null;
	}

	/** Bytes that may be used of those that Java has where blocks are computed. */
	long memory(final long most) {
		if (memory == null) return most / 4;
		final Matcher m = BYTES.matcher(memory.trim().toLowerCase(Locale.ROOT));
		if (!m.matches()) throw new UsageException("--memory is '" + memory + "', but must be a size such as 500m or 2g");
		final long unit = 1L << 10 * " kmgt".indexOf(m.group(3).isEmpty() ? " " : m.group(3));
		final double bytes = Double.parseDouble(m.group(1) + "." + (m.group(2) == null ? "0" : m.group(2))) * unit;
		if (bytes < LEAST_MEMORY) throw new UsageException("--memory is '" + memory + "', but at least 1m is needed");
		if (bytes > most) throw new UsageException("--memory is '" + memory + "', but Java has " + (most >> 20) +
			"m: start it with java -Xmx" + ((long) (bytes * 1.5) >> 20) + "m");
		return (long) bytes;
	}

	/** The part to compute and the number of parts. */
	int[] part() {
		if (part == null) return new int[] { 1, 1 };
		final Matcher m = PART.matcher(part.trim());
		if (m.matches()) {
			final int[] numbers = { Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)) };
			if (numbers[0] >= 1 && numbers[0] <= numbers[1]) return numbers;
		}
		throw new UsageException("--part is '" + part + "', but must be K/N with K from 1 to N, such as 3/64");
	}

	/** Names of wells, or null for all. */
	List<String> wells() {
		return names("--wells", wells, "B03,C05");
	}

	/** Names of fields, or null for all. */
	List<String> fields() {
		return names("--fields", fields, "0");
	}

	private static List<String> names(final String option, final String text, final String example) {
		if (text == null) return null;
		final List<String> names = Arrays.stream(text.split(",", -1)).map(String::trim).collect(Collectors.toList());
		if (names.contains("")) throw new UsageException(option + " is '" + text + "', but must be names with commas between" +
			" them, such as " + example);
		return names;
	}

	/**
	 * Of a plate those wells and fields that are chosen.
	 *
	 * @throws IllegalArgumentException if it does not have them
	 */
	ZarrPlate chosen(final ZarrPlate plate) {
		return plate.wells(wells()).fields(fields());
	}

	/** Checks that no option is given that is for plates. */
	void checkNoPlate(final String input) {
		if (wells != null || fields != null) throw new UsageException((wells != null ? "--wells" : "--fields") +
			" is for plates, but " + input + " is none: leave it out");
	}

	/** Version of Zarr, or the given one if there is none. */
	int version(final int usual) {
		return version == null ? usual : version;
	}

	/** Names of axes, or null. */
	String axes() {
		if (axes == null) return null;
		if (!axes.matches("[tczyx]{2,5}")) throw new UsageException("--axes is '" + axes +
			"', but must be letters of tczyx, the slowest axis first, such as zyx");
		return axes;
	}

	/** Levels of the pyramid; the given number if there is none. */
	int levels(final int usual) {
		if (levels != null && (levels < 1 || levels > 30)) throw new UsageException("--levels is " + levels +
			", but must be 1 to 30");
		return levels == null ? usual : levels;
	}

	/** The requested layout. */
	ZarrLayout layout(final ZarrLayout usual) {
		ZarrLayout layout = usual;
		try {
			if (version != null) layout = layout.version(version);
			if (chunks != null) layout = layout.chunks(sizes("--chunks", chunks)).shards((int[]) null);
			if (shards != null) layout = layout.shards(sizes("--shards", shards));
			if (shards != null && layout.version() == 2) throw new UsageException("--shards is '" + shards +
				"', but Zarr 2 has no shards: add --zarr=3");
			if (compression != null) layout = layout.compression(compression);
		}
		catch (final IllegalArgumentException e) {
			throw new UsageException(e.getMessage(), e);
		}
		return layout;
	}

	private static int[] sizes(final String option, final String text) {
		final String[] numbers = text.split(",", -1);
		if (numbers.length > 5 || !Arrays.stream(numbers).allMatch(n -> n.trim().matches("[1-9][0-9]{0,8}")))
			throw new UsageException(option + " is '" + text + "', but must be 1 to 5 whole numbers, x first, such as 64,64,64");
		return Arrays.stream(numbers).mapToInt(n -> Integer.parseInt(n.trim())).toArray();
	}
}
