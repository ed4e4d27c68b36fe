/**
 * What the command line shows: text and a line of progress.
 * <p>
 * Begin with {@link io.github.convolvej.cli.console.Console}.
 */
package io.github.convolvej.cli.console;
