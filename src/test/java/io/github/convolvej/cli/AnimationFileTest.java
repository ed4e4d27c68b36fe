package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** The command line writes animations as GIFs and as stacks. */
class AnimationFileTest {

	@TempDir
	Path folder;

	@Test
	void aPresetNeedsNoImage() throws IOException {
		final Run run = Run.in(folder, "animate", "stride.gif", "preset=padding-strides");
		assertEquals(0, run.code, run.err);
		// three samples, two rows, the end
		assertTrue(run.out.contains("stride.gif: 11 frames"), run.out);
		final ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
		try (ImageInputStream in = ImageIO.createImageInputStream(folder.resolve("stride.gif").toFile())) {
			reader.setInput(in);
			assertEquals(11, reader.getNumImages(true));
		}
		reader.dispose();
	}

	@Test
	void anImageAndAnOperationGiveAStack() {
		final String cells = Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
		final Run run = Run.in(folder, "animate", cells, "pooling.tif", "operation=pooling window=3 stride=2", "at=60,40",
			"crop=7");
		assertEquals(0, run.code, run.err);
		final ImagePlus stack = Run.open(folder.resolve("pooling.tif"));
		assertEquals(24, stack.getBitDepth());
		assertEquals(3 + 2 + 6, stack.getStackSize());
		assertTrue(stack.getStack().getSliceLabel(1).contains("the maximum of 9 samples"), stack.getStack().getSliceLabel(1));
	}

	@Test
	void wrongCallsAreRefusedAndLeaveNothing() throws IOException {
		assertEquals(2, Run.in(folder, "animate").code);
		assertEquals(2, Run.in(folder, "animate", "a.png").code);
		assertEquals(2, Run.in(folder, "animate", "a.gif", "speed=1").code);
		assertEquals(2, Run.in(folder, "animate", "a.gif", "preset=unheard").code);
		assertEquals(2, Run.in(folder, "animate", "missing.tif", "a.gif").code);
		assertEquals(1, Run.in(folder, "animate", "a.gif", "preset=dilation", "pace=rows", "zoom=7").code);
		assertFalse(Files.exists(folder.resolve("a.gif")));
		Files.writeString(folder.resolve("b.gif"), "mine");
		assertEquals(2, Run.in(folder, "animate", "b.gif", "preset=dilation").code);
		assertEquals("mine", Files.readString(folder.resolve("b.gif")));
		assertEquals(0, Run.in(folder, "animate", "b.gif", "preset=dilation", "--overwrite").code);
	}
}
