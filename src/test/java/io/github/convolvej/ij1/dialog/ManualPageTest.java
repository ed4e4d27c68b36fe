package io.github.convolvej.ij1.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Every macro of a page has its link, which runs it as printed, or with the active image. */
class ManualPageTest {

	private static final String MACRO = "run(&quot;Moving Spots&quot;);\nrun(&quot;Convolution...&quot;, &quot;kernel=[1 &lt; 2 &amp;]&quot;);\n";

	private static ManualPage page(final String html) {
		return new ManualPage(html, "Try this", "On mine");
	}

	private static String block(final String macro) {
		return "<pre><code class=\"language-ijm\">" + macro + "</code></pre>";
	}

	@Test
	void aMacroIsRunAsPrintedOrWithTheActiveImage() {
		final ManualPage page = page("<p>$1 \\ text</p>" + block(MACRO) + "<p>end</p>");
		assertEquals(List.of("run(\"Moving Spots\");\nrun(\"Convolution...\", \"kernel=[1 < 2 &]\");\n",
			"run(\"Convolution...\", \"kernel=[1 < 2 &]\");\n"), page.macros());
		assertEquals("<p>$1 \\ text</p>" + block(MACRO) +
			"<p><a href=\"try:0\">Try this</a> &nbsp; <a href=\"try:1\">On mine</a></p><p>end</p>", page.html());
		assertEquals(page.macros().get(1), page.macro("try:1"));
		assertNull(page.macro("edges.html"));
		assertNull(page.macro(null));
	}

	@Test
	void whatOpensNoSampleHasOneLink() {
		final String arithmetic = "run(&quot;Convolution Arithmetic...&quot;, &quot;layers=[conv k=3]&quot;);\n";
		assertEquals(1, page(block(arithmetic)).macros().size());
		assertEquals(0, page(block("open(&quot;sample-images/chart.tif&quot;);")).macros().size());
		assertEquals(0, page("<pre><code class=\"language-sh\">java -jar</code></pre>").macros().size());
	}

	/** Nothing of a picture is cut off by the window. */
	@Test
	void widePicturesFitTheWindow() throws Exception {
		final Labels labels = Labels.of(java.util.Locale.ENGLISH, Manual.class);
		final String wide = ManualPage.read(Manual.url("smooth"), labels).html();
		assertTrue(wide.contains("images/smooth.png\" width=\"" + ManualPage.WIDTH + "\" height="), wide);
		final String narrow = ManualPage.read(Manual.url("unpooling"), labels).html();
		assertTrue(narrow.contains("images/unpooling.png\" alt="), narrow);
	}

	@Test
	void pagesOfTheManualHaveExamples() throws Exception {
		final Labels labels = Labels.of(java.util.Locale.ENGLISH, Manual.class);
		for (final String name : List.of("edges", "smooth", "unmix-channels", "convolution"))
			assertTrue(ManualPage.read(Manual.url(name), labels).macros().size() >= 2, name);
	}
}
