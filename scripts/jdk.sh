# shellcheck shell=bash
# Finds the Java that Polymeter is built and run with. Sourced by ./polymeter and ./verify, which
# must agree on it. Kept to what bash 3.2 and BSD tools know, because macOS has no newer ones.

oldest_java=21

# The major version of the JDK in folder $1, 0 if there is none. Reads the file that every JDK
# carries instead of starting it, since starting a dozen JDKs would take seconds.
java_major() {
    local version=
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    fi
    echo "${version:-0}"
}

# Sets and exports JAVA_HOME, and sets java_version to its major version; fails if no JDK is new
# enough. What the user chose comes first (JAVA_HOME, then the PATH), then the newest one around.
find_jdk() {
    local home major newest=0 newest_home=
    for home in "${JAVA_HOME:-}" "$(java_on_path)"; do
        [ -n "$home" ] || continue
        major=$(java_major "$home")
        if [ "$major" -ge "$oldest_java" ]; then
            export JAVA_HOME="$home"
            java_version=$major
            return 0
        fi
    done
    for home in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /opt/* "$(java_of_macos)"; do
        major=$(java_major "$home")
        if [ "$major" -gt "$newest" ]; then
            newest=$major
            newest_home=$home
        fi
    done
    [ "$newest" -ge "$oldest_java" ] || return 1
    export JAVA_HOME="$newest_home"
    java_version=$newest
}

# The home of the `java` on the PATH. Mostly that is a link into a JDK; where it is a script or a
# stub, it is asked itself, which takes a while.
java_on_path() {
    local java home
    java=$(command -v java) || return 0
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    home=${java%/bin/java}
    [ -r "$home/release" ] || home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    echo "$home"
}

java_of_macos() {
    if [ -x /usr/libexec/java_home ]; then
        /usr/libexec/java_home -v "$oldest_java+" 2>/dev/null || true
    fi
}

no_jdk() {
    echo "$1: no JDK $oldest_java or newer found; install one: on Debian 'apt install temurin-25-jdk'" \
        "(repository: https://adoptium.net/installation/linux), elsewhere 'sdk install java' (https://sdkman.io)" >&2
}

# Runs Maven in the project's folder ($root, set by the caller), on the JDK found. Maven's own
# libraries use what newer JDKs warn of, which is not ours to mend; JDK 21 does not know the option.
run_maven() {
    local quiet=
    [ "$java_version" -lt 24 ] || quiet=--sun-misc-unsafe-memory-access=allow
    (cd "$root" && MAVEN_OPTS="$quiet ${MAVEN_OPTS:-}" mvn -B -ntp "$@")
}
