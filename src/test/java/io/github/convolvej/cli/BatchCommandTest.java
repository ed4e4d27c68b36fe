package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.QuietContext;
import io.github.convolvej.cli.files.UsageException;
import io.github.convolvej.ij1.dialog.LiveText;
import io.github.convolvej.ij1.dialog.NothingYet;
import io.github.convolvej.ij1.macro.MacroLine;
import io.github.convolvej.run.Monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.util.VersionUtils;

import ij.gui.Roi;

/** Batch... in the menu gives what the command line gives. */
class BatchCommandTest {

	private static final Context CONTEXT = QuietContext.of(CommandService.class, ModuleService.class);

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		Files.createDirectory(folder.resolve("in"));
		for (final String name : new String[] { "a.tif", "b.tif" })
			Run.save(Images.noise(16, 21, 14, 1, 3, 1), folder.resolve("in").resolve(name));
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	private static String run(final Object... inputs) throws InterruptedException, ExecutionException {
		return (String) CONTEXT.service(CommandService.class).run(BatchCommand.class, true, inputs).get().getOutput("text");
	}

	private static String refusal(final Object... inputs) {
		Throwable thrown = assertThrows(ExecutionException.class, () -> run(inputs));
		while (thrown.getCause() != null && !(thrown instanceof IllegalArgumentException))
			thrown = thrown.getCause();
		return thrown.getMessage();
	}

	@Test
	void aFolderGetsWhatTheCommandLineGivesIt() throws Exception {
		assertEquals("2 done, 0 failed", run("input", path("in"), "recipe", "smooth sigma=1 then convolution kernel='0 1; 2 0'",
			"output", path("menu")));
		assertEquals(0, Run.in(folder, "smooth", "in", "typed", "sigma=1", "then", "convolution", "kernel=0 1; 2 0").code);
		assertEquals(Run.files(folder.resolve("typed")), Run.files(folder.resolve("menu")));
		for (final String file : Run.files(folder.resolve("typed")))
			assertArrayEquals(Files.readAllBytes(folder.resolve("typed").resolve(file)), Files.readAllBytes(folder.resolve("menu")
				.resolve(file)));
	}

	@Test
	void recipesAreMacrosAndResultsToo() throws Exception {
		run("input", path("in/a.tif"), "recipe", "smooth sigma=1", "output", path("first.tif"));
		Files.writeString(folder.resolve("r.ijm"), "run(\"Smooth...\", \"sigma=1\");\n");
		run("input", path("in/a.tif"), "recipe", path("r.ijm"), "output", path("second.tif"));
		run("input", path("in/a.tif"), "recipe", path("first.tif"), "output", path("third.tif"));
		run("input", path("in/a.tif"), "recipe", "run(\"Smooth...\", \"sigma=1\");", "output", path("fourth.tif"));
		for (final String other : new String[] { "second.tif", "third.tif", "fourth.tif" })
			Images.assertSamePixels(Run.open(folder.resolve("first.tif")), Run.open(folder.resolve(other)));
	}

	@Test
	void volumesAreComputedBlockByBlock() throws Exception {
		assertEquals("1 done, 0 failed", run("input", path("in/a.tif"), "recipe", "smooth sigma=1", "output", path(
			"menu.zarr")));
		assertEquals(0, Run.in(folder, "smooth", "in/a.tif", "typed.zarr", "sigma=1").code);
		assertArrayEquals(Files.readAllBytes(folder.resolve("typed.zarr/0/0/0/0")), Files.readAllBytes(folder.resolve(
			"menu.zarr/0/0/0/0")));
	}

	@Test
	void whatFailsHasALineEachAndDoesNotStopTheOthers() throws Exception {
		Files.write(folder.resolve("in/c.tif"), new byte[] { 1, 2, 3 });
		final String said = refusal("input", path("in"), "recipe", "smooth", "output", path("out"));
		assertTrue(said.startsWith("2 done, 1 failed\n") && said.split("\n").length == 2 && said.contains("c.tif: "), said);
		assertEquals(2, Run.files(folder.resolve("out")).size());
		Files.delete(folder.resolve("in/c.tif"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth", "output", path("out")).contains("existing=replace"));
		assertEquals("0 done, 2 skipped, 0 failed", run("input", path("in"), "recipe", "smooth", "output", path("out"),
			"existing", "keep"));
		assertEquals("2 done, 0 failed", run("input", path("in"), "recipe", "smooth sigma=2", "output", path("out"), "existing",
			"replace"));
	}

	@Test
	void mistakesAreToldBeforeAnything() {
		assertTrue(refusal("recipe", "smooth", "output", path("out")).contains("input is empty"));
		assertTrue(refusal("input", path("in"), "output", path("out")).contains("recipe is empty"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth").contains("output is empty"));
		assertTrue(refusal("input", path("none"), "recipe", "smooth", "output", path("out")).contains("does not exist"));
		assertTrue(refusal("input", path("in"), "recipe", "smoth", "output", path("out")).contains("There is no filter 'smoth'"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth then", "output", path("out")).contains("name the next filter"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth sgma=1", "output", path("out")).contains(
			"There is no key 'sgma'"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth", "output", path("out"), "wells", "B03").contains(
			"wells is for plates"));
		assertTrue(refusal("input", path("in"), "recipe", "smooth", "output", path("out"), "existing", "maybe").contains(
			"existing is 'maybe'"));
		assertFalse(Files.exists(folder.resolve("out")));
	}

	@Test
	void aClusterGetsALineThatTheCommandLineReadsInTheSameWay() throws Exception {
		final String said = run("input", path("in/a.tif"), "recipe",
			"smooth sigma=1 then convolution kernel='0 1; 2 0' border=zero", "output", path("a b.zarr"), "submit", "spark");
		final String line = said.split("\n")[1];
		final String jar = " ConvolveJ_-" + SubmitLine.version(VersionUtils.getVersion(SubmitLine.class)) + "-spark.jar ";
		assertTrue(line.startsWith("spark-submit --master spark://HOST:7077 ") && line.contains(jar), said);
		assertEquals("smooth " + path("in/a.tif") + " '" + path("a b.zarr") + "' sigma=1 then convolution 'kernel=0 1; 2 0' border=zero",
			line.substring(line.indexOf(jar) + jar.length()));
		final String array = run("input", path("in/a.tif"), "recipe", "smooth sigma=1 then edges", "output", path("b.zarr"),
			"submit", "slurm");
		assertTrue(array.endsWith("-all.jar 64 " + path("b.zarr") + " smooth " + path("in/a.tif") + " sigma=1 then edges"), array);
		assertTrue(run("input", path("in/a.tif"), "recipe", "smooth", "output", path("b.zarr"), "existing", "replace", "submit",
			"spark").endsWith(" --overwrite"));
		assertEquals(Collections.singletonList("in"), Arrays.asList(folder.toFile().list()));
	}

	@Test
	void filesAndSelectionsOfARecipeAreFoundElsewhereOrRefused() throws Exception {
		final Path kernel = Files.createTempFile(Path.of("target"), "kernel", ".txt");
		try {
			Files.writeString(kernel, "1 2\n3 4\n");
			assertTrue(run("input", path("in/a.tif"), "recipe", "convolution kernel=" + kernel, "output", path("c.zarr"), "submit",
				"spark").endsWith(" kernel=" + kernel.toAbsolutePath()));
		}
		finally {
			Files.delete(kernel);
		}
		final MacroLine step = MacroLine.parse("run(\"Smooth...\", \"sigma=1 roi=mask\");");
		final Recipe selected = Recipe.of(Collections.singletonList(step), Collections.singletonList(new Roi(1, 1, 4, 4)),
			new FilterCatalog());
		assertTrue(assertThrows(UsageException.class, () -> selected.words("a", "b", Collections.emptyList())).getMessage()
			.contains("has a selection"));
	}

	/** As it is in a packed jar. */
	@Test
	void theJarIsNamedWithoutItsCommit() {
		assertEquals("0.1.0-SNAPSHOT", SubmitLine.version("0.1.0-SNAPSHOT-b4b804352b9508842d7ee13ac969d5c71f986511"));
		assertEquals("0.2.0", SubmitLine.version("0.2.0"));
	}

	@Test
	void whatAClusterCannotDoIsTold() {
		for (final String[] fault : new String[][] { { path("out"), "spark", "end it in .zarr" }, { "", "slurm", "output is empty" },
			{ path("out.zarr"), "pbs", "submit is 'pbs', but must be no, spark or slurm" } })
			assertTrue(refusal("input", path("in/a.tif"), "recipe", "smooth", "output", fault[0], "submit", fault[1]).contains(
				fault[2]), fault[2]);
		assertTrue(refusal("input", path("in/a.tif") + ";" + path("in/b.tif"), "recipe", "smooth", "output", path("out.zarr"),
			"submit", "spark").contains("2 inputs"));
		assertTrue(refusal("input", path("in/a.tif"), "recipe", "smooth", "output", path("out.zarr"), "existing", "replace",
			"submit", "slurm").contains("delete the output first"));
		assertTrue(refusal("input", path("in/a.tif"), "recipe", "smooth sgma=1", "output", path("out.zarr"), "submit", "spark")
			.contains("There is no key 'sgma'"));
		assertTrue(refusal("input", path("in/a.tif"), "recipe", "feature-maps view=montage", "output", path("out.zarr"), "submit",
			"spark").contains("arranges its result as a whole"));
		assertTrue(refusal("input", path("none.tif"), "recipe", "smooth", "output", path("out.zarr"), "submit", "spark").contains(
			"does not exist"));
	}

	@Test
	void theDialogSaysWhatWillBeDone() {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
			BatchCommand.class));
		final LiveText command = (LiveText) module.getDelegateObject();
		assertThrows(NothingYet.class, () -> command.liveText(null));
		module.setInput("input", path("in"));
		assertThrows(NothingYet.class, () -> command.liveText(null));
		module.setInput("recipe", "smooth sigma=2 then pooling window=2");
		assertThrows(NothingYet.class, () -> command.liveText(null));
		module.setInput("output", path("out"));
		final String said = command.liveText(null);
		assertTrue(said.startsWith("Result: 2 steps with 2 files:\nrun(\"Smooth...\", \"method=gaussian sigma=2 "), said);
		module.setInput("submit", "spark");
		assertThrows(UsageException.class, () -> command.liveText(null));
		module.setInput("input", path("in/a.tif"));
		module.setInput("output", path("out.zarr"));
		assertTrue(command.liveText(null).contains("\nspark-submit "), command.liveText(null));
	}

	@Test
	void progressIsThatOfAllImagesAndCancelStopsThem() {
		final List<Double> shares = new ArrayList<>();
		final List<String> log = Collections.synchronizedList(new ArrayList<>());
		// stays: threads tell of their progress in any order
		final AtomicBoolean stop = new AtomicBoolean();
		final BatchReport report = new BatchReport(new Monitor() {

			@Override
			public synchronized void progress(final long done, final long total) {
				shares.add((double) done / total);
				if ((double) done / total > 0.5) stop.set(true);
			}

			@Override
			public boolean isCancelled() {
				return stop.get();
			}
		}, log::add);
		final BatchCall call = new BatchCall(Arrays.asList(path("in/a.tif"), path("in/b.tif")), path("out"), "", "");
		final String said = call.run(RecipeText.parse("smooth", new FilterCatalog()), report, false, false);
		assertEquals("1 done, 0 failed, 1 not finished: cancelled", said);
		assertTrue(shares.stream().anyMatch(s -> s > 0 && s <= 0.5) && shares.stream().allMatch(s -> s < 1), shares.toString());
		assertEquals(0, report.failed());
	}
}
