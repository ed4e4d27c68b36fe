/**
 * The preview of a job on the plane that the user looks at.
 * <p>
 * It has a window of its own, since results differ from the image in type and size. Begin with
 * {@link io.github.convolvej.ij1.preview.Preview}.
 */
package io.github.convolvej.ij1.preview;
