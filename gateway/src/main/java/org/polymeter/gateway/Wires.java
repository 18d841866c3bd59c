package org.polymeter.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.dialogue.AmisDialogue;
import org.polymeter.codec.dialogue.Dialogue;
import org.polymeter.codec.dialogue.ReadoutDialogue;
import org.polymeter.codec.dialogue.Silent;
import org.polymeter.codec.dialogue.Td3511Dialogue;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.detect.AutoSerialSource;
import org.polymeter.gateway.detect.FileLines;
import org.polymeter.gateway.detect.LineMemory;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.source.FileSource;
import org.polymeter.gateway.source.MqttSource;
import org.polymeter.gateway.source.SerialSource;
import org.polymeter.gateway.source.Source;
import org.polymeter.gateway.source.StdinSource;
import org.polymeter.gateway.source.TcpSource;

/** From the configuration of a source to what reads its wire. */
final class Wires {

    private final Configuration configuration;
    private final InstantSource steady;
    private final Fellows fellows;
    private final LineMemory lines;

    /** {@code fellows}: told of sources whose messages are shared with other gateways. */
    Wires(Configuration configuration, InstantSource steady, Fellows fellows) throws IOException {
        this.configuration = configuration;
        this.steady = steady;
        this.fellows = fellows;
        this.lines = new FileLines(configuration.data().resolve("lines.properties"));
    }

    /** The word of the gateway's descriptor. */
    static String driver(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Wire wire -> wire.decoding().link().name().toLowerCase(Locale.ROOT);
            case SourceConfig.Mqtt mqtt -> mqtt.dialect().word();
        };
    }

    static boolean isRaw(SourceConfig.Mqtt mqtt) {
        return mqtt.dialect() == SourceConfig.Dialect.RAW;
    }

    static MeterStream.Options options(SourceConfig.Decoding decoding) {
        MeterStream.Options options = MeterStream.Options.of(decoding.link())
                .withKind(decoding.kind())
                .withKeys(decoding.keys());
        return decoding.checkChecksums() ? options : options.ignoringChecksums();
    }

    Source source(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Serial serial ->
                new SerialSource(
                        serial.port(),
                        serial.line(),
                        pause(serial.talk()),
                        dialogue(serial.talk(), serial.line().baud()));
            case SourceConfig.AutoSerial auto ->
                new AutoSerialSource(auto.id(), auto.port(), lines, options(auto.decoding()), steady);
            case SourceConfig.Tcp tcp
            when tcp.talk().dialogue() == SourceConfig.Dialogue.NONE -> new TcpSource(tcp.host(), tcp.port());
            case SourceConfig.Tcp tcp ->
                new TcpSource(
                        tcp.host(),
                        tcp.port(),
                        pause(tcp.talk()),
                        dialogue(tcp.talk(), tcp.talk().maxBaud()));
            case SourceConfig.CaptureFile file -> new FileSource(file.path());
            case SourceConfig.Stdin stdin -> new StdinSource();
            case SourceConfig.Mqtt mqtt -> {
                MqttSource alone = MqttSource.of(
                        mqtt.broker(),
                        mqtt.clientId(configuration.gateway()),
                        mqtt.topics(),
                        isRaw(mqtt) ? List.of() : new Topics(configuration.root(), configuration.gateway()).filters());
                if (mqtt.group().isEmpty()) {
                    yield alone;
                }
                MqttSource member = alone.shared(mqtt.group().get());
                fellows.add(mqtt, member);
                yield member;
            }
        };
    }

    /** {@code startBaud}: the speed of the line when it is opened. */
    private static Dialogue dialogue(SourceConfig.Talk talk, int startBaud) {
        return switch (talk.dialogue()) {
            case NONE -> new Silent();
            case IEC62056_21 ->
                new ReadoutDialogue(new ReadoutDialogue.Settings(
                        talk.address(), talk.interval().toMillis(), startBaud, talk.maxBaud(), talk.wakeUp()));
            case TD3511 -> new Td3511Dialogue(talk.address(), talk.interval().toMillis());
            case AMIS -> new AmisDialogue();
        };
    }

    private static Duration pause(SourceConfig.Talk talk) {
        return talk.dialogue() == SourceConfig.Dialogue.IEC62056_21
                ? SerialSource.READOUT_PAUSE
                : SerialSource.USUAL_PAUSE;
    }
}
