package io.github.convolvej.gui;

import static io.github.convolvej.gui.Screen.check;

import io.github.convolvej.command.ConvolutionCommand;

import java.lang.reflect.Proxy;
import java.util.concurrent.Future;
import javax.swing.JDialog;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.plugin.PluginInfo;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;

/**
 * A user of a program whose commands SciJava runs, with a user interface that is open: the dialog asks for what is not
 * given, and for nothing if all is; Cancel cancels; without an image there is a message and no dialog; and with the image the
 * dialog ends. The exit code is 0 if everything was as it should be.
 */
public final class HarvesterRobot {

	private HarvesterRobot() {}

	/**
	 * @param args none
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String... args) throws Exception {
		int exit = 1;
		try {
			new ImageJ(ImageJ.EMBEDDED);
			final Context context = new Context(CommandService.class, UIService.class);
			final UserInterface open = (UserInterface) Proxy.newProxyInstance(HarvesterRobot.class.getClassLoader(), new Class<?>[] {
				UserInterface.class }, (proxy, method, arguments) -> method.getName().equals("isVisible") ? (Object) true : method
					.getName().equals("getInfo") ? new PluginInfo<>(UserInterface.class.getName(), UserInterface.class) : method
						.getName().equals("toString") ? "open" : method.getName().equals("hashCode") ? 1 : method.getReturnType()
							.equals(boolean.class) ? false : null);
			context.service(UIService.class).setDefaultUI(open);
			run(context.service(CommandService.class));
			exit = 0;
		}
		catch (final Throwable t) {
			t.printStackTrace();
		}
		finally {
			// ImageJ's windows would keep the JVM alive
			Runtime.getRuntime().halt(exit);
		}
	}

	private static void run(final CommandService commands) throws Exception {
		final ImagePlus image = IJ.createImage("in", "8-bit ramp", 33, 31, 1);
		image.show();
		Screen.awaitTrue("the image", () -> image.getWindow() != null && image.getWindow().isShowing());

		final Future<CommandModule> answered = commands.run(ConvolutionCommand.class, true, "image", image, "stride", "2");
		final JDialog dialog = Screen.dialog("Convolution");
		Screen.awaitText(dialog, "Result: 17 x 16");
		Screen.type(dialog, "kernel", "sobel-x");
		Screen.press(dialog, "ok");
		final ImagePlus result = (ImagePlus) answered.get().getOutput("result");
		check(result.getWidth() == 17 && result.getHeight() == 16, "the result is " + result);
		check("sobel-x".equals(answered.get().getInput("kernel")) && answered.get().isInputResolved("kernel"), "the kernel is " +
			answered.get().getInput("kernel"));

		final Future<CommandModule> cancelled = commands.run(ConvolutionCommand.class, true, "image", image);
		final JDialog second = Screen.dialog("Convolution");
		Screen.press(second, "cancel");
		check(isCanceled(cancelled.get()) && cancelled.get().getOutput("result") == null, "Cancel did not cancel");

		final Future<CommandModule> closed = commands.run(ConvolutionCommand.class, true, "image", image);
		final JDialog third = Screen.dialog("Convolution");
		check(Screen.button(third, "ok").isEnabled(), "OK cannot be pressed");
		image.changes = false;
		image.close();
		Screen.awaitText(third, "The image has been closed");
		Screen.awaitTrue("OK disabled", () -> !Screen.button(third, "ok").isEnabled());
		Screen.press(third, "cancel");
		check(isCanceled(closed.get()), "Cancel did not cancel");

		final Future<CommandModule> none = commands.run(ConvolutionCommand.class, true);
		final CommandModule module = none.get();
		check(isCanceled(module) && String.valueOf(module.getCancelReason()).contains("no image open"), "without an image: " + module
			.getCancelReason());
		check(Screen.openDialog("Convolution") == null, "without an image a dialog opened");
	}

	private static boolean isCanceled(final CommandModule module) {
		return ((Cancelable) module).isCanceled();
	}
}
