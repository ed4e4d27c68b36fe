package io.github.convolvej.ij1;

import io.github.convolvej.ij1.dialog.Answered;
import io.github.convolvej.ij1.dialog.CommandDialog;
import io.github.convolvej.ij1.dialog.DialogHarvester;
import io.github.convolvej.ij1.job.JobSource;
import io.github.convolvej.ij1.macro.MacroOptions;
import io.github.convolvej.ij1.macro.ParameterValues;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

/**
 * What {@code plugins.config} names: runs the SciJava command whose class name is
 * its argument. In plain ImageJ it takes the current image, takes the parameters
 * from the macro's options or asks with {@link DialogHarvester}, runs the command
 * and shows its result. In Fiji it hands the command to Fiji's own context, where
 * macro options, dialog, recorder and display are ImageJ2's.
 */
public final class CommandPlugIn implements PlugIn {

	/** Attribute of an image parameter that a command can do without. */
	public static final String OPTIONAL = CommandDialog.OPTIONAL;

	private static Context context;

	@Override
	public void run(final String className) {
		final Context fiji = fijiContext();
		final Context commands = fiji == null ? context() : fiji;
		final String title = title(commands, className);
		try {
			if (fiji != null) runInFiji(fiji, className);
			else runHere(commands, className);
		}
		catch (final CancellationException e) {
			stopMacro(title + " was cancelled");
			throw new RuntimeException(Macro.MACRO_CANCELED);
		}
		catch (final IllegalArgumentException e) {
			IJ.error(title, MessageLines.of(e.getMessage()));
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			// ImageJ reports these, but a macro would go on with the wrong image
			if (isMacro() && !Macro.MACRO_CANCELED.equals(e.getMessage())) {
				final StringWriter trace = new StringWriter();
				e.printStackTrace(new PrintWriter(trace));
				IJ.log(trace.toString());
				stopMacro(title + " failed: " + e);
			}
			throw e;
		}
	}

	/** Whether a macro or script runs the command on this thread; {@link IJ#isMacro} asks for macros of any thread. */
	private static boolean isMacro() {
		return Thread.currentThread().getName().startsWith("Run$_");
	}

	private static void stopMacro(final String message) {
		final Interpreter macro = isMacro() ? Interpreter.getInstance() : null;
		if (macro != null) macro.abort(MessageLines.of(message));
	}

	/** The context of ImageJ2 if this ImageJ belongs to one; it patches ImageJ to hand itself out under this name. */
	private static Context fijiContext() {
		try {
			Class.forName("net.imagej.legacy.LegacyService", false, IJ.getClassLoader() == null ? CommandPlugIn.class
				.getClassLoader() : IJ.getClassLoader());
		}
		catch (final ClassNotFoundException e) {
			return null;
		}
		final Object found = IJ.runPlugIn("org.scijava.Context", "");
		return found instanceof Context ? (Context) found : null;
	}

	static void runInFiji(final Context fiji, final String className) {
		final Future<? extends Module> run = fiji.service(CommandService.class).run(className, true, new Object[0]);
		final Module module;
		try {
			module = run.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException();
		}
		catch (final ExecutionException e) {
			final Throwable cause = unwrapped(e);
			if (cause instanceof RuntimeException) throw (RuntimeException) cause;
			if (cause instanceof Error) throw (Error) cause;
			throw new IllegalStateException(cause);
		}
		if (isCanceled(module)) throw new CancellationException();
	}

	/** What the command threw: SciJava puts its own exceptions around it. */
	private static Throwable unwrapped(final ExecutionException e) {
		Throwable t = e;
		while ((t instanceof ExecutionException || t.getClass() == RuntimeException.class) && t.getCause() != null)
			t = t.getCause();
		return t;
	}

	private static boolean isCanceled(final Module module) {
		return module instanceof Cancelable && ((Cancelable) module).isCanceled();
	}

	private static void runHere(final Context own, final String className) {
		final CommandInfo info = own.service(CommandService.class).getCommand(className);
		if (info == null) throw new IllegalStateException("The command " + className +
			" is not in the SciJava plugin index of this jar");
		final ImagePlus image = WindowManager.getCurrentImage();
		if (image == null && CommandDialog.needsImage(info)) throw new IllegalArgumentException("There is no image open: open one first");
		final ModuleService modules = own.service(ModuleService.class);
		final Module module = modules.createModule(info);
		for (final ModuleItem<?> item : info.inputs())
			if (item.getType() == ImagePlus.class) module.setInput(item.getName(), image);
		final String options = Macro.getOptions();
		final boolean answered = module.getDelegateObject() instanceof Answered && ((Answered) module.getDelegateObject())
			.isAnswered();
		if (options != null) ParameterValues.set(module, MacroOptions.parse(options));
		else if (!isMacro() && !answered && !ParameterValues.of(info).isEmpty() && !DialogHarvester.harvest(module)) throw new CancellationException();
		for (final ModuleItem<?> item : info.inputs())
			module.resolveInput(item.getName());
		// on this thread, which is the macro's: its options and its current image belong to it
		module.run();
		if (options == null && answered && Recorder.record) DialogHarvester.record(module, ParameterValues.of(info));
		show(module, image);
	}

	private static void show(final Module module, final ImagePlus image) {
		if (isCanceled(module)) throw new CancellationException();
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			final Object value = module.getOutput(item.getName());
			// an image that was changed in place is the caller's, who may not want a window
			if (value instanceof ImagePlus && value != image && isShown(module, (ImagePlus) value) && WindowManager.getImage(
				((ImagePlus) value).getID()) == null) ((ImagePlus) value).show();
		}
	}

	private static boolean isShown(final Module module, final ImagePlus result) {
		final Object command = module.getDelegateObject();
		return !(command instanceof JobSource) || ((JobSource) command).shows(result);
	}

	/** @return a small context of our own, made once: plain ImageJ and the command line have none */
	public static synchronized Context context() {
		if (context == null) {
			final Thread thread = Thread.currentThread();
			final ClassLoader loader = thread.getContextClassLoader();
			try {
				// SciJava finds its plugin index through the thread's class loader, ImageJ keeps plugins in one of its own
				thread.setContextClassLoader(CommandPlugIn.class.getClassLoader());
				context = new Context(CommandService.class, ModuleService.class, LogService.class);
			}
			finally {
				thread.setContextClassLoader(loader);
			}
		}
		return context;
	}

	private static String title(final Context commands, final String className) {
		final CommandInfo info = commands.service(CommandService.class).getCommand(className);
		return info == null ? "ConvolveJ" : info.getMenuPath().getLeaf().getName().replace("...", "");
	}
}
