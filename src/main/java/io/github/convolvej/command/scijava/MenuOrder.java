package io.github.convolvej.command.scijava;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;

/**
 * Puts the menu in Fiji in an order by job: everyday commands, submenus, what is about steps and ConvolveJ itself. Without
 * weights it would be in the order of letters, with submenus in between. This service is not in SciJava's index: {@link
 * io.github.convolvej.entry.StartService} starts it. In plain ImageJ, the order is that of {@code plugins.config}.
 */
public class MenuOrder extends AbstractService implements SciJavaService {

	/** Names in the menu, as they follow each other. */
	static final List<String> LABELS = Collections.unmodifiableList(Arrays.asList("Convolution...", "Edges...", "Smooth...",
		"A Trous Wavelets...", "Neighbourhood...", "Background...",
		// Resize
		"Upsample...", "Pooling...", "Adaptive Pooling...", "Transposed Convolution...", "Unpooling...",
		// Channels
		"Unmix Channels...", "Pointwise (1x1) Convolution...",
		// Convolution variants
		"Separable Convolution...", "Dilated Convolution...", "Grouped Convolution...",
		"Depthwise Separable Convolution...", "Deformable Convolution...",
		// Measure
		"Global Pooling...", "Spatial Pyramid Pooling...",
		// Layers
		"Network...", "Feature Maps...", "Back Projection...", "Feature Gallery...", "Batch Normalisation...", "Activation...",
		// Learn
		"Lessons", "Convolution Explorer...", "Explain Pixel...", "Learn Kernel...", "Animate Convolution...",
		"Convolution Arithmetic...", "Convolution Matrix...", "Demonstrations...",
		// Samples
		"Nuclei and Filaments", "Cells in Uneven Light", "Moving Spots", "Stained Section", "Noisy Nuclei", "Test Chart",
		"Replay...", "Batch...", "Show as Script...", "ConvolveJ Manual", "About ConvolveJ"));

	/** ImageJ's own commands have smaller weights. */
	private static final double FIRST = 1e6;

	/** Below the menus Plugins and ConvolveJ. */
	private static final int SUBMENU = 2;

	@Parameter
	private CommandService commands;

	@Override
	public void initialize() {
		for (final CommandInfo info : commands.getCommands())
			if (info.getDelegateClassName().startsWith("io.github.convolvej.")) weigh(info.getMenuPath());
	}

	private static void weigh(final MenuPath path) {
		final int place = path.getLeaf() == null ? -1 : LABELS.indexOf(path.getLeaf().getName());
		if (place < 0) return;
		path.getLeaf().setWeight(FIRST + place);
		// a submenu stands where the first of its commands would
		for (int i = SUBMENU; i < path.size() - 1; i++)
			path.get(i).setWeight(Math.min(path.get(i).getWeight(), FIRST + place));
	}
}
