package org.polymeter.codec.dialogue;

/** For meters that speak by themselves: nothing is ever sent. */
public final class Silent implements Dialogue {

    @Override
    public void opened(Line line) {}

    @Override
    public void heard(byte[] bytes, int offset, int length, Line line) {}

    @Override
    public void passed(long milliseconds, Line line) {}
}
