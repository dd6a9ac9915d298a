# Sourced by the walks: runs quarkus:dev on a fresh clone of this tree, on ports of its own, and takes all of it away.

START_SECONDS=${WALK_START_SECONDS:-300}

# A port that nobody listens on.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# start_dev_server <tree> [<folder> <place>]: a copy of the folder is put at that place of the clone first. Sets clone,
# log, port, idp_port; returns when the server listens.
start_dev_server() {
  local root=$1 added=${2:-} place=${3:-}
  scratch=$(mktemp -d)
  clone=$scratch/clone log=$scratch/dev.log
  port=$(free_port) idp_port=$(free_port)
  trap stop_dev_server EXIT
  : >"$log"
  git clone --quiet "$root" "$clone"
  [[ -z $added ]] || cp -r "$added" "$clone/$place"
  (
    cd "$clone"
    exec ./mvnw -B quarkus:dev -Ddebug=false -Dquarkus.analytics.disabled=true -Dquarkus.http.port="$port" \
      -Dquarkus.management.port="$(free_port)" -Dscoped-gate.dev-idp.port="$idp_port" </dev/null >"$log" 2>&1
  ) &
  maven=$!
  for ((second = 0; second < START_SECONDS; second++)); do
    grep -q 'Listening on: ' "$log" && return 0
    kill -0 "$maven" 2>/dev/null || break
    sleep 1
  done
  echo "FAIL  quarkus:dev did not start within $START_SECONDS s; the end of its log:"
  tail -n 40 "$log"
  return 1
}

# By process id: Maven, which takes the server and its database with it; by force where asking does not help.
stop_dev_server() {
  local server second
  if [[ -n ${maven:-} ]]; then
    server=$(pgrep -P "$maven" || true)
    kill "$maven" 2>/dev/null || true
    for ((second = 0; second < 20; second++)); do
      kill -0 "$maven" ${server:-} 2>/dev/null || break
      sleep 1
    done
    kill -9 "$maven" ${server:-} 2>/dev/null || true
    wait "$maven" 2>/dev/null || true
  fi
  rm -rf "$scratch"
}
