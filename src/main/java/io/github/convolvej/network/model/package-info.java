/**
 * Models as they are shared: bioimage.io folders and zip files, {@link
 * io.github.convolvej.network.model.ImageModel}. Their pre- and postprocessing
 * becomes part of the network, so that tiles equal the whole here too. Weights are
 * read from ONNX files, {@code network.onnx}.
 */
package io.github.convolvej.network.model;
