package io.github.convolvej.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.Yardstick;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No call takes unbounded time: random options with extreme numbers end soon on a
 * small image, with a result or with the number that is too large.
 */
@Guard
class ExtremeCallsGuardTest {

	private static final int CALLS = Integer.getInteger("calls", 2000);
	/** Yardsticks of CPU time that a call may take, all threads and the JIT compiler together. */
	private static final double BOUND = 60;
	private static final long SEED = Long.getLong("seed", 2026);

	private static final String WHOLE = "<whole>";
	private static final String REAL = "<real>";
	private static final String[] BORDERS = { "zero", "constant:2", "replicate", "reflect", "symmetric", "periodic" };
	private static final String[] PADDINGS = { "same", "valid", "full", WHOLE };
	private static final String[] AXES = { "1D-x", "1D-y", "2D", "3D" };
	private static final String[] KERNELS = { "gaussian:" + REAL, "box:" + WHOLE, "disk:" + REAL, "binomial:" + WHOLE,
		"log:" + REAL, "dog:1," + REAL, "sobel-x", "laplacian", "bilinear:" + WHOLE, "bicubic:" + WHOLE, "1 2 3; 4 5 6" };

	private final Random random = new Random(SEED);
	private final Map<String, Map<String, String[]>> filters = filters();

	private static Map<String, Map<String, String[]>> filters() {
		final Map<String, Map<String, String[]>> filters = new LinkedHashMap<>();
		final Object[] windows = { "stride", one(WHOLE), "padding", PADDINGS, "border", BORDERS, "dilation", one(WHOLE),
			"dimensions", AXES };
		filters.put("convolution", options(windows, "kernel", KERNELS, "engine", words("auto,direct,low-rank,fft")));
		filters.put("grouped-convolution", options(windows, "kernel", KERNELS));
		filters.put("depthwise-separable-convolution", options(windows, "kernel", KERNELS));
		filters.put("separable-convolution", options(windows, "kernel", KERNELS, "terms", words("auto,2")));
		filters.put("deformable-convolution", options(new Object[0], "kernel", KERNELS, "stride", one(WHOLE), "padding",
			PADDINGS, "dilation", one(WHOLE), "offsetweights", one("1 # 2 # 3 # 4 # 5 # 6 # 7 # 8 # 9 # 1 # 2 # 3")));
		filters.put("dilated-convolution", options(new Object[0], "kernel", KERNELS, "rates", new String[] { WHOLE + "," +
			WHOLE, "1,2,5", "1," + WHOLE, "1,1,2,3,5,8,13,21" }, "dilation", one(WHOLE),
			"padding", PADDINGS, "border", BORDERS, "dimensions", AXES, "gridding", words("true,false")));
		filters.put("transposed-convolution", options(new Object[0], "kernel", KERNELS, "stride", one(WHOLE), "padding",
			PADDINGS, "paddingout", words("0,1"), "outputsize", one(WHOLE), "dilation", one(WHOLE), "dimensions", AXES,
			"overlap", words("true,false")));
		filters.put("edges", options(new Object[0], "operator", words("sobel,scharr,gaussian"), "size", one(WHOLE), "sigma",
			one(REAL), "outputs", words("magnitude,x,direction"), "scale", words("classical,normalized"), "border", BORDERS,
			"dimensions", words("2D,3D")));
		filters.put("smooth", options(new Object[0], "method", words("gaussian,box,binomial,log,dog"), "sigma", one(REAL),
			"sigma2", one(REAL), "size", one(WHOLE), "border", BORDERS, "dimensions", AXES));
		filters.put("a-trous-wavelets", options(new Object[0], "scales", one(WHOLE)));
		filters.put("pooling", options(new Object[0], "method", words("max,min,average,median,lp,stochastic,expected"),
			"window", one(WHOLE), "stride", one(WHOLE), "padding", PADDINGS, "dilation", one(WHOLE), "ceil", words(
				"true,false"), "power", one(REAL), "dimensions", words("2D,3D")));
		filters.put("adaptive-pooling", options(new Object[0], "method", words("average,max"), "size", one(WHOLE)));
		filters.put("spatial-pyramid-pooling", options(new Object[0], "levels", new String[] { WHOLE, "1," + WHOLE }));
		filters.put("global-pooling", options(new Object[0], "method", words("average,lp"), "power", one(REAL)));
		filters.put("unpooling", options(new Object[0], "method", words("nearest,average"), "window", one(WHOLE), "stride", one(
			WHOLE), "padding", PADDINGS, "size", one(WHOLE)));
		filters.put("upsample", options(new Object[0], "method", words("nearest,linear,cubic,area"), "factor", new String[] {
			REAL, WHOLE, "1/3" }, "size", one(WHOLE), "align", words("true,false")));
		filters.put("neighbourhood", options(new Object[0], "method", words(
			"median,mean,minimum,maximum,range,percentile,variance,deviation,rank"), "shape", words("disc,ball,box,ellipse"),
			"radius", one(REAL), "percentile", words("0,10,99.9"), "rank", one(WHOLE), "step", one(WHOLE), "border", BORDERS));
		filters.put("background", options(new Object[0], "method", words("gaussian,median,opening,percentile"), "radius", one(
			REAL), "operation", words("subtract,divide"), "border", BORDERS, "dimensions", words("2D,3D")));
		return filters;
	}

	private static String[] one(final String value) {
		return new String[] { value };
	}

	private static String[] words(final String list) {
		return list.split(",");
	}

	private static Map<String, String[]> options(final Object[] common, final Object... own) {
		final Map<String, String[]> options = new LinkedHashMap<>();
		for (final Object[] list : new Object[][] { common, own })
			for (int i = 0; i < list.length; i += 2)
				options.put((String) list[i], (String[]) list[i + 1]);
		return options;
	}

	/** Small ones too, so that large ones are met alone. */
	private String whole() {
		final int[] all = { 1, 1, 2, 3, 3, 5, 8, 31, 100, 777, 3000, 50_000, 1_000_000, 100_000_000, 1_000_000_000,
			Integer.MAX_VALUE };
		return String.valueOf(all[random.nextInt(all.length)]);
	}

	private String real() {
		final String[] all = { "0.3", "1", "1.5", "2", "5", "20", "77.7", "500", "3000", "1e5", "1e7", "1e9" };
		return all[random.nextInt(all.length)];
	}

	private String[] call(final int number) {
		final List<String> names = new ArrayList<>(filters.keySet());
		final String name = names.get(random.nextInt(names.size()));
		final List<String> call = new ArrayList<>(Arrays.asList(name, random.nextInt(4) == 0 ? "z.tif" : "a.tif", "out" +
			number + (name.startsWith("spatial") || name.startsWith("global") ? ".csv" : ".tif")));
		filters.get(name).forEach((key, values) -> {
			if (random.nextInt(5) < 2) return;
			String value = values[random.nextInt(values.length)];
			while (value.contains(WHOLE))
				value = value.replaceFirst(WHOLE, whole());
			call.add(key + "=" + value.replace(REAL, real()));
		});
		return call.toArray(new String[0]);
	}

	@Test
	void randomExtremeCallsEndSoon(@TempDir final Path folder) throws Exception {
		Run.save(Images.noise(16, 48, 40, 1, 1, 1), folder.resolve("a.tif"));
		Run.save(Images.noise(8, 48, 40, 1, 3, 1), folder.resolve("z.tif"));
		Run.in(folder, "smooth", "a.tif", "warm-up.tif");
		final double unit = Yardstick.seconds();
		final List<String> wrong = new ArrayList<>();
		final int[] ends = new int[3];
		for (int i = 0; i < CALLS; i++) {
			final String[] call = call(i);
			final double start = Yardstick.processSeconds();
			final Run run = Run.in(folder, call);
			final double taken = (Yardstick.processSeconds() - start) / unit;
			final String what = String.join(" ", call);
			assertTrue(run.code >= 0 && run.code <= 2, what + ": " + run);
			ends[run.code]++;
			if (run.err.contains("defect") || run.err.contains("\tat ")) wrong.add(what + ": " + run.err);
			else if (taken > BOUND) wrong.add(what + ": " + Math.round(taken) + " yardsticks, exit " + run.code);
			if (run.code == 0) Files.deleteIfExists(folder.resolve(call[2]));
		}
		assertTrue(ends[0] > CALLS / 10 && ends[1] + ends[2] > CALLS / 20, Arrays.toString(ends));
		assertEquals("", String.join("\n", wrong));
	}
}
