/**
 * What ImageJ and Fiji load first, in byte code of Java 8: many installations still run it, and there everything else of
 * ConvolveJ, which is byte code of Java 11, ends with a class version error. Uses nothing of the other packages, but
 * names classes of them. Begin with {@link io.github.convolvej.entry.MenuEntry}.
 */
package io.github.convolvej.entry;
