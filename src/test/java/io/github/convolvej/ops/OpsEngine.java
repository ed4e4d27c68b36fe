package io.github.convolvej.ops;

import java.lang.reflect.Method;
import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * The SciJava Ops engine, called by reflection: it is no dependency of ConvolveJ.
 * The profile {@code ops} brings it.
 */
final class OpsEngine implements OpRunner {

	private final Object environment;

	private OpsEngine(final Object environment) {
		this.environment = environment;
	}

	static OpsEngine build() throws ReflectiveOperationException {
		return new OpsEngine(Class.forName("org.scijava.ops.api.OpEnvironment").getMethod("build").invoke(null));
	}

	private Object with(final String name, final Object... inputs) throws ReflectiveOperationException {
		final Object op = Class.forName("org.scijava.ops.api.OpEnvironment").getMethod("op", String.class).invoke(
			environment, name);
		return call(op, "input", inputs);
	}

	private static Object call(final Object object, final String name, final Object... arguments)
		throws ReflectiveOperationException
	{
		final Method method = Arrays.stream(object.getClass().getMethods()).filter(m -> m.getName().equals(name) && m
			.getParameterCount() == arguments.length).findFirst().orElseThrow(() -> new NoSuchMethodException(name));
		return method.invoke(object, arguments);
	}

	@Override
	public Object apply(final String name, final Object... inputs) throws ReflectiveOperationException {
		return call(with(name, inputs), "apply");
	}

	@Override
	public void compute(final String name, final RandomAccessibleInterval<? extends RealType<?>> output,
		final Object... inputs) throws ReflectiveOperationException
	{
		call(call(with(name, inputs), "output", output), "compute");
	}
}
