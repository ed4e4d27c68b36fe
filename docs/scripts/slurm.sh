#!/usr/bin/env bash
# Filters one large image with the jobs of a SLURM array, without Spark. Each job computes a part of the result; a last one
# looks whether all is there, and submits what is missing again, up to three times.
#   slurm.sh JAR PARTS OUTPUT.zarr FILTER INPUT [key=value...] [options]
# for example, with 4 processors and 8 GB for each of 64 parts:
#   SBATCH_OPTIONS="--cpus-per-task=4 --mem=10G --time=4:00:00" JAVA_OPTIONS=-Xmx8g \
#     ./slurm.sh ConvolveJ_-VERSION-all.jar 64 /data/out.zarr smooth /data/in.zarr sigma=2 dimensions=3D
# The jar and both paths are on a disk that all machines share. Given again, the same line computes what is missing only.
set -euo pipefail

if [ $# -lt 5 ]; then
	sed -n '2,9p' "$0" | cut -c3-
	exit 2
fi
jar=$1 parts=$2 output=$3 filter=$4 input=$5
shift 5
round=${CONVOLVEJ_ROUND:-1}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

case ${CONVOLVEJ_STEP:-submit} in
part)
	# a task of the array; the jar uses as many threads as SLURM gives
	exec "$java" ${JAVA_OPTIONS:-} -jar "$jar" "$filter" "$input" "$output" --part="$SLURM_ARRAY_TASK_ID/$parts" \
		--threads="${SLURM_CPUS_PER_TASK:-1}" "$@"
	;;
check)
	if "$java" -jar "$jar" check "$output"; then exit 0; fi
	if [ "$round" -ge 3 ]; then
		echo "$output is not complete after $round rounds: see the logs of the parts" >&2
		exit 1
	fi
	# what is there is kept, so parts that are complete take seconds
	CONVOLVEJ_STEP=submit CONVOLVEJ_ROUND=$((round + 1)) exec "$0" "$jar" "$parts" "$output" "$filter" "$input" "$@"
	;;
submit)
	array=$(CONVOLVEJ_STEP=part sbatch --parsable --export=ALL ${SBATCH_OPTIONS:-} --array="1-$parts" --job-name=convolvej "$0" \
		"$jar" "$parts" "$output" "$filter" "$input" "$@")
	check=$(CONVOLVEJ_STEP=check CONVOLVEJ_ROUND=$round sbatch --parsable --export=ALL --dependency="afterany:${array%%;*}" \
		--job-name=convolvej-check "$0" "$jar" "$parts" "$output" "$filter" "$input" "$@")
	echo "round $round: $parts parts are job ${array%%;*}; job ${check%%;*} looks whether all is there"
	;;
esac
