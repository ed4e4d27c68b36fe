package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

	@Test
	void nothingThatIsReadIsWrittenOnto() throws IOException {
		final Path cells = folder.resolve("cells.tif");
		Files.copy(Paths.get("sample-images/cells-8bit.tif"), cells);
		final byte[] before = Files.readAllBytes(cells);
		final Run onto = Run.in(folder, "animate", "cells.tif", "cells.tif", "operation=pooling", "--overwrite");
		assertEquals(2, onto.code, onto.out);
		assertTrue(onto.err.contains("one of the inputs"), onto.err);
		final Path kernel = folder.resolve("kernel.tif");
		Files.copy(cells, kernel);
		final Run named = Run.in(folder, "animate", "cells.tif", "kernel.tif", "operation=convolution kernel=" + kernel,
			"--overwrite");
		assertEquals(2, named.code, named.out);
		assertTrue(named.err.contains("one of the files that are read"), named.err);
		assertArrayEquals(before, Files.readAllBytes(cells));
		assertArrayEquals(before, Files.readAllBytes(kernel));
	}

	@Test
	void aDryRunWritesNothing() {
		final Run dry = Run.in(folder, "animate", "dry.gif", "preset=dilation", "--dry-run");
		assertEquals(0, dry.code, dry.err);
		assertTrue(dry.out.contains("11 frames of"), dry.out);
		assertFalse(Files.exists(folder.resolve("dry.gif")));
	}

	@Test
	void optionsOfFiltersAreNotIgnored() {
		for (final String option : new String[] { "--part=1/2", "--timeout=3", "--skip-existing", "--series=2", "--levels=2" }) {
			final Run run = Run.in(folder, "animate", "a.gif", "preset=dilation", option);
			assertEquals(2, run.code, option);
			assertTrue(run.err.contains("goes with filters, not with 'animate'"), run.err);
		}
		assertEquals(2, Run.in(folder, "samples", "there", "--dry-run").code);
		assertFalse(Files.exists(folder.resolve("there")));
		assertFalse(Files.exists(folder.resolve("a.gif")));
	}

	@Test
	void filesThatARecordNamesAreReadOnlyIfAllowed() throws IOException {
		final Path kernel = folder.resolve("kernel.txt");
		Files.writeString(kernel, "1 2 1");
		final String cells = Paths.get("sample-images/cells-8bit.tif").toAbsolutePath().toString();
		assertEquals(0, Run.in(folder, "convolution", cells, "r.tif", "kernel=" + kernel).code);
		final Run refused = Run.in(folder, "animate", "r.tif", "r.gif", "source=" + cells);
		assertEquals(2, refused.code, refused.out);
		assertTrue(refused.err.contains("--recorded-files"), refused.err);
		final Run allowed = Run.in(folder, "animate", "r.tif", "r.gif", "source=" + cells, "--recorded-files");
		assertEquals(0, allowed.code, allowed.err);
	}
}
