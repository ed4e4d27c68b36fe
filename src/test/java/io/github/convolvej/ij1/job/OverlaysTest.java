package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.Filter;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.filter.pooling.GlobalPooling;
import io.github.convolvej.filter.pooling.Pooling;
import io.github.convolvej.filter.transposed.TransposedConvolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.ImagePart;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.Kernel;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.measure.Calibration;

/** Overlay and ROI of an image stay on what they mark. */
class OverlaysTest {

	private static final Kernel ASYMMETRIC = KernelText.parse("1 2 3 4; 5 6 7 8; 9 1 2 3", 2);

	static List<Filter> filters() {
		final Convolution c = Convolution.of(ASYMMETRIC);
		return Arrays.asList(c, c.padding(Padding.VALID), c.padding(Padding.FULL), c.stride(2, 3), Pooling.max(3, 2),
			TransposedConvolution.of(ASYMMETRIC).stride(2, 3), TransposedConvolution.of(ASYMMETRIC).stride(4, 1));
	}

	private static Roi[] shapes() {
		return new Roi[] { new Roi(10, 12, 9, 6), new Roi(10.5, 12.25, 9.5, 6.5), new OvalRoi(11, 9, 12, 13), new PolygonRoi(
			new float[] { 10, 24, 13 }, new float[] { 11, 15, 27 }, 3, Roi.POLYGON), new ShapeRoi(new Roi(9, 12, 6, 7)).or(
				new ShapeRoi(new OvalRoi(15, 14, 12, 9))), new Line(10, 12, 25, 20), new PointRoi(new float[] { 12, 17 },
					new float[] { 13, 20 }, 2), new PolygonRoi(new float[] { 10, 24, 13 }, new float[] { 11, 15, 27 }, 3,
						Roi.POLYLINE) };
	}

	private static ImagePlus image() {
		final ImagePlus image = TestImages.hyperstack(8, 40, 36, 1, 1, 1);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 2;
		image.getCalibration().xOrigin = 3;
		return image;
	}

	/** Left, top, right and bottom in physical units: areas from corners of samples, lines and points from centres. */
	private static double[] place(final Roi roi, final Calibration c) {
		final Rectangle2D r = roi.getFloatBounds();
		final double half = roi.isLineOrPoint() ? 0.5 : 0;
		return new double[] { c.getX(r.getX() + half), c.getY(r.getY() + half), c.getX(r.getMaxX() + half), c.getY(r
			.getMaxY() + half) };
	}

	@ParameterizedTest
	@MethodSource("filters")
	void everyShapeKeepsItsPhysicalPlace(final Filter filter) {
		for (final Roi shape : shapes()) {
			final ImagePlus image = image();
			shape.setStrokeColor(Color.red);
			shape.setName("nucleus");
			image.setOverlay(new Overlay(shape));
			final double[] before = place(shape, image.getCalibration());
			image.setRoi((Roi) shape.clone());
			final ImagePlus result = TestImages.filtered(image, filter, 2);
			final Roi moved = result.getOverlay().get(0);
			assertNotSame(shape, moved);
			// ImageJ's composite shapes have corners at whole samples when they are moved
			final double tolerance = shape instanceof ShapeRoi ? 0.5 * result.getCalibration().pixelHeight + 1e-3 : 1e-3;
			assertArrayEquals(before, place(moved, result.getCalibration()), tolerance, shape.getTypeAsString());
			assertArrayEquals(before, place(result.getRoi(), result.getCalibration()), tolerance);
			assertEquals(Color.red, moved.getStrokeColor());
			assertEquals("nucleus", moved.getName());
			// the image's own have not moved
			assertArrayEquals(before, place(image.getOverlay().get(0), image.getCalibration()));
			assertArrayEquals(before, place(image.getRoi(), image.getCalibration()));
		}
	}

	@Test
	void rectanglesAndOvalsStayWhatTheyAre() {
		final ImagePlus image = image();
		final Overlay overlay = new Overlay(new Roi(4, 6, 8, 10));
		overlay.add(new OvalRoi(4, 6, 8, 10));
		image.setOverlay(overlay);
		final Overlay halved = TestImages.filtered(image, Pooling.max(2, 2), 2).getOverlay();
		assertEquals(Roi.RECTANGLE, halved.get(0).getType());
		assertInstanceOf(OvalRoi.class, halved.get(1));
		for (final Roi roi : halved)
			assertEquals(new Rectangle2D.Double(2, 3, 4, 5), roi.getFloatBounds());
	}

	@Test
	void cropMovesWhatIsInTheBoxAndDropsTheRest() {
		final ImagePlus image = image();
		final Overlay overlay = new Overlay(new Roi(12, 14, 3, 3));
		overlay.add(new Roi(1, 1, 4, 4));
		image.setOverlay(overlay);
		image.setRoi(new Roi(10, 11, 12, 13));
		final ImageInput input = ImageInput.of(image, ImagePart.ALL, "crop");
		final ImagePlus crop = FilterJobBuilder.of(input, Convolution.of(ASYMMETRIC), 2).build().compute(Monitor.NONE);
		assertEquals(1, crop.getOverlay().size());
		// the samples of a kernel of 4 x 3 taps sit half a sample to the right
		assertEquals(new Rectangle2D.Double(1.5, 3, 3, 3), crop.getOverlay().get(0).getFloatBounds());
		image.setRoi(new OvalRoi(10, 11, 12, 13));
		final ImagePlus oval = FilterJobBuilder.of(ImageInput.of(image, ImagePart.ALL, "crop"), Convolution.of(KernelText.parse("box", 2)),
			2).build().compute(Monitor.NONE);
		assertEquals(new Rectangle2D.Double(0, 0, 12, 13), oval.getRoi().getFloatBounds());
		image.setRoi(new Roi(10, 11, 12, 13));
		final ImagePlus box = FilterJobBuilder.of(ImageInput.of(image, ImagePart.ALL, "crop"), Convolution.of(KernelText.parse("box", 2)),
			2).build().compute(Monitor.NONE);
		assertNull(box.getRoi());
	}

	private static Roi at(final int c, final int z, final int t) {
		final Roi roi = new Roi(3, 4, 5, 6);
		roi.setPosition(c, z, t);
		roi.setName(c + "," + z + "," + t);
		return roi;
	}

	private static String positions(final ImagePlus image) {
		final StringBuilder text = new StringBuilder();
		if (image.getOverlay() != null) for (final Roi r : image.getOverlay())
			text.append(r.getName()).append("->").append(r.hasHyperStackPosition() ? r.getCPosition() + "," + r
				.getZPosition() + "," + r.getTPosition() : "" + r.getPosition()).append(' ');
		return text.toString().trim();
	}

	private static ImagePlus marked() {
		final ImagePlus image = TestImages.hyperstack(8, 20, 20, 2, 4, 3);
		final Overlay overlay = new Overlay();
		for (final int[] p : new int[][] { { 0, 0, 0 }, { 1, 1, 1 }, { 2, 4, 3 }, { 0, 3, 2 } })
			overlay.add(at(p[0], p[1], p[2]));
		image.setOverlay(overlay);
		return image;
	}

	private static ImagePlus part(final ImagePlus image, final String part, final Filter filter, final int spatial) {
		return FilterJobBuilder.of(ImageInput.of(image, ImagePart.parse(part), "ignore"), filter, spatial).build().compute(
			Monitor.NONE);
	}

	@Test
	void positionsAreThoseOfThePlanesThatAreLeft() {
		final Filter box = Convolution.of(KernelText.parse("box", 2));
		assertEquals("0,0,0->0 1,1,1->1,1,1 2,4,3->2,4,3 0,3,2->0,3,2", positions(part(marked(), "all", box, 2)));
		assertEquals("0,0,0->0 2,4,3->0,4,3 0,3,2->0,3,2", positions(part(marked(), "channel:2", box, 2)).replace("->1,",
			"->0,"));
		assertEquals("0,0,0->0 0,3,2->0", positions(part(marked(), "plane:1,3,2", box, 2)));
		// two slices become one
		assertEquals("0,0,0->0 1,1,1->1,1,1 2,4,3->2,2,3 0,3,2->0,2,2", positions(part(marked(), "all", Pooling.max(1, 1, 2),
			3)));
		// the channels of a bank are none of the image's
		final Filter bank = Convolution.of(new Kernel(new double[] { 1, 2, 3, 4, 5, 6 }, 2, 3, 1, 1));
		assertEquals("0,0,0->0 1,1,1->0,1,1 2,4,3->0,4,3 0,3,2->0,3,2", positions(part(marked(), "all", bank, 2)));
	}

	@Test
	void positionsInAStackOfSlicesAreSlices() {
		final ImagePlus image = TestImages.hyperstack(8, 20, 20, 1, 4, 1);
		final Roi third = new Roi(1, 2, 3, 4);
		third.setPosition(3);
		image.setOverlay(new Overlay(third));
		final Filter box = Convolution.of(KernelText.parse("box", 2));
		assertEquals(3, part(image, "all", box, 2).getOverlay().get(0).getPosition());
		assertEquals(0, part(image, "plane:1,3,1", box, 2).getOverlay().get(0).getPosition());
		assertNull(part(image, "plane:1,2,1", box, 2).getOverlay());
		assertEquals(2, part(image, "all", Pooling.max(1, 1, 2), 3).getOverlay().get(0).getPosition());
	}

	@Test
	void resultsThatStandForWholePlanesHaveNone() {
		final ImagePlus image = marked();
		image.setRoi(new OvalRoi(2, 3, 9, 9));
		final ImagePlus global = TestImages.filtered(image, GlobalPooling.average(2), 2);
		assertNull(global.getOverlay());
		assertNull(global.getRoi());
		final ImagePlus unplaced = FilterJobBuilder.of(ImageInput.of(image), Pooling.max(2, 2), 2).withoutPlace().build().compute(
			Monitor.NONE);
		assertNull(unplaced.getOverlay());
		assertNull(unplaced.getRoi());
		assertNotNull(TestImages.filtered(image, Pooling.max(2, 2), 2).getOverlay());
	}

	@Test
	void pointsOfSeveralSlicesAreKeptWithTheSlices() {
		final ImagePlus image = TestImages.hyperstack(8, 20, 20, 1, 4, 1);
		final PointRoi points = new PointRoi();
		for (int z = 1; z <= 3; z++) {
			image.setSlice(z);
			points.addPoint(image, 3 + z, 5);
		}
		image.setOverlay(new Overlay(points));
		final Filter box = Convolution.of(KernelText.parse("box", 2));
		final Roi kept = part(image, "all", box, 2).getOverlay().get(0);
		assertEquals(PointRoi.POINTWISE_POSITION, kept.getPosition());
		assertEquals(3, ((PointRoi) kept).getPointPosition(2));
		assertNull(part(image, "plane:1,2,1", box, 2).getOverlay());
		assertTrue(part(image, "all", box, 2).getOverlay().get(0).getFloatBounds().getX() == 4);
	}
}
