# shellcheck shell=bash
# Builds the program for the launcher, which sources this and has set root, state and java.
#
# Maven leaves it in cli/target/app. It runs from a copy in .pinwheel/app, so that a later build
# takes no jar away from a program that still runs.

note() {
  printf 'pinwheel: %s\n' "$1" >&2
}

check_maven() {
  local version
  command -v mvn >/dev/null || fail "there is no mvn: install Maven, 3.8 or newer, to build Pinwheel"
  version=$(mvn -v 2>&1) || fail "mvn does not run: ${version%%$'\n'*}"
  if [[ $version =~ Maven\ ([0-9]+)\.([0-9]+) ]] &&
    ((BASH_REMATCH[1] > 3 || (BASH_REMATCH[1] == 3 && BASH_REMATCH[2] >= 8))); then
    return
  fi
  fail "mvn is '${version%%$'\n'*}': install Maven, 3.8 or newer, to build Pinwheel"
}

# Only one build at a time; who comes second waits, and then finds the work done.
lock() {
  if command -v flock >/dev/null; then
    exec 9>"$state/lock"
    flock -n 9 || {
      note "waits for the build that runs already"
      flock 9
    }
    return
  fi
  local owner waited=
  until ln -s "$$" "$state/lock.pid" 2>/dev/null; do
    owner=$(readlink "$state/lock.pid") || continue
    if ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$state/lock.pid"
    elif [[ -z $waited ]]; then
      note "waits for the build of process $owner (or remove $state/lock.pid)"
      waited=1
    fi
    sleep 1
  done
  trap 'rm -f "$state/lock.pid"' EXIT
}

unlock() {
  if command -v flock >/dev/null; then
    exec 9>&-
  else
    rm -f "$state/lock.pid"
    trap - EXIT
  fi
}

build_once() {
  mkdir -p "$state" || fail "cannot make '$state': give write permission to build Pinwheel there"
  lock
  if ! find_app; then
    check_java
    check_maven
    run_maven
    publish
  fi
  unlock
}

# Shows that it is alive: a line that counts on a terminal, a line now and then elsewhere.
show() {
  local seconds=$1
  if [[ -t 2 ]]; then
    printf '\rpinwheel: builds itself (a few minutes the first time) ... %d s ' "$seconds" >&2
  elif ((seconds % 15 == 0)); then
    note "builds itself (a few minutes the first time) ... $seconds s"
  fi
}

run_maven() {
  local log=$state/build.log begun=$SECONDS shown=-1 status=0 options maven
  : >"$state/begun"
  read -r -a options <<<"${PINWHEEL_BUILD_OPTS-}"
  (
    cd "$root"
    exec mvn -B -Dstyle.color=never -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip \
      -Dspotless.check.skip=true ${options[@]+"${options[@]}"} -pl cli -am package
  ) >"$log" 2>&1 </dev/null &
  maven=$!
  trap 'kill "$maven" 2>/dev/null; exit 130' INT
  trap 'kill "$maven" 2>/dev/null; exit 143' TERM HUP
  while kill -0 "$maven" 2>/dev/null; do
    if ((SECONDS - begun > shown)); then
      shown=$((SECONDS - begun))
      show "$shown"
    fi
    sleep 0.2
  done
  wait "$maven" || status=$?
  trap - INT TERM HUP
  [[ ! -t 2 ]] || printf '\n' >&2
  if ((status != 0)); then
    tail -n 30 "$log" >&2
    fail "the build failed (Maven's exit code $status); the lines above end its log, $log"
  fi
  note "built in $((SECONDS - begun)) s"
}

# Archives the classes of a run through LibTorch, as they are once loaded: later runs start faster.
# Without the archive, or with another Java, they start all the same.
archive() {
  "$java" -XX:ArchiveClassesAtExit="$app/classes.jsa" -Djava.awt.headless=true \
    -cp "$app/pinwheel-cli.jar" dev.pinwheel.cli.Main check p4cnn >/dev/null 2>&1 </dev/null ||
    rm -f "$app/classes.jsa"
}

# Copies what Maven writes anew, links what it never changes, and lets the oldest copies go.
publish() {
  local name jar built=$root/cli/target/app old i
  name=$(date +%s)-$$
  app=$state/app/$name
  mkdir -p "$app/lib"
  cp "$built/pinwheel-cli.jar" "$app/"
  for jar in "$built"/lib/*.jar; do
    if [[ $jar == */pinwheel-* ]] || ! ln "$jar" "$app/lib/" 2>/dev/null; then
      cp "$jar" "$app/lib/"
    fi
  done
  printf '%s\n' "$java" >"$app/java"
  archive
  printf '%s\n%s\n' "$name" "${PINWHEEL_BUILD_OPTS-}" >"$state/stamp.new"
  touch -r "$state/begun" "$state/stamp.new"
  mv -f "$state/stamp.new" "$state/stamp"
  old=("$state/app"/*/)
  for ((i = 0; i < ${#old[@]} - 3; i++)); do
    rm -rf -- "${old[i]}"
  done
}
