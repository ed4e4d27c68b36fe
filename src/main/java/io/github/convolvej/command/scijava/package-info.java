/**
 * The bridge to SciJava: pre- and postprocessors, macros, and how mistakes are reported.
 * <p>
 * Begin with {@link io.github.convolvej.command.scijava.Macros}.
 */
package io.github.convolvej.command.scijava;
