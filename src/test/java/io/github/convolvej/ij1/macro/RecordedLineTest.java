package io.github.convolvej.ij1.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.QuietContext;
import io.github.convolvej.ij1.dialog.DialogHarvester;
import io.github.convolvej.ij1.image.TestImages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.DefaultMutableModule;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;

/** A line that ImageJ's recorder writes gives the same pixels when it is run. */
class RecordedLineTest {

	private static Context context;

	@BeforeAll
	static void createContext() {
		context = QuietContext.of(CommandService.class, ModuleService.class);
	}

	@AfterAll
	static void disposeContext() {
		context.dispose();
	}

	private static Module module() {
		final ModuleService modules = context.service(ModuleService.class);
		return modules.createModule(context.service(CommandService.class).getCommand(
			"io.github.convolvej.command.ConvolutionCommand"));
	}

	private static ImagePlus run(final Module module, final ImagePlus image) {
		module.setInput("image", image);
		module.run();
		return (ImagePlus) module.getOutput("result");
	}

	/** What the recorder writes after the command's name, as the macro interpreter hands it back to the command. */
	private static String recorded(final Module module) {
		Recorder.resetCommandOptions();
		DialogHarvester.record(module, ParameterValues.of(module.getInfo()));
		final String source = Recorder.getCommandOptions();
		Recorder.resetCommandOptions();
		return source.replace("\\\\", "\0").replace("\\n", "\n").replace("\\\"", "\"").replace("\0", "\\");
	}

	private static Module replay(final String options) {
		final Module module = module();
		ParameterValues.set(module, MacroOptions.parse(options));
		return module;
	}

	private static String any(final Random random, final String... values) {
		return values[random.nextInt(values.length)];
	}

	@Test
	void anyParametersGiveTheSamePixelsWhenReplayed(@TempDir final Path folder) throws IOException {
		final Path spaces = Files.createDirectory(folder.resolve("my kernels [2]"));
		final String file = Files.write(spaces.resolve("k.txt"), "1 2 3\n0 -1 0\n".getBytes()).toString();
		final Random random = new Random(4);
		final ImagePlus image = TestImages.hyperstack(8, 30, 28, 2, 8, 1);
		for (int i = 0; i < 40; i++) {
			final Module module = module();
			final boolean line = random.nextInt(3) == 0;
			module.setInput("kernel", line ? any(random, "1 2 4", "1", "gaussian:0.5", "-0.5,1e-3,1/9") : any(random,
				"gaussian:1.5", "1 2; 3 4", "1 2\n3 4", "sobel-x # sobel-y", "1/9", file));
			module.setInput("mode", any(random, "correlation", "convolution"));
			module.setInput("stride", any(random, "1", "2", line ? "3" : "2, 1"));
			module.setInput("padding", any(random, "same", "same_lower", "full", "2", line ? "1:2" : "1:2, 0:1"));
			module.setInput("border", any(random, "zero", "constant:-1.5", "reflect", "periodic"));
			module.setInput("dilation", any(random, "1", "2"));
			module.setInput("bias", any(random, "0", "-1.25", "1e2"));
			module.setInput("dimensions", line ? any(random, "1D-x", "1D-y", "1D-z") : "2D");
			module.setInput("output", any(random, "32-bit", "same"));
			final String options = recorded(module);
			final Module replayed = replay(options + " ");
			for (final ModuleItem<?> item : ParameterValues.of(module.getInfo()))
				assertEquals(module.getInput(item.getName()), replayed.getInput(item.getName()), options);
			TestImages.assertSamePixels(run(module, image), run(replayed, image));
		}
	}

	@Test
	void allParametersAreRecordedWithTheirValues() {
		final Module module = module();
		module.setInput("kernel", "1 2");
		assertEquals("kernel=[1 2] mode=correlation stride=1 padding=same border=replicate dilation=1 groups=1 bias=0 " +
			"dimensions=2D channels=separate engine=auto output=32-bit roi=ignore part=all target=new", recorded(module));
	}

	@Test
	void emptyAndQuotedTextIsRecordedSoThatItIsReadBack() {
		for (final String text : new String[] { "", "'quoted", "[1]", "[a b] c", "C:\\kernels\\my kernel.txt", "\"k\"", "a\nb" }) {
			final Module module = module();
			module.setInput("kernel", text);
			assertEquals(text, replay(recorded(module)).getInput("kernel"));
		}
	}

	@Test
	void optionsOfAnyTypeAreRecordedAndReplayed() {
		final Module module = other();
		module.setInput("check", false);
		module.setInput("amount", -0.1);
		module.setInput("count", 1234567890123L);
		assertEquals("check=false amount=-0.1 count=1234567890123", recorded(module));
		final Module replayed = other();
		ParameterValues.set(replayed, MacroOptions.parse(recorded(module)));
		assertEquals(false, replayed.getInput("check"));
		assertEquals(-0.1, replayed.getInput("amount"));
		assertEquals(1234567890123L, replayed.getInput("count"));
	}

	/** A module with parameters of the types that dialogs have beside text, the box checked. */
	private static Module other() {
		final DefaultMutableModule module = new DefaultMutableModule();
		module.addInput(new DefaultMutableModuleItem<>(module, "check", boolean.class));
		module.addInput(new DefaultMutableModuleItem<>(module, "amount", double.class));
		module.addInput(new DefaultMutableModuleItem<>(module, "count", long.class));
		module.setInput("check", true);
		return module;
	}
}
