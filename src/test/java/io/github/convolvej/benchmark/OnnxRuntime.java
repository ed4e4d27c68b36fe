package io.github.convolvej.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * An operator or network in ONNX Runtime, from buffer to given buffer outside of Java's
 * heap, so that nothing is copied on the way in or out. Threads stop spinning
 * after each run, since they would take the time of whoever comes next.
 */
final class OnnxRuntime implements Entrant {

	private final OnnxTensor input;
	private final OnnxTensor output;
	private final FloatBuffer result;
	private final List<OrtSession> sessions = new ArrayList<>();

	/**
	 * @param model the operator
	 * @param source samples; they are taken as floating point numbers
	 * @param inputShape shape of the input, slowest axis first
	 * @param outputShape shape of the output
	 */
	OnnxRuntime(final OnnxModel model, final Picture source, final long[] inputShape, final long[] outputShape) {
		this(model.bytes(inputShape, outputShape), source, inputShape, outputShape);
	}

	/**
	 * @param model a model whose input is x and whose output is y
	 * @param source samples; they are taken as floating point numbers
	 * @param inputShape shape of the input, slowest axis first
	 * @param outputShape shape of the output
	 */
	OnnxRuntime(final byte[] model, final Picture source, final long[] inputShape, final long[] outputShape) {
		try {
			final OrtEnvironment environment = OrtEnvironment.getEnvironment();
			final FloatBuffer samples = buffer(inputShape);
			samples.duplicate().put(source.values());
			result = buffer(outputShape);
			input = OnnxTensor.createTensor(environment, samples, inputShape);
			output = OnnxTensor.createTensor(environment, result, outputShape);
			for (int threads = 1; threads <= 2; threads++) {
				final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
				options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
				options.setIntraOpNumThreads(threads);
				options.setInterOpNumThreads(1);
				options.addConfigEntry("session.force_spinning_stop", "1");
				sessions.add(environment.createSession(model, options));
			}
		}
		catch (final OrtException e) {
			throw new IllegalStateException(e);
		}
	}

	private static FloatBuffer buffer(final long[] shape) {
		final long samples = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
		return ByteBuffer.allocateDirect(Math.toIntExact(4 * samples)).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}

	@Override
	public void run(final int threads, final int calls) {
		try {
			for (int i = 0; i < calls; i++)
				sessions.get(threads - 1).run(Collections.singletonMap("x", input), Collections.singletonMap("y", output))
					.close();
		}
		catch (final OrtException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public boolean usesThreads() {
		return true;
	}

	@Override
	public float[] values() {
		final float[] values = new float[result.capacity()];
		result.duplicate().get(values);
		return values;
	}
}
