/**
 * The filters as SciJava Ops. Nothing here needs the Ops libraries: a tag in the
 * Javadoc of a public static method makes it an op; the list of ops is written at
 * compile time and read by the Ops engine where there is one. Parameters that may be
 * left out come last and are null then; text is what macros and the command line take.
 * There is no arithmetic here: methods make a filter and run it.
 * <p>
 * Begin with {@link io.github.convolvej.ops.Convolutions}.
 */
package io.github.convolvej.ops;
