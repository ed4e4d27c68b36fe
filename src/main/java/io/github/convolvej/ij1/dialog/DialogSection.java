package io.github.convolvej.ij1.dialog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.ModuleItem;

/**
 * Parameters that stand together below the first screen. What only this command has comes first; what all
 * commands name alike follows in groups of its own, in the same order everywhere.
 */
final class DialogSection {

	private static final String OWN = "dialog.section.method";

	private static final Map<String, List<String>> HEADINGS = new LinkedHashMap<>();
	static {
		HEADINGS.put("dialog.section.windows", Arrays.asList("stride", "step", "padding", "paddingout", "outputsize",
			"dilation", "ceil", "countpad", "border"));
		HEADINGS.put("dialog.section.channels", Arrays.asList("channels", "groups", "partitions", "shuffle", "bias"));
		HEADINGS.put("dialog.section.result", Arrays.asList("overlap", "gridding", "roi", "part", "target", "output",
			"engine"));
	}

	private final String heading;
	private final List<ModuleItem<?>> items = new ArrayList<>();

	private DialogSection(final String heading) {
		this.heading = heading;
	}

	/**
	 * @param parameters some of a command
	 * @return them in sections, none of which is empty
	 */
	static List<DialogSection> of(final List<ModuleItem<?>> parameters) {
		final Map<String, DialogSection> sections = new LinkedHashMap<>();
		sections.put(OWN, new DialogSection(OWN));
		HEADINGS.keySet().forEach(h -> sections.put(h, new DialogSection(h)));
		for (final ModuleItem<?> item : parameters)
			sections.get(heading(item)).items.add(item);
		final List<DialogSection> used = new ArrayList<>(sections.values());
		used.removeIf(s -> s.items.isEmpty());
		return used;
	}

	private static String heading(final ModuleItem<?> item) {
		for (final Map.Entry<String, List<String>> e : HEADINGS.entrySet())
			if (e.getValue().contains(item.getName())) return e.getKey();
		return OWN;
	}

	/** The key of the words that stand above them. */
	String heading() {
		return heading;
	}

	/** The parameters. */
	List<ModuleItem<?>> items() {
		return items;
	}
}
