/**
 * SciJava commands: one class for each entry of the menu.
 * <p>
 * A command has parameters and turns them into a job; it holds no algorithm. Dialogs, macro keys and the
 * command line are drawn from these parameters. Begin with
 * {@link io.github.convolvej.command.FilterCommand}.
 */
package io.github.convolvej.command;
