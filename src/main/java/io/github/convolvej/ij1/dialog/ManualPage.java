package io.github.convolvej.ij1.dialog;

import java.awt.Dimension;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A page of the manual as it is shown: below each macro of it a link that runs it, and another that does so with the
 * active image instead of the sample that it opens.
 */
final class ManualPage {

	/** What links to macros begin with; their number follows. */
	private static final String TRY = "try:";

	private static final Pattern MACRO = Pattern.compile("<pre><code class=\"language-ijm\">(.*?)</code></pre>",
		Pattern.DOTALL);

	/** The entry of the menu that opens a sample asks for nothing, so it has no dots. */
	private static final Pattern SAMPLE = Pattern.compile("^run\\(\"[^\".]*\"\\);\\s*");

	private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]+)\"");

	/** Pixels that the window has for a picture. */
	static final int WIDTH = 690;

	/** What only those have who built the program. */
	private static final String FOLDER = "sample-images/";

	private final String html;
	private final List<String> macros = new ArrayList<>();

	/**
	 * @param page as it was written
	 * @param asPrinted words of the link that runs a macro
	 * @param active words of the link that runs it with the active image
	 */
	ManualPage(final String page, final String asPrinted, final String active) {
		final Matcher found = MACRO.matcher(page);
		final StringBuffer all = new StringBuffer();
		while (found.find()) {
			final String macro = plain(found.group(1));
			final StringBuilder links = new StringBuilder(found.group());
			if (!macro.contains(FOLDER)) {
				links.append("<p>").append(link(macro, asPrinted));
				final Matcher sample = SAMPLE.matcher(macro);
				if (sample.find()) links.append(" &nbsp; ").append(link(macro.substring(sample.end()), active));
				links.append("</p>");
			}
			found.appendReplacement(all, Matcher.quoteReplacement(links.toString()));
		}
		html = found.appendTail(all).toString();
	}

	private String link(final String macro, final String words) {
		macros.add(macro);
		return "<a href=\"" + TRY + (macros.size() - 1) + "\">" + Labels.escaped(words) + "</a>";
	}

	private static String plain(final String escaped) {
		return escaped.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;",
			"&");
	}

	/**
	 * @param page where it is
	 * @param labels words
	 * @return the page
	 * @throws IOException if it could not be read
	 */
	static ManualPage read(final URL page, final Labels labels) throws IOException {
		try (InputStream in = page.openStream()) {
			return new ManualPage(fitted(new String(in.readAllBytes(), StandardCharsets.UTF_8), page), labels.word(
				"help.try"), labels.word("help.active"));
		}
	}

	/** Pictures that are wider than the window get its width. */
	private static String fitted(final String html, final URL page) throws IOException {
		final Matcher found = PICTURE.matcher(html);
		final StringBuffer all = new StringBuffer();
		while (found.find()) {
			final Dimension size = size(new URL(page, found.group(1)));
			final String width = size.width <= WIDTH ? "" : " width=\"" + WIDTH + "\" height=\"" + size.height * WIDTH /
				size.width + "\"";
			found.appendReplacement(all, Matcher.quoteReplacement(found.group() + width));
		}
		return found.appendTail(all).toString();
	}

	private static Dimension size(final URL picture) throws IOException {
		try (InputStream in = picture.openStream(); ImageInputStream data = ImageIO.createImageInputStream(in)) {
			final Iterator<ImageReader> readers = ImageIO.getImageReaders(data);
			if (!readers.hasNext()) return new Dimension();
			final ImageReader reader = readers.next();
			try {
				reader.setInput(data);
				return new Dimension(reader.getWidth(0), reader.getHeight(0));
			}
			finally {
				reader.dispose();
			}
		}
	}

	/** Its text. */
	String html() {
		return html;
	}

	/** The macros of it, in their order. */
	List<String> macros() {
		return macros;
	}

	/**
	 * @param link that the user has followed
	 * @return the macro that it stands for; null if it is another link
	 */
	String macro(final String link) {
		return link != null && link.startsWith(TRY) ? macros.get(Integer.parseInt(link.substring(TRY.length()))) : null;
	}
}
