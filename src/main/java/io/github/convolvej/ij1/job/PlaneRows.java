package io.github.convolvej.ij1.job;

/** Computes some rows of a plane of a result. */
public interface PlaneRows {

	/**
	 * @param channel the plane's channel, from 0; the plane is the first of it
	 * @param y the first row
	 * @param count number of rows
	 * @return the samples, in an array as ImageJ stores them
	 */
	Object compute(int channel, int y, int count);
}
