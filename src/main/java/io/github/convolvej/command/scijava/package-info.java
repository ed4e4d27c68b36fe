/**
 * Connects our commands to SciJava: classes that run before and after each command, handle macros, and report mistakes.
 * <p>
 * Begin with {@link io.github.convolvej.command.scijava.Macros}.
 */
package io.github.convolvej.command.scijava;
