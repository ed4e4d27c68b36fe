package io.github.convolvej.ij1.explorer;

import io.github.convolvej.ij1.kernels.KernelEditor;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

/** Choices, sliders for the numbers, and a field for layers as text, which take the place of the sliders. */
final class ExplorerControls extends JPanel {

	private static final long serialVersionUID = 1L;
	/** Least, most and first value of each slider. */
	private static final Map<String, int[]> SLIDERS = new LinkedHashMap<>();
	static {
		SLIDERS.put("size", new int[] { 1, 15, 3 });
		SLIDERS.put("stride", new int[] { 1, 8, 1 });
		SLIDERS.put("padding", new int[] { 0, 15, 1 });
		SLIDERS.put("dilation", new int[] { 1, 8, 1 });
		SLIDERS.put("layers", new int[] { 1, 6, 1 });
	}

	private final transient ExplorerWords words;
	private final transient Runnable changed;
	private final transient Consumer<String> refused;
	private final JComboBox<ExploredOperation> operation = new JComboBox<>(ExploredOperation.values());
	private final JComboBox<String> weights = new JComboBox<>(ExplorerLayer.WEIGHTS.toArray(new String[0]));
	private final JButton edit;
	private final JTextArea text = new JTextArea(4, 20);
	private final JComboBox<Integer> groups;
	private final Map<String, JSlider> sliders = new LinkedHashMap<>();
	private int row;
	/** The layers of the text; empty if the sliders hold. */
	private String taken = "";
	/** Whether several things are being set at once. */
	private boolean quiet;

	/**
	 * @param words the language
	 * @param channels channels of the image: groups are its divisors
	 * @param changed called whenever the user has changed anything
	 * @param refused told what is wrong with a text
	 */
	ExplorerControls(final ExplorerWords words, final int channels, final Runnable changed, final Consumer<String> refused) {
		super(new GridBagLayout());
		this.words = words;
		this.changed = () -> {
			if (!quiet) changed.run();
		};
		this.refused = refused;
		edit = button("edit", this::edit);
		setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 6));
		final List<Integer> divisors = new ArrayList<>();
		for (int g = 1; g <= channels; g++)
			if (channels % g == 0) divisors.add(g);
		groups = new JComboBox<>(divisors.toArray(new Integer[0]));
		// each channel by itself, as the other operations do
		groups.setSelectedItem(channels);
		choice("operation", operation);
		choice("weights", weights);
		row--;
		add(edit, place(2));
		row++;
		SLIDERS.forEach(this::slider);
		choice("groups", groups);
		addText();
		fade();
	}

	private JButton button(final String key, final Runnable action) {
		final JButton button = new JButton(words.text(key));
		button.setName(key);
		button.setToolTipText(words.text("help." + key));
		button.addActionListener(e -> action.run());
		return button;
	}

	private void addText() {
		final JLabel label = new JLabel(words.text("text"));
		label.setLabelFor(text);
		text.setName("text");
		text.setToolTipText(words.text("help.text"));
		label.setToolTipText(words.text("help.text"));
		text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, label.getFont().getSize()));
		final GridBagConstraints above = place(0);
		above.gridwidth = 3;
		add(label, above);
		row++;
		final GridBagConstraints field = place(0);
		field.gridwidth = 3;
		field.fill = GridBagConstraints.BOTH;
		field.weighty = 1;
		final JScrollPane scroll = new JScrollPane(text);
		scroll.setMinimumSize(new Dimension(100, 60));
		add(scroll, field);
		row++;
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 0));
		buttons.add(button("read", this::read));
		buttons.add(button("sliders", () -> {
			taken = "";
			fade();
			changed.run();
		}));
		final GridBagConstraints below = place(0);
		below.gridwidth = 3;
		add(buttons, below);
		row++;
	}

	/** Takes the layers of the text: sliders that can show them are moved. */
	private void read() {
		final String given = text.getText().trim();
		if (given.isEmpty()) {
			refused.accept(words.text("text.empty"));
			return;
		}
		final ExplorerSettings read;
		try {
			read = ExplorerSettings.of(given, name());
		}
		catch (final IllegalArgumentException e) {
			refused.accept(e.getMessage());
			return;
		}
		final int[] numbers = read.sliders();
		final String[] keys = SLIDERS.keySet().toArray(new String[0]);
		boolean fits = numbers != null;
		for (int i = 0; fits && i < keys.length; i++)
			fits = numbers[i] >= SLIDERS.get(keys[i])[0] && numbers[i] <= SLIDERS.get(keys[i])[1];
		taken = fits ? "" : given;
		if (fits) {
			quiet = true;
			operation.setSelectedItem(read.operation());
			weights.setSelectedItem(name());
			for (int i = 0; i < keys.length; i++)
				sliders.get(keys[i]).setValue(numbers[i]);
			quiet = false;
		}
		fade();
		changed.run();
	}

	/** The name of a kernel of any size; means instead of weights of one's own. */
	private String name() {
		final String chosen = (String) weights.getSelectedItem();
		return ExplorerLayer.WEIGHTS.contains(chosen) ? chosen : ExplorerLayer.WEIGHTS.get(0);
	}

	/** Weights of one's own, in the grid of the dialogs. */
	private void edit() {
		final KernelEditor editor;
		try {
			editor = new KernelEditor(SwingUtilities.getWindowAncestor(this), settings().kernelLayer().kernelText(), 2,
				words::ofDialogs, UnaryOperator.identity());
		}
		catch (final IllegalArgumentException e) {
			refused.accept(e.getMessage());
			return;
		}
		editor.open(edit);
		if (editor.used() != null) use(editor.used());
	}

	/** Takes weights of one's own as a further choice. */
	void use(final String kernel) {
		quiet = true;
		while (weights.getItemCount() > ExplorerLayer.WEIGHTS.size())
			weights.removeItemAt(ExplorerLayer.WEIGHTS.size());
		weights.addItem(kernel);
		weights.setSelectedItem(kernel);
		quiet = false;
		fade();
		changed.run();
	}

	private GridBagConstraints place(final int column) {
		final GridBagConstraints c = new GridBagConstraints();
		c.gridx = column;
		c.gridy = row;
		c.anchor = GridBagConstraints.WEST;
		c.fill = GridBagConstraints.HORIZONTAL;
		c.weightx = column == 1 ? 1 : 0;
		c.insets = new Insets(3, 0, 3, 6);
		return c;
	}

	private void line(final String key, final JComponent entry, final JComponent value) {
		final JLabel label = new JLabel(words.text(key));
		label.setLabelFor(entry);
		label.setToolTipText(words.text("help." + key));
		entry.setToolTipText(words.text("help." + key));
		entry.setName(key);
		add(label, place(0));
		add(entry, place(1));
		if (value != null) add(value, place(2));
		row++;
	}

	private void choice(final String key, final JComboBox<?> box) {
		box.setRenderer(new DefaultListCellRenderer() {

			private static final long serialVersionUID = 1L;

			@Override
			public Component getListCellRendererComponent(final JList<?> list, final Object value, final int index,
				final boolean selected, final boolean focused)
			{
				final Object shown = value instanceof ExploredOperation ? words.text(((ExploredOperation) value).key())
					: value instanceof String ? words.text(ExplorerLayer.WEIGHTS.contains(value) ? "weights." + value : "weights.own")
						: value;
				return super.getListCellRendererComponent(list, shown, index, selected, focused);
			}
		});
		box.addActionListener(e -> {
			fade();
			changed.run();
		});
		line(key, box, null);
	}

	private void slider(final String key, final int... range) {
		final JSlider slider = new JSlider(range[0], range[1], range[2]);
		slider.setSnapToTicks(true);
		slider.setMajorTickSpacing(1);
		slider.setPaintTicks(true);
		final JLabel value = new JLabel("00", JLabel.RIGHT);
		value.setPreferredSize(value.getPreferredSize());
		value.setText(String.valueOf(range[2]));
		slider.addChangeListener(e -> {
			value.setText(String.valueOf(slider.getValue()));
			changed.run();
		});
		sliders.put(key, slider);
		line(key, slider, value);
	}

	/** What an operation does not have cannot be moved. */
	private void fade() {
		final ExploredOperation now = (ExploredOperation) operation.getSelectedItem();
		final boolean moved = taken.isEmpty();
		weights.setEnabled(!moved || now.hasKernel());
		edit.setEnabled(moved && now.hasKernel());
		operation.setEnabled(moved);
		sliders.forEach((key, slider) -> slider.setEnabled(moved && !(key.equals("size") && now.hasKernel() && !name().equals(weights
			.getSelectedItem()))));
		groups.setEnabled(moved && now == ExploredOperation.CONVOLUTION && groups.getItemCount() > 1);
	}

	/** What is set now. */
	ExplorerSettings settings() {
		if (!taken.isEmpty()) return ExplorerSettings.of(taken, name());
		return new ExplorerSettings((ExploredOperation) operation.getSelectedItem(), (String) weights.getSelectedItem(), sliders
			.get("size").getValue(), sliders.get("stride").getValue(), sliders.get("padding").getValue(), sliders.get("dilation")
				.getValue(), (Integer) groups.getSelectedItem(), sliders.get("layers").getValue());
	}
}
