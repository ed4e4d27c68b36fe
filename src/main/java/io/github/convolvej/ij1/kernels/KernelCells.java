package io.github.convolvej.ij1.kernels;

import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.kernel.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The weights of a kernel or a bank as cells that can be changed: a grid of columns and rows for each plane of
 * each input channel of each kernel. What is done to a kernel as a whole is done to all grids.
 */
final class KernelCells {

	/** Along each axis; larger kernels are made by name or in a file. */
	static final int LONGEST = 99;
	/** Characters that a cell has room for. */
	private static final int CELL = 6;

	private final int outputs;
	private final int inputs;
	private final int planes;
	private final int axes;
	private int columns;
	private int rows;
	/** A grid for each plane, plane fastest, then input, then output; x fastest in each. */
	private final List<double[]> grids = new ArrayList<>();

	/**
	 * @param kernel a kernel
	 * @throws IllegalArgumentException if it is too large to be edited
	 */
	KernelCells(final Kernel kernel) {
		outputs = kernel.outputs();
		inputs = kernel.inputs();
		axes = kernel.numDimensions();
		columns = kernel.size(0);
		rows = axes > 1 ? kernel.size(1) : 1;
		planes = axes > 2 ? kernel.size(2) : 1;
		if (columns > LONGEST || rows > LONGEST) throw new IllegalArgumentException("the kernel has " + columns + " x " +
			rows + " weights, but at most " + LONGEST + " x " + LONGEST + " can be edited");
		for (int o = 0; o < outputs; o++)
			for (int i = 0; i < inputs; i++)
				for (int p = 0; p < planes; p++) {
					final double[] grid = new double[columns * rows];
					for (int n = 0; n < grid.length; n++)
						grid[n] = kernel.weight(n + p * grid.length, i, o);
					grids.add(grid);
				}
	}

	int columns() {
		return columns;
	}

	int rows() {
		return rows;
	}

	/** Spatial axes: with a single one there is one row. */
	int axes() {
		return axes;
	}

	/** Number of grids. */
	int count() {
		return grids.size();
	}

	int kernel(final int grid) {
		return grid / planes / inputs;
	}

	int input(final int grid) {
		return grid / planes % inputs;
	}

	int plane(final int grid) {
		return grid % planes;
	}

	int kernels() {
		return outputs;
	}

	int inputs() {
		return inputs;
	}

	int planes() {
		return planes;
	}

	double get(final int grid, final int column, final int row) {
		return grids.get(grid)[column + columns * row];
	}

	void set(final int grid, final int column, final int row, final double weight) {
		grids.get(grid)[column + columns * row] = weight;
	}

	/** The largest amount of a weight in the kernel that a grid belongs to. */
	double largest(final int grid) {
		double largest = 0;
		for (int g = 0; g < grids.size(); g++)
			if (kernel(g) == kernel(grid)) for (final double weight : grids.get(g))
				largest = Math.max(largest, Math.abs(weight));
		return largest;
	}

	/** Makes the grids larger by zeros or smaller, on all sides alike; an odd one on the right and below. */
	void resize(final int newColumns, final int newRows) {
		final int left = Math.floorDiv(newColumns - columns, 2);
		final int top = Math.floorDiv(newRows - rows, 2);
		change(newColumns, newRows, (x, y, old) -> {
			final int fromX = x - left;
			final int fromY = y - top;
			return fromX < 0 || fromX >= columns || fromY < 0 || fromY >= rows ? 0 : old[fromX + columns * fromY];
		});
	}

	/** Turns by a quarter, clockwise. */
	void rotate() {
		change(rows, columns, (x, y, old) -> old[y + columns * (rows - 1 - x)]);
	}

	/** Exchanges left and right. */
	void mirror() {
		change(columns, rows, (x, y, old) -> old[columns - 1 - x + columns * y]);
	}

	/** Turns by a half: correlation becomes convolution. Planes are exchanged too. */
	void flip() {
		change(columns, rows, (x, y, old) -> old[columns - 1 - x + columns * (rows - 1 - y)]);
		final List<double[]> old = new ArrayList<>(grids);
		for (int g = 0; g < grids.size(); g++)
			grids.set(g, old.get(g - plane(g) + planes - 1 - plane(g)));
	}

	/** Changes all signs. */
	void negate() {
		change(columns, rows, (x, y, old) -> old[x + columns * y] == 0 ? 0 : -old[x + columns * y]);
	}

	/**
	 * Divides the weights of each kernel by their sum.
	 *
	 * @throws IllegalArgumentException if a sum is 0
	 */
	void normalise() {
		final double[] sums = new double[outputs];
		for (int g = 0; g < grids.size(); g++)
			for (final double weight : grids.get(g))
				sums[kernel(g)] += weight;
		for (int k = 0; k < outputs; k++)
			if (Math.abs(sums[k]) < 1e-12) throw new IllegalArgumentException("the weights of kernel " + (k + 1) +
				" sum to 0, so no factor makes them sum to 1");
		for (int g = 0; g < grids.size(); g++)
			for (int n = 0; n < grids.get(g).length; n++)
				grids.get(g)[n] /= sums[kernel(g)];
	}

	/** The weight at a place of a changed grid, from the old one. */
	private interface Rule {

		double at(int x, int y, double[] old);
	}

	private void change(final int newColumns, final int newRows, final Rule rule) {
		final List<double[]> changed = new ArrayList<>();
		for (final double[] old : grids) {
			final double[] grid = new double[newColumns * newRows];
			for (int y = 0; y < newRows; y++)
				for (int x = 0; x < newColumns; x++)
					grid[x + newColumns * y] = rule.at(x, y, old);
			changed.add(grid);
		}
		grids.clear();
		grids.addAll(changed);
		columns = newColumns;
		rows = newRows;
	}

	/** @return the text of the kernel, as the parameter takes it: rows separated by ;, planes by |, inputs by ~, kernels by # */
	String text() {
		final StringBuilder text = new StringBuilder();
		for (int g = 0; g < grids.size(); g++) {
			if (g > 0) text.append(plane(g) > 0 ? " | " : input(g) > 0 ? " ~ " : " # ");
			for (int y = 0; y < rows; y++)
				for (int x = 0; x < columns; x++)
					text.append(x > 0 ? " " : y > 0 ? "; " : "").append(NumberText.exact(get(g, x, y)));
		}
		return text.toString();
	}

	/**
	 * @param weight a weight
	 * @return it, rounded so that a narrow cell has room for all of it: of a number that is cut off, the exponent is
	 *         missing, and the smallest looks like the largest
	 */
	static String inACell(final double weight) {
		final String exact = NumberText.exact(weight);
		if (exact.length() <= CELL) return exact;
		final double size = Math.abs(weight);
		return size < 1e-3 || size >= 1e4 ? String.format(Locale.ROOT, "%.0e", weight).replaceFirst("e([-+])0", "e$1").replace(
			"e+", "e") : NumberText.exact(Double.parseDouble(String.format(Locale.ROOT, size < 10 ? "%.3f" : "%.1f", weight)));
	}
}
