#!/usr/bin/env bash
# Breaks the product on purpose, one way at a time, and expects the named test to go red. tests/calibration/list.tsv says which.
#   bash tests/calibrate.sh                     every patch
#   bash tests/calibrate.sh 07 kill-by-number   those whose file name holds one of the words
#   bash tests/calibrate.sh Integration         those of one suite
# It works on the last commit, in a scratch worktree that it removes; CALIBRATION_TREE=DIR keeps that one for the next time.
# Ends with 0 when every patch was red, by an assertion of its own test. The results are in artifacts/calibration.tsv.
set -u
cd "$(dirname "$0")/.."

readonly ROOT=$PWD
readonly PATCHES=$ROOT/tests/calibration
readonly RESULTS=$ROOT/artifacts/calibration.tsv
readonly TEST_LIMIT=${CALIBRATION_TEST_LIMIT:-600} # seconds that one test may take; a broken product may also hang
readonly BUILD=(-c Release -v quiet --nologo -m:1 -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 SIM_SEEDS=${SIM_SEEDS:-20}
scratch=$(mktemp -d)
tree=${CALIBRATION_TREE:-$scratch/tree}
trx=$scratch/test.trx
failed=0 count=0

finish() {
  [ -n "${CALIBRATION_TREE:-}" ] || git worktree remove --force "$tree" > /dev/null 2>&1
  rm -rf "$scratch"
}
trap finish EXIT

give_up() { # why
  echo "tests/calibrate.sh: $1" >&2
  exit 2
}

# Those that were asked for: patch, suite, test.
chosen() {
  tail -n +2 "$PATCHES/list.tsv" | while IFS=$'\t' read -r patch suite test _; do
    [ $# -eq 0 ] && printf '%s\t%s\t%s\n' "$patch" "$suite" "$test"
    for word in "$@"; do
      if [[ $patch == *"$word"* || $suite == "$word" ]]; then
        printf '%s\t%s\t%s\n' "$patch" "$suite" "$test"
        break
      fi
    done
  done
}

build() { # suite
  dotnet build "$tree/tests/QuantumTrader.$1" "${BUILD[@]}" > "$scratch/build.log" 2>&1
}

# Only the projects that are broken; their assemblies go to wherever a copy of them is, beside tests and app.
build_broken() {
  local project
  for project in $(git -C "$tree" diff --name-only | cut -d / -f 1 | sort -u); do
    dotnet build "$tree/$project" "${BUILD[@]}" --no-restore --no-dependencies -t:Compile > "$scratch/build.log" 2>&1 || return 1
    spread "$tree/artifacts/obj/$project/release/$project.dll"
  done
}

spread() { # assembly
  local folder
  for folder in "$tree"/artifacts/bin/*/release; do
    [ ! -f "$folder/${1##*/}" ] || [ "$folder/${1##*/}" -ef "$1" ] || cp "$1" "$folder"
  done
}

keep_sound() {
  mkdir -p "$scratch/sound"
  cp "$tree"/artifacts/bin/QuantumTrader.Web/release/QuantumTrader.{Domain,Infrastructure,Web}.dll "$scratch/sound"
}

# The sources and the assemblies; the next build sees sources that are newer than what was made of them.
make_sound() {
  local assembly
  git -C "$tree" checkout -q --force HEAD -- .
  for assembly in "$scratch"/sound/*.dll; do
    spread "$assembly"
  done
}

# Leaves the results in test.trx; 124 when the time was up.
try() { # suite limit test [test ...]
  local suite=$1 limit=$2 filter
  shift 2
  filter=$(printf '|FullyQualifiedName=%s' "$@")
  rm -f "$trx"
  timeout "$limit" dotnet test "$tree/artifacts/bin/QuantumTrader.$suite/release/QuantumTrader.$suite.dll" --nologo \
    --filter "${filter:1}" --logger "trx;LogFileName=$trx" > "$scratch/test.log" 2>&1
}

# Prints those of the tests that are not green on the sound product, each once; of a theory every case has to be.
unsound() { # suite test [test ...]
  try "$1" 3600 "${@:2}"
  touch "$trx"
  for test in "${@:2}"; do
    grep -o '<UnitTestResult [^>]*' "$trx" | grep -E "testName=\"$test(\"|\\()" | grep -o 'outcome="[A-Za-z]*"' | sort -u > "$scratch/outcomes"
    [ "$(cat "$scratch/outcomes")" = 'outcome="Passed"' ] || echo "$test"
  done
}

# Prints "green", "red", or what else came of the test, and why.
run() { # suite test
  try "$1" "$TEST_LIMIT" "$2"
  [ $? -eq 124 ] && { echo "hangs: it had not ended after $TEST_LIMIT s"; return; }
  [ -f "$trx" ] && grep -q '<UnitTestResult ' "$trx" || { echo "none: there is no test of that name"; return; }
  grep -q '<UnitTestResult [^>]*outcome="Failed"' "$trx" || { echo "green"; return; }
  # What a test throws by itself is told with the type in front; an assertion is not. A property test tells the assertion that it met, and
  # "Not within" is what a test says that looked in vain until its limit.
  local message
  message=$(tr '\n' ' ' < "$trx" | grep -o '<Message>[^<]*' | head -n 1 | cut -c 10-)
  if [[ $message =~ ^[A-Za-z.]+Exception\ : && ! $message =~ ^CsCheck && ! $message =~ ^System.TimeoutException\ :\ Not\ within\  ]]; then
    echo "throws: ${message:0:160}"
  else
    echo "red: ${message:0:160}"
  fi
}

command -v git > /dev/null 2>&1 || give_up "git is missing; it is needed for the scratch worktree."
command -v dotnet > /dev/null 2>&1 || give_up "the .NET SDK is missing."
chosen "$@" > "$scratch/chosen"
[ -s "$scratch/chosen" ] || give_up "no patch has one of '$*' in its name, and no suite is called so. See tests/calibration/list.tsv."
if [ -d "$tree" ]; then
  git -C "$tree" checkout -q --force --detach "$(git rev-parse HEAD)" || give_up "$tree is no worktree of this repository."
else
  git worktree prune
  git worktree add -q --detach "$tree" HEAD || give_up "no scratch worktree could be made in $tree."
fi

mkdir -p "$ROOT/artifacts"
printf 'patch\ttest\tresult\n' > "$RESULTS"
for suite in $(cut -f 2 "$scratch/chosen" | sort -u -r); do
  echo "== $suite: build, and every named test on the sound product"
  build "$suite" || { tail -n 5 "$scratch/build.log" >&2; give_up "$suite does not build without a patch."; }
  mapfile -t tests < <(awk -F '\t' -v s="$suite" '$2 == s { print $3 }' "$scratch/chosen" | sort -u)
  unsound "$suite" "${tests[@]}" | tee -a "$scratch/unsound" | sed 's/$/ is not green, or not there, so it proves nothing/'

  keep_sound
  echo "== $suite: broken on purpose"
  while IFS=$'\t' read -r patch of test <&3; do
    [ "$of" = "$suite" ] || continue
    count=$((count + 1))
    if ! git -C "$tree" apply -C1 "$PATCHES/$patch" 2> "$scratch/apply.log"; then
      result="stale: it no longer applies. Make the change that list.tsv tells by hand, 'git diff > tests/calibration/$patch', and take the change back"
    elif ! build_broken; then
      result="does not build: $(grep -m 1 -o 'error .*' "$scratch/build.log" | cut -c 1-160)"
    elif grep -qx "$test" "$scratch/unsound" 2> /dev/null; then
      result="unsound: its test is not green without the patch"
    else
      result=$(run "$suite" "$test")
    fi
    make_sound
    printf '%-46s %s\n' "$patch" "$result"
    printf '%s\t%s\t%s\n' "$patch" "$test" "$result" >> "$RESULTS"
    [[ $result == red:* ]] || failed=$((failed + 1))
  done 3< "$scratch/chosen"
done

echo
echo "$((count - failed)) of $count broken variants were caught by their test"
[ "$failed" -eq 0 ]
