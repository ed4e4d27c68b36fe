/**
 * Reads ONNX files, {@link io.github.convolvej.network.onnx.OnnxFile}, without a
 * library: the few message types that a network needs, in the wire format of
 * Protocol Buffers. {@code network.operator} defines what operators compute.
 */
package io.github.convolvej.network.onnx;
