package org.polymeter.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link FileSource} and {@link StdinSource}. */
final class RecordedSourceTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_is_passed_on_whole_and_ends() throws Exception {
        byte[] bytes = new byte[10_000];
        bytes[9_999] = 7;
        Path file = Files.write(folder.resolve("capture"), bytes);
        Collected heard = new Collected();
        new FileSource(file).run(heard);
        assertThat(heard.heard()).isEqualTo(bytes);
        assertThat(heard.events).containsExactly("opened", "bytes");
    }

    @Test
    void a_slow_file_arrives_whole_too_and_can_be_ended() throws Exception {
        Path file = Files.write(folder.resolve("capture"), SerialSourceTest.telegram());
        Collected heard = new Collected();
        new FileSource(file, OptionalInt.of(20_000)).run(heard);
        assertThat(heard.heard()).isEqualTo(SerialSourceTest.telegram());

        Collected never = new Collected();
        Running running = Running.start(new FileSource(file, OptionalInt.of(1)), never);
        never.awaitBytes(1);
        running.stop();
        assertThat(never.heard().length).isLessThan(SerialSourceTest.telegram().length);
    }

    @Test
    void an_absent_file_is_named() {
        assertThatThrownBy(() -> new FileSource(folder.resolve("nothing")).run(new Collected()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing: there is no such file");
    }

    @Test
    void standard_input_ends_with_the_other_program_or_when_closed() throws Exception {
        Pipe pipe = Pipe.open();
        Collected heard = new Collected();
        Running piped = Running.start(new StdinSource(pipe.source()), heard);
        pipe.sink().write(ByteBuffer.wrap(SerialSourceTest.telegram()));
        pipe.sink().close();
        piped.awaitEnd();
        assertThat(heard.heard()).isEqualTo(SerialSourceTest.telegram());

        Pipe silent = Pipe.open();
        Collected nothing = new Collected();
        Running running = Running.start(new StdinSource(silent.source()), nothing);
        nothing.awaitEvents(events -> events.contains("opened"));
        running.stop();
        assertThat(nothing.heard()).isEmpty();
        silent.sink().close();
    }
}
