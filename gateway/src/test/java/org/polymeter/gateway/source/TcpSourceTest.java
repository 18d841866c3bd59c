package org.polymeter.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpSourceTest {

    private ServerSocket adapter;

    @BeforeEach
    void listen() throws IOException {
        adapter = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        adapter.close();
    }

    @Test
    void goes_on_when_the_other_side_has_closed_and_is_back() throws Exception {
        Collected heard = new Collected();
        TcpSource source = source();
        for (int i = 1; i <= 2; i++) {
            Running running = Running.start(source, heard);
            try (Socket wire = adapter.accept()) {
                wire.getOutputStream().write(SerialSourceTest.telegram());
                heard.awaitBytes(i * SerialSourceTest.telegram().length);
            }
            assertThat(running.awaitFailure())
                    .isInstanceOf(IOException.class)
                    .hasMessage(source.describe() + ": closed by the other side");
        }
        assertThat(heard.heard()).endsWith(SerialSourceTest.telegram());
    }

    @Test
    void tells_each_pause_once_and_ends_when_closed() throws Exception {
        Collected heard = new Collected();
        Running running = Running.start(source(), heard);
        try (Socket wire = adapter.accept()) {
            wire.getOutputStream().write('/');
            heard.awaitEvents(events -> heard.count("silence") == 1);
            wire.getOutputStream().write('!');
            heard.awaitEvents(events -> heard.count("silence") == 2);
            running.stop();
        }
        assertThat(heard.events).containsExactly("opened", "bytes", "silence", "bytes", "silence");
    }

    @Test
    void says_why_it_cannot_connect() throws IOException {
        adapter.close();
        assertThatThrownBy(() -> source().run(new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(source().describe())
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> new TcpSource("nowhere.invalid", 1).run(new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere.invalid:1")
                .hasMessageContaining("name");
    }

    @Test
    void a_closed_source_does_not_connect() throws IOException {
        Collected heard = new Collected();
        TcpSource source = source();
        source.close();
        source.run(heard);
        assertThat(heard.events).isEmpty();
    }

    private TcpSource source() {
        return new TcpSource(adapter.getInetAddress().getHostAddress(), adapter.getLocalPort(), Duration.ofMillis(200));
    }
}
