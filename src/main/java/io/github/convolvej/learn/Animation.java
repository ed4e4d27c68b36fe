package io.github.convolvej.learn;

import io.github.convolvej.filter.transposed.TransposedConvolution;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What an operation does with a small image, frame by frame: the image, the
 * window, weights and products, and the result as it fills up. All numbers are
 * those of {@link io.github.convolvej.explain.Explainer}. Frames are drawn when
 * they are asked for. Immutable once made.
 */
public final class Animation {

	/** Time of a frame, in seconds. */
	public static final double SECONDS = 0.5;

	/** How a transposed convolution is told. */
	public enum Reading {
			/** Each sample stamps the kernel on the result. */
			STAMPS,
			/** A convolution of the image with zeros between and around its samples. */
			EQUIVALENT,
			/** One after the other. */
			BOTH,
			/** Each sample of the result gathers the samples that reach it. */
			RESULT
	}

	/** Frames that show the whole result at the end of a pass, and at the very end. */
	private static final int HELD_BETWEEN = 2;
	private static final int HELD = 6;
	private static final int MOST_FRAMES = 2000;

	private final List<Frame> frames;
	private final FramePainter painter;

	private Animation(final List<Frame> frames, final FramePainter painter) {
		this.frames = frames;
		this.painter = painter;
	}

	/**
	 * @param pass the operation on a small image
	 * @param title what it is, as the user called it
	 * @param apart whether operations of several passes (separable, depthwise and
	 *          pointwise, layers) are shown pass by pass
	 * @param reading how a transposed convolution is told
	 * @param pace how many frames there are
	 * @param words the language
	 * @param zoom size of letters and squares, 1 for normal
	 * @return the animation
	 * @throws IllegalArgumentException if the operation cannot be explained, or the
	 *           image or the number of frames is too large
	 */
	public static Animation of(final Pass pass, final String title, final boolean apart, final Reading reading,
		final Pace pace, final Words words, final double zoom)
	{
		final List<Story> stories = stories(apart ? Passes.apart(pass) : Collections.singletonList(pass), title, reading, words);
		final List<Frame> frames = new ArrayList<>();
		for (final Story story : stories) {
			frames.addAll(story.frames(pace));
			if (frames.size() > MOST_FRAMES) throw new IllegalArgumentException("The animation would have more than " +
				MOST_FRAMES + " frames: take a smaller crop, or pace=rows");
			final boolean last = story == stories.get(stories.size() - 1);
			frames.addAll(Collections.nCopies(last ? HELD : HELD_BETWEEN, story.end()));
		}
		return new Animation(Collections.unmodifiableList(frames), new FramePainter(frames, words, zoom));
	}

	/** An animation of frames that are made elsewhere. */
	static Animation of(final List<Frame> frames, final Words words) {
		return new Animation(Collections.unmodifiableList(new ArrayList<>(frames)), new FramePainter(frames, words, 1));
	}

	private static List<Story> stories(final List<Pass> passes, final String title, final Reading reading,
		final Words words)
	{
		final List<Story> stories = new ArrayList<>();
		for (int i = 0; i < passes.size(); i++) {
			final Pass pass = passes.get(i);
			final String step = passes.size() == 1 ? "" : words.text("pass", i + 1, passes.size());
			if (!(pass.operation() instanceof TransposedConvolution) || reading == Reading.RESULT) {
				stories.add(new Gathering(pass, title, step, words));
				continue;
			}
			if (reading != Reading.EQUIVALENT) stories.add(new Stamping(pass, title, join(step, words.text("pass.stamps")),
				words));
			if (reading != Reading.STAMPS) stories.add(new Gathering(Passes.equivalent(pass), title, join(step, words.text(
				"pass.equivalent")), words));
		}
		return stories;
	}

	private static String join(final String... parts) {
		return String.join("  ", Arrays.stream(parts).filter(p -> !p.isEmpty()).toArray(String[]::new));
	}

	/** What is shown, frame by frame. */
	List<Frame> frames() {
		return frames;
	}

	/** @return number of frames */
	public int size() {
		return frames.size();
	}

	/** @return size of the frames in pixels */
	public Dimension dimension() {
		return painter.size();
	}

	/**
	 * @param frame index of a frame, from 0
	 * @return it as a picture
	 */
	public BufferedImage picture(final int frame) {
		return painter.paint(frames.get(frame), frame);
	}

	/**
	 * @param frame index of a frame, from 0
	 * @return what it says, on one line
	 */
	public String caption(final int frame) {
		return String.join("; ", frames.get(frame).text());
	}
}
