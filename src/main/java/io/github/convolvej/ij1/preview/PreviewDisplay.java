package io.github.convolvej.ij1.preview;

/** Where a preview is shown. All is called on the event thread. */
interface PreviewDisplay {

	/** @return what is to be computed */
	ViewOfImage view();

	/**
	 * @param newest what to show; null for nothing
	 * @param seen what it was computed for; null for the same as before
	 * @param message what there is to say: why there is nothing, or how far it is
	 */
	void display(PreviewPicture newest, ViewOfImage seen, String message);

	/** The preview has ended. */
	void close();
}
