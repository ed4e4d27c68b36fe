package io.github.convolvej.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.LayerChain;
import io.github.convolvej.ij1.image.SampleImage;
import io.github.convolvej.learn.Demonstration;
import io.github.convolvej.learn.Demonstrations;
import io.github.convolvej.learn.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import ij.process.ImageProcessor;

/**
 * The lessons have what a lesson must have, say the same in both languages, and their numbers are those of the program.
 * {@code DocumentationIT} runs their macros.
 */
class LessonsTest {

	private static final Path FOLDER = Paths.get("docs/lessons");
	private static final Pattern BLOCK = Pattern.compile("(?m)^```ijm\\R(.*?)^```", Pattern.DOTALL);
	private static final Pattern ARITHMETIC = Pattern.compile(
		"run\\(\"Convolution Arithmetic\\.\\.\\.\", \"layers=\\[([^]]+)] size=([0-9,]+) channels=([0-9]+)\"\\);");
	private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\((images/([^)]+))\\)");
	private static final long LARGEST = 3 << 20;

	private static List<Path> lessons() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.filter(f -> f.getFileName().toString().matches("[0-9]{2}-[a-z-]+\\.md")).sorted().collect(Collectors
				.toList());
		}
	}

	private static Path chinese(final Path lesson) {
		return lesson.resolveSibling(lesson.getFileName().toString().replace(".md", ".zh.md"));
	}

	private static List<String> all(final Pattern pattern, final String text, final int group) {
		return pattern.matcher(text).results().map(r -> r.group(group)).collect(Collectors.toList());
	}

	@Test
	void theContentsListEveryLessonInItsOrder() throws IOException {
		final List<Path> lessons = lessons();
		assertEquals(16, lessons.size());
		for (int i = 0; i < lessons.size(); i++)
			assertTrue(lessons.get(i).getFileName().toString().startsWith(String.format("%02d-", i + 1)), lessons.get(i).toString());
		final Pattern link = Pattern.compile("(?m)^[0-9]+\\. \\[[^]]+]\\(([^)]+)\\)$");
		assertEquals(lessons.stream().map(l -> l.getFileName().toString()).collect(Collectors.toList()), all(link, Files
			.readString(FOLDER.resolve("README.md")), 1));
		assertEquals(lessons.stream().map(l -> chinese(l).getFileName().toString()).collect(Collectors.toList()), all(link, Files
			.readString(FOLDER.resolve("README.zh.md")), 1));
	}

	@TestFactory
	Stream<DynamicTest> everyLessonIsComplete() throws IOException {
		return lessons().stream().flatMap(lesson -> Stream.of(lesson, chinese(lesson))).map(lesson -> DynamicTest.dynamicTest(lesson
			.getFileName().toString(), () -> {
				final boolean zh = lesson.toString().endsWith(".zh.md");
				final String text = Files.readString(lesson);
				assertTrue(text.startsWith("# " + Integer.parseInt(lesson.getFileName().toString().substring(0, 2)) + ". "), text);
				final List<String> pictures = all(PICTURE, text, 1);
				assertEquals(1, pictures.size());
				assertTrue(Files.exists(FOLDER.resolve(pictures.get(0))), pictures.get(0));
				assertTrue(text.contains(zh ? "## 动手试试" : "## Try it"));
				assertFalse(all(BLOCK, text, 1).isEmpty());
				final int questions = text.indexOf(zh ? "## 问题" : "## Questions");
				final int answers = text.indexOf(zh ? "## 答案" : "## Answers");
				final Pattern item = Pattern.compile("(?m)^([0-9])\\. .");
				assertEquals(Arrays.asList("1", "2", "3"), all(item, text.substring(questions, answers), 1));
				assertEquals(Arrays.asList("1", "2", "3"), all(item, text.substring(answers), 1));
			}));
	}

	@TestFactory
	Stream<DynamicTest> bothLanguagesHaveTheSameMacrosAndNumbers() throws IOException {
		return lessons().stream().map(lesson -> DynamicTest.dynamicTest(lesson.getFileName().toString(), () -> {
			final String english = Files.readString(lesson);
			final String other = Files.readString(chinese(lesson));
			assertEquals(all(BLOCK, english, 1), all(BLOCK, other, 1));
			assertEquals(all(Pattern.compile("`([^`\n]+ = [^`\n]+)`"), english, 1), all(Pattern.compile("`([^`\n]+ = [^`\n]+)`"), other,
				1));
		}));
	}

	@TestFactory
	Stream<DynamicTest> everyEquationIsTrue() throws IOException {
		assertEquals(10, Equations.value("floor((5 + 2*1 - 3)/2) + 1 + sqrt(49) * (3 - 2) + -0"));
		assertEquals(1, Equations.wrong("`2 * 3 = 7`").size());
		int equations = 0;
		for (final Path lesson : lessons())
			equations += Equations.count(Files.readString(lesson));
		assertTrue(equations >= 50, equations + " equations");
		return lessons().stream().flatMap(lesson -> Stream.of(lesson, chinese(lesson))).map(lesson -> DynamicTest.dynamicTest(lesson
			.getFileName().toString(), () -> assertEquals(List.of(), Equations.wrong(Files.readString(lesson)))));
	}

	@TestFactory
	Stream<DynamicTest> sizesWeightsAndMultiplicationsAreThoseOfTheProgram() throws IOException {
		return lessons().stream().flatMap(lesson -> Stream.of(lesson, chinese(lesson))).map(lesson -> DynamicTest.dynamicTest(lesson
			.getFileName().toString(), () -> {
				final String text = Files.readString(lesson);
				final String words = BLOCK.matcher(text).replaceAll("");
				final Matcher m = ARITHMETIC.matcher(text);
				while (m.find()) {
					final String[] size = m.group(2).split(",");
					final ChainTable chain = LayerChain.parse(m.group(1)).on(Long.parseLong(m.group(3)), Long.parseLong(size[0]), Long
						.parseLong(size[size.length - 1]));
					final ChainTable.Row last = chain.rows().get(chain.rows().size() - 1);
					final List<String> told = new ArrayList<>();
					told.add(last.size()[0] + " x " + last.size()[1]);
					if (chain.parameters() > 0) told.add(String.format(Locale.ROOT, "%,d", chain.parameters()));
					if (chain.multiplications() > 0) told.add(String.format(Locale.ROOT, "%,.0f", chain.multiplications()));
					for (final String number : told)
						assertTrue(Pattern.compile("(?<![0-9,])" + number + "(?![0-9])").matcher(words).find(), m.group(1) + " has " + number +
							", which the page does not say");
				}
			}));
	}

	@Test
	void measuredNumbersAreThoseOfTheDemonstrations() throws IOException {
		final ImageProcessor plane = SampleImage.CELLS.open().getProcessor();
		plane.setRoi(96, 64, 128, 128);
		final float[] pixels = (float[]) plane.crop().convertToFloat().getPixels();
		check("12-transposed", "checkerboard", pixels, 2, "120 %", "0 %", "67 %");
		check("11-dilated", "gridding", pixels, 2, "71 %");
		check("11-dilated", "gridding", pixels, 1, "120");
		check("06-pooling", "small-objects", pixels, 0, "32", "16");
		check("07-receptive-field", "receptive-field", pixels, 0, null, null, "49", "31");
		check("07-receptive-field", "receptive-field", pixels, 2, null, null, "33 %", "97 %");
		final Demonstration objects = demonstration("small-objects", pixels);
		assertEquals(6.25, objects.cases().get(1).values()[2], 1e-9);
		assertEquals(12.5, objects.cases().get(2).values()[1], 1e-9);
		for (final String number : new String[] { "6.25 %", "12.5 %" })
			assertTrue(Files.readString(FOLDER.resolve("06-pooling.md")).contains(number) && Files.readString(FOLDER.resolve(
				"06-pooling.zh.md")).contains(number), number);
	}

	private static Demonstration demonstration(final String topic, final float[] pixels) {
		return Demonstrations.of(topic, ArrayImgs.floats(pixels, 128, 128));
	}

	/** The first cases of a column, as both pages print them. */
	private static void check(final String lesson, final String topic, final float[] pixels, final int column,
		final String... printed) throws IOException
	{
		final Demonstration shown = demonstration(topic, pixels);
		for (int i = 0; i < printed.length; i++) {
			if (printed[i] == null) continue;
			final double value = shown.cases().get(i).values()[column];
			assertEquals(printed[i].replace(" %", ""), String.valueOf(Math.round(value)), shown.name(shown.cases().get(i), Words.of(
				Locale.ENGLISH)));
			for (final String ending : new String[] { ".md", ".zh.md" })
				assertTrue(Files.readString(FOLDER.resolve(lesson + ending)).contains(printed[i]), lesson + ending + " lacks " +
					printed[i]);
		}
	}

	@Test
	void animationsAreSmallAndUsed() throws IOException {
		final StringBuilder pages = new StringBuilder();
		for (final Path lesson : lessons())
			pages.append(Files.readString(lesson)).append(Files.readString(chinese(lesson)));
		final List<Path> pictures;
		try (Stream<Path> files = Files.list(FOLDER.resolve("images"))) {
			pictures = files.sorted().collect(Collectors.toList());
		}
		long size = 0;
		for (final Path picture : pictures) {
			assertTrue(pages.indexOf("(images/" + picture.getFileName() + ")") > 0, picture + " is on no page");
			size += Files.size(picture);
		}
		assertTrue(size < LARGEST, "pictures of " + size + " bytes");
	}
}
