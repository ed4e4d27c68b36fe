package io.github.convolvej.ij1.job;

import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.ij1.image.SampleKind;

import ij.ImagePlus;

/** Which plane of a result belongs to a plane of the image: what a user looks at before and after. */
public final class ResultPosition {

	private ResultPosition() {}

	/**
	 * @param job the result
	 * @param channel of the image, from 0
	 * @return channel of the job's input, from 0; the nearest of those that are filtered
	 */
	public static int inputChannel(final PlannedResult job, final int channel) {
		return within(channel - job.input().first(0) + 1, job.input().image().getNChannels());
	}

	/**
	 * @param job the result
	 * @param channel of the image, from 0
	 * @return channel of the result, from 0, red, green and blue counted as three: the first that is made of it
	 */
	public static int channel(final PlannedResult job, final int channel) {
		final int seen = inputChannel(job, channel);
		return within(job.eachChannel() ? (long) seen * job.made() : seen, job.targetChannels());
	}

	/**
	 * @param job the result
	 * @param slice of the image, from 0
	 * @return the nearest slice of the result, from 0
	 */
	public static int slice(final PlannedResult job, final int slice) {
		final SamplePosition z = job.position(2);
		return within(Math.round((slice - job.input().first(1) + 1 - z.offset()) / z.scale()), job.slices());
	}

	/**
	 * @param job the result
	 * @param frame time point of the image, from 0
	 * @return time point of the result, from 0
	 */
	public static int frame(final PlannedResult job, final int frame) {
		return within(frame - job.input().first(2) + 1, job.frames());
	}

	/** Channel, slice and frame of the result, from 1, that belong to what is seen of the image. */
	static int[] seen(final PlannedResult job) {
		final ImagePlus image = job.input().whole();
		final int channel = job.kind() == SampleKind.RGB ? 0 : channel(job, image.getC() - 1);
		return new int[] { channel + 1, slice(job, image.getZ() - 1) + 1, frame(job, image.getT() - 1) + 1 };
	}

	private static int within(final long index, final int size) {
		return (int) Math.max(0, Math.min(size - 1, index));
	}
}
