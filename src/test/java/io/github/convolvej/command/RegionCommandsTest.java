package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.Settings.Setting;
import io.github.convolvej.ij1.image.TestImages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.measure.Calibration;
import ij.plugin.Duplicator;

/** What every filter command does with a ROI, part of a hyperstack, and the image itself. */
class RegionCommandsTest {

	static List<Setting> settings() {
		return Settings.all();
	}

	/** RGB has no channels of its own. */
	static List<ImagePlus> images() {
		final List<ImagePlus> images = new ArrayList<>();
		for (final int depth : TestImages.DEPTHS)
			images.add(calibrated(TestImages.hyperstack(depth, 22, 19, depth == 24 ? 1 : 2, 3, 2)));
		images.add(calibrated(TestImages.hyperstack(8, 23, 20, 1, 1, 1)));
		final ImagePlus signed = calibrated(TestImages.hyperstack(16, 20, 21, 1, 2, 1));
		signed.getCalibration().setSigned16BitCalibration();
		images.add(signed);
		return images;
	}

	private static ImagePlus calibrated(final ImagePlus image) {
		final Calibration c = image.getCalibration();
		c.setUnit("um");
		c.pixelWidth = 0.5;
		c.pixelHeight = 0.25;
		c.pixelDepth = 2;
		c.xOrigin = 3;
		c.yOrigin = -1.5;
		c.zOrigin = 1;
		c.frameInterval = 7;
		return image;
	}

	static ImagePlus run(final Setting setting, final ImagePlus image, final Object... further) throws Exception {
		final List<Object> inputs = new ArrayList<>(Arrays.asList("image", image));
		inputs.addAll(Arrays.asList(setting.with(further)));
		return (ImagePlus) Harness.run(setting.info, inputs.toArray()).getOutput("result");
	}

	static String refusal(final Setting setting, final ImagePlus image, final Object... further)
		throws InterruptedException
	{
		final List<Object> inputs = new ArrayList<>(Arrays.asList("image", image));
		inputs.addAll(Arrays.asList(setting.with(further)));
		return Harness.refusal(setting.info, inputs.toArray());
	}

	/** Three of the seven areas: with the six images, every command meets each of them on two or three kinds of image. */
	private static List<Roi> areas(final int image) {
		final Roi[] all = { new Roi(5, 4, 9, 8), new Roi(-3, 10, 12, 40), new OvalRoi(4, 3, 11, 12), new PolygonRoi(
			new int[] { 2, 18, 7 }, new int[] { 1, 6, 17 }, 3, Roi.POLYGON), new ShapeRoi(new Roi(3, 3, 4, 5)).or(
				new ShapeRoi(new OvalRoi(9, 6, 20, 9))), new Roi(0, 0, 100, 100), new Roi(6, 7, 9, 9, 5) };
		return Arrays.asList(all[image % 7], all[(image + 2) % 7], all[(image + 3) % 7]);
	}

	/** The samples whose centres lie at input coordinates from..to-1/2, in the physical coordinates of both images. */
	private static int[] within(final DoubleUnaryOperator centre, final int size, final double from, final double to) {
		final int[] in = IntStream.range(0, size).filter(o -> centre.applyAsDouble(o) > from - 1e-9 && centre.applyAsDouble(
			o) < to - 1e-9).toArray();
		return in.length == 0 ? null : new int[] { in[0], in.length };
	}

	/** Min x, min y, width and height of a result's samples in a box of the image; null if there are none. */
	private static int[] box(final ImagePlus image, final ImagePlus whole, final Roi roi) {
		final int x0 = Math.max(0, roi.getBounds().x);
		final int y0 = Math.max(0, roi.getBounds().y);
		final int x1 = Math.min(image.getWidth(), roi.getBounds().x + roi.getBounds().width);
		final int y1 = Math.min(image.getHeight(), roi.getBounds().y + roi.getBounds().height);
		final Calibration from = image.getCalibration();
		final Calibration to = whole.getCalibration();
		if (whole.getWidth() == image.getWidth() && whole.getHeight() == image.getHeight() && to.pixelWidth == from.pixelWidth &&
			to.pixelHeight == from.pixelHeight) return new int[] { x0, y0, x1 - x0, y1 - y0 };
		final int[] x = within(o -> to.getX(o + 0.5), whole.getWidth(), from.getX((double) x0), from.getX((double) x1));
		final int[] y = within(o -> to.getY(o + 0.5), whole.getHeight(), from.getY((double) y0), from.getY((double) y1));
		return x == null || y == null ? null : new int[] { x[0], y[0], x[1], y[1] };
	}

	private static ImagePlus cropped(final ImagePlus whole, final int[] box) {
		final ImageStack stack = whole.getStack().crop(box[0], box[1], 0, box[2], box[3], whole.getStackSize());
		final ImagePlus crop = new ImagePlus(whole.getTitle(), stack);
		crop.setDimensions(whole.getNChannels(), whole.getNSlices(), whole.getNFrames());
		return crop;
	}

	private static void assertSameCalibration(final Calibration expected, final Calibration got) {
		assertEquals(expected.pixelWidth, got.pixelWidth);
		assertEquals(expected.pixelHeight, got.pixelHeight);
		assertEquals(expected.pixelDepth, got.pixelDepth);
		assertEquals(expected.xOrigin, got.xOrigin, 1e-9);
		assertEquals(expected.yOrigin, got.yOrigin, 1e-9);
		assertEquals(expected.zOrigin, got.zOrigin, 1e-9);
		assertEquals(expected.frameInterval, got.frameInterval);
		assertEquals(expected.getUnits(), got.getUnits());
		assertEquals(expected.isSigned16Bit(), got.isSigned16Bit());
	}

	private static void assertSameLabels(final ImagePlus expected, final ImagePlus got) {
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertEquals(expected.getStack().getSliceLabel(n), got.getStack().getSliceLabel(n));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void cropIsTheCropOfTheWholeResult(final Setting setting) throws Exception {
		final List<ImagePlus> images = images();
		for (final ImagePlus image : images) {
			if (setting.makesTable()) {
				image.setRoi(new Roi(1, 1, 5, 5));
				assertTrue(refusal(setting, image, "roi", "crop").contains("whole planes"));
				continue;
			}
			final ImagePlus whole = run(setting, image);
			for (final Roi roi : areas(images.indexOf(image))) {
				image.setRoi(roi);
				final int[] box = box(image, whole, roi);
				if (box == null) {
					assertTrue(refusal(setting, image, "roi", "crop").contains("none of the result's"));
					continue;
				}
				final ImagePlus crop = run(setting, image, "roi", "crop");
				TestImages.assertSamePixels(cropped(whole, box), crop);
				final Calibration expected = whole.getCalibration().copy();
				expected.xOrigin -= box[0];
				expected.yOrigin -= box[1];
				assertSameCalibration(expected, crop.getCalibration());
				assertSameLabels(whole, crop);
				TestImages.assertSamePixels(crop, run(setting, image, "roi", "crop", "target", "virtual"));
			}
			image.deleteRoi();
			assertTrue(refusal(setting, image, "roi", "crop").contains("has no ROI"));
		}
	}

	/** Whether a result has the image's samples and channels, one by one. */
	private static boolean keeps(final Setting setting, final ImagePlus image, final ImagePlus result) {
		final boolean mixes = setting.is(PointwiseConvolutionCommand.class) || setting.is(GroupedConvolutionCommand.class) ||
			setting.is(DepthwiseSeparableConvolutionCommand.class) || setting.is(DeformableConvolutionCommand.class) ||
			setting.is(FeatureMapsCommand.class);
		final int channels = CommandRuns.channels(image);
		final int[] from = image.getDimensions();
		final int[] to = result.getDimensions();
		return from[0] == to[0] && from[1] == to[1] && from[3] == to[3] && CommandRuns.channels(result) == channels &&
			(channels == 1 || !mixes);
	}

	private static double value(final ImagePlus image, final int x, final int y, final int c, final int z, final int t) {
		final double stored = CommandRuns.sample(image, x, y, c, z, t);
		return image.getLocalCalibration().isSigned16Bit() ? stored - 32768 : stored;
	}

	private static void assertSample(final double expected, final double got, final Setting setting, final Roi roi,
		final int x, final int y)
	{
		assertEquals(expected, got, () -> setting + " " + roi + " at " + x + ", " + y);
	}

	@ParameterizedTest
	@MethodSource("settings")
	void maskKeepsTheImagesSamplesOutside(final Setting setting) throws Exception {
		final List<ImagePlus> images = images();
		for (final ImagePlus image : images) {
			final ImagePlus whole = run(setting, image);
			if (setting.makesTable() || !keeps(setting, image, whole)) {
				image.setRoi(new OvalRoi(1, 1, 12, 14));
				assertTrue(refusal(setting, image, "roi", "mask").contains("roi is mask"), setting::toString);
				continue;
			}
			for (final Roi roi : areas(images.indexOf(image))) {
				image.setRoi(roi);
				final ImagePlus masked = run(setting, image, "roi", "mask");
				assertArrayEquals(whole.getDimensions(), masked.getDimensions());
				assertEquals(whole.getBitDepth(), masked.getBitDepth());
				assertSameCalibration(whole.getCalibration(), masked.getCalibration());
				for (int t = 0; t < image.getNFrames(); t++)
					for (int z = 0; z < image.getNSlices(); z++)
						for (int c = 0; c < CommandRuns.channels(image); c++)
							for (int y = 0; y < image.getHeight(); y++)
								for (int x = 0; x < image.getWidth(); x++)
									assertSample(value(roi.contains(x, y) ? whole : image, x, y, c, z, t), value(masked, x, y, c, z, t),
										setting, roi, x, y);
				TestImages.assertSamePixels(masked, run(setting, image, "roi", "mask", "target", "virtual"));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void inPlaceTheImageHasTheResultsSamples(final Setting setting) throws Exception {
		for (final ImagePlus image : images()) {
			final ImagePlus before = image.duplicate();
			final ImagePlus result = run(setting, image);
			final boolean type = result.getBitDepth() == image.getBitDepth() && result.getLocalCalibration()
				.isSigned16Bit() == image.getLocalCalibration().isSigned16Bit();
			if (setting.makesTable() || !keeps(setting, image, result) || !type) {
				final String refusal = refusal(setting, image, "target", "in-place");
				assertTrue(refusal.contains("target is in-place"), refusal);
				TestImages.assertSamePixels(before, image);
				continue;
			}
			final Object plane = image.getStack().getPixels(1);
			assertNotSame(image, result);
			assertSame(image, run(setting, image, "target", "in-place"));
			TestImages.assertSamePixels(result, image);
			assertSame(plane, image.getStack().getPixels(1));
			assertTrue(image.changes);
			assertSameCalibration(before.getCalibration(), image.getCalibration());
			assertFalse(image.isLocked());
		}
	}

	private static boolean is3D(final Setting setting) {
		return Arrays.asList(setting.values).contains("3D");
	}

	@ParameterizedTest
	@MethodSource("settings")
	void partIsTheResultOfThatPartAlone(final Setting setting) throws Exception {
		for (final ImagePlus image : images()) {
			final int c = image.getNChannels();
			final int z = image.getNSlices();
			final int t = image.getNFrames();
			image.setPosition(c, z, 1);
			final String plane = "plane:" + c + "," + z + ",1";
			if (is3D(setting) && z > 1) assertTrue(refusal(setting, image, "part", plane).contains("works along z"));
			else {
				final ImagePlus alone = new Duplicator().run(image, c, c, z, z, 1, 1);
				final ImagePlus result = run(setting, image, "part", plane);
				TestImages.assertSamePixels(run(setting, alone), result);
				TestImages.assertSamePixels(result, run(setting, image, "part", "plane"));
				assertEquals(image.getCalibration().frameInterval, result.getCalibration().frameInterval);
			}
			final ImagePlus channel = new Duplicator().run(image, c, c, 1, z, 1, t);
			final ImagePlus result = run(setting, image, "part", "channel:" + c);
			final ImagePlus expected = run(setting, channel);
			TestImages.assertSamePixels(expected, result);
			TestImages.assertSamePixels(result, run(setting, image, "part", "channel"));
			assertSameCalibration(expected.getCalibration(), result.getCalibration());
			assertSameLabels(expected, result);
			if (setting.makesTable() || is3D(setting)) continue;
			image.setRoi(new Roi(2, 3, 15, 14));
			final ImagePlus crop = run(setting, image, "part", plane, "roi", "crop");
			final ImagePlus whole = run(setting, image, "part", plane);
			TestImages.assertSamePixels(cropped(whole, box(image, whole, image.getRoi())), crop);
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void onVirtualStacksItIsTheSame(final Setting setting) throws Exception {
		if (setting.makesTable()) return;
		final ImagePlus image = images().get(0);
		final ImagePlus virtual = TestImages.virtual(image);
		image.setRoi(new OvalRoi(3, 4, 11, 10));
		virtual.setRoi(new OvalRoi(3, 4, 11, 10));
		final List<Object[]> ways = new ArrayList<>(Arrays.asList(new Object[] { "roi", "crop" }, new Object[] { "part",
			"channel:2" }, new Object[] { "part", "channel:2", "roi", "crop", "target", "virtual" }));
		if (keeps(setting, image, run(setting, image))) ways.add(new Object[] { "roi", "mask" });
		for (final Object[] way : ways)
			TestImages.assertSamePixels(run(setting, image, way), run(setting, virtual, way));
		final ImagePlus before = virtual.duplicate();
		assertTrue(refusal(setting, virtual, "target", "in-place").contains("virtual stack"));
		TestImages.assertSamePixels(before, virtual.duplicate());
	}

	@Test
	void roisWithoutAnAreaOrOutsideAreRefused() throws Exception {
		final Setting setting = settings().stream().filter(s -> s.is(SmoothCommand.class)).findFirst().get();
		final ImagePlus image = TestImages.hyperstack(8, 22, 19, 1, 1, 1);
		final Object[][] wrong = { { new Line(1, 1, 8, 9), "Straight Line" }, { new PointRoi(3, 4), "Point" }, {
			new PolygonRoi(new int[] { 1, 2, 9 }, new int[] { 1, 8, 8 }, 3, Roi.POLYLINE), "Polyline" }, { new Roi(30, 4, 5,
				5), "5 x 5 at 30, 4" }, { new Roi(-9, -9, 9, 30), "has no sample" }, { new TextRoi(2, 2, "text"), "Text" } };
		for (final String use : new String[] { "crop", "mask" })
			for (final Object[] w : wrong) {
				image.setRoi((Roi) w[0]);
				final String refusal = refusal(setting, image, "roi", use);
				assertTrue(refusal.contains("roi is " + use) && refusal.contains((String) w[1]) && refusal.contains(
					"roi=ignore"), refusal);
				run(setting, image);
			}
	}

	@Test
	void partsThatAreNoneAreRefused() throws Exception {
		final Setting setting = settings().get(0);
		final ImagePlus image = TestImages.hyperstack(8, 12, 9, 2, 3, 2);
		for (final String part : new String[] { "nonsense!", "", "channel:", "channel:1,2", "plane:1", "plane:1,2", "all:1",
			"channel:0", "channel:3", "plane:1,4,1", "plane:1,1,3", "plane:-1,1,1", "Channel" })
		{
			final String refusal = refusal(setting, image, "part", part);
			assertTrue(refusal.contains("part is '" + part + "'") && refusal.contains("plane:2,3,1") || refusal.contains(
				"part is " + part + ", but") && refusal.contains("there is no"), refusal);
		}
	}

	/** Slices of a ROI's position are those it was drawn on: as in ImageJ, a command takes it for all. */
	@Test
	void aRoiOfASliceIsTakenForAllPlanes() throws Exception {
		final Setting setting = settings().stream().filter(s -> s.is(SmoothCommand.class)).findFirst().get();
		final ImagePlus image = TestImages.hyperstack(8, 22, 19, 2, 3, 2);
		final ImagePlus whole = run(setting, image);
		final Roi roi = new Roi(3, 4, 8, 7);
		roi.setPosition(1, 2, 1);
		image.setRoi(roi);
		TestImages.assertSamePixels(cropped(whole, new int[] { 3, 4, 8, 7 }), run(setting, image, "roi", "crop"));
	}

	@Test
	void aVirtualResultOutlivesTheWindowOfItsImage() throws Exception {
		final Setting setting = settings().stream().filter(s -> s.is(SmoothCommand.class)).findFirst().get();
		final ImagePlus image = TestImages.hyperstack(16, 22, 19, 2, 3, 2);
		final ImagePlus expected = run(setting, image);
		final ImagePlus result = run(setting, image, "target", "virtual");
		assertTrue(result.getStack().isVirtual());
		image.close();
		TestImages.assertSamePixels(expected, result);
		assertSameLabels(expected, result);
	}
}
