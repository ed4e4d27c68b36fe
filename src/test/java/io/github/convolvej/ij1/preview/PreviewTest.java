package io.github.convolvej.ij1.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.border.Border;
import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.geometry.Padding;
import io.github.convolvej.ij1.image.ImageInput;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.job.CountingStack;
import io.github.convolvej.ij1.job.FilterJob;
import io.github.convolvej.ij1.job.FilterJobBuilder;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.kernel.KernelText;
import io.github.convolvej.run.Monitor;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ImageProcessor;

/** The preview has the very samples of the result, only those that are seen, and leaves no trace. */
class PreviewTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class, ModuleService.class);

	/** All commands that give pictures. */
	static List<CommandInfo> commands() {
		return CONTEXT.service(CommandService.class).getCommands().stream().filter(PreviewTest::isPictorial).collect(
			Collectors.toList());
	}

	private static boolean isPictorial(final CommandInfo info) {
		try {
			return JobSource.class.isAssignableFrom(info.loadClass()) && command(info).isPictorial();
		}
		catch (final InstantiableException e) {
			throw new IllegalStateException(e);
		}
	}

	private static JobSource command(final CommandInfo info) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(info);
		return (JobSource) module.getDelegateObject();
	}

	/** Convolution... with kernel=sobel-x. */
	static JobSource sobel() {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class)
			.getCommand("io.github.convolvej.command.ConvolutionCommand"));
		module.setInput("kernel", "sobel-x");
		return (JobSource) module.getDelegateObject();
	}

	/** The samples of the result that the picture shows. */
	private static void assertShows(final ImagePlus result, final PreviewPicture picture, final int... cZT) {
		final int channels = picture.samples().getStackSize();
		for (int c = 0; c < channels; c++) {
			final int first = channels > 1 ? c : cZT[0];
			for (int y = 0; y < picture.box().height; y++)
				for (int x = 0; x < picture.box().width; x++)
					assertEquals(result.getStack().getProcessor(result.getStackIndex(first + 1, cZT[1] + 1, cZT[2] + 1)).getf(
						picture.box().x + x, picture.box().y + y), picture.samples().getStack().getProcessor(c + 1).getf(x, y));
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandShowsTheSamplesOfItsResult(final CommandInfo info) {
		final JobSource command = command(info);
		for (final int depth : TestImages.DEPTHS) {
			final ImagePlus image = TestImages.hyperstack(depth, 37, 29, depth == 24 ? 1 : 2, 3, 2);
			final ImagePlus result = command.job(image).compute(Monitor.NONE);
			for (final Rectangle selection : new Rectangle[] { null, new Rectangle(8, 5, 14, 12) }) {
				image.setPosition(depth == 24 ? 1 : 2, 3, 2);
				if (selection == null) image.deleteRoi();
				else image.setRoi(new Roi(selection));
				final FilterJob job = command.job(image);
				final PreviewPicture picture = PreviewPicture.compute(job, ViewOfImage.of(image), Monitor.NONE);
				final int channels = result.getNChannels();
				final int made = Math.max(1, channels / Math.max(1, image.getNChannels()));
				assertShows(result, picture, depth == 24 ? 0 : Math.min(channels - 1, job.eachChannel() ? made : 1), job
					.slices() == 1 ? 0 : 2, job.frames() == 1 ? 0 : 1);
				assertEquals(picture.box().width, picture.drawn().getWidth(null));
			}
		}
	}

	@Test
	void anyChannelOfTheResultCanBeShown() {
		final ImagePlus image = TestImages.hyperstack(16, 37, 29, 2, 3, 1);
		image.setPosition(2, 3, 1);
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class)
			.getCommand("io.github.convolvej.command.EdgesCommand"));
		module.setInput("outputs", "x,y,magnitude");
		final JobSource command = (JobSource) module.getDelegateObject();
		final ImagePlus result = command.job(image).compute(Monitor.NONE);
		final FilterJob job = command.job(image);
		for (int c = 0; c < 6; c++) {
			final ViewOfImage view = ViewOfImage.of(image).of(c);
			assertShows(result, PreviewPicture.compute(job, view, Monitor.NONE), c, 2, 0);
			assertEquals(view, ViewOfImage.of(image).of(c));
			assertFalse(view.equals(ViewOfImage.of(image)), "another channel is another picture");
		}
		// a result of fewer channels than the one before
		assertShows(result, PreviewPicture.compute(job, ViewOfImage.of(image).of(9), Monitor.NONE), 5, 2, 0);
		assertEquals("y of channel 2", job.channelName(4));
	}

	@ParameterizedTest
	@MethodSource("commands")
	void ofAVirtualStackOnlyWhatIsNeededIsRead(final CommandInfo info) {
		final ImagePlus image = CountingStack.virtual(TestImages.hyperstack(16, 24, 20, 1, 9, 1));
		image.setSlice(5);
		final JobSource command = command(info);
		CountingStack.of(image).reset();
		final FilterJob job = command.job(image);
		final boolean measures = info.getClassName().endsWith("BatchNormalisationCommand");
		PreviewPicture.compute(job, ViewOfImage.of(image), Monitor.NONE);
		for (int n = 1; n <= 9; n++)
			if (!measures && n != 5) assertEquals(0, CountingStack.of(image).loads(n), "slice " + n);
		assertTrue(CountingStack.of(image).loads(5) > 0 || job.slices() == 1);
	}

	@Test
	void aPictureOfWhatHasToBeMeasuredMeasuresAPart() {
		final ImagePlus image = CountingStack.virtual(TestImages.hyperstack(16, 24, 20, 1, 9, 1));
		final ImageInput input = ImageInput.of(image);
		final double all = input.statistics(Long.MAX_VALUE, Monitor.NONE).mean()[0];
		CountingStack.of(image).reset();
		final double some = ImageInput.of(image).statistics(3 * 24 * 20, Monitor.NONE).mean()[0];
		int read = 0;
		for (int n = 1; n <= 9; n++)
			read += CountingStack.of(image).loads(n) > 0 ? 1 : 0;
		assertEquals(3, read, "planes");
		assertEquals(all, some, 0.1 * all);
		// a plane of which not even one fits is measured in some lines
		assertEquals(all, ImageInput.of(image).statistics(5 * 24, Monitor.NONE).mean()[0], 0.2 * all);
		assertEquals(all, ImageInput.of(image).statistics(9 * 24 * 20, Monitor.NONE).mean()[0]);
	}

	@Test
	void presetsShowWhatTheyDoToTheImage() {
		final ImagePlus image = TestImages.hyperstack(8, 60, 50, 1, 1, 1);
		final BufferedImage slopes = (BufferedImage) Thumbnail.of(sobel(), image, null, 40, 40,
			Monitor.NONE);
		assertEquals(40, slopes.getWidth());
		final ImagePlus result = sobel().job(image).compute(Monitor.NONE);
		final ImageProcessor screen = result.getProcessor().convertToByte(true);
		int same = 0;
		for (int i = 0; i < 1600; i++)
			same += Math.abs(screen.get(10 + i % 40, 5 + i / 40) - (slopes.getRGB(i % 40, i / 40) & 0xff)) < 30 ? 1 : 0;
		assertTrue(same > 1500, same + " of 1600 pixels are as in the result");
	}

	@Test
	void cropsMasksAndPartsAreShownWhereTheyAre() {
		for (final String roi : new String[] { "ignore", "crop", "mask" })
			for (final String part : new String[] { "all", "channel", "plane" }) {
				final ImagePlus image = TestImages.hyperstack(16, 37, 29, 2, 3, 1);
				image.setPosition(2, 3, 1);
				image.setRoi(new OvalRoi(8, 5, 14, 12));
				final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class)
					.getCommand("io.github.convolvej.command.ConvolutionCommand"));
				module.setInput("roi", roi);
				module.setInput("part", part);
				final FilterJob job = ((JobSource) module.getDelegateObject()).job(image);
				final PreviewPicture picture = PreviewPicture.compute(job, ViewOfImage.of(image), Monitor.NONE);
				final boolean crop = roi.equals("crop");
				assertEquals(crop ? new Rectangle(0, 0, 14, 12) : new Rectangle(0, 0, 37, 29), picture.box());
				assertEquals(crop ? new Rectangle2D.Double(8, 5, 14, 12) : new Rectangle2D.Double(0, 0, 37, 29), picture.place());
				assertEquals(crop, picture.isCrop());
				final ImagePlus result = job.compute(Monitor.NONE);
				assertShows(result, picture, part.equals("all") ? 1 : 0, part.equals("plane") ? 0 : 2, 0);
			}
	}

	private static FilterJob job(final ImagePlus image, final int stride, final Padding padding) {
		return TestImages.job(image, Convolution.of(KernelText.parse("1 2 3; 4 5 6; 7 8 10", 2)).stride(stride).padding(padding),
			2);
	}

	@Test
	void aPartOfTheImageIsPreviewedWhereItIs() {
		final ImagePlus image = TestImages.hyperstack(8, 40, 30, 1, 1, 1);
		// samples 11 to 20 and 7 to 14, as large as on the screen: sample o sits at 2 o + 1
		final ViewOfImage view = ViewOfImage.around(image, new Point(16, 11), 160, 128);
		assertEquals(new Rectangle(11, 7, 10, 8), ViewOfImage.around(image, new Point(16, 11), 10, 8).shown());
		assertEquals(new Rectangle(0, 0, 40, 30), view.shown());
		assertEquals(4, view.magnification());
		final PreviewPicture picture = PreviewPicture.compute(job(image, 2, Padding.VALID), ViewOfImage.around(image,
			new Point(16, 11), 10, 8), Monitor.NONE);
		// and those of which a part is seen
		assertEquals(new Rectangle(5, 3, 6, 5), picture.box());
		// the first sample, two wide, around the centre of sample 11
		assertEquals(new Rectangle2D.Double(10.5, 6.5, 12, 10), picture.place());
	}

	@Test
	void theSurroundingsOfAPlaceStayWithinTheImage() {
		final ImagePlus image = TestImages.hyperstack(8, 40, 30, 1, 1, 1);
		assertEquals(new Rectangle(0, 0, 10, 8), ViewOfImage.around(image, new Point(1, 0), 10, 8).shown());
		assertEquals(new Rectangle(30, 22, 10, 8), ViewOfImage.around(image, new Point(39, 29), 10, 8).shown());
		assertEquals(new Rectangle(15, 11, 10, 8), ViewOfImage.around(image, null, 10, 8).shown());
		image.setRoi(new Roi(20, 0, 4, 4));
		assertEquals(new Rectangle(17, 0, 10, 8), ViewOfImage.around(image, null, 10, 8).shown());
	}

	@Test
	void aPlaneThatIsNotFilteredIsSaid() {
		final ImagePlus image = TestImages.hyperstack(8, 40, 30, 1, 3, 1);
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class)
			.getCommand("io.github.convolvej.command.ConvolutionCommand"));
		module.setInput("part", "plane:1,2,1");
		image.setSlice(3);
		final FilterJob job = ((JobSource) module.getDelegateObject()).job(image);
		assertEquals("only slice 2 is filtered, and slice 3 is shown", assertThrows(IllegalArgumentException.class,
			() -> PreviewPicture.compute(job, ViewOfImage.of(image), Monitor.NONE)).getMessage());
		image.setSlice(2);
		PreviewPicture.compute(job, ViewOfImage.of(image), Monitor.NONE);
	}

	@Test
	void anOvalSelectionIsAsMuchOfThePreviewAsOfTheResult() {
		final ImagePlus image = TestImages.hyperstack(8, 40, 30, 1, 1, 1);
		image.setRoi(new OvalRoi(8, 5, 14, 12));
		for (final String roi : new String[] { "ignore", "crop", "mask" }) {
			final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class)
				.getCommand("io.github.convolvej.command.ConvolutionCommand"));
			module.setInput("roi", roi);
			final FilterJob job = ((JobSource) module.getDelegateObject()).job(image);
			final ImagePlus result = job.compute(Monitor.NONE);
			final PreviewPicture picture = PreviewPicture.compute(((JobSource) module.getDelegateObject()).job(image), ViewOfImage
				.of(image), Monitor.NONE);
			assertEquals(new Rectangle(result.getWidth(), result.getHeight()), picture.box(), roi);
			assertShows(result, picture, 0, 0, 0);
		}
	}

	@Test
	void theRangeOfTheImageIsTakenWhereTheResultTakesIt() {
		final ImagePlus image = TestImages.hyperstack(16, 30, 20, 1, 1, 1);
		image.setDisplayRange(100, 3000);
		final FilterJob keeps = FilterJobBuilder.of(ImageInput.of(image), Convolution.of(KernelText.parse("box:3", 2)), 2).border(
			Border.REPLICATE).keepsRange(true).build();
		final ImagePlus shown = PreviewPicture.compute(keeps, ViewOfImage.of(image), Monitor.NONE).samples();
		assertArrayEquals(new double[] { 100, 3000 }, new double[] { shown.getDisplayRangeMin(), shown
			.getDisplayRangeMax() });
	}

	private static void awaitPicture(final Preview preview, final PreviewPicture old) throws InterruptedException {
		while (preview.picture() == old || preview.picture() == null)
			Thread.sleep(2);
	}

	@Test
	void theImageIsAsItWas() throws InterruptedException {
		final ImagePlus image = TestImages.hyperstack(16, 50, 40, 2, 3, 2);
		image.setDisplayRange(7, 77);
		final ImagePlus whole = image.duplicate();
		image.setRoi(new Roi(3, 4, 20, 10));
		image.changes = false;
		final byte[] lut = image.getProcessor().getLut().getBytes();
		final Roi roi = image.getRoi();
		try (Preview preview = new Preview(image)) {
			preview.show(shown -> job(shown, 1, Padding.SAME));
			awaitPicture(preview, null);
			assertTrue(preview.isOn());
		}
		TestImages.assertSamePixels(whole, imageWithoutRoi(image));
		assertSame(roi, image.getRoi());
		assertFalse(image.changes);
		assertArrayEquals(lut, image.getProcessor().getLut().getBytes());
		assertEquals(7, image.getDisplayRangeMin());
		assertEquals(77, image.getDisplayRangeMax());
	}

	private static ImagePlus imageWithoutRoi(final ImagePlus image) {
		final ImagePlus copy = new ImagePlus(image.getTitle(), image.getStack());
		copy.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		return copy;
	}

	@Test
	void theNewestRequestWins() throws InterruptedException {
		final ImagePlus image = TestImages.hyperstack(8, 60, 50, 1, 1, 1);
		final AtomicInteger planned = new AtomicInteger();
		final CountDownLatch started = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		try (Preview preview = new Preview(image)) {
			preview.show(shown -> {
				started.countDown();
				await(go);
				planned.incrementAndGet();
				return job(shown, 2, Padding.SAME);
			});
			await(started);
			for (int i = 0; i < 20; i++)
				preview.show(shown -> {
					planned.incrementAndGet();
					return job(shown, 3, Padding.SAME);
				});
			preview.show(shown -> {
				planned.incrementAndGet();
				return job(shown, 5, Padding.SAME);
			});
			go.countDown();
			awaitPicture(preview, null);
			assertEquals(12, preview.picture().box().width);
			// those in between were not even planned
			assertEquals(2, planned.get());
		}
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	/** An image without a window that tells of changed pixels as one with a window does. */
	private static final class Announced extends ImagePlus {

		Announced(final ImageStack stack) {
			super("cells.tif", stack);
		}

		void announce() {
			notifyListeners(UPDATED);
		}
	}

	@Test
	void changedPixelsAreSeen() throws InterruptedException {
		final Announced image = new Announced(TestImages.hyperstack(8, 60, 50, 1, 1, 1).getStack());
		try (Preview preview = new Preview(image)) {
			preview.show(shown -> job(shown, 1, Padding.SAME));
			awaitPicture(preview, null);
			final PreviewPicture old = preview.picture();
			image.getProcessor().set(5, 5, 255 - image.getProcessor().get(5, 5));
			image.announce();
			awaitPicture(preview, old);
			assertFalse(old.samples().getProcessor().getf(5, 5) == preview.picture().samples().getProcessor().getf(5, 5));
		}
	}

	@Test
	void itFollowsTheUser() throws InterruptedException {
		final ImagePlus image = TestImages.hyperstack(8, 60, 50, 1, 3, 1);
		image.setSlice(2);
		final ImagePlus result = job(image, 1, Padding.VALID).compute(Monitor.NONE);
		try (Preview preview = new Preview(image)) {
			preview.show(shown -> job(shown, 1, Padding.VALID));
			awaitPicture(preview, null);
			assertShows(result, preview.picture(), 0, 1, 0);
			final PreviewPicture second = preview.picture();
			image.setSlice(3);
			awaitPicture(preview, second);
			assertShows(result, preview.picture(), 0, 2, 0);
		}
	}

	@Test
	void aClosedPreviewComputesNothingMore() throws InterruptedException {
		final Announced image = new Announced(TestImages.hyperstack(8, 60, 50, 1, 1, 1).getStack());
		final Preview preview = new Preview(image);
		preview.show(shown -> job(shown, 1, Padding.SAME));
		awaitPicture(preview, null);
		preview.close();
		image.announce();
		Thread.sleep(50);
		assertNull(preview.picture());
		assertFalse(preview.isOn());
	}
}
