# shellcheck shell=bash
# How Polymeter's JVM is started: its flags, and the start cache, with which it starts in half the
# time. Sourced by ./polymeter and scripts/make-start-cache, which must agree on both. They set $root,
# $jar, and by find_jdk JAVA_HOME and $java_version.

# Small and quick to start rather than fast at full load: a meter speaks once a second, and the
# machine may be a Raspberry Pi. docs/performance.md, The gateway, has what each flag is worth.
jvm_flags=(
    # The heap starts small and grows only if need be: the JVM would take a quarter of it at once.
    -Xmx64m -Xms8m -Xss512k -XX:+UseSerialGC
    # What is known of a meter lives until its next telegram. There is room for that among the young
    # objects, so that it does not fill the old generation, which is seldom looked through.
    -Xmn5m -XX:SurvivorRatio=4 -XX:TargetSurvivorRatio=90 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20
    -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=24m -XX:-UsePerfData
    # Netty would otherwise reserve megabytes for busy servers.
    -Dio.netty.allocator.type=unpooled -Dio.netty.noPreferDirect=true -Dio.netty.eventLoopThreads=1
    --enable-native-access=ALL-UNNAMED
)
# Netty 4.1 uses what newer JDKs warn of.
if [ "$java_version" -ge 24 ]; then jvm_flags+=(--sun-misc-unsafe-memory-access=allow); fi
# What the compiler leaves behind is given back once a minute.
if [ "$java_version" -ge 25 ]; then jvm_flags+=(-XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=60000); fi

# glibc gives each thread its own heap, which costs memory and gains nothing here.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}

# The folders that may hold the cache: the program's own, and the user's if that is read-only.
start_cache_folders=("$root/gateway/target")
if [ -n "${XDG_CACHE_HOME:-${HOME:-}}" ]; then
    start_cache_folders+=("${XDG_CACHE_HOME:-$HOME/.cache}/polymeter")
fi

# The cache is good for the very JVM, program and flags that it was made with, so its name is made of
# them: another one is looked for after an update. What comes first is of the installation alone.
name_start_cache() {
    local installation all
    installation=$(echo "$root" | cksum)
    all=$({
        echo "$JAVA_HOME ${jvm_flags[*]}"
        cat "$JAVA_HOME/release"
        ls -lnL "$jar" "$root/gateway/target/lib"
    } | cksum)
    start_cache_family=start-${installation%% *}
    start_cache_name=$start_cache_family-${all%% *}.cache
}

# Sets $start_cache to the cache's file, or to nothing if there is none. An empty file says that this
# JVM cannot make one, so that it is not tried at each start.
find_start_cache() {
    local folder
    name_start_cache
    for folder in "${start_cache_folders[@]}"; do
        start_cache=$folder/$start_cache_name
        if [ -r "$start_cache" ]; then return 0; fi
    done
    start_cache=
}

# Adds to jvm_flags what uses the cache. A JVM that does not like it starts without, and nobody need
# hear of it.
use_start_cache() {
    if [ "$java_version" -ge 25 ]; then
        jvm_flags+=("-XX:AOTCache=$1" '-Xlog:aot*=off' '-Xlog:cds*=off')
    else
        jvm_flags+=("-XX:SharedArchiveFile=$1" '-Xlog:cds*=off')
    fi
}

# Makes the cache by a rehearsal of the program, unless somebody else is at it.
make_start_cache() {
    local folder lock
    name_start_cache
    for folder in "${start_cache_folders[@]}"; do
        mkdir -p "$folder" 2>/dev/null || continue
        lock=$folder/$start_cache_name.lock
        # Whoever made that lock so long ago was broken off.
        find "$folder" -maxdepth 1 -name "$start_cache_name.lock" -mmin +15 -exec rmdir {} \; 2>/dev/null
        if mkdir "$lock" 2>/dev/null; then
            rehearse "$folder/$start_cache_name" || : >"$folder/$start_cache_name"
            rmdir "$lock"
            return 0
        fi
        if [ -d "$lock" ]; then return 0; fi
    done
    return 1
}

# Writes the cache to file $1, all at once, and removes those of former builds.
rehearse() {
    local file=$1 record=-XX:AOTCacheOutput
    [ "$java_version" -ge 25 ] || record=-XX:ArchiveClassesAtExit
    "$JAVA_HOME/bin/java" "${jvm_flags[@]}" "$record=$file.new" -jar "$jar" rehearse >/dev/null 2>&1 &&
        [ -s "$file.new" ] &&
        rm -f "${file%/*}/$start_cache_family"-*.cache &&
        mv -f "$file.new" "$file"
}
