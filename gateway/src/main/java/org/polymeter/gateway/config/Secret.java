package org.polymeter.gateway.config;

/** A text that must not appear in logs. */
public record Secret(String text) {

    /** Never the text. */
    @Override
    public String toString() {
        return "***";
    }
}
