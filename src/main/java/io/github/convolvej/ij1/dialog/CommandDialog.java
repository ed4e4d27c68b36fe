package io.github.convolvej.ij1.dialog;

import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.ij1.macro.ParameterValues;
import io.github.convolvej.ij1.preview.Preview;
import io.github.convolvej.kernel.Presets;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.ImagePlus;

/**
 * What happens while a command's dialog is open, in ImageJ or Fiji: the live text
 * that says what the parameters give or why they give nothing, presets for the
 * kernel, the preview, and help. These belong to the dialog and not to the
 * command: they are no parameters, so they are never recorded and no macro key can
 * mean them.
 */
public final class CommandDialog implements AutoCloseable {

	/** Attribute of a kernel parameter: its presets, separated by spaces, instead of those of all kernels. */
	public static final String PRESETS = "presets";

	/** What the choice of presets shows before one is chosen. */
	static final String NO_PRESET = "choose ...";

	private static final String KERNEL = "kernel";

	private final Module module;
	private final ImagePlus image;
	private final Preview preview;
	private String text = "";
	private boolean possible = true;
	private String lastDefect;

	/**
	 * @param module a command that {@link #isFor} is true for, with its image set
	 */
	public CommandDialog(final Module module) {
		this.module = module;
		image = image(module);
		preview = canPreview() ? new Preview(image) : null;
		changed();
	}

	/**
	 * @param module any command
	 * @return whether it is one of those that these dialogs are for
	 */
	public static boolean isFor(final Module module) {
		return module.getDelegateObject() instanceof LiveText;
	}

	private static ImagePlus image(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() == ImagePlus.class) return (ImagePlus) module.getInput(item.getName());
		return null;
	}

	ModuleInfo info() {
		return module.getInfo();
	}

	/** @return title of the dialog's window */
	String title() {
		final String label = info().getLabel();
		return label.isEmpty() ? info().getMenuPath().getLeaf().getName().replace("...", "") : label;
	}

	/** @return the texts that can be chosen for the kernel; empty if the command has none */
	List<String> presets() {
		final ModuleItem<?> kernel = info().getInput(KERNEL);
		if (kernel == null) return new ArrayList<>();
		final String own = kernel.get(PRESETS);
		final List<String> presets = new ArrayList<>();
		presets.add(NO_PRESET);
		presets.addAll(own == null ? Presets.examples() : Arrays.asList(own.split(" ")));
		return presets;
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

	/** @return what the parameters give, or why they give nothing: lines separated by {@code \n} */
	String text() {
		return text;
	}

	/** @return whether the parameters give a result */
	boolean isPossible() {
		return possible;
	}

	/** Takes note that parameters have changed. */
	void changed() {
		try {
			text = ((LiveText) module.getDelegateObject()).liveText(image);
			possible = true;
		}
		catch (final IllegalArgumentException e) {
			text = "Not possible: " + e.getMessage();
			possible = false;
		}
		catch (final RuntimeException e) {
			// a defect of ours: the command can be run all the same, and says more
			text = "What this gives is not known: " + e;
			possible = true;
			log(e);
		}
		if (preview != null && preview.isOn()) showPreview();
	}

	/** Once, and not at every keystroke. */
	private void log(final RuntimeException e) {
		if (e.toString().equals(lastDefect)) return;
		lastDefect = e.toString();
		final StringWriter trace = new StringWriter();
		e.printStackTrace(new PrintWriter(trace));
		IJ.log(trace.toString());
	}

	/** @param on whether the preview is wanted */
	void setPreview(final boolean on) {
		if (preview == null || on == preview.isOn()) return;
		if (on) showPreview();
		else preview.close();
	}

	private void showPreview() {
		if (possible) preview.show(snapshot());
		else preview.say(text);
	}

	/** The command with the parameters of this moment: it is asked on another thread, while these may change. */
	private JobSource snapshot() {
		try {
			final Module copy = info().createModule();
			for (final ModuleItem<?> item : ParameterValues.of(info()))
				copy.setInput(item.getName(), module.getInput(item.getName()));
			return (JobSource) copy.getDelegateObject();
		}
		catch (final ModuleException e) {
			throw new IllegalStateException(e);
		}
	}

	/** @return the preview; null if there is nothing to preview */
	Preview preview() {
		return preview;
	}

	/** Opens the command's page of the manual. */
	void help() {
		Manual.show(Manual.page(info().getMenuPath().getLeaf().getName()));
	}

	/** Ends the preview; the image is as it was. */
	@Override
	public void close() {
		if (preview != null) preview.close();
	}
}
