package org.polymeter.gateway;

import java.io.IOException;
import org.polymeter.gateway.config.Place;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;

/** A source that says, whenever it fails, which line of the configuration it comes from. */
final class Placed implements Source {

    private final Source source;

    /** The file may change while the source stays the same. */
    private volatile Place where;

    Placed(Source source, Place where) {
        this.source = source;
        this.where = where;
    }

    void moved(Place to) {
        where = to;
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public void run(Receiver receiver) throws IOException, InterruptedException {
        try {
            source.run(receiver);
        } catch (IOException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean waitsInJava() {
        return source.waitsInJava();
    }

    @Override
    public void close() {
        source.close();
    }
}
