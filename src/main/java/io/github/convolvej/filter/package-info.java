/**
 * The contract of every operation: {@link io.github.convolvej.filter.Filter} is an operation with its
 * parameters, {@link io.github.convolvej.filter.Plan} is the same operation bound to an image size.
 * <p>
 * A plan works backwards: it first says which part of the source a part of the result needs, then computes that
 * part. Plans that share sizes, windows or samples in place extend {@code SizedPlan}, {@code SpatialPlan} or {@code
 * InPlacePlan}. The packages below hold the operations, one family each; {@code run} runs them on images. Begin with
 * {@link io.github.convolvej.filter.Filter}.
 */
package io.github.convolvej.filter;
