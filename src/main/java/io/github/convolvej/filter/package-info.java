/**
 * The contract of every operation: {@link io.github.convolvej.filter.Filter} is an operation with its
 * parameters, {@link io.github.convolvej.filter.Plan} is the same bound to an image size.
 * <p>
 * A plan is asked backwards: which source does a part of the result need, then fill that part. Operations
 * themselves live in the packages below, one family each; plans that have sizes, windows or samples in place in
 * common extend {@code SizedPlan}, {@code SpatialPlan} or {@code InPlacePlan}. Running filters over images is the task
 * of {@code run}. Begin with {@link io.github.convolvej.filter.Filter}.
 */
package io.github.convolvej.filter;
