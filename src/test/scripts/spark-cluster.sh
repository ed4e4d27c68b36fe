#!/usr/bin/env bash
# A Spark cluster on this machine, from the jars of Maven Central (src/test/spark/pom.xml says how they are had), for the
# scripts beside this one: what bin/spark-submit and sbin/start-*.sh of the distribution do. To be sourced.
#   SPARK_HOME    a folder with Spark's jars in jars/
#   JAVA_HOME     the Java of all processes
#   CLUSTER       a folder for logs and what workers keep
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cluster_pids=()
scala=$(ls "$SPARK_HOME"/jars/spark-core_*.jar | head -1)
scala=${scala##*/spark-core_}
export SPARK_SCALA_VERSION=${scala%%-*}

# Replaces this process by one of Spark's main classes, with the options that its launcher gives it.
spark_class() {
	local delimiter=$'\n' begun=false command=() word
	while IFS= read -r -d "$delimiter" word; do
		if $begun; then command+=("$word")
		elif [ -z "${word//$'\r'/}" ]; then delimiter='' begun=true
		fi
	done < <("$java" -Xmx64m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@" | tr -d '\r')
	exec "${command[@]}"
}

spark_submit() {
	(spark_class org.apache.spark.deploy.SparkSubmit "$@")
}

# start_master PORT: waits until it answers
start_master() {
	master=spark://127.0.0.1:$1
	(SPARK_DAEMON_MEMORY=256m spark_class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$1" --webui-port 0) \
		>"$CLUSTER/master.log" 2>&1 &
	cluster_pids+=($!)
	wait_for "$CLUSTER/master.log" 'I have been elected leader' "$!"
}

# start_worker NAME MEMORY CORES
start_worker() {
	mkdir -p "$CLUSTER/$1"
	(SPARK_DAEMON_MEMORY=256m SPARK_WORKER_DIR="$CLUSTER/$1" spark_class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 \
		--webui-port 0 -m "$2" -c "$3" "$master") >"$CLUSTER/$1.log" 2>&1 &
	cluster_pids+=($!)
	wait_for "$CLUSTER/$1.log" 'Successfully registered with master' "$!"
}

wait_for() {
	for ((i = 0; i < 600; i++)); do
		# the process makes the file
		grep -q "$2" "$1" 2>/dev/null && return
		kill -0 "$3" 2>/dev/null || break
		sleep 0.2
	done
	cat "$1" >&2
	echo "Spark did not start" >&2
	return 1
}

stop_cluster() {
	[ ${#cluster_pids[@]} = 0 ] || kill "${cluster_pids[@]}" 2>/dev/null || true
	wait "${cluster_pids[@]}" 2>/dev/null || true
	cluster_pids=()
}
