package io.github.convolvej.ij1.preview;

import io.github.convolvej.ij1.image.SampleKind;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.JobBox;
import io.github.convolvej.ij1.job.ResultImage;
import io.github.convolvej.run.Monitor;

import java.awt.Image;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * What a job's result will look like where the user looks: only the samples seen
 * are computed, and drawn with the lookup table and, if it keeps the image's, the
 * display range of the result.
 */
final class PreviewPicture {

	/** More would not fit a screen of any size, but its memory. */
	private static final long MOST = 1L << 26;

	private final FilterJob job;
	private final Rectangle box;
	/** Of channels that were computed, red, green and blue counted as three. */
	private final int planes;
	private final ImagePlus samples;
	private final Image drawn;

	private PreviewPicture(final FilterJob job, final Rectangle box, final int planes, final ImagePlus samples) {
		this.job = job;
		this.box = box;
		this.planes = planes;
		this.samples = samples;
		drawn = samples.getImage();
	}

	/**
	 * @param job what would be computed
	 * @param view what the user sees of the image
	 * @param monitor asked whether to stop
	 * @return the picture
	 * @throws IllegalArgumentException if nothing of the result lies there, or too
	 *           much
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	static PreviewPicture compute(final FilterJob job, final ViewOfImage view, final Monitor monitor) {
		return compute(job, view, monitor, coarse -> {});
	}

	/**
	 * @param job what would be computed
	 * @param view what the user sees of the image
	 * @param monitor asked whether to stop
	 * @param ahead is given coarse pictures while the picture is computed, if that takes long; on another thread
	 * @return the picture
	 * @throws IllegalArgumentException if nothing of the result lies there, or too
	 *           much
	 * @throws java.util.concurrent.CancellationException if the monitor cancelled
	 */
	static PreviewPicture compute(final FilterJob job, final ViewOfImage view, final Monitor monitor,
		final Consumer<PreviewPicture> ahead)
	{
		view.check(job);
		final Rectangle box = view.box(job);
		if (box.isEmpty()) throw new IllegalArgumentException("nothing of the result lies in the part of the image that is shown");
		if ((long) box.width * box.height > MOST) throw new IllegalArgumentException("the preview would have " +
			box.width + " x " + box.height + " samples: zoom in, or select an area");
		final boolean composite = !view.isOneChannel() && ResultImage.isComposite(job) && ResultImage.mode(job) == CompositeImage.COMPOSITE;
		final int channel = composite ? JobBox.ALL : view.channel(job);
		final JobBox samples = new JobBox(job, box, channel, view.slice(job), view.frame(job));
		final Function<Object[], PreviewPicture> picture = planes -> new PreviewPicture(job, box, job
			.kind() == SampleKind.RGB ? job.targetChannels() : planes.length, image(job, box, composite, view.channel(job),
				planes));
		try (CoarsePictures coarse = new CoarsePictures(samples, box.width, box.height, rows(job, view), monitor,
			planes -> ahead.accept(picture.apply(planes))))
		{
			coarse.start();
			return picture.apply(samples.compute(monitor));
		}
	}

	/** How many rows of samples a pixel of the screen shows. */
	private static int rows(final FilterJob job, final ViewOfImage view) {
		return job.isPlaced(0) ? (int) Math.max(1, 1 / (view.magnification() * job.position(1).scale())) : 1;
	}

	private static ImagePlus image(final FilterJob job, final Rectangle box, final boolean composite, final int channel,
		final Object[] planes)
	{
		final ImageStack stack = new ImageStack(box.width, box.height);
		final int count = composite ? planes.length : 1;
		for (int c = 0; c < count; c++)
			stack.addSlice(null, job.kind().processor(box.width, box.height, planes[c]));
		final ImagePlus plain = new ImagePlus(job.title() + " preview", stack);
		if (job.kind() == SampleKind.RGB) return plain;
		final LUT[] luts = new LUT[count];
		for (int c = 0; c < count; c++) {
			final ImageProcessor plane = stack.getProcessor(c + 1);
			luts[c] = ResultImage.lut(job, composite ? c : channel, () -> ResultImage.range(plane));
		}
		if (count == 1 || ResultImage.isSigned(luts)) {
			final int seen = count == 1 ? 0 : channel;
			final ImagePlus single = new ImagePlus(plain.getTitle(), stack.getProcessor(seen + 1));
			single.setLut(luts[seen]);
			single.setDisplayRange(luts[seen].min, luts[seen].max);
			return single;
		}
		plain.setDimensions(count, 1, 1);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.COMPOSITE);
		image.setLuts(luts);
		return image;
	}

	/**
	 * @param again the same job, which counts for itself
	 * @param monitor asked whether to stop
	 * @return milliseconds that a picture of a single sample takes
	 */
	double overhead(final FilterJob again, final Monitor monitor) {
		final long start = System.nanoTime();
		new JobBox(again, new Rectangle(box.x + box.width / 2, box.y + box.height / 2, 1, 1), 0, 0, 0).compute(monitor);
		return (System.nanoTime() - start) * 1e-6;
	}

	/** @return samples of the whole result for each one that was computed for the picture */
	double whole() {
		final double all = (double) job.targetChannels() * job.slices() * job.frames();
		return (double) job.width() * job.height() * all / computed();
	}

	/** @return how many samples were computed */
	double computed() {
		return (double) box.width * box.height * planes;
	}

	/** @return how many samples did not fit the type of the result and were clamped */
	long clamped() {
		return job.clamped();
	}

	/** @return what it is a picture of */
	FilterJob job() {
		return job;
	}

	/** @return whether the result is only what a selection holds of the image */
	boolean isCrop() {
		return !job.input().region().isNone() && !job.input().region().masks();
	}

	/** @return the samples, a channel in each plane */
	ImagePlus samples() {
		return samples;
	}

	/** @return which samples of the result they are */
	Rectangle box() {
		return box;
	}

	/** @return the picture: a screen pixel for each sample */
	Image drawn() {
		return drawn;
	}

	/** @return the area of the image that the samples stand for, in its samples from the corner of the first */
	Rectangle2D place() {
		if (!job.isPlaced(0)) return new Rectangle2D.Double(0, 0, job.input().width(), job.input().height());
		final double sx = job.position(0).scale();
		final double sy = job.position(1).scale();
		return new Rectangle2D.Double(job.position(0).inputCoordinate(box.x - 0.5) + 0.5, job.position(1).inputCoordinate(
			box.y - 0.5) + 0.5, sx * box.width, sy * box.height);
	}
}
