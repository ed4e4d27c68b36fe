package io.github.convolvej.run;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.converter.readwrite.SamplerConverter;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.list.ListImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Ways in which an image can lie in memory, or be a view of another one. All can be written to. */
enum Storage {

		array {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new ArrayImgFactory<>(type).create(size);
			}
		},

		planar {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new PlanarImgFactory<>(type).create(size);
			}
		},

		cells {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new CellImgFactory<>(type, 5, 4, 2).create(size);
			}
		},

		/** The last cell of an axis of 21 or 17 samples has a single one. */
		raggedCells {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new CellImgFactory<>(type, 10, 8, 2).create(size);
			}
		},

		cellsOfOne {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new CellImgFactory<>(type, 1).create(size);
			}
		},

		list {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				return new ListImgFactory<>(type).create(size);
			}
		},

		translated {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] shift = new long[size.length];
				for (int d = 0; d < shift.length; d++)
					shift[d] = d % 2 == 0 ? -1000 : 70;
				return Views.translate(array.create(type, size), shift);
			}
		},

		permuted {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] swapped = size.clone();
				swapped[0] = size[1];
				swapped[1] = size[0];
				return Views.permute(planar.create(type, swapped), 0, 1);
			}
		},

		/** Its x runs from -(n-1) to 0. */
		rotated {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] swapped = size.clone();
				swapped[0] = size[1];
				swapped[1] = size[0];
				return Views.rotate(array.create(type, swapped), 0, 1);
			}
		},

		/** A box of an image that has other samples around it. */
		interval {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] outer = size.clone();
				final long[] min = new long[size.length];
				final long[] max = new long[size.length];
				for (int d = 0; d < size.length; d++) {
					outer[d] += 5;
					min[d] = 2;
					max[d] = 1 + size[d];
				}
				final RandomAccessibleInterval<T> all = array.create(type, outer);
				for (final T sample : Views.iterable(all))
					sample.setReal(77);
				return Views.interval(all, new FinalInterval(min, max));
			}
		},

		subsampled {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] outer = size.clone();
				outer[0] *= 2;
				outer[1] *= 3;
				final long[] steps = new long[size.length];
				for (int d = 0; d < size.length; d++)
					steps[d] = d == 0 ? 2 : d == 1 ? 3 : 1;
				final RandomAccessibleInterval<T> all = array.create(type, outer);
				for (final T sample : Views.iterable(all))
					sample.setReal(77);
				return Views.subsample(all, steps);
			}
		},

		/** A plane out of a stack with one axis more. */
		hyperSlice {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final long[] more = new long[size.length + 1];
				more[0] = size[0];
				more[1] = 3;
				System.arraycopy(size, 1, more, 2, size.length - 1);
				return Views.hyperSlice(cells.create(type, more), 1, 2);
			}
		},

		/** Samples that are not in any primitive array of their own. */
		converted {

			@Override
			<T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(final T type, final long... size) {
				final SamplerConverter<T, T> same = sampler -> sampler.get();
				return Converters.convert(array.create(type, size), same);
			}
		};

	abstract <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> create(T type, long... size);
}
