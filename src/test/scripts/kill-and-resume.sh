#!/usr/bin/env bash
# Kills a run at random moments (kill -9), starts it again until it ends by itself, and compares the result, file by
# file, with that of a run that was left alone. No half-written file may be left.
#   kill-and-resume.sh INPUT.zarr [TIMES] [key=value...]
# The program is java -jar $JAR, or $CONVOLVEJ if that is set.
set -euo pipefail
input=$1
times=${2:-20}
shift $(($# < 2 ? $# : 2))
keys=("$@")
[ ${#keys[@]} -gt 0 ] || keys=(sigma=2 dimensions=3D output=same)
program=${CONVOLVEJ:-java -Xmx1g -jar ${JAR:?set JAR to ConvolveJ_-VERSION-all.jar}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
start=$(date +%s%N)
$program smooth "$input" "$work/whole.zarr" "${keys[@]}" -q
took=$((($(date +%s%N) - start) / 1000000))
killed=0
differing=0
for ((i = 0; i < times; i++)); do
	rm -rf "$work/killed.zarr"
	# killed up to three times before it may end
	for ((k = 0; k < 3; k++)); do
		$program smooth "$input" "$work/killed.zarr" "${keys[@]}" -q &
		pid=$!
		sleep "$(awk -v ms=$took -v r=$RANDOM 'BEGIN { print ms / 1000 * (0.1 + 0.9 * r / 32768) }')"
		kill -9 $pid 2>/dev/null && killed=$((killed + 1)) || true
		wait $pid 2>/dev/null || true
	done
	$program smooth "$input" "$work/killed.zarr" "${keys[@]}" -q
	if ! diff -rq "$work/whole.zarr" "$work/killed.zarr"; then differing=$((differing + 1)); fi
	stray=$(find "$work" -name '*.part*' -o -name '.convolvej*' | wc -l)
	[ "$stray" = 0 ] || { echo "$stray stray files"; exit 1; }
done
echo "$killed kills in $times runs of $took ms, $differing results differ"
[ "$differing" = 0 ]
