package io.github.convolvej.filter.lines;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Adds a product to a sum. If the processor can, it rounds once (fused); otherwise it rounds the product and
 * then the sum. The two ways differ in the last bits. The virtual machine tells which instructions the
 * processor has, and this decides; no speed is measured, so the choice is always the same on one machine. A
 * system property overrides it, to reproduce the bits of another machine.
 */
final class MultiplyAdd {

	/** System property: {@code true} for fused sums, {@code false} for separate ones. */
	static final String PROPERTY = "convolvej.fma";

	/**
	 * Whether {@link Math#fma} is used. Without the processor's instruction, it computes in decimal numbers,
	 * thousands of times slower.
	 */
	static final boolean FUSED = isFused(property());

	private MultiplyAdd() {}

	static float of(final float a, final float b, final float sum) {
		return FUSED ? Math.fma(a, b, sum) : sum + a * b;
	}

	static double of(final double a, final double b, final double sum) {
		return FUSED ? Math.fma(a, b, sum) : sum + a * b;
	}

	private static String property() {
		try {
			return System.getProperty(PROPERTY);
		}
		catch (final SecurityException e) {
			return null;
		}
	}

	/**
	 * @param wanted value of the property, or null
	 * @return whether sums are fused
	 * @throws IllegalArgumentException if the value is neither true nor false
	 */
	static boolean isFused(final String wanted) {
		if (wanted == null) return hasInstruction();
		if (wanted.equals("true")) return true;
		if (wanted.equals("false")) return false;
		throw new IllegalArgumentException("The system property " + PROPERTY + " is '" + wanted +
			"', but must be true (fused multiply-add) or false (separate)");
	}

	/** HotSpot sets its flag UseFMA if the processor has the instruction; other virtual machines do not say. */
	private static boolean hasInstruction() {
		try {
			final Object flag = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(
				"com.sun.management:type=HotSpotDiagnostic"), "getVMOption", new Object[] { "UseFMA" }, new String[] {
					String.class.getName() });
			return Boolean.parseBoolean((String) ((CompositeData) flag).get("value"));
		}
		catch (final JMException | JMRuntimeException | SecurityException | LinkageError e) {
			// another virtual machine: separate sums are correct and fast everywhere
			return false;
		}
	}
}
