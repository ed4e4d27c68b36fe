/**
 * Images in files: blocks of samples read from and written to a disk, below
 * ImageJ's world. What every format needs is here: the types that samples have in
 * files ({@link io.github.convolvej.store.SampleType}) and files that appear under
 * their name only when they are complete
 * ({@link io.github.convolvej.store.NewFile}). Each format has a package of its
 * own. Nothing here knows of {@code ImagePlus}.
 */
package io.github.convolvej.store;
