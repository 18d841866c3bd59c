package org.polymeter.gateway.detect;

import java.time.Duration;
import java.util.Optional;
import org.polymeter.codec.Finding;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.source.LineSettings;

/**
 * What one setting brought.
 *
 * @param bytes heard
 * @param printablePercent of them printable
 * @param symptom what the bytes look like; of use only if nothing was found
 */
public record Attempt(
        LineSettings line,
        Duration listened,
        long bytes,
        int printablePercent,
        Symptom symptom,
        Optional<Finding> finding) {

    /** The setting to use: text that came with its parity in the top bit was sent with seven bits. */
    public LineSettings bestLine() {
        return finding.filter(Finding::sevenBits).isPresent()
                ? new LineSettings(line.baud(), 7, LineSettings.Parity.EVEN, line.stopBits())
                : line;
    }

    /** How near it came, for those that found nothing. */
    int score() {
        int shape = switch (symptom) {
            case SEVEN_BITS -> 400;
            case DAMAGED -> 300;
            case CUT -> 200;
            case TEXT -> 150;
            case SILENT -> -1;
            default -> 0;
        };
        return shape + printablePercent;
    }
}
