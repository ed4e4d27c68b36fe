package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.image.KernelSource;
import io.github.convolvej.ij1.kernels.KernelPicture;
import io.github.convolvej.ij1.kernels.KernelWords;
import io.github.convolvej.ij1.preview.LivePicture;
import io.github.convolvej.kernel.Kernel;

import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

/** The middle of a dialog: the kernel, and the image before and after; or all that there is to say of the result. */
final class PicturePanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final String PICTURE = "picture";
	private static final String DETAILS = "details";
	private static final int HEIGHT = 190;

	private final transient Labels labels;
	private final transient DialogFields fields;
	private final CardLayout cards = new CardLayout();
	private final JTextArea details = new JTextArea();
	private final KernelPicture kernel = new KernelPicture();
	private final transient Questions kernels = new Questions("ConvolveJ kernel");
	private String shown = "";
	private final LivePicture live;

	/**
	 * @param dialog the dialog
	 * @param fields its fields
	 */
	PicturePanel(final CommandDialog dialog, final DialogFields fields) {
		labels = dialog.labels();
		this.fields = fields;
		setLayout(cards);
		live = dialog.canPreview() ? new LivePicture(dialog.image(), labels.word("dialog.before"), labels.word(
			"dialog.after")) : null;
		final JPanel picture = new JPanel(new BorderLayout(6, 0));
		if (fields.kernel() != null) picture.add(kernel, live == null ? BorderLayout.CENTER : BorderLayout.WEST);
		if (live != null) picture.add(live, BorderLayout.CENTER);
		details.setName("details");
		details.setEditable(false);
		details.setLineWrap(true);
		details.setWrapStyleWord(true);
		add(picture, PICTURE);
		add(new JScrollPane(details), DETAILS);
		setPreferredSize(new Dimension(200, hasPicture() ? HEIGHT : HEIGHT / 2));
		showDetails(!hasPicture());
	}

	/** Whether there is something to see besides words. */
	boolean hasPicture() {
		return live != null || fields.kernel() != null;
	}

	/** Where a part of the result is shown; null if it is no picture. */
	LivePicture live() {
		return live;
	}

	/** Shows the words instead of the picture. */
	void showDetails(final boolean words) {
		cards.show(this, words ? DETAILS : PICTURE);
	}

	/** Shows a text, and the kernel of this moment: of a bank the one of a channel of the result, from 0, or the first. */
	void update(final String text, final int channel) {
		if (!details.getText().equals(text)) {
			details.setText(text);
			details.setCaretPosition(0);
		}
		if (fields.kernel() != null) showKernel(Math.max(0, channel));
	}

	/** Reads the kernel on a thread of its own, since it may be a large one, or a file. */
	private void showKernel(final int channel) {
		final String text = fields.kernel().text();
		final int axes = fields.kernelAxes();
		final String wanted = axes + " " + channel + " " + text;
		if (wanted.equals(shown)) return;
		shown = wanted;
		kernels.ask(() -> kernel(text, axes, channel), Runnable::run);
	}

	/** Returns what shows the kernel. */
	private Runnable kernel(final String text, final int axes, final int channel) {
		try {
			final Kernel parsed = KernelSource.parse(text, axes);
			final int which = channel % parsed.outputs();
			final String[] words = words(parsed, which);
			return () -> kernel.show(parsed, which, words);
		}
		catch (final IllegalArgumentException e) {
			// the live text says what is wrong
			return () -> kernel.show(null, 0);
		}
	}

	/** Ends it. */
	void close() {
		kernels.close();
	}

	private String[] words(final Kernel parsed, final int which) {
		final List<String> words = new ArrayList<>();
		words.add(KernelWords.size(parsed) + " \u00b7 " + labels.word("kernel.sum", KernelWords.sum(parsed, which)));
		final List<String> even = KernelWords.mirrored(parsed, which, 0, 1);
		final List<String> odd = KernelWords.mirrored(parsed, which, 0, -1);
		if (!even.isEmpty()) words.add(labels.word("kernel.symmetric", String.join(", ", even)));
		if (!odd.isEmpty()) words.add(labels.word("kernel.antisymmetric", String.join(", ", odd)));
		if (even.isEmpty() && odd.isEmpty()) words.add(labels.word("kernel.asymmetric"));
		if (parsed.outputs() > 1) words.add(labels.word("kernel.bank", Integer.toString(parsed.outputs()), Integer.toString(
			which + 1)));
		return words.toArray(new String[0]);
	}
}
