package io.github.convolvej.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonParser;

class CaseTest {

	private static Case read(final String inputs) {
		return new Case(JsonParser.parseString("{'id': 'a', 'family': 'b', 'op': 'c', 'attributes': {}, 'inputs': {" + inputs +
			"}, 'outputs': null, 'expect_error': 'shape'}").getAsJsonObject());
	}

	@Test
	void whatIsNullInACaseIsNullOrZeros() {
		final Case c = read("'bias': null, 'weight': {'shape': [2, 3], 'dtype': 'float32', 'data': null}");
		assertNull(c.outputs());
		assertNull(c.input("bias"));
		assertNull(c.input("mask"));
		assertArrayEquals(new int[] { 2, 3 }, c.input("weight").shape);
		assertEquals(6, c.input("weight").data.length);
	}
}
