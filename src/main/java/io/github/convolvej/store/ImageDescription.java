package io.github.convolvej.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/**
 * The metadata of a stored image. Axes are listed in the order of arrays,
 * fastest first: x, y, z, c, t for most images. Immutable.
 */
public final class ImageDescription {

	private final String name;
	private final List<ImageAxis> axes;
	private final SampleType type;
	private final List<ImageChannel> channels;
	private final Map<String, String> properties;

	/**
	 * @param name the image's name
	 * @param axes its axes, fastest first, with different names
	 * @param type sample type
	 */
	public ImageDescription(final String name, final List<ImageAxis> axes, final SampleType type) {
		this(name, axes, type, Collections.emptyList(), Collections.emptyMap());
	}

	private ImageDescription(final String name, final List<ImageAxis> axes, final SampleType type,
		final List<ImageChannel> channels, final Map<String, String> properties)
	{
		if (axes.isEmpty()) throw new IllegalArgumentException("image " + name + " has no axes");
		if (axes.stream().map(ImageAxis::name).distinct().count() < axes.size()) throw new IllegalArgumentException(
			"image " + name + " has two axes of one name: " + axes.stream().map(ImageAxis::name).collect(Collectors.joining(
				", ")));
		this.name = name;
		this.axes = Collections.unmodifiableList(new ArrayList<>(axes));
		this.type = type;
		this.channels = Collections.unmodifiableList(new ArrayList<>(channels));
		this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
	}

	/** @return the image's name */
	public String name() {
		return name;
	}

	/** @return its axes, fastest first */
	public List<ImageAxis> axes() {
		return axes;
	}

	/** @return sample type */
	public SampleType type() {
		return type;
	}

	/** @return how to display each channel; empty if unknown */
	public List<ImageChannel> channels() {
		return channels;
	}

	/** @return texts by key that are stored with the image, such as the recipe that computed it */
	public Map<String, String> properties() {
		return properties;
	}

	/** @return number of axes */
	public int numDimensions() {
		return axes.size();
	}

	/** @return size along each axis, fastest first */
	public long[] dimensions() {
		return axes.stream().mapToLong(ImageAxis::size).toArray();
	}

	/** @return the box of all samples, from 0 */
	public Interval interval() {
		return new FinalInterval(dimensions());
	}

	/**
	 * @param axis name of an axis
	 * @return its index, -1 if there is no such axis
	 */
	public int indexOf(final String axis) {
		for (int d = 0; d < axes.size(); d++)
			if (axes.get(d).name().equals(axis)) return d;
		return -1;
	}

	/**
	 * @param other another name
	 * @return the description with that name
	 */
	public ImageDescription named(final String other) {
		return new ImageDescription(other, axes, type, channels, properties);
	}

	/**
	 * @param other other axes
	 * @return the description with these axes; without channels if their number
	 *         changed
	 */
	public ImageDescription withAxes(final List<ImageAxis> other) {
		final long count = other.stream().filter(a -> a.name().equals("c")).mapToLong(ImageAxis::size).findFirst().orElse(1);
		return new ImageDescription(name, other, type, count == channels.size() ? channels : Collections.emptyList(),
			properties);
	}

	/**
	 * @param other another sample type
	 * @return the description with that type; without channels if the type
	 *         changed, because their ranges are no longer valid
	 */
	public ImageDescription withType(final SampleType other) {
		return new ImageDescription(name, axes, other, other == type ? channels : Collections.emptyList(), properties);
	}

	/**
	 * @param shown how to display each channel; empty if unknown
	 * @return the description with these channels
	 * @throws IllegalArgumentException if their number is not that of the channel
	 *           axis
	 */
	public ImageDescription withChannels(final List<ImageChannel> shown) {
		final int c = indexOf("c");
		final long count = c < 0 ? 1 : axes.get(c).size();
		if (!shown.isEmpty() && shown.size() != count) throw new IllegalArgumentException("image " + name + " has " + count +
			" channels, but " + shown.size() + " are described");
		return new ImageDescription(name, axes, type, shown, properties);
	}

	/**
	 * @param texts texts by key
	 * @return the description with these properties instead of its own
	 */
	public ImageDescription withProperties(final Map<String, String> texts) {
		return new ImageDescription(name, axes, type, channels, texts);
	}
}
