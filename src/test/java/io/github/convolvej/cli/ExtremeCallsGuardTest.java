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
	private static final String[] WHOLES = { WHOLE };
	private static final String[] REALS = { REAL };
	private static final String[] PER_AXIS = { REAL, REAL, REAL + "," + REAL, REAL + "," + REAL + "," + REAL };
	private static final String[] UNITS = { "pixel", "physical" };
	private static final String[] BORDERS = { "zero", "constant:2", "replicate", "reflect", "symmetric", "periodic" };
	private static final String[] PADDINGS = { "same", "valid", "full", WHOLE };
	private static final String[] AXES = { "1D-x", "1D-y", "2D", "3D" };
	private static final String[] KERNELS = { "gaussian:" + REAL, "box:" + WHOLE, "disk:" + REAL, "binomial:" + WHOLE,
		"log:" + REAL, "dog:1," + REAL, "gaussian-x:" + REAL, "gaussian:" + REAL + ":" + WHOLE, "identity:" + WHOLE, "sobel-x:" +
			WHOLE, "sobel-x", "laplacian", "nearest:" + WHOLE, "bilinear:" + WHOLE, "bicubic:" + WHOLE, "1 2 3; 4 5 6" };

	private static final String[] NETWORKS = { "conv k=<whole> c=<whole> p=same | relu | conv k=3 c=1 p=same",
		"conv k=3 c=2 d=<whole> p=<whole> | bn | maxpool k=<whole> s=<whole> | upsample s=<whole>",
		"tconv k=<whole> s=<whole> | leaky a=<real>", "pad p=<whole> fill=reflect | avgpool k=<whole> ceil=1",
		"unet c=<whole> depth=<whole> | sigmoid", "dwconv k=3 m=<whole> | pixelshuffle s=<whole>", "gnorm g=<whole> | inorm",
		"globalpool | conv k=1 c=<whole>", "hourglass c=2 depth=<whole>", "dncnn c=<whole> depth=<whole>",
		"conv k=3 c=8 p=same | pixelunshuffle s=<whole> | shuffle g=<whole>", "lppool k=<whole>", "aspp c=2 rates=1,<whole>" };

	private final Random random = new Random(SEED);
	private final Map<String, Map<String, String[]>> filters = filters();

	private static Map<String, Map<String, String[]>> filters() {
		final Map<String, Map<String, String[]>> filters = new LinkedHashMap<>();
		final Object[] none = new Object[0];
		final Object[] windows = { "stride", WHOLES, "padding", PADDINGS, "border", BORDERS, "dilation", WHOLES, "dimensions",
			AXES };
		final Object[] network = { "model", NETWORKS, "weights", words("random:1,random:<whole>"), "fit", words(
			"none,reflect,zero,crop,resize"), "normalisation", words("model,minmax,mean-std") };
		final String[] engines = words("auto,direct,low-rank,fft,winograd");
		final String[] planes = words("2D,3D");
		filters.put("convolution", options(windows, "kernel", KERNELS, "engine", engines, "groups", WHOLES, "channels", words(
			"separate,mixed")));
		filters.put("grouped-convolution", options(windows, "kernel", KERNELS, "groups", WHOLES, "shuffle", words(
			"true,false")));
		filters.put("depthwise-separable-convolution", options(windows, "kernel", KERNELS, "engine", engines));
		filters.put("pointwise-convolution", options(none, "matrix", words("1 2 3; 4 5 6,identity"), "bias", REALS));
		filters.put("separable-convolution", options(windows, "kernel", KERNELS, "terms", words("auto,2,<whole>"), "flattened",
			words("true,false"), "bias", REALS));
		filters.put("deformable-convolution", options(none, "kernel", KERNELS, "stride", WHOLES, "padding", PADDINGS,
			"dilation", WHOLES, "offsetweights", new String[] { "1 # 2 # 3 # 4 # 5 # 6 # 7 # 8 # 9 # 1 # 2 # 3" },
			"offsetconstant", REALS, "partitions", WHOLES, "largest", WHOLES, "groups", WHOLES, "dimensions", planes));
		filters.put("dilated-convolution", options(none, "kernel", KERNELS, "rates", new String[] { WHOLE + "," + WHOLE,
			"1,2,5", "1," + WHOLE, "1,1,2,3,5,8,13,21" }, "dilation", WHOLES, "padding", PADDINGS, "border", BORDERS,
			"dimensions", AXES, "gridding", words("true,false"), "engine", engines));
		filters.put("transposed-convolution", options(none, "kernel", KERNELS, "stride", WHOLES, "padding", PADDINGS,
			"paddingout", words("0,1,<whole>"), "outputsize", WHOLES, "dilation", WHOLES, "groups", WHOLES, "dimensions", AXES,
			"overlap", words("true,false")));
		filters.put("edges", options(none, "operator", words("sobel,scharr,prewitt,farid,roberts,gaussian"), "size", WHOLES,
			"sigma", REALS, "unit", UNITS, "outputs", words("magnitude,x,direction"), "scale", words("classical,normalized"),
			"calibrated", words("true,false"), "border", BORDERS, "dimensions", planes));
		filters.put("smooth", options(none, "method", words("gaussian,box,binomial,log,dog"), "sigma", PER_AXIS, "sigma2", REALS,
			"size", WHOLES, "unit", UNITS, "border", BORDERS, "dimensions", AXES));
		filters.put("a-trous-wavelets", options(none, "planes", WHOLES, "threshold", REALS, "bright", words("true,false"),
			"product", words("true,false"), "dimensions", planes));
		filters.put("pooling", options(none, "method", words("max,min,average,median,lp,stochastic,expected"), "window", WHOLES,
			"stride", WHOLES, "padding", PADDINGS, "dilation", WHOLES, "ceil", words("true,false"), "countpad", words(
				"true,false"), "power", REALS, "negatives", words("error,zero"), "positions", words("true,false"), "dimensions",
			planes));
		filters.put("adaptive-pooling", options(none, "method", words("average,max,min"), "size", WHOLES, "dimensions", planes));
		filters.put("spatial-pyramid-pooling", options(none, "method", words("max,average"), "levels", new String[] { WHOLE,
			"1," + WHOLE }, "dimensions", planes));
		filters.put("global-pooling", options(none, "method", words("average,sum,max,lp,depthwise"), "power", REALS,
			"dimensions", planes));
		filters.put("unpooling", options(none, "method", words("nearest,average"), "window", WHOLES, "stride", WHOLES,
			"padding", PADDINGS, "size", WHOLES, "dimensions", planes));
		filters.put("upsample", options(none, "method", words(
			"nearest,nearest-exact,linear,cubic,area,pixel-shuffle,pixel-unshuffle"),
			"factor", new String[] { REAL, WHOLE, "1/3" }, "size", WHOLES, "align", words("true,false"), "dimensions", AXES));
		filters.put("neighbourhood", options(none, "method", words(
			"median,mean,minimum,maximum,range,percentile,variance,deviation,rank,mode"), "shape", words("disc,ball,box,ellipse"),
			"radius", PER_AXIS, "unit", UNITS, "percentile", words("0,10,99.9"), "rank", WHOLES, "step", WHOLES, "border",
			BORDERS, "nan", words("propagate,ignore"), "dimensions", planes));
		filters.put("background", options(none, "method", words("gaussian,median,opening,percentile"), "radius", PER_AXIS,
			"percentile", words("0,10,99.9"), "unit", UNITS, "operation", words("subtract,divide,background"), "border", BORDERS,
			"dimensions", planes));
		filters.put("activation", options(none, "method", words("relu,leaky-relu,sigmoid,tanh"), "slope", REALS));
		filters.put("batch-normalisation", options(none, "mean", REALS, "variance", REALS, "gamma", REALS, "beta", REALS,
			"epsilon", REALS));
		filters.put("unmix-channels", options(none, "matrix", words("1 <real>; 0.1 1,identity"), "background", REALS));
		filters.put("network", options(network, "tiles", words("auto,whole,<whole>"), "statistics", words("image,tile")));
		filters.put("feature-maps", options(network, "sort", words("none,mean,maximum"), "view", words("stack,montage")));
		filters.put("back-projection", options(network, "map", WHOLES, "unit", new String[] { "strongest", WHOLE + "," + WHOLE }, "method",
			words("gradient,deconvnet,guided")));
		return filters;
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
		final List<String> call = new ArrayList<>(Arrays.asList(name, random.nextInt(4) == 0 ? "z.tif" : "a.tif", "out" + number + ".tif"));
		filters.get(name).forEach((key, values) -> {
			if (random.nextInt(5) < 2) return;
			String value = values[random.nextInt(values.length)];
			while (value.contains(WHOLE))
				value = value.replaceFirst(WHOLE, whole());
			while (value.contains(REAL))
				value = value.replaceFirst(REAL, real());
			call.add(key + "=" + value);
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
