/**
 * Reads and writes TIFF and BigTIFF. Reading gives correct samples or an error
 * with the reason. Begin with {@link io.github.convolvej.store.tiff.TiffFile},
 * whose series are read plane by plane. {@code TiffPage} checks the tags of a
 * page, {@code PageReader} reads its strips or tiles, a {@code BlockDecoder}
 * decodes each of them, {@code Predictor} and {@code SampleFormat} convert the
 * bytes to samples. {@link io.github.convolvej.store.tiff.TiffWriter} writes
 * files. The conversion to ImageJ's images is in {@code ij1.file}.
 */
package io.github.convolvej.store.tiff;
