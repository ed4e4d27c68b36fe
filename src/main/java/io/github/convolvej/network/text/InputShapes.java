package io.github.convolvej.network.text;

import io.github.convolvej.network.text.Expression.Kind;

import java.util.Arrays;
import java.util.List;

/** Takes the channels of the image from the shapes that programs give: those of inputs, and of random images in examples. */
final class InputShapes {

	private static final List<String> RANDOM = Arrays.asList("randn", "rand", "zeros", "ones", "normal", "uniform", "empty");

	private final String text;
	private final LayerList list;

	InputShapes(final String text, final LayerList list) {
		this.text = text;
		this.list = list;
	}

	/** Whether a function gives an image. */
	boolean isKnown(final String name) {
		return RANDOM.contains(name) || name.startsWith("Input");
	}

	/** Goes to the image, and takes its channels. */
	void read(final Expression e) {
		if (e.called().lastName().startsWith("Input")) input(e);
		else random(e);
	}

	/** PyTorch: images, channels, height, width; others: images, height, width, channels. */
	private void random(final Expression e) {
		final List<Expression> sizes = !e.items().isEmpty() && e.items().get(0).kind() == Kind.LIST ? e.items().get(0).items() : e
			.items();
		if (sizes.size() != list.axes() + 2) throw error(e, "an image of a network has " + (list.axes() + 2) + " sizes here, not " +
			sizes.size());
		final boolean first = e.called().text().startsWith("torch");
		channels(sizes.get(first ? 1 : sizes.size() - 1));
	}

	private void input(final Expression e) {
		final Expression shape = e.named().getOrDefault("shape", e.named().getOrDefault("input_shape", e.named().getOrDefault(
			"batch_shape", e.items().isEmpty() ? null : e.items().get(0))));
		if (shape == null) throw error(e, "Input lacks its shape");
		if (!list.isEmpty()) throw error(e, "a second Input is not read: networks here have one image");
		// a name that the text does not define: the channels are those of the image
		if (shape.kind() == Kind.LIST && !shape.items().isEmpty()) shape(shape);
		else if (shape.kind() != Kind.NAME && shape.kind() != Kind.OPERATION) throw error(e, "the shape of Input must be a tuple");
	}

	/** Height, width, channels. */
	void shape(final Expression shape) {
		channels(shape.items().get(shape.items().size() - 1));
	}

	private void channels(final Expression number) {
		if (number.kind() == Kind.NAME) return;
		if (!number.text().matches("[1-9][0-9]{0,8}")) throw error(number, "the number of channels must be a whole number");
		list.setChannels(Long.parseLong(number.text()));
	}

	private IllegalArgumentException error(final Expression e, final String what) {
		return PythonText.error(text, e.at(), what);
	}
}
