/**
 * The window of Convolution Explorer: an operation with its settings, what it makes of an image at once, the formula of
 * the size, the receptive field, and the same as code. {@link io.github.convolvej.ij1.explorer.ExplorerSettings} knows
 * what the settings mean, and nothing of windows. Begin with {@link io.github.convolvej.ij1.explorer.ExplorerWindow}.
 */
package io.github.convolvej.ij1.explorer;
