/**
 * How parameters that several commands share are read: choices, numbers, sizes, banks, lengths.
 * <p>
 * Begin with {@link io.github.convolvej.command.parameter.NumberLists}.
 */
package io.github.convolvej.command.parameter;
