/**
 * The command line: every command on files and folders, without a window; and
 * Batch..., which does the same from the menu.
 * <p>
 * Its files are in {@code cli.files}, what it shows in {@code cli.console}. Begin with
 * {@link io.github.convolvej.cli.Main}.
 */
package io.github.convolvej.cli;
