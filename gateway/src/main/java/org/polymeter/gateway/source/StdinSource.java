package org.polymeter.gateway.source;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** What another program pipes in; ends with that program's output. */
public final class StdinSource implements Source {

    private final ReadableByteChannel in;

    /** Standard input of this process; {@link #close} closes it for good. */
    public StdinSource() {
        // a channel, because a blocked read of System.in cannot be ended from outside
        this(new FileInputStream(FileDescriptor.in).getChannel());
    }

    StdinSource(ReadableByteChannel in) {
        this.in = in;
    }

    @Override
    public String describe() {
        return "standard input";
    }

    @Override
    public void run(Receiver receiver) throws IOException {
        byte[] bytes = new byte[4096];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        receiver.opened();
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer.clear())) {
                receiver.bytes(bytes, 0, count);
            }
        } catch (ClosedChannelException e) {
            // by close(): the regular end
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new IllegalStateException("standard input closes without a word", e);
        }
    }
}
