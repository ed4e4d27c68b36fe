/**
 * The entries of the menu Plugins &gt; ConvolveJ &gt; Samples: one command for each sample image.
 * <p>
 * Begin with {@link io.github.convolvej.command.sample.SampleCommand}.
 */
package io.github.convolvej.command.sample;
