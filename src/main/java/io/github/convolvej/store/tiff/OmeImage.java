package io.github.convolvej.store.tiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The OME-XML metadata of an image: its dimensions, pixel sizes, channels, and the pages of its planes. */
public final class OmeImage {

	/**
	 * A piece of the list of planes: consecutive planes from a first one on,
	 * stored in consecutive pages from a first one on.
	 */
	static final class Pages {

		long page = -1;
		long c;
		long z;
		long t;
		long count = -1;
		String file;
		String uuid;
	}

	/** A channel of the image. */
	public static final class Channel {

		String name;
		Long colour;

		/** @return its name, or null */
		public String name() {
			return name;
		}

		/** @return its colour as red, green and blue with 8 bits each; null if it has none */
		public Integer rgb() {
			// colours are RGBA in OME
			return colour == null ? null : (int) (colour >> 8 & 0xffffff);
		}
	}

	String name;
	String order = "XYZCT";
	String type = "";
	long sizeX;
	long sizeY;
	long sizeZ = 1;
	long sizeC = 1;
	long sizeT = 1;
	final double[] physicalSize = { 0, 0, 0 };
	final String[] physicalUnit = { "µm", "µm", "µm" };
	double timeIncrement;
	String timeUnit = "s";
	final List<Channel> channels = new ArrayList<>();
	final List<Pages> pages = new ArrayList<>();

	/** @return its name, or null */
	public String name() {
		return name;
	}

	/**
	 * @param axis 0 to 2: x, y, z
	 * @return size of a pixel; 0 if unknown
	 */
	public double physicalSize(final int axis) {
		return physicalSize[axis];
	}

	/**
	 * @param axis 0 to 2: x, y, z
	 * @return the unit of the size
	 */
	public String physicalUnit(final int axis) {
		return physicalUnit[axis];
	}

	/** @return time from frame to frame; 0 if unknown */
	public double timeIncrement() {
		return timeIncrement;
	}

	/** @return unit of the time */
	public String timeUnit() {
		return timeUnit;
	}

	/** @return its channels, as far as they are described */
	public List<Channel> channels() {
		return channels;
	}

	/** Number of channels with separate pages if each page has that many samples. */
	long pageChannels(final int samples) {
		return sizeC % samples == 0 ? sizeC / samples : -1;
	}

	/** Index of a plane in the order of the file; -1 if the order is not valid. */
	long index(final long c, final long z, final long t, final long pageChannels) {
		long index = 0;
		long step = 1;
		for (int i = 2; i < order.length(); i++) {
			final char axis = order.charAt(i);
			index += step * (axis == 'C' ? c : axis == 'Z' ? z : t);
			step *= axis == 'C' ? pageChannels : axis == 'Z' ? sizeZ : sizeT;
		}
		return index;
	}

	/** Whether the order is one of the six valid ones. */
	boolean hasOrder() {
		final char[] axes = order.toCharArray();
		if (!order.startsWith("XY")) return false;
		Arrays.sort(axes);
		return new String(axes).equals("CTXYZ");
	}
}
