/**
 * Reads ONNX files, {@link io.github.convolvej.network.onnx.OnnxFile}, without any
 * library: the few message types that a network needs, in the wire format of
 * Protocol Buffers. What operators mean is in {@code network.operator}.
 */
package io.github.convolvej.network.onnx;
