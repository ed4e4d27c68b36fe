/**
 * Resizing by nearest, linear, cubic and area interpolation.
 * <p>
 * Upsampling with learned or preset weights is in {@code filter.transposed}.
 * Begin with {@link io.github.convolvej.filter.interpolation.Interpolation}.
 */
package io.github.convolvej.filter.interpolation;
