package io.github.convolvej;

import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.service.Service;

/**
 * A SciJava context that logs nothing. Tests make commands fail on purpose and see
 * what they throw; SciJava would print every such exception as an error, and real
 * errors would be lost among them.
 */
public final class QuietContext {

	private QuietContext() {}

	/**
	 * @param services the services that are needed, with those that they need
	 * @return the context; who asked for it disposes of it
	 */
	@SafeVarargs
	public static Context of(final Class<? extends Service>... services) {
		final Context context = new Context(services);
		context.service(LogService.class).setLevel(LogLevel.NONE);
		return context;
	}
}
