package io.github.convolvej.ij1.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.convolvej.filter.convolution.Convolution;
import io.github.convolvej.ij1.image.TestImages;
import io.github.convolvej.kernel.KernelText;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;

/** The Esc key and the status bar. */
class ImageJMonitorTest {

	@AfterEach
	void releaseEsc() {
		IJ.resetEscape();
	}

	@Test
	void escCancels() {
		final ImageJMonitor monitor = new ImageJMonitor("Test", () -> false);
		assertFalse(monitor.isCancelled());
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		assertTrue(monitor.isCancelled());
		assertThrows(CancellationException.class, () -> TestImages.job(TestImages.hyperstack(8, 50, 50, 1, 1, 1), Convolution
			.of(KernelText.parse("box:3", 2)), 2).compute(monitor));
	}

	@Test
	void anEscFromBeforeDoesNot() {
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		assertFalse(new ImageJMonitor("Test", () -> false).isCancelled());
	}

	@Test
	void othersMayCancelToo() {
		final boolean[] cancelled = { false };
		final ImageJMonitor monitor = new ImageJMonitor("Test", () -> cancelled[0]);
		assertFalse(monitor.isCancelled());
		cancelled[0] = true;
		assertTrue(monitor.isCancelled());
	}

	@Test
	void progressIsToldTenTimesASecondWithTheTimeLeftAndClearedInTheEnd() {
		final List<String> told = new ArrayList<>();
		final long[] now = { 5 };
		final ImageJMonitor monitor = new ImageJMonitor("Blur", () -> false, (status, fraction) -> told.add(status + " / " +
			fraction), () -> now[0]);
		for (int i = 0; i < 1000; i++) {
			monitor.progress(i, 10_000);
			now[0] += 1_000_000;
		}
		// in the second that 1,000 calls take, one a millisecond
		assertEquals(9, told.size());
		assertEquals("Blur: 1%, 10 s left / 0.01", told.get(0));
		assertEquals("Blur: 9%, 10 s left / 0.09", told.get(8));
		told.clear();
		now[0] += 1_000_000_000;
		monitor.progress(2000, 10_000);
		assertEquals(List.of("Blur: 20%, 8 s left / 0.2"), told);
		told.clear();
		monitor.progress(10_000, 10_000);
		assertEquals(Collections.singletonList(" / 1.0"), told);
	}
}
