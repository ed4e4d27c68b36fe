/**
 * The bridge to plain ImageJ: the PlugIn that runs every command there.
 * <p>
 * ImageJ's images, jobs, previews, explanations, macros and dialogs have packages of their own below this
 * one. Begin with {@link io.github.convolvej.ij1.CommandPlugIn}.
 */
package io.github.convolvej.ij1;
