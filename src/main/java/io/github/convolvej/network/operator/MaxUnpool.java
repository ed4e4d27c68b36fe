package io.github.convolvej.network.operator;

import io.github.convolvej.filter.lines.Scratch;
import io.github.convolvej.geometry.SamplePosition;
import io.github.convolvej.network.tensor.Box;
import io.github.convolvej.network.tensor.TensorPart;

import java.util.Arrays;

/**
 * Writes samples to the positions of maxima, with zeros elsewhere (ONNX
 * MaxUnpool). Positions are counted in the whole result, the last axis fastest.
 * If several samples have the same position, the last one is written.
 */
final class MaxUnpool extends BoundOperator {

	private static final long serialVersionUID = 1L;

	private final PoolingWindows windows;
	private final long[] inputShape;
	/** Whether each position is known to lie within the window of its sample. */
	private final boolean local;

	/**
	 * @param windows the windows of the pooling
	 * @param shape size of the result
	 * @param inputShape size of samples and positions
	 * @param local whether each position lies within the window of its sample
	 */
	MaxUnpool(final PoolingWindows windows, final long[] shape, final long[] inputShape, final boolean local) {
		super(shape);
		this.windows = windows;
		this.inputShape = inputShape.clone();
		this.local = local;
	}

	@Override
	public Box needed(final int input, final Box target) {
		if (!local) return Box.whole(inputShape);
		Box box = target;
		for (int d = 0; d < windows.kernel.length; d++) {
			final long reach = (windows.kernel[d] - 1L) * windows.dilation[d];
			final long low = Math.max(0, -Math.floorDiv(-(target.min(d + 2) + windows.before[d] - reach),
				(long) windows.stride[d]));
			final long high = Math.min(inputShape[d + 2] - 1, Math.floorDiv(target.max(d + 2) + windows.before[d],
				(long) windows.stride[d]));
			if (high < low) return null;
			box = box.with(d + 2, low, high);
		}
		return box;
	}

	@Override
	public void compute(final TensorPart[] inputs, final TensorPart target, final Box piece, final Scratch scratch) {
		final float[] out = new float[Math.toIntExact(piece.samples())];
		final Box needed = needed(0, piece);
		if (needed != null) {
			final TensorPart part = new TensorPart(piece, out);
			final long[] position = new long[rank()];
			final double[] positions = inputs[1].wide();
			new RunLoop(needed, new Box[] { inputs[0].box(), inputs[1].box() }).run((at, n) -> {
				for (int i = 0; i < n; i++) {
					long flat = (long) positions[at[1] + i];
					boolean inside = flat >= 0;
					for (int d = rank() - 1; d >= 0; d--) {
						position[d] = d == 0 ? flat : flat % size(d);
						flat /= size(d);
						inside &= position[d] >= piece.min(d) && position[d] <= piece.max(d);
					}
					if (inside) out[part.index(position)] = inputs[0].floats()[at[0] + i];
				}
			});
		}
		BoxCopy.write(out, piece, target);
	}

	@Override
	public SamplePosition position(final int d) {
		return d < 2 ? SamplePosition.IDENTITY : windows.inverse(d - 2);
	}

	@Override
	public int splitAxis(final Box target, final int threads) {
		final int longest = super.splitAxis(target, threads);
		return local || target.size(1) < 2 ? longest : 1;
	}

	/**
	 * Whether the positions come from a pooling with the same windows, so that
	 * each lies within the window of its sample.
	 */
	static boolean isLocal(final BoundOperator positions, final PoolingWindows windows, final long[] shape) {
		if (!(positions instanceof WindowPooling)) return false;
		final WindowPooling pooling = (WindowPooling) positions;
		return Arrays.equals(pooling.inputShape(), shape) && pooling.hasWindows(windows);
	}

	@Override
	public boolean hasBackward() {
		return true;
	}

	@Override
	public boolean passesBackTo(final int input) {
		return input == 0;
	}

	/** Each position passes back to the sample that was written last; positions themselves get nothing. */
	@Override
	public void backward(final Backward pass) {
		final Box needed = needed(0, pass.box());
		if (!pass.wants(0) || needed == null) return;
		final TensorPart writers = TensorPart.create(pass.box(), true);
		Arrays.fill(writers.doubles(), -1);
		final long[] position = new long[rank()];
		final TensorPart sum = pass.sum(0);
		new RunLoop(needed, new Box[] { pass.input(1).box(), sum.box() }).run((at, n) -> {
			for (int i = 0; i < n; i++) {
				long flat = (long) pass.input(1).doubles()[at[0] + i];
				boolean inside = flat >= 0;
				for (int d = rank() - 1; d >= 0; d--) {
					position[d] = d == 0 ? flat : flat % size(d);
					flat /= size(d);
					inside &= position[d] >= pass.box().min(d) && position[d] <= pass.box().max(d);
				}
				if (inside) writers.doubles()[writers.index(position)] = at[1] + i;
			}
		});
		for (int i = 0; i < writers.doubles().length; i++)
			if (writers.doubles()[i] >= 0) sum.doubles()[(int) writers.doubles()[i]] += pass.gradients()[i];
	}
}
