package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.Settings.Setting;
import io.github.convolvej.ij1.image.TestImages;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;

/** What a command with target=in-place changes in an image, and that ImageJ undoes it. */
class InPlaceCommandsTest {

	/** Smooth with a result of the image's type. */
	private static Setting smooth() {
		return Settings.all().stream().filter(s -> s.is(SmoothCommand.class) && Arrays.asList(s.values).contains("same"))
			.findFirst().get();
	}

	@Test
	void inPlaceChangesOnlyThePartAndTheShape() throws Exception {
		final Setting setting = smooth();
		for (final int depth : TestImages.DEPTHS) {
			final ImagePlus image = TestImages.hyperstack(depth, 22, 19, depth == 24 ? 1 : 2, 3, 2);
			final int c = image.getNChannels();
			final ImagePlus before = image.duplicate();
			final ImagePlus whole = RegionCommandsTest.run(setting, image);
			final Roi roi = new OvalRoi(3, 2, 13, 12);
			image.setRoi(roi);
			RegionCommandsTest.run(setting, image, "target", "in-place", "part", "plane:" + c + ",2,2", "roi", "mask");
			final int changed = image.getStackIndex(c, 2, 2);
			for (int n = 1; n <= image.getStackSize(); n++)
				for (int y = 0; y < 19; y++)
					for (int x = 0; x < 22; x++)
						assertEquals((n == changed && roi.contains(x, y) ? whole : before).getStack().getProcessor(n).getf(x, y),
							image.getStack().getProcessor(n).getf(x, y));
		}
	}

	@Test
	void aSinglePlaneCanBeUndoneAndRedone() throws Exception {
		final Setting setting = smooth();
		for (final int depth : TestImages.DEPTHS) {
			final ImagePlus image = TestImages.hyperstack(depth, 22, 19, 1, 1, 1);
			final ImagePlus before = image.duplicate();
			image.setRoi(new OvalRoi(3, 4, 12, 9));
			RegionCommandsTest.run(setting, image, "target", "in-place", "roi", "mask");
			final ImagePlus after = image.duplicate();
			WindowManager.setTempCurrentImage(image);
			try {
				Undo.undo();
				image.deleteRoi();
				TestImages.assertSamePixels(before, image);
				Undo.undo();
				image.setRoi(new OvalRoi(3, 4, 12, 9));
				TestImages.assertSamePixels(after, image.duplicate());
			}
			finally {
				WindowManager.setTempCurrentImage(null);
			}
		}
	}

	@Test
	void aLockedImageIsLeftAlone() throws Exception {
		final Setting setting = smooth();
		final ImagePlus image = TestImages.hyperstack(8, 22, 19, 1, 1, 1);
		final ImagePlus before = image.duplicate();
		assertTrue(image.lock());
		assertTrue(RegionCommandsTest.refusal(setting, image, "target", "in-place").contains("locked"));
		image.unlock();
		TestImages.assertSamePixels(before, image);
	}
}
