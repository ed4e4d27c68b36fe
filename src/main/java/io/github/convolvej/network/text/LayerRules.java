package io.github.convolvej.network.text;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** How the layers of a framework are read: the parameters of each in order, and what takes their values. */
final class LayerRules {

	private final Map<String, String> signatures = new HashMap<>();
	private final Map<String, BiConsumer<CallArguments, LayerList>> rules = new HashMap<>();

	void add(final String name, final String signature, final BiConsumer<CallArguments, LayerList> reader) {
		signatures.put(name, signature);
		rules.put(name, reader);
	}

	/** The parameters of a layer or function without its number of axes; null if there is none of that name. */
	String signature(final String name) {
		return signatures.get(name);
	}

	void read(final String name, final CallArguments arguments, final LayerList list) {
		rules.get(name).accept(arguments, list);
	}
}
