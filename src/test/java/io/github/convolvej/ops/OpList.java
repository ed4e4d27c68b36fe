package io.github.convolvej.ops;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.yaml.snakeyaml.Yaml;

/** The list of ops that the compiler writes, read and called as its format tells. */
final class OpList implements OpRunner {

	/** One op of the list. */
	static final class Entry {

		final List<String> names;
		final String source;
		final String version;
		final double priority;
		final List<Map<String, Object>> parameters;

		@SuppressWarnings("unchecked")
		Entry(final Map<String, Object> op) {
			names = (List<String>) op.get("names");
			source = URI.create((String) op.get("source")).getPath().substring(1);
			version = (String) op.get("version");
			priority = ((Number) op.get("priority")).doubleValue();
			parameters = (List<Map<String, Object>>) op.get("parameters");
		}

		Method method() throws ReflectiveOperationException {
			final int bracket = source.indexOf('(');
			final int dot = source.lastIndexOf('.', bracket);
			final String types = source.substring(bracket + 1, source.length() - 1);
			for (final Method m : Class.forName(source.substring(0, dot)).getMethods())
				if (m.getName().equals(source.substring(dot + 1, bracket)) && Arrays.stream(m.getParameterTypes()).map(
					Class::getCanonicalName).collect(Collectors.joining(",")).equals(types)) return m;
			throw new NoSuchMethodException(source);
		}

		boolean isComputer() {
			return parameters.stream().anyMatch(p -> p.get("parameter type").equals("CONTAINER"));
		}

		private List<Map<String, Object>> inputs() {
			return parameters.stream().filter(p -> p.get("parameter type").equals("INPUT")).collect(Collectors.toList());
		}

		/** Whether the op takes these inputs, those that may be left out aside. */
		boolean takes(final Object... inputs) throws ReflectiveOperationException {
			final List<Map<String, Object>> all = inputs();
			if (inputs.length > all.size()) return false;
			for (int i = 0; i < all.size(); i++)
				if (i < inputs.length ? !box(method().getParameterTypes()[i]).isInstance(inputs[i]) : !(boolean) all.get(i).get(
					"nullable")) return false;
			return true;
		}

		Object call(final Object output, final Object... inputs) throws ReflectiveOperationException {
			final Object[] arguments = Arrays.copyOf(inputs, method().getParameterCount());
			if (isComputer()) arguments[arguments.length - 1] = output;
			return method().invoke(null, arguments);
		}

		private static Class<?> box(final Class<?> type) {
			return MethodType.methodType(type).wrap().returnType();
		}
	}

	final List<Entry> entries = new ArrayList<>();

	OpList() throws IOException {
		// other libraries on the class path have lists of their own
		final URL classes = Convolutions.class.getProtectionDomain().getCodeSource().getLocation();
		for (final URL url : Collections.list(Convolutions.class.getClassLoader().getResources("ops.yaml"))) {
			if (!url.toString().contains(classes.getPath())) continue;
			try (InputStream in = url.openStream()) {
				final List<Map<String, Map<String, Object>>> ops = new Yaml().load(in);
				for (final Map<String, Map<String, Object>> op : ops)
					entries.add(new Entry(op.get("op")));
			}
		}
	}

	Set<String> names() {
		return entries.stream().flatMap(e -> e.names.stream()).collect(Collectors.toCollection(TreeSet::new));
	}

	@Override
	public Object apply(final String name, final Object... inputs) throws Exception {
		return find(name, false, inputs).call(null, inputs);
	}

	@Override
	public void compute(final String name, final RandomAccessibleInterval<? extends RealType<?>> output,
		final Object... inputs) throws Exception
	{
		find(name, true, inputs).call(output, inputs);
	}

	private Entry find(final String name, final boolean computer, final Object... inputs)
		throws ReflectiveOperationException
	{
		Entry found = null;
		for (final Entry entry : entries)
			if (entry.names.contains(name) && entry.isComputer() == computer && entry.takes(inputs)) {
				if (found != null) throw new AssertionError(name + " is both " + found.source + " and " + entry.source);
				found = entry;
			}
		if (found == null) throw new AssertionError("no op " + name + " takes " + Arrays.toString(inputs));
		return found;
	}
}
