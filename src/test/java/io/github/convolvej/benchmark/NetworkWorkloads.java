package io.github.convolvej.benchmark;

import io.github.convolvej.benchmark.OnnxGraph.Layer;
import io.github.convolvej.network.NetworkPlan;
import io.github.convolvej.network.Schedule;
import io.github.convolvej.network.onnx.OnnxFile;
import io.github.convolvej.network.tensor.Tensor;
import io.github.convolvej.run.Monitor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Whole networks with random weights, from a tensor to a tensor, by whole layers. */
final class NetworkWorkloads {

	/** Channels and repetitions of the stages of MobileNetV2, and the stride of the first layer of each. */
	private static final int[][] MOBILE_STAGES = { { 16, 1, 1 }, { 24, 2, 2 }, { 32, 3, 2 }, { 64, 4, 2 }, { 96, 3, 1 }, { 160,
		3, 2 }, { 320, 1, 1 } };
	private static final int MOBILE_EXPANSION = 6;
	private static final int DENOISER_LAYERS = 15;
	/** Of 53 layers with random weights, without normalisation: a change of each sample by its last bit makes as much. */
	private static final double DEEP = 1e-4;

	private NetworkWorkloads() {}

	static List<Workload> all() {
		return Arrays.asList( //
			new Workload("network-unet", "U-Net of 16 to 128 channels, 512^2", () -> contest(unet(), Agreement.SINGLE)), //
			new Workload("network-dncnn", "DnCNN, 17 layers of 64 channels, 256^2", () -> contest(denoiser(), Agreement.SINGLE)), //
			new Workload("network-unet-3d", "3D U-Net of 16 to 128 channels, 64^3", () -> contest(volumes(), Agreement.SINGLE)), //
			new Workload("network-mobilenet", "MobileNetV2 encoder, 224^2", () -> contest(mobile(), DEEP)));
	}

	/** A model with the shapes of what it reads and gives. */
	static final class Model {

		final byte[] bytes;
		final long[] input;
		final long[] output;

		private Model(final OnnxGraph graph, final Layer result) {
			bytes = graph.bytes(result);
			input = graph.input().shape();
			output = result.shape();
		}
	}

	/** As a published U-Net for nuclei has its layers. */
	static Model unet() {
		final OnnxGraph graph = new OnnxGraph(1, 1, 512, 512);
		return new Model(graph, graph.convolution(unet(graph, graph.input(), 16, 3, false), 1, 1, 1, 1));
	}

	/** Pooled three times, enlarged by transposed convolutions. */
	static Model volumes() {
		final OnnxGraph graph = new OnnxGraph(1, 1, 64, 64, 64);
		return new Model(graph, graph.convolution(unet(graph, graph.input(), 16, 3, true), 1, 1, 1, 1));
	}

	private static Layer unet(final OnnxGraph graph, final Layer x, final int channels, final int depth,
		final boolean transposed)
	{
		final Layer skip = graph.layer(graph.layer(x, channels), channels);
		if (depth == 0) return skip;
		final Layer below = unet(graph, graph.pooled(skip), 2 * channels, depth - 1, transposed);
		final Layer up = transposed ? graph.enlarged(below, channels) : graph.layer(graph.repeated(below), channels);
		return graph.layer(graph.layer(graph.joined(skip, up), channels), channels);
	}

	static Model denoiser() {
		final OnnxGraph graph = new OnnxGraph(1, 1, 256, 256);
		Layer t = graph.layer(graph.input(), 64);
		for (int i = 0; i < DENOISER_LAYERS; i++)
			t = graph.rectified(graph.normalised(graph.convolution(t, 64, 3, 1, 1)));
		return new Model(graph, graph.difference(graph.input(), graph.convolution(t, 1, 3, 1, 1)));
	}

	static Model mobile() {
		final OnnxGraph graph = new OnnxGraph(1, 3, 224, 224);
		Layer t = graph.clipped(graph.convolution(graph.input(), 32, 3, 2, 1));
		int expansion = 1;
		for (final int[] stage : MOBILE_STAGES) {
			for (int i = 0; i < stage[1]; i++) {
				final Layer before = t;
				final int wide = (int) t.shape()[1] * expansion;
				if (expansion > 1) t = graph.clipped(graph.convolution(t, wide, 1, 1, 1));
				t = graph.clipped(graph.convolution(t, wide, 3, i == 0 ? stage[2] : 1, wide));
				t = graph.convolution(t, stage[0], 1, 1, 1);
				if (i > 0) t = graph.sum(before, t);
				expansion = MOBILE_EXPANSION;
			}
		}
		return new Model(graph, graph.clipped(graph.convolution(t, 1280, 1, 1, 1)));
	}

	private static Contest contest(final Model model, final double tolerance) {
		final NetworkPlan plan = OnnxFile.read("model", model.bytes).on(model.input);
		final Picture source = Picture.random(Picture.Type.F32, axes(model.input));
		final Picture target = Picture.empty(Picture.Type.F32, axes(model.output));
		final Tensor image = new Tensor(model.input, (float[]) source
			.data());
		final Tensor result = new Tensor(model.output, (float[]) target
			.data());
		final Entrant ours = Ours.threaded(() -> plan.run(image, Collections.singletonMap("y", result), Schedule.WHOLE,
			Monitor.NONE), target);
		return new Contest(source.type()).ours(ours, target.size()).add(Column.ONNX, new OnnxRuntime(model.bytes, source,
			model.input, model.output), Agreement.within(tolerance));
	}

	/** X first, without the batch axis. */
	private static int[] axes(final long[] shape) {
		final int[] size = new int[shape.length - 1];
		for (int d = 0; d < size.length; d++)
			size[d] = (int) shape[shape.length - 1 - d];
		return size;
	}
}
