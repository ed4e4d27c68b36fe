package io.github.convolvej.command;

import java.awt.event.KeyEvent;
import java.lang.reflect.Method;

/** A finger on the Esc key of plain ImageJ: presses it again and again until it is taken away. */
final class Finger implements AutoCloseable {

	private final Method setKeyDown;
	private final Thread thread;
	private volatile boolean away;

	Finger(final PlainImageJ imagej) throws ReflectiveOperationException {
		setKeyDown = imagej.loader().loadClass("ij.IJ").getMethod("setKeyDown", int.class);
		thread = new Thread(this::press);
		thread.start();
	}

	private void press() {
		try {
			while (!away) {
				Thread.sleep(20);
				setKeyDown.invoke(null, KeyEvent.VK_ESCAPE);
			}
		}
		catch (final ReflectiveOperationException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public void close() throws InterruptedException {
		away = true;
		thread.join();
	}
}
