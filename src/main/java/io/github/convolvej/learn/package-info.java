/**
 * Pictures that teach: what an operation does with a few samples, frame by
 * frame. All numbers come from {@code explain}; nothing is computed here a second
 * time. A {@link io.github.convolvej.learn.Pass} is one operation on a small
 * image; a story turns it into frames of boards and cells, which know nothing of
 * drawing; a painter draws them. This package knows no ImageJ: commands crop
 * images and show the frames.
 * <p>
 * Begin with {@link io.github.convolvej.learn.Animation}.
 */
package io.github.convolvej.learn;
