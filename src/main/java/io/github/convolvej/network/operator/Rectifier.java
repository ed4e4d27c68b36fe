package io.github.convolvej.network.operator;

/** What a rectifier (Relu, and Clip from 0) passes back. All other operators pass back the same in each way. */
public enum Rectifier {

		/** What came, where the rectifier's input was positive: the derivative. */
		GRADIENT,
		/** What came, where it is positive: the rectifier itself, on the way back (Zeiler and Fergus). */
		DECONVNET,
		/** What came, where both it and the rectifier's input were positive (Springenberg and others). */
		GUIDED;

	/**
	 * @param gradient what came from the layers above
	 * @param open whether the rectifier let its input through, on the way forward
	 * @return what goes on to the layers below
	 */
	double back(final double gradient, final boolean open) {
		switch (this) {
			case GRADIENT:
				return open ? gradient : 0;
			case DECONVNET:
				return Math.max(gradient, 0);
			default:
				return open ? Math.max(gradient, 0) : 0;
		}
	}
}
