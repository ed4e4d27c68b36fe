package io.github.convolvej.ij1.explanation;

import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.function.Consumer;
import javax.swing.JFrame;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.RoiListener;

/** Keeps a window that explains a pixel beside its result, and in step with the point that is selected there. */
final class PixelFollower {

	private final JFrame frame;
	private final ImagePlus result;
	private final ImagePlus input;
	private final String overlay;
	private final Consumer<int[]> moved;
	private final RoiListener listener = this::follow;

	/**
	 * @param frame the window
	 * @param result the image whose pixels are explained
	 * @param input the image that is drawn on
	 * @param overlay name of what is drawn there, which goes when the window is closed
	 * @param moved is told another pixel (x, y, channel, slice and time point, from 0) on the event thread
	 */
	PixelFollower(final JFrame frame, final ImagePlus result, final ImagePlus input, final String overlay,
		final Consumer<int[]> moved)
	{
		this.frame = frame;
		this.result = result;
		this.input = input;
		this.overlay = overlay;
		this.moved = moved;
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent e) {
				Roi.removeRoiListener(listener);
				WindowManager.removeWindow(frame);
				clear();
			}
		});
	}

	/** Opens the window, next to the result if there is space. */
	void open() {
		if (result.getWindow() != null) {
			final Dimension screen = frame.getToolkit().getScreenSize();
			final int beside = result.getWindow().getX() + result.getWindow().getWidth() + 8;
			frame.setLocation(Math.max(0, Math.min(beside, screen.width - frame.getWidth())), Math.max(0, Math.min(result
				.getWindow().getY(), screen.height - frame.getHeight())));
		}
		frame.setVisible(true);
		WindowManager.addWindow(frame);
		Roi.addRoiListener(listener);
	}

	/** Called for any image, on any thread. */
	private void follow(final ImagePlus image, final int change) {
		if (image != result || change == RoiListener.DELETED || !(image.getRoi() instanceof PointRoi)) return;
		final Point point = image.getRoi().getContainedPoints()[0];
		final int channel = image.getBitDepth() == 24 ? 3 * image.getC() - 3 : image.getC() - 1;
		final int[] pixel = { point.x, point.y, channel, image.getZ() - 1, image.getT() - 1 };
		final boolean inside = point.x >= 0 && point.y >= 0 && point.x < image.getWidth() && point.y < image.getHeight();
		if (inside) EventQueue.invokeLater(() -> moved.accept(pixel));
	}

	/** Removes from the input what was drawn there. */
	void clear() {
		final Overlay drawn = input.getOverlay();
		if (drawn == null) return;
		drawn.remove(overlay);
		if (drawn.size() == 0) input.setOverlay(null);
		else input.draw();
	}
}
