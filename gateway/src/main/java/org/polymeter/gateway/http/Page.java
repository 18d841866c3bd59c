package org.polymeter.gateway.http;

import java.io.IOException;

/** What is at one path, or at all paths of a template. */
public interface Page {

    /**
     * Any thread may ask, several at once.
     *
     * @throws IOException if the body cannot be read
     */
    Answer answer(Call call) throws IOException;
}
