#!/usr/bin/env bash
# Kills a batch of files at random moments (kill -9), starts it again with --skip-existing until it ends by itself, and
# compares results and table with those of a run that was left alone. No temporary file may be left.
#   kill-batch.sh IMAGES [TIMES] [FILTER key=value...]
# The program is java -jar $JAR.
set -euo pipefail
images=$1
times=${2:-30}
shift $(($# < 2 ? $# : 2))
call=("$@")
[ ${#call[@]} -gt 0 ] || call=(smooth sigma=20 dimensions=2D then global-pooling)
java=(java ${JAVA_OPTIONS:--Xmx256m} -jar "${JAR:?set JAR to ConvolveJ_-VERSION-all.jar}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
batch() { "${java[@]}" "${call[0]}" "$images" "$1" "${call[@]:1}" --skip-existing; }
start=$(date +%s%N)
batch "$work/whole" > "$work/log"
took=$((($(date +%s%N) - start) / 1000000))
files=$(find "$work/whole" -type f | wc -l)
killed=0
partial=0
sorted() { for f in "$1"/*.csv; do [ ! -e "$f" ] || sort "$f"; done; }
while [ "$killed" -lt "$times" ]; do
	rm -rf "$work/killed"
	# killed up to three times before it may end
	for ((k = 0; k < 3; k++)); do
		batch "$work/killed" > "$work/log" 2>&1 &
		pid=$!
		sleep "$(awk -v ms=$took -v r=$RANDOM 'BEGIN { print ms / 1000 * r / 32768 }')"
		# the shell that runs the function has the program as its child
		child=$(pgrep -P $pid || true)
		if [ -n "$child" ] && kill -9 "$child" 2>/dev/null; then killed=$((killed + 1)); fi
		wait $pid 2>/dev/null || true
		[ ! -d "$work/killed" ] || [ -z "$(find "$work/killed" -name '.convolvej*')" ] || partial=$((partial + 1))
		for f in "$work"/killed/*.tif; do
			[ ! -e "$f" ] || cmp -s "$f" "$work/whole/$(basename "$f")" || { echo "$(basename "$f") is not whole"; exit 1; }
		done
	done
	batch "$work/killed" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
	diff -rq -x '*.csv' "$work/whole" "$work/killed"
	diff <(sorted "$work/whole") <(sorted "$work/killed")
	stray=$(find "$work/killed" -name '.*' ! -path "$work/killed" | wc -l)
	[ "$stray" = 0 ] || { echo "$stray stray files"; exit 1; }
done
echo "$killed kills of a run of $files files and $took ms, $partial of them with temporary files left, all resumed to the same"
