/**
 * What the nodes of a network compute. {@link
 * io.github.convolvej.network.operator.Binding} turns each {@link
 * io.github.convolvej.network.operator.Node} into {@link
 * io.github.convolvej.network.operator.BoundOperator}s, by one rule for each name
 * (the {@code ...Rules} classes); constants are computed on the way. Convolutions
 * are those of the project's own filters; all other operators are plain loops.
 * Nothing here knows of files, schedules or threads. Begin reading at {@link
 * io.github.convolvej.network.operator.BoundOperator}.
 */
package io.github.convolvej.network.operator;
