/**
 * Files of the command line: which are read, which are written, and what may go wrong with them.
 * <p>
 * Results appear under a temporary name and are renamed when they are whole. Begin with
 * {@link io.github.convolvej.cli.files.FileTask}.
 */
package io.github.convolvej.cli.files;
