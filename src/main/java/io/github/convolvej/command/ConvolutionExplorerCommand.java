package io.github.convolvej.command;

import io.github.convolvej.ij1.dialog.Manual;
import io.github.convolvej.ij1.explorer.ExplorerWindow;
import io.github.convolvej.ij1.image.SampleImage;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.WindowManager;

/**
 * Plugins &gt; ConvolveJ &gt; Learn &gt; Convolution Explorer...: opens a window with sliders for the settings of an
 * operation. It has no dialog. It shows the open image, or a sample image if none is open.
 */
@Plugin(type = Command.class, menuPath = "Plugins>ConvolveJ>Learn>Convolution Explorer...", description =
	"Sliders for kernel size, stride, padding, dilation and groups: the result, size, receptive field and code at once.")
public class ConvolutionExplorerCommand extends TextCommand {

	@Override
	String tell() {
		return "Convolution Explorer is a window with sliders, for people at a screen. In macros, take the commands whose lines it" +
			" writes: Convolution, Grouped Convolution, Transposed Convolution, Pooling.";
	}

	@Override
	void show(final String told) {
		final ImagePlus open = WindowManager.getCurrentImage();
		ExplorerWindow.open(open == null ? SampleImage.CELLS.open() : open, () -> Manual.show(Manual.page(
			"Convolution Explorer...")));
	}
}
