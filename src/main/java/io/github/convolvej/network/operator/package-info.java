/**
 * The operators of networks. {@link
 * io.github.convolvej.network.operator.Binding} turns each {@link
 * io.github.convolvej.network.operator.Node} into {@link
 * io.github.convolvej.network.operator.BoundOperator}s, with one rule for each
 * operator name (the {@code ...Rules} classes); constants are computed while
 * binding. Convolutions use the project's own filters; all other operators are
 * simple loops. The package does not deal with files, schedules or threads.
 * Begin with {@link io.github.convolvej.network.operator.BoundOperator}.
 */
package io.github.convolvej.network.operator;
