package org.polymeter.codec;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;

/** Made when something comes for it: of the links that are tried, most never find a frame. */
final class Late<S extends FrameSink> implements FrameSink {

    private final Supplier<S> maker;
    private @Nullable S sink;

    Late(Supplier<S> maker) {
        this.maker = maker;
    }

    /** Empty as long as nothing has come. */
    Optional<S> made() {
        return Optional.ofNullable(sink);
    }

    @Override
    public void frame(Frame frame) {
        sink().frame(frame);
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        sink().noise(streamOffset, length, why);
    }

    private S sink() {
        S made = sink;
        if (made == null) {
            made = maker.get();
            sink = made;
        }
        return made;
    }
}
