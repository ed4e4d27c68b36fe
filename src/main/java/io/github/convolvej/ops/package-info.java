/**
 * The filters as SciJava Ops. No Ops library is needed: a tag in the Javadoc of
 * a public static method makes it an op. The list of ops is written at compile
 * time and read by the Ops engine if it is present. Optional parameters come
 * last and may be null. Text parameters have the form of macro keys and of the
 * command line. The methods make a filter and run it; they contain no
 * arithmetic.
 * <p>
 * Begin with {@link io.github.convolvej.ops.Convolutions}.
 */
package io.github.convolvej.ops;
