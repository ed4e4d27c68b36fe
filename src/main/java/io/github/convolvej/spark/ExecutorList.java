package io.github.convolvej.spark;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * The executors that a cluster has given, with their threads. Spark makes it by
 * name before the first executor comes; so what it knows belongs to the process,
 * which has one cluster at a time.
 */
public final class ExecutorList extends SparkListener {

	private static final Map<String, Integer> THREADS = new ConcurrentHashMap<>();
	private static final Map<String, String> LOST = new ConcurrentHashMap<>();

	/** Begins with none. */
	public ExecutorList() {
		THREADS.clear();
		LOST.clear();
	}

	@Override
	public void onExecutorAdded(final SparkListenerExecutorAdded event) {
		THREADS.put(event.executorId(), event.executorInfo().totalCores());
	}

	@Override
	public void onExecutorRemoved(final SparkListenerExecutorRemoved event) {
		THREADS.remove(event.executorId());
		LOST.put(event.executorId(), String.valueOf(event.reason()));
	}

	/** Threads of each executor that is there. */
	static Map<String, Integer> threads() {
		return new TreeMap<>(THREADS);
	}

	/** Executors that were lost, with the reasons that Spark gives. */
	static Map<String, String> lost() {
		return new TreeMap<>(LOST);
	}
}
