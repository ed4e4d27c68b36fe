/**
 * The dialogs of commands: rows, live text, presets, help.
 * <p>
 * Rows are drawn from a command's parameters; what only the dialog has is no parameter, so it is never
 * recorded. Begin with {@link io.github.convolvej.ij1.dialog.CommandDialog}.
 */
package io.github.convolvej.ij1.dialog;
