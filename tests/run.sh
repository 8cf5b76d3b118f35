#!/usr/bin/env bash
# Installs what the tests need and is missing, builds, runs every suite, and ends with "N passed, N failed".
#   bash tests/run.sh                 everything
#   bash tests/run.sh Unit Ui         only these suites
# Longer versions of the same suites: SIM_SEEDS=10000 bash tests/run.sh Simulation
set -u
cd "$(dirname "$0")/.."

readonly ALL_SUITES=(Unit Simulation Ui Integration E2E)
readonly CONFIGURATION=Release
readonly RESULTS=artifacts/test-results
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=("${ALL_SUITES[@]}")
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Hundreds of apps live for some seconds each: profiles that only pay off later cost a fifth of their time.
export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0}
passed=0 failed=0 skipped=0

finish() {
  echo
  if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit $?
}

give_up() { # why
  echo "tests/run.sh: $1" >&2
  failed=$((failed + 1))
  finish
}

# Makes sure that one of the programs is there; else installs the package, or says what to install.
need() { # package program [program ...]
  local package=$1
  shift
  for program in "$@"; do
    command -v "$program" > /dev/null 2>&1 && return 0
  done
  if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null 2>&1; then
    echo "== installing $package"
    if [ -z "${apt_updated:-}" ]; then
      apt-get update -qq || echo "apt-get update failed; trying with the lists that are here" >&2
      apt_updated=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" > "/tmp/install-$package.log" 2>&1 && return 0
    tail -n 5 "/tmp/install-$package.log" >&2
  fi
  give_up "$package is missing. Install it with your package manager (Debian, Ubuntu: sudo apt-get install $package), then run this again."
}

# Adds the counts that a suite's result file holds.
count() { # suite file
  local suite=$1 file=$2 counters
  if ! counters=$(grep -o '<Counters [^>]*>' "$file" 2> /dev/null); then
    echo "tests/run.sh: $suite left no result: it crashed or could not start." >&2
    failed=$((failed + 1))
    return
  fi
  value() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  local total executed good
  total=$(value total) executed=$(value executed) good=$(value passed)
  passed=$((passed + good))
  failed=$((failed + executed - good))
  skipped=$((skipped + total - executed))
}

command -v dotnet > /dev/null 2>&1 || give_up "the .NET SDK is missing. Install .NET 10 from https://dotnet.microsoft.com/download, then run this again."
for suite in "${suites[@]}"; do
  [ -d "tests/QuantumTrader.$suite" ] || give_up "there is no suite '$suite'; there are ${ALL_SUITES[*]}."
  if [ "$suite" = Integration ]; then
    need redis-server redis-server
    # Debian keeps PostgreSQL's programs out of the PATH.
    need postgresql initdb /usr/lib/postgresql/*/bin/initdb
    # The client that drives the fake venue from outside; without it its test is skipped and says so.
    if command -v npm > /dev/null 2>&1; then
      npm ci --ignore-scripts --no-audit --no-fund --prefix tests/outside-client > /tmp/install-outside-client.log 2>&1 ||
        tail -n 5 /tmp/install-outside-client.log >&2
    fi
  fi
  if [ "$suite" = E2E ] && [ -z "${CHROMIUM_PATH:-}" ]; then
    need chromium chromium chromium-browser google-chrome
    CHROMIUM_PATH=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
    export CHROMIUM_PATH
  fi
done

echo "== build"
dotnet build QuantumTrader.sln -c $CONFIGURATION -v quiet --nologo || give_up "the build failed."

echo "== format"
dotnet format whitespace QuantumTrader.sln --verify-no-changes --no-restore -v quiet || give_up "the layout differs from .editorconfig: run 'dotnet format whitespace QuantumTrader.sln'."

rm -rf "$RESULTS"
for suite in "${suites[@]}"; do
  echo "== $suite"
  project="tests/QuantumTrader.$suite/QuantumTrader.$suite.csproj"
  dotnet test "$project" -c $CONFIGURATION --no-build --nologo -v quiet \
    --blame-hang-timeout 10m --blame-hang-dump-type none \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$suite.trx" --results-directory "$RESULTS"
  count "$suite" "$RESULTS/$suite.trx"
done

# The second transport, where its package can be had: the contract and the worst of the venue once more, over it; BINANCE_NET=all, every test of it.
binance_net() {
  local project=tests/QuantumTrader.Integration/QuantumTrader.Integration.csproj log=/tmp/binance-net.log
  local which='FullyQualifiedName~BinanceContractTests|FullyQualifiedName~Gateway|FullyQualifiedName~OnceOnTheWire|FullyQualifiedName~NetHandler'
  [ "${BINANCE_NET:-}" != all ] || which=FullyQualifiedName~Integration.Execution.Binance
  local flags=(-p:BinanceNet=true "-p:ArtifactsPath=$PWD/artifacts/binance-net" "-p:RestoreAdditionalProjectSources=${BINANCE_NET_FEED:-}")
  echo "== Integration over Binance.Net"
  if ! dotnet restore "$project" "${flags[@]}" -v quiet --nologo > "$log" 2>&1; then
    echo "Skipped: the package cannot be restored here ($(grep -o 'NU[0-9]*: [^[]*' "$log" | head -n 1)). BINANCE_NET_FEED=FOLDER names a folder that has it."
    return
  fi
  if ! dotnet build "$project" "${flags[@]}" -c $CONFIGURATION --no-restore -v quiet --nologo; then
    failed=$((failed + 1))
    return
  fi
  Binance__Transport=BinanceNet dotnet test artifacts/binance-net/bin/QuantumTrader.Integration/release/QuantumTrader.Integration.dll \
    --filter "$which" --blame-hang-timeout 10m --blame-hang-dump-type none \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=BinanceNet.trx" --results-directory "$RESULTS"
  count BinanceNet "$RESULTS/BinanceNet.trx"
}
[[ " ${suites[*]} " != *" Integration "* ]] || binance_net
[ -d ../shared/data/market ] || echo "Tests on the real market data were skipped: there is no ../shared/data/market beside the project."
finish
