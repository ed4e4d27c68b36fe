package io.github.convolvej.ij1.explorer;

import java.awt.Component;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JSlider;

/** Two choices, and sliders for the numbers. */
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
	private final JComboBox<ExploredOperation> operation = new JComboBox<>(ExploredOperation.values());
	private final JComboBox<String> weights = new JComboBox<>(ExplorerSettings.WEIGHTS.toArray(new String[0]));
	private final JComboBox<Integer> groups;
	private final Map<String, JSlider> sliders = new LinkedHashMap<>();
	private int row;

	/**
	 * @param words the language
	 * @param channels channels of the image: groups are its divisors
	 * @param changed called whenever the user has changed anything
	 */
	ExplorerControls(final ExplorerWords words, final int channels, final Runnable changed) {
		super(new GridBagLayout());
		this.words = words;
		this.changed = changed;
		setBorder(BorderFactory.createEmptyBorder(8, 10, 8, 6));
		final List<Integer> divisors = new ArrayList<>();
		for (int g = 1; g <= channels; g++)
			if (channels % g == 0) divisors.add(g);
		groups = new JComboBox<>(divisors.toArray(new Integer[0]));
		// each channel by itself, as the other operations do
		groups.setSelectedItem(channels);
		choice("operation", operation);
		choice("weights", weights);
		SLIDERS.forEach(this::slider);
		choice("groups", groups);
		final GridBagConstraints rest = place(0);
		rest.weighty = 1;
		add(new JLabel(), rest);
		fade();
	}

	private GridBagConstraints place(final int column) {
		final GridBagConstraints c = new GridBagConstraints();
		c.gridx = column;
		c.gridy = row;
		c.anchor = GridBagConstraints.WEST;
		c.fill = GridBagConstraints.HORIZONTAL;
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
					: value instanceof String ? words.text("weights." + value) : value;
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
		weights.setEnabled(now.hasKernel());
		groups.setEnabled(now == ExploredOperation.CONVOLUTION && groups.getItemCount() > 1);
	}

	/** What is set now. */
	ExplorerSettings settings() {
		return new ExplorerSettings((ExploredOperation) operation.getSelectedItem(), (String) weights.getSelectedItem(), sliders
			.get("size").getValue(), sliders.get("stride").getValue(), sliders.get("padding").getValue(), sliders.get("dilation")
				.getValue(), (Integer) groups.getSelectedItem(), sliders.get("layers").getValue());
	}
}
