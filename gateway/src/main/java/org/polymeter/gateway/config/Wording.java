package org.polymeter.gateway.config;

import org.polymeter.gateway.compat.DsmrReaderRendering;
import org.polymeter.gateway.compat.EvnKaifaRendering;
import org.polymeter.gateway.compat.GoReaderRendering;
import org.polymeter.gateway.compat.HackdayRendering;

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

    /** docs/consumers/go-smartmeter-reader.md. */
    record GoSmartmeterReader(GoReaderRendering.Settings settings) implements Wording {}

    /** docs/consumers/evn-kaifa.md. */
    record EvnKaifa(EvnKaifaRendering.Settings settings) implements Wording {}

    /**
     * docs/consumers/smartmeter-datacollector.md.
     *
     * @param v1 as before version 2
     */
    record SmartmeterDatacollector(boolean v1) implements Wording {}

    /**
     * docs/consumers/smartmeter-datacollector.md, RL-DSP.
     *
     * @param group a level of the topic
     */
    record RlDsp(String group) implements Wording {}

    /** docs/consumers/hackday.md. */
    record Hackday(HackdayRendering.Variant variant) implements Wording {}

    /** docs/consumers/dsmr-reader.md. */
    record DsmrReader(DsmrReaderRendering.Settings settings) implements Wording {}
}
