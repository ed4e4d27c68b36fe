#!/usr/bin/env bash
# Measures the goals of runs on a cluster: a real one on this machine, a master and two workers with a Java each.
#   spark.sh bytes            one machine, local[2], the cluster, and three jobs of an array, for five lines: the same bytes?
#   spark.sh kill [TIMES]     kill -9 of executors and of the driver at random moments: the same bytes, no stray files?
#   spark.sh speed [Z [FILTER KEYS]]   two workers against one, and the processor time beside that of one machine
#   spark.sh driver           memory of the driver for a thousand, ten thousand and a million blocks
#   spark.sh faults           wrong masters, full disks, two drivers, ..., another version (SPARK_OTHER), a Java that is too new (JAVA_NEW)
# SPARK_HOME is a folder with Spark's jars in jars/ (see src/test/spark/pom.xml), JAVA_HOME the Java of all processes.
set -euo pipefail
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

# for processes that run for seconds only; not where time is measured
short='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
submit_options=(--driver-java-options "$short" --conf "spark.executor.extraJavaOptions=$short")
alone_options=($short)

alone() {
	"$java" "${alone_options[@]}" -Xmx512m -jar "$all" "$@"
}

submit() {
	spark_submit --master "$master" "${submit_options[@]}" --driver-memory 480m --executor-memory "${memory/512/480}" --conf spark.ui.enabled=false \
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

# ways NAME FILTER INPUT WORDS...: a line on one machine, by threads of Spark, on the cluster, and by three jobs of an array
ways() {
	local name=$1 filter=$2 in=$3 k
	shift 3
	alone "$filter" "$in" "$name.zarr" "$@" -q
	master='local[2]' submit "$filter" "$in" "$name-threads.zarr" "$@" -q 2>spark.log
	same "$name.zarr" "$name-threads.zarr"
	submit "$filter" "$in" "$name-cluster.zarr" "$@" -q 2>spark.log
	same "$name.zarr" "$name-cluster.zarr"
	for k in 3 1 2; do
		! alone check "$name-parts.zarr" >check.log 2>&1 || { echo "check says that $name is complete before job $k"; failed=1; }
		alone "$filter" "$in" "$name-parts.zarr" --part $k/3 "$@" -q
	done
	alone check "$name-parts.zarr" >check.log || { cat check.log; failed=1; }
	same "$name.zarr" "$name-parts.zarr"
}

# a plate of two wells with two images each
plate() {
	python3 - <<'PY'
import json, os, numpy
random = numpy.random.default_rng(2)
def put(name, value):
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, 'w') as f: json.dump(value, f)
def group(name, attributes):
    put(name + '/.zgroup', {'zarr_format': 2})
    put(name + '/.zattrs', attributes)
group('plate.zarr', {'plate': {'version': '0.4', 'rows': [{'name': 'A'}], 'columns': [{'name': '1'}, {'name': '2'}],
    'wells': [{'path': f'A/{c + 1}', 'rowIndex': 0, 'columnIndex': c} for c in (0, 1)], 'field_count': 2}})
group('plate.zarr/A', {})
for well in ('plate.zarr/A/1', 'plate.zarr/A/2'):
    group(well, {'well': {'version': '0.4', 'images': [{'path': '0'}, {'path': '1'}]}})
    for field in '01':
        image = f'{well}/{field}'
        group(image, {'multiscales': [{'version': '0.4', 'axes': [{'name': n, 'type': 'space', 'unit': 'micrometer'} for n in 'yx'],
            'datasets': [{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': [0.5, 0.5]}]}]}]})
        put(image + '/0/.zarray', {'zarr_format': 2, 'shape': [70, 90], 'chunks': [32, 32], 'dtype': '|u1', 'compressor': None,
            'fill_value': 0, 'order': 'C', 'filters': None, 'dimension_separator': '/'})
        for j in range(3):
            os.makedirs(f'{image}/0/{j}', exist_ok=True)
            for i in range(3): random.integers(0, 255, (32, 32), dtype='u1').tofile(f'{image}/0/{j}/{i}')
PY
}

bytes() {
	input 150 130 100
	plate
	cp "$here/sample-images/spots-time.tif" spots.tif
	cluster
	ways chain smooth in.zarr --chunks=32,32,32 --levels=3 "${recipe[@]}" "${then[@]}"
	for k in 2 3 1; do submit smooth in.zarr both.zarr --part $k/3 --chunks=32,32,32 --levels=3 "${recipe[@]}" "${then[@]}" -q 2>spark.log; done
	same chain.zarr both.zarr
	ways tiff edges spots.tif --chunks=16,16 operator=gaussian sigma=1.5
	ways shards neighbourhood in.zarr --zarr=3 --chunks=32,32,32 --shards=64,64,64 --levels=2 --compression=zstd method=median radius=1
	ways pyramid pyramid spots.tif --levels=3 --zarr=3 --chunks=16,16
	ways wells smooth plate.zarr --levels=2 sigma=2 then pooling window=2 stride=2
}


# processes of a class that run in a folder of this script
mine() {
	local p
	for p in $(pgrep -f "$1"); do
		case $(readlink "/proc/$p/cwd" 2>/dev/null) in "$2"*) echo "$p" ;; esac
	done
}

# chunks that are there, with their numbers in the file system, which change when one is written again
chunks() {
	find "$1/0" -type f ! -name '.z*' -printf '%P %i\n' 2>/dev/null | sort || true
}

kill_() {
	local times=${1:-20} done=0 files started least killed victim code pid again late
	input ${SIZE:-400 400 300}
	cluster
	alone smooth in.zarr local.zarr --chunks=32,32,32 "${recipe[@]}" -q
	files=$(chunks local.zarr | wc -l)
	for ((i = 1; i <= times; i++)); do
		rm -rf killed.zarr*
		started=$SECONDS
		submit smooth in.zarr killed.zarr --chunks=32,32,32 "${recipe[@]}" -q 2>spark.log &
		pid=$!
		# at any moment from the first chunk to nearly the last; now and then before any
		least=$((RANDOM % 8 ? 1 + RANDOM % (files * 9 / 10) : 0))
		while kill -0 $pid 2>/dev/null; do
			[ -d killed.zarr/0 ] && [ "$(chunks killed.zarr | wc -l)" -ge $least ] && break
			sleep 0.05
		done
		if ((i % 2)); then
			killed=executor
			victim=$(mine CoarseGrainedExecutorBackend "$CLUSTER" | shuf -n 1)
		else
			killed=driver
			victim=$(mine org.apache.spark.deploy.SparkSubmit "$work/data" | head -1)
		fi
		[ -z "$victim" ] || kill -9 $victim 2>/dev/null || victim=
		chunks killed.zarr >there
		code=0
		wait $pid || code=$?
		[ $killed = executor ] && [ $code != 0 ] && { echo "the run ended with $code:"; tail -3 spark.log; failed=1; }
		late=$(chunks killed.zarr | wc -l)
		if [ $code != 0 ]; then
			submit smooth in.zarr killed.zarr --chunks=32,32,32 "${recipe[@]}" -q 2>spark.log || { echo "not resumed"; cat spark.log; failed=1; }
		fi
		again=$(chunks killed.zarr | comm -13 - there | wc -l)
		echo "$i: $killed ${victim:-had ended}, $(wc -l <there) of $files chunks were there, exit $code, $late when the driver had ended," \
			"$again written again, $((SECONDS - started)) s"
		[ -z "$victim" ] || done=$((done + 1))
		same local.zarr killed.zarr
	done
	echo "$done kills"
}

speed() {
	local z=${1:-512} o=(--chunks=64,64,64) n filter=${2:-smooth} keys=("${@:3}")
	[ $# -gt 1 ] || keys=("${recipe[@]}")
	input 512 512 "$z"
	submit_options=() alone_options=()
	TIMEFORMAT='%R s, processor %U + %S s'
	echo "one machine, one thread:"
	time alone "$filter" in.zarr local.zarr --threads=1 "${o[@]}" "${keys[@]}" -q
	grep -o '"seconds": [0-9.]*' local.zarr.json
	for n in 1 2; do
		cluster $n
		pin_workers
		echo "$n workers, the driver:"
		time submit "$filter" in.zarr "cluster$n.zarr" "${o[@]}" "${keys[@]}" -q 2>spark.log
		# a worker knows the processor time of an executor when it has ended
		while [ -n "$(mine CoarseGrainedExecutorBackend "$CLUSTER")" ]; do sleep 0.1; done
		sleep 2
		echo "executors: processor $(cluster_cpu) s; computing: $(grep -o '"seconds": [0-9.]*' "cluster$n.zarr.json") s"
		grep -o '"samples\(Needed\|Read\)[A-Za-z]*": [0-9.]*' "cluster$n.zarr.json" || true
		same local.zarr "cluster$n.zarr"
		stop_cluster
		port=$((port + 1))
	done
}

# Gives each worker a core of its own, as if it were a machine. Otherwise one worker alone would use the other cores as
# well, for the compiler and the garbage collector of its Java, and two would not be compared with one.
pin_workers() {
	command -v taskset >/dev/null || { echo "no taskset: workers share all cores" >&2; return 0; }
	local core=0 p
	for p in "${cluster_pids[@]:1}"; do
		taskset -acp $core "$p" >/dev/null
		core=$((core + 1))
	done
}

# seconds of processor time of the processes that the workers have started and that have ended, and those of the busiest:
# on a machine that does other work as well, one worker against the busiest of two says how much faster two are
cluster_cpu() {
	local p
	for p in "${cluster_pids[@]}"; do
		[ ! -r "/proc/$p/stat" ] || cat "/proc/$p/stat"
	done | awk '{ now = $16 + $17; sum += now; if (now > most) most = now } END { print sum / 100 " s, the busiest " most / 100 }'
}

# waits for a process, and tells the most memory that the driver had; one that is not told has not computed
driver_memory() {
	local peak=0 now p
	while kill -0 "$1" 2>/dev/null; do
		for p in $(mine org.apache.spark.deploy.SparkSubmit "$work/data"); do
			now=$(awk '/VmHWM/ { print $2 }' "/proc/$p/status" 2>/dev/null || true)
			[ "${now:-0}" -le "$peak" ] || peak=$now
		done
		sleep 0.2
	done
	wait "$1"
	echo "$2: $((peak / 1024)) MiB of resident memory of the driver, which has a heap of 480 MiB"
}

driver() {
	local n
	submit_options=()
	master='local[1]'
	# a plane is a block: nothing is gained by joining planes
	for n in 1000 10000 1000000; do
		rm -rf in.zarr
		input 8 8 $n empty
		submit smooth in.zarr out.zarr --chunks=8,8,1 --dry-run sigma=1 dimensions=2D >dry.log 2>spark.log &
		driver_memory $! "$n blocks planned"
		grep -q "computed in $n blocks" dry.log || { cat dry.log; failed=1; }
	done
	cluster
	for n in 1000 100000; do
		rm -rf in.zarr out.zarr*
		input 8 8 $n empty
		submit smooth in.zarr out.zarr --chunks=8,8,1 sigma=1 dimensions=2D -q 2>spark.log &
		driver_memory $! "$n blocks computed"
		echo "$(chunks out.zarr | wc -l) chunks written"
	done
}

# fails CODE TEXT WORDS...: a submission that has to end with a code and tell something
fails() {
	local code=0 began=$SECONDS
	submit "${@:3}" 2>spark.log || code=$?
	if [ $code = "$1" ] && grep -q "$2" spark.log; then echo "$code after $((SECONDS - began)) s: $(grep "$2" spark.log | grep -v ' WARN \| ERROR \| INFO ' | tail -1)"
	else
		echo "exit $code, but $1 and '$2' were expected:"
		tail -5 spark.log
		failed=1
	fi
}

# full FOLDER OPTIONS: a small disk; false if none can be mounted
full() {
	mkdir -p "$1"
	mount -t tmpfs -o "$2" tmpfs "$1" 2>/dev/null || { echo "SKIPPED: no small disk can be mounted"; return 1; }
	trap 'stop_cluster; umount "$work/data/small" "$CLUSTER/worker2" 2>/dev/null; rm -rf "$work"' EXIT
}

faults() {
	local words=(smooth in.zarr out.zarr --chunks=32,32,32 "${recipe[@]}") pid first
	input 150 130 100
	alone smooth in.zarr local.zarr --chunks=32,32,32 "${recipe[@]}" -q
	echo "wrong master"
	master=spark://127.0.0.1:1 fails 1 'no Spark master answers' "${words[@]}"
	echo "masters that Spark does not know"
	master='local[0]' fails 1 'did not start with the master' "${words[@]}"
	echo "the disk of one worker is full"
	start_master "$port"
	start_worker worker1 "$memory" 1
	if full "$CLUSTER/worker2" size=2m; then
		start_worker worker2 "$memory" 1
		submit "${words[@]}" 2>spark.log
		grep ' lost\|executor' spark.log | grep -v ' WARN \| INFO \| ERROR ' || true
		same local.zarr out.zarr
		rm -rf out.zarr*
	fi
	stop_cluster
	port=$((port + 1))
	start_master "$port"
	echo "no executors"
	fails 1 'no executor of' "${words[@]}"
	for w in 3 4; do start_worker "worker$w" "$memory" 1; done
	echo "two drivers"
	submit "${words[@]}" -q 2>first.log &
	pid=$!
	while kill -0 $pid 2>/dev/null && [ -z "$(ls out.zarr/.convolvej 2>/dev/null)" ]; do sleep 0.02; done
	# held, so that it does not end before the other one has started, which need not run on the cluster to find that out
	first=$(mine org.apache.spark.deploy.SparkSubmit "$work/data" | head -1)
	kill -STOP "$first"
	(master='local[1]' fails 1 'is being written by another process' "${words[@]}"; exit $failed) || failed=1
	kill -CONT "$first"
	wait $pid || { echo "the first driver failed"; tail -3 first.log; failed=1; }
	same local.zarr out.zarr
	echo "all workers die"
	rm -rf out.zarr*
	submit "${words[@]}" >out.log 2>spark.log &
	pid=$!
	while kill -0 $pid 2>/dev/null && [ -z "$(chunks out.zarr)" ]; do sleep 0.05; done
	kill -9 "${cluster_pids[@]:1}"
	while kill -0 $pid 2>/dev/null && ! grep -q 'no executor is left' spark.log; do sleep 0.5; done
	grep 'no executor is left' spark.log || { echo "it has ended before, or does not tell"; tail -3 spark.log; failed=1; }
	start_worker worker5 "$memory" 1
	wait $pid || { echo "it has not gone on with a new worker"; tail -3 spark.log; failed=1; }
	same local.zarr out.zarr
	start_worker worker6 "$memory" 1
	echo "an input that executors do not see"
	fails 1 'executors cannot compute: INPUT' smooth /proc/self/cwd/in.zarr none.zarr "${recipe[@]}"
	[ ! -e none.zarr ] || { echo "none.zarr is there"; failed=1; }
	echo "the disk of the result is too small"
	if full small size=2m; then
		fails 1 'the result needs .* are free on the disk of' smooth in.zarr small/out.zarr --chunks=32,32,32 "${recipe[@]}"
		[ -z "$(ls small)" ] || { ls small; failed=1; }
		# room for the samples, but not for all of the files, as where others fill the disk meanwhile
		echo "the disk of the result becomes full"
		mount -o remount,size=64m,nr_inodes=60 small
		fails 1 'could not be written.*the same command' smooth in.zarr small/out.zarr --chunks=32,32,32 "${recipe[@]}"
		echo "$(chunks small/out.zarr | wc -l) chunks are there"
		mount -o remount,nr_inodes=10000 small
		submit smooth in.zarr small/out.zarr --chunks=32,32,32 "${recipe[@]}" 2>spark.log
		same local.zarr small/out.zarr
	fi
	if [ -n "${SPARK_OTHER:-}" ]; then
		echo "another version of Spark"
		code=0
		(SPARK_HOME=$SPARK_OTHER . "$here/src/test/scripts/spark-cluster.sh"
			SPARK_HOME=$SPARK_OTHER fails 1 'another version of Spark\|does it run the version' smooth in.zarr o.zarr "${recipe[@]}"; exit $failed) || failed=1
	fi
	if [ -n "${JAVA_NEW:-}" ]; then
		echo "a Java that is too new"
		(JAVA_HOME=$JAVA_NEW java=$JAVA_NEW/bin/java master='local[1]' fails 1 'does not run on Java' smooth in.zarr o.zarr "${recipe[@]}"; exit $failed) ||
			failed=1
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
