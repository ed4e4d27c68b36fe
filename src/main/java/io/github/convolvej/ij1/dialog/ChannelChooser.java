package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.preview.Preview;

import java.util.function.IntConsumer;
import javax.swing.JComboBox;

/** Chooses the channel of the result that the pictures show, where it has several: that of the image, or any other. */
final class ChannelChooser extends JComboBox<String> {

	private static final long serialVersionUID = 1L;

	/** More names than this nobody scrolls through. */
	private static final int MOST = 256;

	private boolean filling;

	/**
	 * @param own the words for "as in the image"
	 * @param help what it is for
	 * @param chosen is told the channel, from 0, or -1 for that of the image
	 */
	ChannelChooser(final String own, final String help, final IntConsumer chosen) {
		setName("channel");
		setToolTipText(help);
		getAccessibleContext().setAccessibleName(help);
		setPrototypeDisplayValue("mmmmmmmm");
		addItem(own);
		addActionListener(e -> {
			if (!filling) chosen.accept(getSelectedIndex() - 1);
		});
		setVisible(false);
	}

	/** @param preview what is shown; its result may have other channels than before */
	void update(final Preview preview) {
		final int channels = preview == null ? 0 : preview.channels();
		// while something else is computed nothing is known of it
		if (channels == 0) return;
		setVisible(channels > 1);
		final int seen = getSelectedIndex();
		filling = true;
		for (int c = 0; c < Math.min(channels, MOST); c++) {
			final String words = words(preview, c);
			if (c + 1 >= getItemCount()) addItem(words);
			else if (!getItemAt(c + 1).equals(words)) {
				insertItemAt(words, c + 1);
				removeItemAt(c + 2);
			}
		}
		while (getItemCount() > Math.min(channels, MOST) + 1)
			removeItemAt(getItemCount() - 1);
		filling = false;
		if (seen >= getItemCount()) setSelectedIndex(0);
		else if (seen != getSelectedIndex()) select(seen);
	}

	private void select(final int index) {
		filling = true;
		setSelectedIndex(index);
		filling = false;
	}

	private static String words(final Preview preview, final int channel) {
		final String name = preview.channelName(channel);
		return channel + 1 + (name.isEmpty() ? "" : ": " + name);
	}
}
