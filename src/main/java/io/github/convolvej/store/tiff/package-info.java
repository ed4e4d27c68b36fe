/**
 * TIFF and BigTIFF. Reading gives the right samples or an error that names the
 * reason; begin at {@link io.github.convolvej.store.tiff.TiffFile}, whose series
 * are read plane by plane. A page ({@code TiffPage}) is checked by its own tags,
 * {@code PageReader} goes through its strips or tiles, a {@code BlockDecoder}
 * decodes each, {@code Predictor} and {@code SampleFormat} make samples of the
 * bytes. Writing is in {@link io.github.convolvej.store.tiff.TiffWriter}. What
 * becomes of an image in ImageJ is not known here: see {@code ij1.file}.
 */
package io.github.convolvej.store.tiff;
