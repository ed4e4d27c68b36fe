/**
 * The samples outside an image: zeros, a constant, the edge repeated, the image
 * mirrored or repeated. Filters do not know borders; {@code run} asks {@link
 * io.github.convolvej.border.Border} for the samples that a filter needs outside
 * the image.
 */
package io.github.convolvej.border;
