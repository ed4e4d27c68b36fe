package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.preview.LivePicture;
import io.github.convolvej.ij1.preview.Preview;
import io.github.convolvej.kernel.Presets;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.scijava.Contextual;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/**
 * What happens while a command's dialog is open, in ImageJ or Fiji: values that are set, the live text
 * that says what they give or why they give nothing, presets for the
 * kernel, the previews, and help. These belong to the dialog and not to the
 * command: they are no parameters, so they are never recorded and no macro key can
 * mean them. {@link DialogWindow} shows it.
 */
public final class CommandDialog implements AutoCloseable {

	/** Attribute of a kernel parameter: its presets, separated by spaces, instead of those of all kernels. */
	public static final String PRESETS = "presets";

	/** Attribute of an image parameter that a command can do without. */
	public static final String OPTIONAL = "optional";

	private static final String KERNEL = "kernel";

	private final Module module;
	private final ImagePlus image;
	private final Labels labels;
	private final Sentences sentences = Sentences.of(Locale.getDefault());
	private final DialogLayout layout;
	private final Map<String, Object> defaults;
	private final boolean hadWindow;
	private Preview preview;
	private Preview live;
	/** Channel of the result that the pictures show, from 0; -1 for that of the image. */
	private int channel = -1;
	/** Null if the command is planned at once. */
	private final Questions questions;
	private Runnable answered = () -> {};
	private Verdict verdict = Verdict.of(null, null, "");
	private String lastDefect = "";

	/**
	 * A dialog that plans at once whenever a value is set.
	 *
	 * @param module a command, with its image set
	 */
	public CommandDialog(final Module module) {
		this(module, null);
		changed();
	}

	/**
	 * A dialog for a window: it plans when values are set, on a thread of its own.
	 *
	 * @param module a command, with its image set
	 * @return the dialog
	 */
	static CommandDialog forWindow(final Module module) {
		return new CommandDialog(module, new Questions("ConvolveJ planning"));
	}

	private CommandDialog(final Module module, final Questions questions) {
		this.module = module;
		this.questions = questions;
		image = image(module);
		hadWindow = image != null && image.getWindow() != null;
		final Class<?> command = module.getDelegateObject().getClass();
		labels = Labels.of(Locale.getDefault(), command);
		layout = DialogLayout.of(command, info());
		defaults = values(create());
	}

	private static ImagePlus image(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() == ImagePlus.class) return (ImagePlus) module.getInput(item.getName());
		return null;
	}

	/**
	 * @param info a command
	 * @return whether it does nothing without an image
	 */
	public static boolean needsImage(final ModuleInfo info) {
		for (final ModuleItem<?> item : info.inputs())
			if (item.getType() == ImagePlus.class && !item.is(OPTIONAL)) return true;
		return false;
	}

	ModuleInfo info() {
		return module.getInfo();
	}

	Labels labels() {
		return labels;
	}

	/** What commands say, in the language of the labels. */
	Sentences sentences() {
		return sentences;
	}

	DialogLayout layout() {
		return layout;
	}

	ImagePlus image() {
		return image;
	}

	/** @return title of the dialog's window */
	String title() {
		final String label = info().getLabel();
		return label.isEmpty() ? info().getMenuPath().getLeaf().getName().replace("...", "") : label;
	}

	/** @return the texts that can be chosen for the kernel; empty if the command has none */
	public List<String> presets() {
		final ModuleItem<?> kernel = info().getInput(KERNEL);
		if (kernel == null) return new ArrayList<>();
		final String own = kernel.get(PRESETS);
		return own == null ? Presets.examples() : Arrays.asList(own.split(" "));
	}

	/**
	 * @param parameter one of the command's
	 * @return whether the presets are for it
	 */
	static boolean hasPresets(final ModuleItem<?> parameter) {
		return parameter.getName().equals(KERNEL);
	}

	/** @return whether there is something to preview */
	boolean canPreview() {
		final Object command = module.getDelegateObject();
		return image != null && image.getWidth() > 0 && command instanceof JobSource && ((JobSource) command).isPictorial();
	}

	/** @return the documented default of every parameter, by key, in the order of recording */
	Map<String, Object> defaults() {
		return defaults;
	}

	/** @return the value of every parameter, by key, in the order of recording */
	public Map<String, Object> values() {
		return values(module);
	}

	/** @return whether a value has been given from outside, so that it is not asked for */
	boolean isFixed(final String key) {
		return module.isInputResolved(key);
	}

	private Map<String, Object> values(final Module from) {
		final Map<String, Object> values = new LinkedHashMap<>();
		layout.all().forEach(item -> values.put(item.getName(), from.getInput(item.getName())));
		return values;
	}

	/**
	 * @param key of a parameter
	 * @param value for it
	 */
	public void set(final String key, final Object value) {
		module.setInput(key, value);
		changed();
	}

	/** @return what the parameters give, or why they give nothing: lines separated by {@code \n} */
	public String text() {
		return verdict.text();
	}

	/** @return whether the parameters give a result */
	public boolean isPossible() {
		return verdict.isPossible();
	}

	/** @return whether they give none because something is wrong with them, and not because something is missing yet */
	boolean isMistaken() {
		return verdict.isMistaken();
	}

	/** @return whether it is not known yet what the parameters give */
	boolean isPlanning() {
		return questions != null && questions.isWaiting();
	}

	/** @param action is done whenever it has become known what the parameters give */
	void onPlanned(final Runnable action) {
		answered = action;
	}

	/** @return whether the image was closed while the dialog is open */
	boolean isClosed() {
		return hadWindow && WindowManager.getImage(image.getID()) != image;
	}

	/**
	 * Sets all parameters and takes note of it.
	 *
	 * @param all values by key
	 */
	void set(final Map<String, Object> all) {
		all.forEach(module::setInput);
		changed();
	}

	/** Takes note that parameters, or the image, have changed. */
	void changed() {
		final String description = info().getDescription();
		if (isClosed()) decide(Verdict.closed(labels.word("dialog.closed")));
		else if (questions == null) decide(Verdict.of(module.getDelegateObject(), image, description));
		else {
			final Object command = copy().getDelegateObject();
			questions.ask(() -> Verdict.of(command, image, description), found -> {
				decide(found);
				answered.run();
			});
		}
	}

	/**
	 * Takes note that a field holds what no parameter can be.
	 *
	 * @param mistake what is wrong
	 */
	void refuse(final String mistake) {
		if (questions != null) questions.forget();
		decide(Verdict.refused(mistake));
	}

	private void decide(final Verdict found) {
		verdict = found;
		// once, and not at every keystroke
		if (!found.defect().isEmpty() && !found.defect().equals(lastDefect)) IJ.log(lastDefect = found.defect());
		showPreviews();
	}

	private void showPreviews() {
		final JobSource command = isPossible() && (live != null || preview != null) ? snapshot() : null;
		for (final Preview p : new Preview[] { live, preview }) {
			if (p == null || p == preview && !p.isOn()) continue;
			if (isPossible()) p.show(command);
			else if (p.isOn()) p.say(p == live ? "" : sentences.say(text()));
		}
	}

	/** @param picture where a part of the result is shown from now on */
	void showIn(final LivePicture picture) {
		live = new Preview(image, picture, labels.word("dialog.computing"), sentences::say);
		live.showChannel(channel);
		showPreviews();
	}

	/** @return the preview of a part; null if there is none */
	Preview live() {
		return live;
	}

	/**
	 * @param on whether the preview of all that is seen is wanted
	 * @param window the dialog's, which the preview should not hide
	 */
	void setPreview(final boolean on, final Supplier<Rectangle> window) {
		if (!canPreview() || preview == null && !on) return;
		if (preview == null) preview = new Preview(image, window, labels.word("dialog.computing"), sentences::say);
		preview.showChannel(channel);
		if (on == preview.isOn()) return;
		if (!on) preview.close();
		else if (isPossible()) preview.show(snapshot());
	}

	/** @param shown channel of the result that the pictures show from now on, from 0; -1 for that of the image */
	void showChannel(final int shown) {
		channel = shown;
		for (final Preview p : new Preview[] { live, preview })
			if (p != null) p.showChannel(shown);
	}

	private Module create() {
		try {
			return info().createModule();
		}
		catch (final ModuleException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * @param place a sample of the image; null for its middle
	 * @return what presets do there with the other parameters of this moment
	 */
	PresetEffects effects(final Point place) {
		final Map<String, Object> others = values();
		return new PresetEffects(image, place, preset -> {
			final Module copy = create();
			others.forEach(copy::setInput);
			copy.setInput(KERNEL, preset);
			return (JobSource) copy.getDelegateObject();
		});
	}

	/** The command with the parameters of this moment: it is asked on another thread, while these may change. */
	private JobSource snapshot() {
		return (JobSource) copy().getDelegateObject();
	}

	private Module copy() {
		final Module copy = create();
		for (final ModuleItem<?> item : ParameterValues.of(info()))
			copy.setInput(item.getName(), module.getInput(item.getName()));
		final Object original = module.getDelegateObject();
		if (original instanceof Contextual && ((Contextual) original).getContext() != null) ((Contextual) original).context()
			.inject(copy.getDelegateObject());
		return copy;
	}

	/** Opens the command's page of the manual. */
	void help() {
		Manual.show(layout.page());
	}

	/** Ends the previews; the image is as it was. */
	@Override
	public void close() {
		if (questions != null) questions.close();
		if (preview != null) preview.close();
		if (live != null) live.close();
	}
}
