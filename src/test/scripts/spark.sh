#!/usr/bin/env bash
# Measures the goals of runs on a cluster: a real one on this machine, a master and two workers with a Java each.
#   spark.sh bytes            one machine, local[2], the cluster, and three parts of a job array: the same bytes?
#   spark.sh kill [TIMES]     kill -9 of executors and of the driver at random moments: the same bytes, no stray files?
#   spark.sh speed [Z]        two workers against one, and the processor time beside that of one machine
#   spark.sh driver           memory of the driver for a thousand and for a million blocks
#   spark.sh faults           a full disk, a master of another version (SPARK_OTHER), a Java that is too new (JAVA_NEW)
# SPARK_HOME is a folder with Spark's jars in jars/ (see src/test/spark/pom.xml), JAVA_HOME the Java of all processes.
set -Eeuo pipefail
here=$(cd "$(dirname "$0")/../../.." && pwd)
. "$here/src/test/scripts/spark-cluster.sh"
jar=$(ls "$here"/target/ConvolveJ_-*-spark.jar | head -1)
all=${jar%-spark.jar}-all.jar
memory=${WORKER_MEMORY:-512m}
work=$(mktemp -d)
CLUSTER=$work/cluster
mkdir "$CLUSTER" "$work/data"
trap 'stop_cluster; rm -rf "$work"' EXIT
cd "$work/data"
trap 'tail -5 spark.log >&2 || true' ERR
port=$((20000 + RANDOM % 20000))
failed=0

alone() {
	"$java" -Xmx512m -jar "$all" "$@"
}

submit() {
	spark_submit --master "$master" --driver-memory 480m --executor-memory "${memory/512/480}" --conf spark.ui.enabled=false \
		--conf spark.scheduler.maxRegisteredResourcesWaitingTime=60s --class io.github.convolvej.spark.SparkBatch "$jar" "$@"
}

same() {
	if diff -rq "$1" "$2"; then echo "$2: the same bytes, $(find "$2" -type f | wc -l) files"
	else echo "$2 DIFFERS"; failed=1; fi
	local stray
	stray=$(find "$work/data" -name '.convolvej*' -o -name '*.part*' ! -name '*.json' | wc -l)
	[ "$stray" = 0 ] || { echo "$stray stray files"; find "$work/data" -name '.convolvej*' | head; failed=1; }
}

# an image of noise, X Y Z
input() {
	python3 - "$@" <<'PY'
import json, os, sys, numpy
x, y, z = map(int, sys.argv[1:4])
os.makedirs('in.zarr/0', exist_ok=True)
c = 64
def put(name, value):
    with open(name, 'w') as f: json.dump(value, f)
put('in.zarr/.zgroup', {'zarr_format': 2})
put('in.zarr/.zattrs', {'multiscales': [{'version': '0.4', 'axes': [{'name': n, 'type': 'space'} for n in 'zyx'],
    'datasets': [{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': [1, 1, 1]}]}]}]})
put('in.zarr/0/.zarray', {'zarr_format': 2, 'shape': [z, y, x], 'chunks': [c, c, c], 'dtype': '<u2', 'compressor': None,
    'fill_value': 0, 'order': 'C', 'filters': None, 'dimension_separator': '/'})
if len(sys.argv) > 4: sys.exit()
random = numpy.random.default_rng(1)
for k in range(-(-z // c)):
    for j in range(-(-y // c)):
        os.makedirs(f'in.zarr/0/{k}/{j}', exist_ok=True)
        for i in range(-(-x // c)):
            random.integers(0, 4096, (c, c, c), dtype='<u2').tofile(f'in.zarr/0/{k}/{j}/{i}')
PY
}

cluster() {
	start_master "$port"
	for ((w = 1; w <= ${1:-2}; w++)); do start_worker "worker$w" "$memory" 1; done
}

recipe=(sigma=2 dimensions=3D border=reflect output=same)
then=(then pooling window=2 stride=2 dimensions=3D)

bytes() {
	input 150 130 100
	cluster
	local o=(--chunks=32,32,32 --levels=3)
	alone smooth in.zarr local.zarr "${o[@]}" "${recipe[@]}" "${then[@]}" -q
	master='local[2]' submit smooth in.zarr two.zarr "${o[@]}" "${recipe[@]}" "${then[@]}" -q 2>spark.log
	same local.zarr two.zarr
	submit smooth in.zarr cluster.zarr "${o[@]}" "${recipe[@]}" "${then[@]}" 2>spark.log
	grep -v ' WARN \| INFO ' spark.log || true
	same local.zarr cluster.zarr
	for k in 3 1 2; do alone smooth in.zarr parts.zarr --part $k/3 "${o[@]}" "${recipe[@]}" "${then[@]}" -q; done
	same local.zarr parts.zarr
	for k in 2 3 1; do submit smooth in.zarr both.zarr --part $k/3 "${o[@]}" "${recipe[@]}" "${then[@]}" -q 2>spark.log; done
	same local.zarr both.zarr
}


# processes of a class that run in a folder of this script
mine() {
	local p
	for p in $(pgrep -f "$1"); do
		case $(readlink "/proc/$p/cwd" 2>/dev/null) in "$2"*) echo "$p" ;; esac
	done
}

kill_() {
	local times=${1:-20} done=0 start took killed
	input 260 260 200
	cluster
	alone smooth in.zarr local.zarr --chunks=32,32,32 "${recipe[@]}" -q
	start=$(date +%s%N)
	submit smooth in.zarr first.zarr --chunks=32,32,32 "${recipe[@]}" -q 2>spark.log
	took=$((($(date +%s%N) - start) / 1000000))
	same local.zarr first.zarr
	echo "one run: $took ms"
	for ((i = 1; i <= times; i++)); do
		rm -rf killed.zarr*
		submit smooth in.zarr killed.zarr --chunks=32,32,32 "${recipe[@]}" -q 2>spark.log &
		pid=$!
		sleep "$(awk -v ms=$took -v r=$RANDOM 'BEGIN { print ms / 1000 * (0.4 + 0.6 * r / 32768) }')"
		if ((i % 2)); then
			killed="executor"
			victim=$(mine CoarseGrainedExecutorBackend "$CLUSTER" | shuf -n 1)
		else
			killed="driver"
			victim=$(mine org.apache.spark.deploy.SparkSubmit "$work/data" | head -1)
		fi
		[ -z "$victim" ] || kill -9 $victim 2>/dev/null || victim=
		there=$(find killed.zarr/0 -type f 2>/dev/null | wc -l)
		code=0
		wait $pid || code=$?
		[ "$killed" = executor ] && [ $code != 0 ] && { echo "the run ended with $code:"; tail -3 spark.log; failed=1; }
		out=
		if [ $code != 0 ]; then
			out=$(submit smooth in.zarr killed.zarr --chunks=32,32,32 "${recipe[@]}" 2>spark.log) || { echo "not resumed"; cat spark.log; failed=1; }
		fi
		echo "$i: $killed ${victim:-had ended}, $there files were there, exit $code${out:+, then: ${out##*, }}"
		[ -z "$victim" ] || done=$((done + 1))
		same local.zarr killed.zarr
	done
	echo "$done kills"
}

# seconds of processor time of a process that has ended, in hundredths, by bash's times of children
speed() {
	local z=${1:-512} o=(--chunks=64,64,64) t1 t2 cpu1 cpu2
	input 512 512 "$z"
	TIMEFORMAT='%R s, processor %U + %S s'
	echo "one machine, one thread:"
	time alone smooth in.zarr local.zarr --threads=1 "${o[@]}" "${recipe[@]}" -q
	for n in 1 2; do
		cluster $n
		before=$(cluster_cpu)
		start=$(date +%s%N)
		submit smooth in.zarr "cluster$n.zarr" "${o[@]}" "${recipe[@]}" -q 2>spark.log
		echo "$n workers: $((($(date +%s%N) - start) / 1000000)) ms, of which computing" "$(grep -o '"seconds": .*' "cluster$n.zarr.json")"
		echo "processor time of children of the workers: $(($(cluster_cpu) - before)) / 100 s"
		same local.zarr "cluster$n.zarr"
		stop_cluster
		port=$((port + 1))
	done
}

# processor time of the processes that the workers have started and that have ended
cluster_cpu() {
	local sum=0 p
	for p in "${cluster_pids[@]}"; do
		[ -r "/proc/$p/stat" ] && sum=$((sum + $(awk '{ print $16 + $17 }' "/proc/$p/stat")))
	done
	echo $sum
}

driver() {
	master='local[1]'
	for n in 640 6400; do
		rm -rf in.zarr
		input $n $n $n empty
		(submit smooth in.zarr out.zarr --chunks=64,64,64 --memory=40m --dry-run "${recipe[@]}" 2>spark.log; true) &
		pid=$!
		peak=0
		while kill -0 $pid 2>/dev/null; do
			for p in $(mine org.apache.spark.deploy.SparkSubmit "$work/data"); do
				now=$(awk '/VmHWM/ { print $2 }' "/proc/$p/status" 2>/dev/null || echo 0)
				[ "${now:-0}" -gt "$peak" ] && peak=$now
			done
			sleep 0.1
		done
		wait $pid
		echo "peak resident memory of the driver: $((peak / 1024)) MiB"
	done
}

faults() {
	input 150 130 100
	cluster
	alone smooth in.zarr local.zarr --chunks=32,32,32 "${recipe[@]}" -q
	mkdir small
	if mount -t tmpfs -o size=2m tmpfs small 2>/dev/null; then
		submit smooth in.zarr small/out.zarr --chunks=32,32,32 "${recipe[@]}" 2>spark.log && { echo "no failure"; failed=1; }
		grep 'could not be written' spark.log | grep -v 'WARN\|ERROR' | tail -1
		mount -o remount,size=64m small
		submit smooth in.zarr small/out.zarr --chunks=32,32,32 "${recipe[@]}" 2>spark.log
		same local.zarr small/out.zarr
		umount small
	else echo "SKIPPED: no small disk can be mounted"; fi
	if [ -n "${SPARK_OTHER:-}" ]; then
		(SPARK_HOME=$SPARK_OTHER . "$here/src/test/scripts/spark-cluster.sh"; SPARK_HOME=$SPARK_OTHER submit smooth in.zarr o.zarr "${recipe[@]}" 2>spark.log) &&
			{ echo "no failure"; failed=1; }
		tail -2 spark.log | grep -v 'WARN\|INFO' || true
	fi
	if [ -n "${JAVA_NEW:-}" ]; then
		(JAVA_HOME=$JAVA_NEW java=$JAVA_NEW/bin/java master='local[1]' submit smooth in.zarr o.zarr "${recipe[@]}" 2>spark.log) &&
			echo "Spark runs on that Java"
		grep -v 'WARN\|INFO\|^WARNING\|^	at' spark.log | tail -3
	fi
}

command=${1:?bytes, kill, speed, driver or faults}
shift
case $command in
	kill) kill_ "$@" ;;
	bytes | speed | driver | faults) "$command" "$@" ;;
	*) echo "there is no '$command'" >&2; exit 2 ;;
esac
exit $failed
