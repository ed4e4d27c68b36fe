package io.github.convolvej.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.convolvej.filter.lines.Lines;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** The table of fast loops is complete. */
class FastLoopsTest {

	@Test
	void everyMethodIsInTheTableOrKnownToHaveNoVectorLoop() {
		final Set<String> known = FastLoops.<float[]> table().stream().map(r -> r.method).collect(Collectors
			.toCollection(TreeSet::new));
		known.addAll(FastLoops.OTHERS);
		assertEquals(Arrays.stream(Lines.class.getMethods()).map(Method::getName).collect(Collectors.toCollection(
			TreeSet::new)), known);
	}
}
