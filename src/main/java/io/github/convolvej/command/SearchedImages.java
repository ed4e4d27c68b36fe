package io.github.convolvej.command;

import io.github.convolvej.ij1.file.ImageFile;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.network.NetworkOperation;
import io.github.convolvej.network.StrongestUnit;
import io.github.convolvej.network.UnitGallery;
import io.github.convolvej.run.Monitor;
import io.github.convolvej.run.PartMonitor;
import io.github.convolvej.store.FileNames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import ij.ImagePlus;

/** The images that are searched for the strongest responses: one, or the files of a folder, of which one at a time is in memory. */
final class SearchedImages {

	private static final long STEPS = 1 << 20;

	private final ImagePlus image;
	private final List<Path> files;
	private final String title;
	/** Channels, slices and time points of each image, 1 where the network reads all of them together. */
	private final Map<String, int[]> planes = new HashMap<>();

	private SearchedImages(final ImagePlus image, final List<Path> files, final String title) {
		this.image = image;
		this.files = files;
		this.title = title;
	}

	/** One image. */
	static SearchedImages of(final ImagePlus image) {
		return new SearchedImages(image, Collections.emptyList(), FileNames.withoutEnding(image.getTitle()));
	}

	/**
	 * @param source a folder
	 * @return its images
	 * @throws IllegalArgumentException if it is no folder, or holds no image
	 */
	static SearchedImages ofFolder(final String source) {
		final Path folder;
		try {
			folder = Paths.get(source.trim());
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException("source is '" + source + "', which is no name of a folder", e);
		}
		if (!Files.isDirectory(folder)) throw new IllegalArgumentException("source is '" + source +
			"', but must be a folder of images");
		final Path name = folder.toAbsolutePath().normalize().getFileName();
		return new SearchedImages(null, FolderImages.of("source", source, folder), name == null ? "folder" : name.toString());
	}

	/** For titles. */
	String title() {
		return title;
	}

	/** Says what is searched. */
	String describe() {
		return image != null ? "'" + image.getTitle() + "'" : files.size() + (files.size() == 1 ? " image" : " images") + " of '" +
			title + "'";
	}

	/** The first image. */
	ImageInput first() {
		return image != null ? ImageInput.of(image) : open(files.get(0));
	}

	private static ImageInput open(final Path file) {
		try {
			return ImageInput.of(ImageFile.open(file));
		}
		catch (final IOException e) {
			throw new IllegalArgumentException(file + " could not be read: " + e.getMessage(), e);
		}
	}

	/**
	 * @param gallery what collects the units
	 * @param network the network
	 * @param each whether it runs on each channel
	 * @param monitor receives progress and can stop the run
	 * @throws IllegalArgumentException if an image cannot be read, or the network cannot take it, naming its file
	 */
	void search(final UnitGallery gallery, final NetworkOperation network, final boolean each, final Monitor monitor) {
		if (image != null) {
			add(image.getTitle(), ImageInput.of(image), gallery, network.spatial() == 3, each, monitor);
			return;
		}
		int channels = 0;
		for (int i = 0; i < files.size(); i++) {
			final Path file = files.get(i);
			final ImageInput input = open(file);
			if (!each && channels > 0 && input.channels() != channels) throw new IllegalArgumentException(file.getFileName() + " has " +
				input.channels() + " channels, but " + files.get(0).getFileName() + " has " + channels +
				": all images of source must have as many");
			channels = input.channels();
			try {
				add(file.toFile().getName(), input, gallery, network.spatial() == 3, each, new PartMonitor(monitor, (double) i / files
					.size(), (i + 1.0) / files.size(), STEPS));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
			}
		}
	}

	/** Adds all planes or volumes of an image. */
	private void add(final String name, final ImageInput input, final UnitGallery gallery, final boolean volumes,
		final boolean each, final Monitor monitor)
	{
		final int[] parts = { each ? input.channels() : 1, volumes ? 1 : input.slices(), input.frames() };
		planes.put(name, parts);
		final int count = parts[0] * parts[1] * parts[2];
		for (int p = 0; p < count; p++)
			gallery.add(name, p, part(input, p, parts, volumes, each), new PartMonitor(monitor, (double) p / count, (p + 1.0) / count,
				STEPS));
	}

	private static RandomAccessibleInterval<? extends RealType<?>> part(final ImageInput input, final int p, final int[] parts,
		final boolean volumes, final boolean each)
	{
		return view(input, p, parts, volumes, each);
	}

	private static <T extends RealType<T>> RandomAccessibleInterval<T> view(final ImageInput input, final int p,
		final int[] parts, final boolean volumes, final boolean each)
	{
		final int c = p % parts[0];
		final int z = p / parts[0] % parts[1];
		final int t = p / parts[0] / parts[1];
		final RandomAccessibleInterval<T> all = Views.hyperSlice(input.<T>samples(true, input.width(), input.height(), input
			.slices(), input.channels(), input.frames()), 4, t);
		final RandomAccessibleInterval<T> channel = each ? Views.interval(all, new long[] { 0, 0, 0, c }, new long[] { input.width() -
			1, input.height() - 1, input.slices() - 1, c }) : all;
		return Views.zeroMin(volumes ? channel : Views.hyperSlice(channel, 2, z));
	}

	/** Channel, slice and time point of a unit, from 1; 0 where the network reads all of them together. */
	int[] plane(final StrongestUnit unit) {
		final int[] parts = planes.get(unit.image());
		return new int[] { unit.part() % parts[0] + 1, unit.part() / parts[0] % parts[1] + 1, unit.part() / parts[0] / parts[1] +
			1 };
	}

	/** Whether the image of a unit has several channels, slices or time points, by number. */
	boolean has(final StrongestUnit unit, final int axis) {
		return planes.get(unit.image())[axis] > 1;
	}
}
