# Sourced by mvnw: sets JAVA_HOME to a JDK of the version Newsbell needs, and says which one it took.
# JAVA_HOME wins if it is new enough; then `java` on the PATH; then the newest JDK in the places where
# installers put them (Debian, Red Hat, macOS, SDKMAN, asdf, mise, Gradle, IntelliJ).

newsbell_jdk=25

jdk_version() { # the feature number of the JDK in folder $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  echo "${v:-0}"
}

jdk_on_path() {
  j=$(command -v javac) || return 0
  dirname "$(dirname "$(readlink -f "$j" 2>/dev/null || echo "$j")")"
}

find_jdk() {
  set +f
  best='' best_version=0
  for home in "${JAVA_HOME-}" "$(jdk_on_path)"; do
    [ -n "$home" ] && [ "$(jdk_version "$home")" -ge "$newsbell_jdk" ] && best=$home && break
  done
  if [ -z "$best" ]; then
    for home in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
      "$HOME"/.sdkman/candidates/java/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
      "$HOME"/.gradle/jdks/* "$HOME"/.jdks/* "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
      version=$(jdk_version "$home")
      [ "$version" -ge "$newsbell_jdk" ] && [ "$version" -gt "$best_version" ] && best=$home best_version=$version
    done
  fi
  set -f
  if [ -z "$best" ]; then
    echo "Newsbell needs a JDK $newsbell_jdk or newer: install Temurin $newsbell_jdk (https://adoptium.net) or your system's openjdk-$newsbell_jdk-jdk, or set JAVA_HOME to one you have." >&2
    exit 1
  fi
  if [ "$best" != "${JAVA_HOME-}" ]; then
    echo "mvnw: using the JDK in $best" >&2
    JAVA_HOME=$best
    export JAVA_HOME
  fi
}

find_jdk
