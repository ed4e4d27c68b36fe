package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * Parameters that stand together in a dialog. What a command does comes first,
 * without a heading; what all commands name alike follows in groups of its own, in
 * the same order everywhere.
 */
final class DialogSection {

	/** Up to so many parameters are read at a glance. */
	private static final int FEW = 6;

	private static final Map<String, List<String>> HEADINGS = new LinkedHashMap<>();
	static {
		HEADINGS.put("Windows and borders", Arrays.asList("stride", "padding", "paddingout", "outputsize", "dilation",
			"ceil", "countpad", "border"));
		HEADINGS.put("Channels", Arrays.asList("channels", "groups", "partitions", "shuffle", "bias"));
		HEADINGS.put("Result", Arrays.asList("positions", "overlap", "gridding", "roi", "part", "target",
			"output", "engine"));
	}

	private final String heading;
	private final List<ModuleItem<?>> items = new ArrayList<>();

	private DialogSection(final String heading) {
		this.heading = heading;
	}

	/**
	 * @param info a command
	 * @return all parameters that a user sets, in the order of the dialog
	 */
	static List<DialogSection> of(final ModuleInfo info) {
		final List<ModuleItem<?>> all = ParameterValues.of(info);
		final Map<String, DialogSection> sections = new LinkedHashMap<>();
		sections.put("", new DialogSection(""));
		HEADINGS.keySet().forEach(h -> sections.put(h, new DialogSection(h)));
		for (final ModuleItem<?> item : all)
			sections.get(all.size() > FEW ? heading(item) : "").items.add(item);
		final List<DialogSection> used = new ArrayList<>(sections.values());
		used.removeIf(s -> s.items.isEmpty());
		return used;
	}

	private static String heading(final ModuleItem<?> item) {
		for (final Map.Entry<String, List<String>> e : HEADINGS.entrySet())
			if (e.getValue().contains(item.getName()) && !isSubject(item)) return e.getKey();
		return "";
	}

	/** Unpooling goes by an image of positions: there it is what the command is about. */
	private static boolean isSubject(final ModuleItem<?> item) {
		return item.getName().equals("positions") && item.getType() == String.class;
	}

	/** @return what stands above them; empty for the first */
	String heading() {
		return heading;
	}

	/** @return the parameters */
	List<ModuleItem<?>> items() {
		return items;
	}
}
