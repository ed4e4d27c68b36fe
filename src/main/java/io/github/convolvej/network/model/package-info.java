/**
 * Reads shared models: bioimage.io folders and zip files, {@link
 * io.github.convolvej.network.model.ImageModel}. Their pre- and postprocessing
 * becomes part of the network, so tiles give the same result as the whole image.
 * {@code network.onnx} reads the weights from ONNX files.
 */
package io.github.convolvej.network.model;
