package io.github.convolvej.network.text;

import io.github.convolvej.network.text.LayerList.Place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks of well-known networks as PyTorch prints them. Printed lines have the
 * layers of a block, but not how they are joined: that is known for those of
 * torchvision (ResNet, MobileNet, SqueezeNet, DenseNet, GoogLeNet); others with a
 * shortcut are refused.
 */
final class PrintedBlocks {

	/** Puts parts of blocks into the list. */
	interface Layers {

		/** Applies a layer, or several one after another, to the current place. */
		void build(Expression e, Scope scope);

		/** Joins results, with a word for how. */
		Place join(Expression e, List<?> given, String join);
	}

	private static final List<String> SHORTCUTS = Arrays.asList("downsample", "shortcut", "skip", "skip_connection", "residual",
		"identity");

	private final String text;
	private final LayerList list;
	private final Layers builder;

	PrintedBlocks(final String text, final LayerList list, final Layers builder) {
		this.text = text;
		this.list = list;
		this.builder = builder;
	}

	private static Map<String, Expression> parts(final Expression e) {
		final Map<String, Expression> parts = new HashMap<>();
		for (final Expression item : e.items())
			if (!item.label().isEmpty()) parts.put(item.label(), item);
		return parts;
	}

	boolean isKnown(final Expression e) {
		final Map<String, Expression> parts = parts(e);
		switch (e.called().lastName()) {
			case "BasicBlock":
				return parts.containsKey("conv2") && parts.containsKey("bn2") && !parts.containsKey("conv3");
			case "Bottleneck":
				return parts.containsKey("conv3") && parts.containsKey("bn3");
			case "InvertedResidual":
				return parts.containsKey("conv") || parts.containsKey("block");
			case "SqueezeExcitation":
				return parts.containsKey("fc1") && parts.containsKey("scale_activation");
			case "Fire":
				return parts.containsKey("squeeze") && parts.containsKey("expand3x3");
			case "_DenseLayer":
				return parts.containsKey("norm1") && parts.containsKey("conv2");
			case "Inception":
				return parts.containsKey("branch1") && parts.containsKey("branch4");
			default:
				return false;
		}
	}

	/** Refuses blocks whose layers are not all one after another. */
	void checkChain(final Expression e) {
		for (final Expression item : e.items())
			if (SHORTCUTS.contains(item.label())) throw PythonText.error(text, item.at(), "the printed lines of '" + e.called().text() +
				"' do not say how '" + item.label() + "' is joined: paste the program instead");
	}

	void build(final Expression e, final Scope scope) {
		final Map<String, Expression> parts = parts(e);
		final Place before = list.place();
		switch (e.called().lastName()) {
			case "BasicBlock":
				chain(parts, scope, "conv1", "bn1", "relu?", "conv2", "bn2");
				residual(e, parts, scope, before);
				break;
			case "Bottleneck":
				chain(parts, scope, "conv1", "bn1", "relu?", "conv2", "bn2", "relu?", "conv3", "bn3");
				residual(e, parts, scope, before);
				break;
			case "InvertedResidual":
				inverted(e, parts.getOrDefault("conv", parts.get("block")), scope, before);
				break;
			case "SqueezeExcitation":
				chain(parts, scope, "avgpool", "fc1", "activation", "fc2", "scale_activation");
				builder.join(e, Arrays.asList(list.place(), before), "mul");
				break;
			case "Fire":
				chain(parts, scope, "squeeze", "squeeze_activation");
				branches(e, parts, scope, new String[][] { { "expand1x1", "expand1x1_activation" }, { "expand3x3",
					"expand3x3_activation" } });
				break;
			case "_DenseLayer":
				chain(parts, scope, "norm1", "relu1", "conv1", "norm2", "relu2", "conv2");
				builder.join(e, Arrays.asList(before, list.place()), "concat");
				break;
			default:
				branches(e, parts, scope, new String[][] { { "branch1" }, { "branch2" }, { "branch3" }, { "branch4" } });
		}
	}

	/** Parts by name; one with a question mark is a ReLU if it was not printed. */
	private void chain(final Map<String, Expression> parts, final Scope scope, final String... names) {
		for (final String name : names) {
			final Expression part = parts.get(name.replace("?", ""));
			if (part != null) builder.build(part, scope);
			else if (name.endsWith("?")) list.addPlain("relu");
		}
	}

	private void residual(final Expression e, final Map<String, Expression> parts, final Scope scope, final Place before) {
		final Place end = list.place();
		Place other = before;
		final Expression shortcut = parts.getOrDefault("downsample", parts.get("shortcut"));
		if (shortcut != null && !shortcut.items().isEmpty()) {
			list.goTo(before);
			builder.build(shortcut, scope);
			other = list.place();
		}
		list.goTo(end);
		builder.join(e, Arrays.asList(end, other), "add");
		chain(parts, scope, "relu?");
	}

	/** Joined to its image if it changes neither size nor channels. */
	private void inverted(final Expression e, final Expression layers, final Scope scope, final Place before) {
		final int count = list.count();
		builder.build(layers, scope);
		final boolean strided = list.since(count).stream().anyMatch(w -> w.contains(" s="));
		if (!strided && before.channels() == list.channels()) builder.join(e, Arrays.asList(list.place(), before), "add");
	}

	private void branches(final Expression e, final Map<String, Expression> parts, final Scope scope, final String[][] names) {
		final Place from = list.place();
		final List<Place> ends = new ArrayList<>();
		for (final String[] branch : names) {
			list.goTo(from);
			chain(parts, scope, branch);
			ends.add(list.place());
		}
		builder.join(e, ends, "concat");
	}
}
