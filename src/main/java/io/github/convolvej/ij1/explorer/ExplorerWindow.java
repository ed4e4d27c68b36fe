package io.github.convolvej.ij1.explorer;

import io.github.convolvej.geometry.ChainTable;
import io.github.convolvej.geometry.NumberText;
import io.github.convolvej.ij1.kernels.KernelPicture;
import io.github.convolvej.learn.Words;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Point;
import java.awt.datatransfer.StringSelection;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

/**
 * The window: settings at the left, the image and the result beside it, the kernel, what follows from the settings, and
 * the same as code below. Results are computed on a thread of their own; everything else happens on the event thread.
 */
public final class ExplorerWindow {

	/** Pixels that a pixel depends on are filled one by one up to this number. */
	private static final int MOST_CELLS = 400;

	private final ExplorerImage image;
	private final ExplorerWords words;
	private final Words formulas;
	private final ExplorerRuns runs = new ExplorerRuns();
	private final ExplorerControls controls;
	private final ExplorerPicture before = new ExplorerPicture("image");
	private final ExplorerPicture after = new ExplorerPicture("result");
	private final JLabel caption = new JLabel(" ");
	private final JLabel status = new JLabel(" ");
	private final KernelPicture kernel = new KernelPicture();
	private final JTextArea facts = new JTextArea(6, 40);
	private final JTabbedPane code = new JTabbedPane();
	private final JFrame frame;
	private ExplorerSettings settings;
	/** Of the settings; null if they have no result. */
	private ChainTable table;
	/** What is shown as the result, and its settings. */
	private float[] samples = {};
	private ExplorerSettings computed;

	private ExplorerWindow(final ImagePlus shown, final Locale locale, final Runnable help) {
		image = new ExplorerImage(shown);
		words = new ExplorerWords(locale);
		formulas = Words.of(locale);
		controls = new ExplorerControls(words, image.channels(), this::update, this::fail);
		frame = new JFrame(words.text("title", image.title()));
		frame.setName("explorer");
		frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		frame.add(controls, BorderLayout.WEST);
		frame.add(pictures(), BorderLayout.CENTER);
		frame.add(below(help), BorderLayout.SOUTH);
		frame.getRootPane().registerKeyboardAction(e -> frame.dispose(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent e) {
				runs.close();
				WindowManager.removeWindow(frame);
			}
		});
		before.show(image.channel(image.shown()), image.width(), image.height());
		after.onPoint(this::point);
	}

	/**
	 * Opens a window, on any thread.
	 *
	 * @param image what is explored: its visible plane as it is now
	 * @param help shows the page of the manual
	 */
	public static void open(final ImagePlus image, final Runnable help) {
		EventQueue.invokeLater(() -> {
			final ExplorerWindow window = new ExplorerWindow(image, Locale.getDefault(), help);
			window.update();
			window.frame.pack();
			window.frame.setLocationRelativeTo(null);
			window.frame.setVisible(true);
			WindowManager.addWindow(window.frame);
		});
	}

	private JComponent pictures() {
		final JPanel both = new JPanel(new GridLayout(1, 2, 8, 0));
		both.setBorder(BorderFactory.createEmptyBorder(8, 4, 4, 10));
		final Object[] values = { image.title(), image.width(), image.height(), image.channels() };
		both.add(captioned(before, new JLabel(words.text(image.channels() == 1 ? "image.one" : "image", values))));
		both.add(captioned(after, caption));
		caption.setName("caption");
		final JPanel all = new JPanel(new BorderLayout());
		all.add(both, BorderLayout.CENTER);
		status.setName("status");
		status.setBorder(BorderFactory.createEmptyBorder(0, 6, 4, 6));
		all.add(status, BorderLayout.SOUTH);
		return all;
	}

	private static JComponent captioned(final JComponent picture, final JLabel words) {
		final JPanel panel = new JPanel(new BorderLayout(0, 3));
		panel.add(words, BorderLayout.NORTH);
		panel.add(picture, BorderLayout.CENTER);
		return panel;
	}

	private JComponent below(final Runnable help) {
		facts.setName("facts");
		facts.setEditable(false);
		facts.setLineWrap(true);
		facts.setWrapStyleWord(true);
		final JPanel known = new JPanel(new BorderLayout(6, 0));
		known.setBorder(BorderFactory.createEmptyBorder(0, 10, 8, 4));
		known.add(kernel, BorderLayout.WEST);
		known.add(new JScrollPane(facts), BorderLayout.CENTER);
		for (final ExplorerCode language : ExplorerCode.values()) {
			final JTextArea text = new JTextArea(8, 44);
			text.setName(language.name());
			text.setEditable(false);
			text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, facts.getFont().getSize()));
			code.addTab(language == ExplorerCode.MACRO ? words.text("macro") : language.title(), new JScrollPane(text));
		}
		code.setName("code");
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 6, 4));
		button(buttons, "record", "record.help", this::record);
		button(buttons, "copy", "copy.help", this::copy);
		button(buttons, "manual", null, help);
		final JPanel codes = new JPanel(new BorderLayout());
		codes.setBorder(BorderFactory.createEmptyBorder(0, 4, 2, 10));
		codes.add(code, BorderLayout.CENTER);
		codes.add(buttons, BorderLayout.SOUTH);
		final JPanel below = new JPanel(new GridLayout(1, 2));
		below.add(known);
		below.add(codes);
		return below;
	}

	private void button(final JPanel panel, final String key, final String help, final Runnable action) {
		final JButton button = new JButton(words.text(key));
		button.setName(key);
		if (help != null) button.setToolTipText(words.text(help));
		button.addActionListener(e -> action.run());
		panel.add(button);
	}

	/** Everything that follows from the settings; the result comes later. */
	private void update() {
		try {
			settings = controls.settings();
		}
		catch (final IllegalArgumentException e) {
			fail(e.getMessage());
			return;
		}
		before.mark(null, Collections.emptyList());
		for (int i = 0; i < ExplorerCode.values().length; i++) {
			final ExplorerCode language = ExplorerCode.values()[i];
			final JTextArea text = (JTextArea) ((JScrollPane) code.getComponentAt(i)).getViewport().getView();
			text.setText(language.write(settings, image.channels()));
			text.setCaretPosition(0);
		}
		try {
			final ChainTable made = settings.table(image.channels(), image.width(), image.height());
			final String formula = settings.formula(image.channels(), image.width(), image.height(), formulas);
			table = made;
			final ChainTable.Row last = made.rows().get(made.rows().size() - 1);
			showKernel();
			say(formula + "\n\n" + words.text("field", NumberText.rounded(last.receptiveField(0), 4), NumberText.rounded(last
				.receptiveField(1), 4)) + "\n" + words.text("work", ExplorerWords.count(made.parameters()), ExplorerWords.count(made
					.multiplications())), words.text("computing"));
			runs.compute(image, settings, this::display, this::fail);
		}
		catch (final IllegalArgumentException e) {
			fail(e.getMessage());
		}
	}

	private void showKernel() {
		final ExplorerLayer layer = settings.kernelLayer();
		kernel.setVisible(layer != null);
		if (layer != null) kernel.show(layer.kernel(), 0, layer.kernelText());
	}

	private void say(final String text, final String below) {
		facts.setText(text);
		facts.setForeground(Color.BLACK);
		facts.setCaretPosition(0);
		status.setText(below);
	}

	private void fail(final String reason) {
		// what is still being computed is of other settings
		runs.cancel();
		table = null;
		computed = null;
		after.clear();
		caption.setText(" ");
		say(words.text("nothing", reason), " ");
		facts.setForeground(new Color(0xb00000));
	}

	/** On the event thread, if nothing newer was asked for. */
	private void display(final ExplorerSettings of, final Img<FloatType> result) {
		final int width = (int) result.dimension(0);
		final int height = (int) result.dimension(1);
		final int outputs = result.numDimensions() > 2 ? (int) result.dimension(2) : 1;
		final RandomAccessibleInterval<FloatType> plane = result.numDimensions() == 2 ? result : Views.hyperSlice(result, 2, Math
			.min(outputs - 1, image.shown()));
		samples = new float[width * height];
		int i = 0;
		for (final FloatType sample : Views.flatIterable(plane))
			samples[i++] = sample.get();
		computed = of;
		after.show(samples, width, height);
		caption.setText(words.text(outputs == 1 ? "result.one" : "result", width, height, outputs));
		status.setText(words.text("point"));
	}

	/** The mouse is at a pixel of the result: what it depends on. */
	private void point(final Point at) {
		if (at == null || table == null || computed != settings) {
			before.mark(null, Collections.emptyList());
			if (table != null && computed == settings) status.setText(words.text("point"));
			return;
		}
		final long[] x = settings.seen(table, 0, at.x);
		final long[] y = settings.seen(table, 1, at.y);
		before.mark(new Rectangle2D.Double(x[0], y[0], x[1] - x[0] + 1, y[1] - y[0] + 1), cells(x[0], y[0]));
		final double value = samples[at.x + at.y * after.shown().width];
		status.setText(words.text("at", at.x, at.y, NumberText.rounded(value, 6), x[0], x[1], y[0], y[1]));
	}

	/** The pixels below the weights of a single layer: gaps of dilation stay free. */
	private List<Rectangle2D> cells(final long left, final long top) {
		final List<Rectangle2D> cells = new ArrayList<>();
		final ExplorerLayer layer = settings.chain().get(0);
		final int[] k = layer.size();
		final boolean window = layer.isConvolution() || layer.isPool();
		if (settings.layers() > 1 || !window || k[0] * k[1] > MOST_CELLS) return cells;
		for (int y = 0; y < k[1]; y++)
			for (int x = 0; x < k[0]; x++)
				cells.add(new Rectangle2D.Double(left + x * layer.dilation()[0], top + y * layer.dilation()[1], 1, 1));
		return cells;
	}

	private void record() {
		for (final String line : settings.macro(image.channels()).split("\n")) {
			IJ.log(line);
			if (Recorder.record) Recorder.recordString(line + "\n");
		}
	}

	private void copy() {
		final ExplorerCode language = ExplorerCode.values()[code.getSelectedIndex()];
		frame.getToolkit().getSystemClipboard().setContents(new StringSelection(language.write(settings, image.channels())), null);
	}
}
