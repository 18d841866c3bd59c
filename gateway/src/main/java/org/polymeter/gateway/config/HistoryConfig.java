package org.polymeter.gateway.config;

import java.time.Duration;
import org.polymeter.gateway.history.Database;

/**
 * Where readings are kept for years, and how.
 *
 * @param write how long readings are gathered before they are written
 * @param readings for how long they are kept as received
 * @param largest bytes that all of it may have before old readings go
 * @param leastRoom bytes that are to stay free on the disk
 */
public record HistoryConfig(Database database, Duration write, Duration readings, long largest, long leastRoom) {}
