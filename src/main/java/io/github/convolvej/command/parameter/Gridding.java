package io.github.convolvej.command.parameter;

import io.github.convolvej.geometry.Axis;
import io.github.convolvej.geometry.DilationSchedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a report on dilated layers: the size of their receptive field, and whether their taps miss pixels in it (Wang
 * et al. 2018).
 */
public final class Gridding {

	private static final int LISTED = 16;

	private final DilationSchedule[] schedules;
	private final Dimensions axes;

	/**
	 * @param schedules the dilation rates of all layers, for every spatial axis
	 * @param axes which of these the kernel spans
	 */
	public Gridding(final DilationSchedule[] schedules, final Dimensions axes) {
		this.schedules = schedules.clone();
		this.axes = axes;
	}

	/** @return whether the layers miss some pixel of the receptive field, which then does not change the result */
	public boolean hasHoles() {
		for (int d = 0; d < schedules.length; d++)
			if (axes.spans(d) && schedules[d].holes() > 0) return true;
		return false;
	}

	/** @return a sentence for each axis */
	@Override
	public String toString() {
		final List<String> sentences = new ArrayList<>();
		for (int d = 0; d < schedules.length; d++)
			if (axes.spans(d)) sentences.add(sentence(d));
		return String.join("; ", sentences);
	}

	private String sentence(final int d) {
		final DilationSchedule s = schedules[d];
		final long[] distances = s.distances();
		final String rule = distances.length == 1 ? "a single layer " + (s.followsRule() ? "without dilation" : "with dilation")
			: "M2 = " + distances[1] + (distances[1] <= s.size() ? " <= " : " > ") + s.size() + " taps, common divisor " + s
				.commonDivisor() + (s.followsRule() ? ": the rule holds" : ": the rule is broken");
		return "along " + Axis.name(d) + ", layers of " + s.size() + " taps with rates " + s + " have a receptive field of " +
			s.receptiveField() + " samples; " + rule + "; " + holes(s);
	}

	private static String holes(final DilationSchedule s) {
		final double[] paths = s.paths();
		final List<Integer> holes = new ArrayList<>();
		for (int i = 0; i < paths.length; i++)
			if (paths[i] == 0) holes.add(i);
		if (holes.isEmpty()) return "every sample is touched";
		return holes.size() + (holes.size() == 1 ? " sample is" : " samples are") + " never touched: " + holes.stream().limit(LISTED).map(String::valueOf).collect(
			Collectors.joining(", ")) + (holes.size() > LISTED ? " ..." : "") + " (counted from 0)";
	}
}
