package org.polymeter.gateway.influx;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where readings are stored.
 *
 * @param url of the server, {@code http} or {@code https}, without what {@link Target#path} adds
 * @param measurement under which all meters are stored; the tag {@code meter} tells them apart
 * @param caFile PEM file with the authorities to trust instead of the system's; only with https
 */
public record InfluxSettings(URI url, Target target, String measurement, Optional<Path> caFile) {}
