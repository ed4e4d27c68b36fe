package io.github.convolvej.command;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.Guard;
import io.github.convolvej.Yardstick;
import io.github.convolvej.ij1.dialog.LiveText;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;

import ij.ImagePlus;

/** What a dialog says at every keystroke is known at once, also of a huge image. */
@Guard
class KeystrokeGuardTest {

	/** Yardsticks, each about a tenth of a second. */
	private static final double BOUND = 0.5;

	@Test
	void aKeystrokeIsNotHeldUp() throws Exception {
		final ImagePlus huge = DialogTest.untouchable();
		for (final CommandInfo info : DialogTest.commands()) {
			final LiveText command = (LiveText) DialogTest.module(info, huge).getDelegateObject();
			final double taken = Yardstick.times(9, () -> {
				try {
					command.liveText(huge);
				}
				catch (final IllegalArgumentException e) {
					assertNotNull(e.getMessage());
				}
			});
			assertTrue(taken < BOUND, () -> info.getClassName() + " took " + taken + " yardsticks");
		}
	}
}
