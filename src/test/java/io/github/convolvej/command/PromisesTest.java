package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.command.scijava.QuietReports;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

/**
 * What ConvolveJ promises to its users, one row a promise. Each holds for every
 * command: it is tried here with all of them, or names the tests that prove it.
 */
class PromisesTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;

	/** Tried with one command. */
	private interface Check {

		void of(CommandInfo info) throws Exception;
	}

	private static final class Promise {

		private final String name;
		private final Check check;
		private final List<String> tests;

		private Promise(final String name, final Check check, final String... tests) {
			this.name = name;
			this.check = check;
			this.tests = Arrays.asList(tests);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	private static Promise tried(final String name, final Check check) {
		return new Promise(name, check);
	}

	/** @param tests package, class and method, below the project's package */
	private static Promise proven(final String name, final String... tests) {
		return new Promise(name, null, tests);
	}

	private static final Promise[] PROMISES = {
		tried("a macro without a window needs no options and goes on with the result", PromisesTest::macroGoesOn),
		tried("a mistake in a macro stops it and is named", PromisesTest::mistakeStopsMacro),
		tried("the input keeps its samples, calibration, selection and title", PromisesTest::inputStays),
		tried("negative numbers are kept: results have 32 bits unless asked for otherwise", PromisesTest::losesNothing),
		tried("time is not filtered across", PromisesTest::timeStays),
		tried("any result can be seen, also that of an image of one value", PromisesTest::canBeSeen),
		tried("Fiji is handed nothing that it cannot show", PromisesTest::nothingUnshowable),
		proven("keys are single words, none is the end of another, none is remembered",
			"command.AllCommandsTest.keysAreSingleWordsThatNoOtherKeyEndsWith", "command.AllCommandsTest.nothingIsRemembered"),
		proven("every parameter has a default", "command.AllCommandsTest.parametersAreTextNumbersAndBoxesWithDefaults"),
		proven("menus of Fiji and plain ImageJ have the same entries",
			"command.AllCommandsTest.theMenuOfPlainImageJHasTheSameEntryOnce",
			"command.AllCommandsTest.labelsAreUniqueAndNoneIsImageJs"),
		proven("choices that are none are refused with those that are", "command.AllCommandsTest.everyChoiceThatIsNotOneIsRefused"),
		proven("images of every type are taken", "command.AllCommandsTest.withItsDefaultsItRunsOnImagesOfEveryType"),
		proven("the recorded line gives the same pixels", "ij1.macro.RecordedLineTest.anyParametersGiveTheSamePixelsWhenReplayed",
			"command.ProvenanceTest.everyCommandWritesAllItsKeysAndTheyMakeTheSameAgain"),
		proven("in a macro of Fiji nothing asks", "command.MacroDefaultsTest.inAMacroAllParametersButImagesAreResolved"),
		proven("in a macro of Fiji the selected image is filtered and a mistake stops",
			"command.AbortTest.theImageThatTheMacroHasSelectedIsFilteredAndTheResultIsItsCurrentImage",
			"command.AbortTest.aMistakeStopsTheMacro"),
		proven("dialogs have every parameter, say what will come, and can be cancelled",
			"ij1.dialog.DialogLayoutTest.everyParameterHasOneRow", "gui.FirstScreenIT.allOfItIsOnTheScreen",
			"command.DialogTest.withItsDefaultsEveryCommandSaysWhatItGives",
			"gui.DialogIT.theDialogFilterRecordAndReplayWorkInARealWindow"),
		proven("with all parameters given nothing is asked", "command.MacroDefaultsTest.inAMacroAllParametersButImagesAreResolved"),
		proven("a preview reads no pixels but those that are seen", "command.DialogTest.noPixelsAreRead"),
		proven("selections crop or mask, as asked", "command.RegionCommandsTest.cropIsTheCropOfTheWholeResult",
			"command.RegionCommandsTest.maskKeepsTheImagesSamplesOutside"),
		proven("virtual stacks give the same and are not loaded whole", "command.RegionCommandsTest.onVirtualStacksItIsTheSame",
			"ij1.job.VirtualStackTest.everyPlaneIsLoadedOnce"),
		proven("mode is named: correlation or convolution", "command.MacroTest.everyKeyGivesTheSamePixelsAsTheJavaApi"),
		proven("kernels of any size, with every border", "filter.FilterContractTest.theBorderIsWhatTheExtendedImageHoldsAndMattersOnlyWhereSaid"),
		proven("kernels are text with fractions and rows, refused with row and column",
			"kernel.KernelTextTest.numbersMayBeFractionsAndHaveSignsAndExponents",
			"kernel.KernelTextTest.aRowOfAnotherLengthIsRefusedWithRowAndColumn"),
		proven("results lie where the image lies", "ij1.job.CalibrationTest.aBlobStaysWhereItIsForEveryKernelStrideDilationAndPadding"),
		proven("hyperstacks keep order, colours and labels",
			"ij1.job.HyperstackTest.resultsAreHyperstacksOfTheSameOrderAndAreNamedAfterTheirImage",
			"ij1.job.AppearanceTest.channelsKeepTheirColoursRangesAndMode", "ij1.job.AppearanceTest.labelsStayWherePlanesCorrespond"),
		proven("progress is told, and Esc stops", "ij1.job.ImageJMonitorTest.escCancels", "command.MacroTest.escStopsTheMacro",
			"run.MonitorTest.cancellingAfterTheFirstTileEndsTheWork"),
		proven("tiles and threads change no bit", "filter.FilterContractTest.tilesAndThreadsChangeNoBitAndTheSourceStaysAsItIs"),
		proven("samples that do not fit are rounded, clamped and counted",
			"run.TargetRoundingTest.valuesBeyondTheRangeAreClampedAndCounted"),
		proven("the command line takes every key, needs no display and exits with what happened",
			"cli.CommandLineTest.everyKeyOfEveryCommandIsTaken", "cli.AllJarIT.aTiffIsFilteredWithoutADisplay",
			"cli.AllJarIT.exitCodesReachTheShell") };

	static Stream<Arguments> promisesAndCommands() {
		return Arrays.stream(PROMISES).filter(p -> p.check != null).flatMap(p -> Harness.commands().stream().map(c -> Arguments
			.of(p, c.getMenuPath().getLeaf().getName(), c)));
	}

	@ParameterizedTest(name = "{1} {0}")
	@MethodSource("promisesAndCommands")
	void itHoldsForThisCommand(final Promise promise, final String label, final CommandInfo info) throws Exception {
		promise.check.of(info);
	}

	static Stream<Promise> proven() {
		return Arrays.stream(PROMISES).filter(p -> p.check == null);
	}

	/** Whoever renames or takes away such a test is told which promise it was for. */
	@ParameterizedTest
	@MethodSource("proven")
	void itsTestsAreThere(final Promise promise) throws ClassNotFoundException {
		assertFalse(promise.tests.isEmpty());
		for (final String test : promise.tests) {
			final int dot = test.lastIndexOf('.');
			final Class<?> type = Class.forName("io.github.convolvej." + test.substring(0, dot), false, getClass()
				.getClassLoader());
			final List<Method> methods = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(test.substring(
				dot + 1))).collect(Collectors.toList());
			assertEquals(1, methods.size(), test);
			assertTrue(methods.get(0).isAnnotationPresent(Test.class) || methods.get(0).isAnnotationPresent(
				ParameterizedTest.class), test);
		}
	}

	private static String label(final CommandInfo info) {
		return info.getMenuPath().getLeaf().getName();
	}

	private static ImagePlus result(final CommandInfo info, final ImagePlus image) throws Exception {
		return (ImagePlus) Harness.run(info, "image", image).getOutput("result");
	}

	private static synchronized PlainImageJ imagej() throws ClassNotFoundException {
		if (imagej == null) imagej = new PlainImageJ(folder);
		return imagej;
	}

	private static void macroGoesOn(final CommandInfo info) throws Exception {
		// a single pixel stands in a table, and the macro goes on with the image that it is of
		final boolean pixel = GlobalPoolingCommand.class.getName().equals(info.getDelegateClassName());
		assertEquals(pixel ? "0 1 16 15" : "1 2 16 15", imagej().run("newImage('in.tif', '8-bit ramp', 16, 15, 1);", "run('" + label(info) + "');",
			"s = '' + startsWith(getTitle(), 'in-') + ' ' + nImages;", "selectImage('in.tif');",
			"report(s + ' ' + getWidth() + ' ' + getHeight());"), imagej().log());
	}

	private static void mistakeStopsMacro(final CommandInfo info) throws Exception {
		for (final ModuleItem<?> item : ParameterValues.of(info)) {
			if (item.getType() != int.class && item.getType() != double.class && item.getType() != boolean.class) continue;
			assertEquals(null, imagej().run("newImage('in.tif', '8-bit ramp', 16, 15, 1);", "run('" + label(info) + "', '" + item
				.getName() + "=abc');", "report('reached');"), item.getName());
			assertTrue(imagej().log().contains(item.getName() + " is 'abc', but must be"), imagej().log());
		}
		assertEquals(null, imagej().run("newImage('in.tif', '8-bit ramp', 16, 15, 1);", "run('" + label(info) +
			"', 'nokey=1');", "report('reached');"));
		assertTrue(imagej().log().contains("There is no parameter 'nokey'"), imagej().log());
	}

	private static void inputStays(final CommandInfo info) throws Exception {
		final ImagePlus image = TestImages.hyperstack(16, 17, 16, 2, 3, 2);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.25;
		calibration.xOrigin = 3;
		calibration.setUnit("mm");
		image.setRoi(2, 3, 9, 8);
		final Calibration before = calibration.copy();
		final ImagePlus copy = new ImagePlus("copy", image.getStack().duplicate());
		final String title = image.getTitle();
		result(info, image);
		for (int n = 1; n <= copy.getStackSize(); n++)
			assertArrayEquals((short[]) copy.getStack().getPixels(n), (short[]) image.getStack().getPixels(n));
		assertTrue(before.equals(image.getCalibration()), image.getCalibration().toString());
		assertEquals(3, image.getCalibration().xOrigin);
		assertEquals(title, image.getTitle());
		assertEquals("2 3 9 8", image.getRoi().getBounds().x + " " + image.getRoi().getBounds().y + " " + image.getRoi()
			.getBounds().width + " " + image.getRoi().getBounds().height);
	}

	private static void losesNothing(final CommandInfo info) throws Exception {
		assertEquals(32, result(info, TestImages.hyperstack(8, 17, 16, 1, 1, 1)).getBitDepth());
	}

	private static void timeStays(final CommandInfo info) throws Exception {
		final ImagePlus image = TestImages.hyperstack(32, 17, 16, 1, 1, 3);
		final ImagePlus all = result(info, image);
		assertEquals(3, all.getNFrames());
		// its statistics are those of all frames, by definition
		if (info.getDelegateClassName().equals(BatchNormalisationCommand.class.getName())) return;
		// another second frame leaves the first and the third as they were
		final ImagePlus other = new ImagePlus(image.getTitle(), image.getStack().duplicate());
		other.setDimensions(1, 1, 3);
		other.getStack().setPixels(new FloatProcessor(17, 16).getPixels(), 2);
		final ImagePlus changed = result(info, other);
		final int planes = all.getStackSize() / 3;
		for (int n = 1; n <= planes; n++)
			for (final int frame : new int[] { 0, 2 })
				assertArrayEquals((float[]) all.getStack().getPixels(frame * planes + n), (float[]) changed.getStack().getPixels(
					frame * planes + n), "frame " + (frame + 1));
	}

	private static void canBeSeen(final CommandInfo info) throws Exception {
		for (final String fill : new String[] { "8-bit ramp", "8-bit white", "32-bit black" }) {
			final ImagePlus seen = result(info, IJ.createImage("in", fill, 16, 15, 1));
			assertTrue(seen.getDisplayRangeMin() < seen.getDisplayRangeMax(), fill + ": " + seen.getDisplayRangeMin() + " to " +
				seen.getDisplayRangeMax());
		}
	}

	private static void nothingUnshowable(final CommandInfo info) {
		final Module module = Harness.context().service(ModuleService.class).createModule(info);
		new QuietReports().process(module);
		for (final ModuleItem<?> item : info.outputs())
			assertEquals(item.getType() != ImagePlus.class, module.isOutputResolved(item.getName()), item.getName());
	}
}
