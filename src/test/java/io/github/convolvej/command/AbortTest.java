package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.image.TestImages;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import net.imagej.legacy.StandIn;

/** A macro of ImageJ2 runs the command on another thread: results must reach it, mistakes must stop it. */
public class AbortTest {

	private static Context context;
	private static final List<String> STEPS = new ArrayList<>();

	@BeforeAll
	static void createContext() {
		context = QuietContext.of(CommandService.class, StandIn.class);
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	@BeforeEach
	void begin() {
		STEPS.clear();
	}

	/** ImageJ leaves it on where it has no window. */
	@AfterEach
	void leaveBatchMode() {
		WindowManager.setTempCurrentImage(null);
		Interpreter.batchMode = false;
	}

	private static ImagePlus convolve(final String kernel) throws InterruptedException, ExecutionException {
		return (ImagePlus) context.service(CommandService.class).run(ConvolutionCommand.class, true, "image", TestImages
			.hyperstack(8, 9, 8, 1, 1, 1), "kernel", kernel).get().getOutput("result");
	}

	/** Called by the macro. */
	public static String wrong() {
		try {
			convolve("1 2; 3");
		}
		catch (final InterruptedException | ExecutionException e) {
			STEPS.add("refused");
		}
		return "";
	}

	/** Called by the macro. */
	public static String right() throws InterruptedException, ExecutionException {
		final ImagePlus result = convolve("1 2 3");
		STEPS.add(result.getTitle());
		assertEquals(result, WindowManager.getImage(result.getTitle()));
		return "";
	}

	/** Called by the macro: filters the image that is current, as ImageJ2 does for a macro's line. */
	public static String current() throws InterruptedException, ExecutionException {
		context.service(CommandService.class).run(ConvolutionCommand.class, true, "kernel", "1").get();
		STEPS.add(WindowManager.getCurrentImage().getTitle());
		return "";
	}

	/** Called by the macro. */
	public static String next() {
		STEPS.add("went on");
		return "";
	}

	private static void run(final String method) {
		final String call = "call('" + AbortTest.class.getName() + ".";
		IJ.runMacro("setBatchMode(true); " + call + method + "'); " + call + "next'); setBatchMode(false);");
		assertNull(Interpreter.getInstance());
	}

	@Test
	void aMistakeStopsTheMacro() {
		run("wrong");
		assertEquals("[refused]", STEPS.toString());
	}

	@Test
	void theResultCanBeSelectedByItsTitle() {
		run("right");
		assertEquals("[cells-convolution, went on]", STEPS.toString());
	}

	@Test
	void theImageThatTheMacroHasSelectedIsFilteredAndTheResultIsItsCurrentImage() {
		final String current = "call('" + AbortTest.class.getName() + ".current'); ";
		final StringBuilder macro = new StringBuilder("setBatchMode(true); newImage('a', '8-bit ramp', 9, 8, 1); " +
			"newImage('b', '8-bit ramp', 9, 8, 1); ");
		// whatever thread of the pool runs the next one, and whatever was filtered there before
		for (int i = 0; i < 4; i++)
			macro.append("selectImage('a'); ").append(current).append(current).append("selectImage('b'); ").append(current);
		IJ.runMacro(macro + "setBatchMode(false);");
		final String round = "a-convolution, a-convolution-convolution, b-convolution";
		assertEquals("[" + String.join(", ", Collections.nCopies(4, round)) + "]", STEPS.toString());
	}

	@Test
	void withoutAMacroThereIsNothingToStop() throws InterruptedException, ExecutionException {
		wrong();
		assertEquals("[refused]", STEPS.toString());
		final ImagePlus result = convolve("1");
		assertNotNull(result);
		assertNull(WindowManager.getImage(result.getTitle()));
	}
}
