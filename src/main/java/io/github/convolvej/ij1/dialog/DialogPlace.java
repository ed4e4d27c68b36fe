package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.preview.WindowPlace;

import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;

/** Where a dialog opens: beside the image, and over other windows as little as can be. */
final class DialogPlace {

	/** Pixels of a window's frame, before it is there. */
	static final Insets FRAME = new Insets(32, 6, 8, 6);

	private final Window window;
	private final ImagePlus image;

	/**
	 * @param window the dialog's
	 * @param image that should not be hidden; null if there is none
	 */
	DialogPlace(final Window window, final ImagePlus image) {
		this.window = window;
		this.image = image;
		window.addWindowListener(new WindowAdapter() {

			@Override
			public void windowOpened(final WindowEvent e) {
				// only now its frame is known; and where nothing manages windows, the place that was asked for is forgotten
				window.setLocation(place());
				// some window managers put it below the images
				window.toFront();
			}
		});
	}

	/** Chooses a place for a window that is not shown yet. */
	void choose() {
		window.setLocation(place());
	}

	private Point place() {
		final List<Rectangle> others = new ArrayList<>();
		final ImageWindow own = image == null ? null : image.getWindow();
		if (own != null) others.add(own.getBounds());
		if (IJ.getInstance() != null && IJ.getInstance().isShowing()) others.add(IJ.getInstance().getBounds());
		final int[] images = WindowManager.getIDList();
		for (int i = 0; images != null && i < images.length; i++) {
			final ImagePlus other = WindowManager.getImage(images[i]);
			final ImageWindow shown = other == null || other == image ? null : other.getWindow();
			if (shown != null && shown.isShowing()) others.add(shown.getBounds());
		}
		final GraphicsConfiguration screen = own == null ? window.getGraphicsConfiguration() : own.getGraphicsConfiguration();
		final Dimension size = window.getSize();
		if (!window.isShowing()) {
			size.width += FRAME.left + FRAME.right;
			size.height += FRAME.top + FRAME.bottom;
		}
		return WindowPlace.beside(size, WindowPlace.usable(screen), others);
	}
}
