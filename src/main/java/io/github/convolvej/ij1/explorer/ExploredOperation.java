package io.github.convolvej.ij1.explorer;

/** What can be explored. */
public enum ExploredOperation {

		/** A kernel for each channel, summed within groups. */
		CONVOLUTION("conv", "Convolution"),
		/** Each sample stamps the kernel onto a larger result, channel by channel. */
		TRANSPOSED("tconv", "Transposed Convolution"),
		/** The largest sample of a window. */
		MAX_POOLING("maxpool", "Pooling"),
		/** The mean of a window. */
		AVERAGE_POOLING("avgpool", "Pooling");

	private final String layer;
	private final String command;

	ExploredOperation(final String layer, final String command) {
		this.layer = layer;
		this.command = command;
	}

	/** How chains of layers call it. */
	String layer() {
		return layer;
	}

	/** The label of the command that does it, without dots. */
	String command() {
		return command;
	}

	/** @return whether it has a kernel with weights */
	public boolean hasKernel() {
		return this == CONVOLUTION || this == TRANSPOSED;
	}

	/** The key of its name in the files of words. */
	String key() {
		return "operation." + layer;
	}
}
