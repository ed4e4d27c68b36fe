package io.github.convolvej.learn;

import io.github.convolvej.explain.Explanation;
import io.github.convolvej.explain.Term;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a pass from its results: the window goes over the image, and each sample of the result is computed in turn. */
final class Gathering extends Story {

	Gathering(final Pass pass, final String title, final String step, final Words words) {
		super(pass, title, step, words);
	}

	@Override
	List<Frame> frames(final Pace pace) {
		final List<Frame> frames = new ArrayList<>();
		final Map<List<Long>, Double> known = new HashMap<>();
		final long width = pass.targetSize()[0];
		for (int i = 0; i < targets.size(); i++) {
			final long[] target = targets.get(i);
			final Explanation explanation = pass.explanation(target);
			final List<Term> terms = explanation.terms();
			final boolean weighted = !terms.isEmpty() && terms.get(0).isWeighted();
			if (pace == Pace.PRODUCTS && weighted) for (int count = 1; count < terms.size(); count++)
				frames.add(frame(target, explanation, count, known));
			known.put(Extent.key(target), explanation.result());
			if (pace != Pace.ROWS || i < width || (i + 1) % width == 0) frames.add(frame(target, explanation, terms.size(),
				known));
		}
		return frames;
	}

	private Frame frame(final long[] target, final Explanation explanation, final int count,
		final Map<List<Long>, Double> known)
	{
		final List<Term> terms = explanation.terms();
		final boolean weighted = !terms.isEmpty() && terms.get(0).isWeighted();
		final List<String> text = new ArrayList<>();
		final String at = words.text("at", place(target));
		if (weighted) text.add(at + " = " + sum(terms, count));
		else text.add(at);
		if (count == terms.size()) text.addAll(arithmetic(explanation, weighted ? 1 : 0));
		return frame(reading(explanation, target), window(terms, count, words.text("products")), result(new HashMap<>(known), Collections
			.singletonList(target)), text);
	}
}
