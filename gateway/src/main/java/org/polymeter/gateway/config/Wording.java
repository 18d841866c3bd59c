package org.polymeter.gateway.config;

/** In which words an output of type {@code mqtt} says what the meters say: its {@code format}. */
public sealed interface Wording {

    /** The profile (docs/profile.md). */
    record Profile(HomeAssistantConfig homeAssistant) implements Wording {}
}
