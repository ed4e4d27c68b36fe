package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.macro.ParameterValues;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;

/**
 * The fields of a dialog: those of the first screen and all others. A field is shown while its parameter matters; a
 * parameter that does not has its default, whatever its field says.
 */
final class DialogFields {

	private final CommandDialog dialog;
	private final Map<String, ParameterField> fields = new LinkedHashMap<>();
	private final Map<String, RowsPanel> panels = new HashMap<>();
	private final RowsPanel first = new RowsPanel();
	private final RowsPanel more = new RowsPanel();
	private final List<String> moreKeys = new ArrayList<>();
	private final List<AxesEntry> perAxis = new ArrayList<>();
	private final List<AxesEntry> lengths = new ArrayList<>();
	private final LengthUnits units;
	private KernelEntry kernel;
	private String unit = "";

	/**
	 * @param dialog whose parameters they are for
	 * @param changed is called whenever the user has changed one
	 */
	DialogFields(final CommandDialog dialog, final Runnable changed) {
		this.dialog = dialog;
		units = new LengthUnits(dialog.image());
		for (final ModuleItem<?> item : dialog.layout().first())
			add(item, first, changed);
		for (final DialogSection section : dialog.layout().more()) {
			more.addHeading(dialog.labels().word(section.heading()));
			for (final ModuleItem<?> item : section.items()) {
				add(item, more, changed);
				moreKeys.add(item.getName());
			}
		}
		unit = text(LengthUnits.KEY);
	}

	private void add(final ModuleItem<?> item, final RowsPanel panel, final Runnable changed) {
		final ParameterField field = field(item);
		field.set(dialog.values().get(item.getName()));
		field.onChange(item.getName().equals(LengthUnits.KEY) ? () -> {
			convertLengths();
			changed.run();
		} : changed);
		panel.addField(field, dialog.labels().label(item));
		if (dialog.isFixed(item.getName())) field.disable();
		fields.put(item.getName(), field);
		panels.put(item.getName(), panel);
	}

	private ParameterField field(final ModuleItem<?> item) {
		if (CommandDialog.hasPresets(item)) return kernel = new KernelEntry(item);
		if (item.getType() == boolean.class || item.getType() == Boolean.class) return new BoxEntry(item);
		final List<String> values = dialog.layout().values(item);
		final boolean axes = dialog.layout().isPerAxis(item);
		if (!values.isEmpty()) return new ChoiceEntry(item, values, dialog.labels(), axes ? axes(item) : new TextEntry(item));
		final List<String> picks = dialog.layout().picks(item);
		final TextEntry plain = picks.isEmpty() ? new TextEntry(item) : new PickEntry(item, picks, dialog.image(), dialog.labels()
			.word("dialog.browse"));
		final List<String> grid = dialog.layout().grid(item);
		if (!grid.isEmpty() && MatrixEntry.fits(channels())) return new MatrixEntry(item, plain, channels(), row -> dialog.labels()
			.word("matrix." + grid.get(0), String.valueOf(row)), column -> dialog.labels().word("matrix." + grid.get(1), String
				.valueOf(column)));
		return axes ? axes(item) : plain;
	}

	private int channels() {
		final ImagePlus image = dialog.image();
		if (image == null) return 2;
		return image.getType() == ImagePlus.COLOR_RGB ? 3 : Math.max(2, image.getNChannels());
	}

	private AxesEntry axes(final ModuleItem<?> item) {
		final AxesEntry entry = new AxesEntry(item, dialog.labels().word("dialog.lock"));
		perAxis.add(entry);
		if (dialog.layout().isLength(item)) {
			lengths.add(entry);
			entry.onUnit(this::switchUnit);
		}
		return entry;
	}

	/** As if the user had chosen the other unit in its own row. */
	private void switchUnit() {
		final ParameterField field = fields.get(LengthUnits.KEY);
		if (!dialog.isFixed(LengthUnits.KEY)) field.show(field.text().equals(LengthUnits.PHYSICAL) ? LengthUnits.PIXEL
			: LengthUnits.PHYSICAL);
	}

	/** The same lengths in the unit that has been chosen, for an image that has pixel sizes. */
	private void convertLengths() {
		final String now = text(LengthUnits.KEY);
		if (now.equals(unit)) return;
		unit = now;
		final boolean physical = now.equals(LengthUnits.PHYSICAL);
		for (final AxesEntry entry : lengths)
			if (units.isKnown() && !dialog.isFixed(entry.item().getName())) entry.convert(physical, units.factors(physical));
	}

	/** Which axes have values of their own follows from the other fields. */
	private void showAxes() {
		final String dimensions = text("dimensions");
		final int[] axes = dimensions.equals("3D") ? new int[] { 0, 1, 2 } : dimensions.startsWith("1D-") ? new int[] {
			"xyz".indexOf(dimensions.charAt(3)) } : new int[] { 0, 1 };
		perAxis.forEach(entry -> entry.setAxes(axes));
		final boolean physical = text(LengthUnits.KEY).equals(LengthUnits.PHYSICAL);
		final Labels labels = dialog.labels();
		final String help = labels.word("dialog.unit") + " (" + labels.word("dialog.key") + ": " + LengthUnits.KEY + ")";
		lengths.forEach(entry -> entry.showUnit(physical ? units.name() : labels.word("dialog.pixels"), help));
	}

	/** Gives all fields their help, once all that belongs to them is there. */
	void explain() {
		fields.forEach((key, field) -> panels.get(key).explain(field, dialog.labels().help(field.item())));
	}

	/** Rows of the first screen. */
	RowsPanel first() {
		return first;
	}

	/** All other rows. */
	RowsPanel more() {
		return more;
	}

	/** Whether there are others. */
	boolean hasMore() {
		return !moreKeys.isEmpty();
	}

	/** The field for the kernel; null if the command has none. */
	KernelEntry kernel() {
		return kernel;
	}

	/** The field for a parameter. */
	ParameterField field(final String key) {
		return fields.get(key);
	}

	/** What a field holds; empty if there is no such field. */
	String text(final String key) {
		return fields.containsKey(key) ? fields.get(key).text() : "";
	}

	/** Spatial axes of the kernel. */
	int kernelAxes() {
		final String dimensions = text("dimensions");
		return dimensions.startsWith("1D") ? 1 : dimensions.equals("3D") ? 3 : 2;
	}

	/**
	 * Shows values.
	 *
	 * @param values by key, as values or as texts; what is no value of its parameter, and what has been given
	 *          from outside, is left as it is
	 */
	void show(final Map<String, ?> values) {
		values.forEach((key, value) -> {
			final ParameterField field = fields.get(key);
			if (field != null && !dialog.isFixed(key) && isValue(field.item(), String.valueOf(value))) field.set(value);
		});
		unit = text(LengthUnits.KEY);
	}

	/** Settings that were kept may be those of another version. */
	private static boolean isValue(final ModuleItem<?> item, final String text) {
		try {
			ParameterValues.convert(item, text);
			return true;
		}
		catch (final IllegalArgumentException e) {
			return false;
		}
	}

	/** Shows and hides rows, and hands all values to the dialog. */
	void read() {
		showAxes();
		final Map<String, Object> values = new LinkedHashMap<>();
		String mistake = null;
		for (final ModuleItem<?> item : dialog.layout().all()) {
			final String key = item.getName();
			final boolean shown = dialog.layout().isShown(item, this::text);
			panels.get(key).setShown(fields.get(key), shown && !(key.equals(LengthUnits.KEY) && hasUnitButton()));
			try {
				values.put(key, shown ? fields.get(key).value() : dialog.defaults().get(key));
			}
			catch (final IllegalArgumentException e) {
				if (mistake == null) mistake = e.getMessage();
			}
		}
		if (mistake == null) dialog.set(values);
		else dialog.refuse(mistake);
	}

	/** Whether a length is shown, whose button says and switches the unit, so that a row for it would say the same again. */
	private boolean hasUnitButton() {
		return lengths.stream().anyMatch(entry -> dialog.layout().isShown(entry.item(), this::text));
	}

	/** How many values below the first screen are not the documented defaults; a unit counts where it has a row. */
	int differing() {
		int count = 0;
		final Map<String, Object> values = dialog.values();
		for (final String key : moreKeys)
			if (!(key.equals(LengthUnits.KEY) && hasUnitButton()) && !String.valueOf(dialog.defaults().get(key)).equals(String.valueOf(values.get(key)))) count++;
		return count;
	}
}
