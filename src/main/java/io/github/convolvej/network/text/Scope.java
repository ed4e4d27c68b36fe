package io.github.convolvej.network.text;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What names mean: constants ({@link Expression}), places of the network ({@link
 * LayerList.Place}), layers not yet applied ({@link Definition}), functions and
 * classes ({@link Callable}), objects of classes ({@link Scope}), and lists of
 * those. Names that are not here are looked up in the scope around it.
 */
final class Scope {

	/** A layer, or several, that can be applied to images. */
	static final class Definition {

		final Expression expression;
		final Scope scope;

		Definition(final Expression expression, final Scope scope) {
			this.expression = expression;
			this.scope = scope;
		}
	}

	/** A function or class, where it was written. */
	static final class Callable {

		final Statement statement;
		final Scope scope;

		Callable(final Statement statement, final Scope scope) {
			this.statement = statement;
			this.scope = scope;
		}
	}

	private final Scope around;
	private boolean object;
	private final Map<String, Object> values = new LinkedHashMap<>();
	private final Set<String> used = new HashSet<>();

	/** @param around where names are looked up that are not here; may be null */
	Scope(final Scope around) {
		this.around = around;
	}

	/** The scope of an object: names that begin with self. are put there from within its functions. */
	static Scope ofObject(final Scope around) {
		final Scope made = new Scope(around);
		made.object = true;
		return made;
	}

	/** Null if there is none. */
	Object get(final String name) {
		for (Scope s = this; s != null; s = s.around)
			if (s.values.containsKey(name)) return s.values.get(name);
		return null;
	}

	/** Remembers that something else consists of it. */
	void use(final String name) {
		for (Scope s = this; s != null; s = s.around)
			if (s.values.containsKey(name)) {
				s.used.add(name);
				return;
			}
	}

	void put(final String name, final Object value) {
		Scope owner = this;
		if (name.startsWith("self.")) for (Scope s = this; s != null && !owner.object; s = s.around)
			if (s.object) owner = s;
		owner.values.put(name, value);
		owner.used.remove(name);
	}

	/** Puts a value where the name is now, so that functions can change what is outside. */
	void replace(final String name, final Object value) {
		for (Scope s = this; s != null; s = s.around)
			if (s.values.containsKey(name)) {
				s.values.put(name, value);
				return;
			}
		put(name, value);
	}

	/** A constant; null if the name is none. */
	Expression constant(final String name) {
		final Object value = get(name);
		return value instanceof Expression ? (Expression) value : null;
	}

	/** Whether something else consists of it. */
	boolean isUsed(final String name) {
		return used.contains(name);
	}

	/** The names here, in the order in which they were given. */
	Map<String, Object> values() {
		return new LinkedHashMap<>(values);
	}
}
