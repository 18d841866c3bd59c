package org.polymeter.gateway.config;

/** In which words an output of type {@code mqtt} says what the meters say: its {@code format}. */
public sealed interface Wording {

    /** The profile (docs/profile.md). */
    record Profile(HomeAssistantConfig homeAssistant) implements Wording {}

    /**
     * Homie 5 (docs/consumers/homie.md).
     *
     * @param prefix first level of its topics
     */
    record Homie(String prefix) implements Wording {}
}
