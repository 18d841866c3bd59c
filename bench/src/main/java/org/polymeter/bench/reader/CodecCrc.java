package org.polymeter.bench.reader;

import org.polymeter.codec.bytes.Crc16;

/** Our checksums. */
public final class CodecCrc implements Reader {

    private final Crc16 crc;

    public CodecCrc(Crc16 crc) {
        this.crc = crc;
    }

    @Override
    public long read(byte[] bytes) {
        return crc.of(bytes, 0, bytes.length);
    }

    @Override
    public int values() {
        return 0;
    }
}
