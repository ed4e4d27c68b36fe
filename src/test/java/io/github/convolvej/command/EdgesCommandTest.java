package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Edges;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.GradientOperator;
import io.github.convolvej.run.Filters;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

class EdgesCommandTest {

	private static ImagePlus run(final ImagePlus image, final Object... inputs) throws Exception {
		return Headless.run(EdgesCommand.class, image, inputs);
	}

	private static void refused(final String words, final Object... inputs) {
		Headless.refused(words, EdgesCommand.class, Headless.hyperstack(7, 6, 1, 1, 1), inputs);
	}

	/** 3 per pixel along x, -2 along y, 5 along z. */
	private static ImagePlus ramp() {
		final ImagePlus image = Headless.hyperstack(9, 8, 1, 7, 1);
		for (int z = 0; z < 7; z++)
			for (int i = 0; i < 72; i++)
				image.getStack().getProcessor(z + 1).setf(i, 3 * (i % 9) - 2 * (i / 9) + 5 * z);
		return image;
	}

	@Test
	void channelsSlicesAndTimesAreKeptApart() throws Exception {
		final ImagePlus image = Headless.hyperstack(9, 7, 2, 3, 2);
		final ImagePlus result = run(image, "operator", "scharr", "border", "reflect");
		Headless.assertPlanes(image, result, Edges.of("scharr", 2), Border.REFLECT);
		assertEquals("stack-edges", result.getTitle());
		assertEquals(2, result.getNChannels());
	}

	@Test
	void severalOutputsAreChannelsOfEachChannel() throws Exception {
		final ImagePlus image = Headless.hyperstack(9, 7, 2, 3, 2);
		final ImagePlus result = run(image, "outputs", "x, magnitude,direction");
		assertArrayEquals(new int[] { 9, 7, 6, 3, 2 }, result.getDimensions());
		Headless.assertPlanes(image, result, Edges.of("sobel", 2).outputs("x,magnitude,direction"), Border.REPLICATE);
		assertEquals("direction of channel 2", result.getStack().getSliceLabel(6));
	}

	@Test
	void aRampHasItsSlopeInAllThreeDirections() throws Exception {
		for (final String operator : new String[] { "sobel", "scharr", "prewitt", "farid", "gaussian" }) {
			final ImagePlus result = run(ramp(), "operator", operator, "sigma", "0.7", "dimensions", "3D", "scale", "normalized",
				"outputs", "z,y,x,magnitude", "border", "replicate");
			final double[] expected = { 5, -2, 3, Math.sqrt(38) };
			for (int c = 0; c < 4; c++)
				assertEquals(expected[c], TestImages.sample(result, 4, 4, c, 3, 0), 1e-4, operator + " " + c);
		}
	}

	@Test
	void classicalKernelsAnswerWithTheirWeights() throws Exception {
		assertEquals(8 * 3, TestImages.sample(run(ramp(), "outputs", "x"), 4, 4, 0, 3, 0));
		assertEquals(128 * 3, TestImages.sample(run(ramp(), "outputs", "x", "size", 5), 4, 4, 0, 3, 0));
	}

	@Test
	void calibratedGradientsArePerUnitOfLength() throws Exception {
		final ImagePlus image = ramp();
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().pixelDepth = 2;
		final ImagePlus result = run(image, "outputs", "x,y,z", "dimensions", "3D", "scale", "normalized", "calibrated", true);
		// slopes per unit of length are true slopes, whatever the scale
		TestImages.assertSamePixels(result, run(image, "outputs", "x,y,z", "dimensions", "3D", "calibrated", true));
		final double[] expected = { 6, -8, 2.5 };
		for (int c = 0; c < 3; c++)
			assertEquals(expected[c], TestImages.sample(result, 4, 4, c, 3, 0), 1e-4);
	}

	@Test
	void aPhysicalSigmaIsDividedByThePixelSize() throws Exception {
		final ImagePlus image = ramp();
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		final ImagePlus result = run(image, "operator", "gaussian", "sigma", "0.6,0.3", "unit", "physical");
		Headless.assertPlanes(image, result, Edges.of(GradientOperator.gaussian(1.2, 1.2)), Border.REPLICATE);
	}

	@Test
	void anEdgeStaysWhereItIs() throws Exception {
		final ImagePlus blob = Headless.blob();
		Headless.assertSamePlace(blob, run(blob), 1e-3);
		// its taps lie half a pixel beside the sample: the origin tells
		Headless.assertSamePlace(blob, run(blob, "operator", "roberts"), 1e-3);
	}

	@Test
	void sobelMagnitudeIsImageJsFindEdges() throws Exception {
		for (final int depth : new int[] { 8, 16, 32 }) {
			final ImagePlus image = TestImages.hyperstack(depth, 13, 11, 1, 1, 1);
			final ImageProcessor theirs = image.getProcessor().duplicate();
			if (depth == 16) for (int i = 0; i < theirs.getPixelCount(); i++)
				theirs.set(i, theirs.get(i) / 16);
			image.setProcessor(theirs.duplicate());
			theirs.findEdges();
			final ImageProcessor ours = run(image, "border", "replicate").getProcessor();
			for (int i = 0; i < ours.getPixelCount(); i++) {
				// theirs are cut off to whole numbers, and 8-bit ones end at 255
				final double expected = depth == 32 ? ours.getf(i) : Math.min(depth == 8 ? 255 : 65535, Math.floor(ours.getf(i)));
				assertEquals(expected, theirs.getf(i), depth == 32 ? 1e-4 * ours.getf(i) : 0, depth + "-bit, sample " + i);
			}
		}
	}

	@Test
	void rgbIsFilteredByColour() throws Exception {
		final ImagePlus image = Headless.rgb(9, 7);
		final ImagePlus result = run(image, "outputs", "x,y");
		assertEquals(6, result.getNChannels());
		Headless.assertPlanes(image, result, Edges.of("sobel", 2).outputs("x,y"), Border.REPLICATE);
		assertEquals(24, run(image, "output", "same").getBitDepth());
	}

	@Test
	void directionsPointUphill() throws Exception {
		final FloatProcessor plane = new FloatProcessor(5, 5);
		for (int i = 0; i < 25; i++)
			plane.setf(i, i % 5 + i / 5);
		final Img<FloatType> angle = Headless.channels(run(new ImagePlus("ramp", plane), "outputs", "direction"), 0, 0);
		assertEquals(Math.PI / 4, Views.hyperSlice(angle, 2, 0).getAt(2, 2).get(), 1e-6);
		assertEquals(angle.getAt(2, 2, 0).get(), Filters.apply(Edges.of("sobel", 2).outputs("direction"), Views.hyperSlice(
			Headless.channels(new ImagePlus("", plane), 0, 0), 2, 0)).getAt(2, 2).get());
	}

	@Test
	void wrongValuesAreRefused() {
		refused("operator is 'canny', but must be one of sobel", "operator", "canny");
		refused("output 'w' is unknown", "outputs", "x,w");
		refused("named twice", "outputs", "x,x");
		refused("needs 3 spatial axes", "outputs", "z");
		refused("sobel has size 4", "size", 4);
		refused("sigma is -1.0 along x", "operator", "gaussian", "sigma", "-1");
		refused("sigma is 0 along y", "operator", "gaussian", "sigma", "1,0");
		refused("sigma '1,2,3' has 3 values", "sigma", "1,2,3");
		refused("unit is 'um', but must be one of pixel, physical", "unit", "um");
		refused("scale is 'unit', but must be one of classical, normalized", "scale", "unit");
		refused("dimensions is '1D-x'", "dimensions", "1D-x");
		refused("border is 'edge'", "border", "edge");
		refused("output is '8-bit'", "output", "8-bit");
		refused("Roberts' cross works on 2 axes", "operator", "roberts", "dimensions", "3D");
	}
}
