package io.github.convolvej.network.onnx;

/** Bytes that are not a message in the Protocol Buffers format. */
final class WireException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WireException(final String message) {
		super(message);
	}
}
