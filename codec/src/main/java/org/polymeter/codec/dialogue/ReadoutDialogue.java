package org.polymeter.codec.dialogue;

/**
 * Reads a meter out at an interval (IEC 62056-21, modes A, B and C): request, identification,
 * acknowledge and change of speed where the mode has them, data, sign-off, and back to the first
 * speed.
 */
public final class ReadoutDialogue implements Dialogue {

    /**
     * What is known of the meter.
     *
     * @param address of one of several meters on a line, at most 32 characters; empty for the only one
     * @param intervalMillis from one request to the next
     * @param startBaud speed of request and identification, 300 unless the meter is peculiar
     * @param highestBaud the speed is not raised beyond, whatever the meter can
     * @param wakeUp whether the meter sleeps until it hears NUL characters for two seconds
     */
    public record Settings(String address, long intervalMillis, int startBaud, int highestBaud, boolean wakeUp) {}

    private static final byte[] SIGN_OFF = {0x01, 'B', '0', 0x03, 'q'};
    private static final byte[] ACKNOWLEDGE = {0x06};
    private static final byte[] REPEAT = {0x15};

    /** The meter must see NULs for 2.1 to 2.3 seconds, and then nothing for 1.5 to 1.7. */
    private static final int WAKE_UP_MILLIS = 2200;

    private static final int AFTER_WAKE_UP_MILLIS = 1600;

    /** Start bit, seven bits, parity, stop bit. */
    private static final int BITS_PER_CHARACTER = 10;

    /** Between two characters; the standard says 1500, adapters collect. */
    private static final int LONGEST_GAP_MILLIS = 3000;

    /** So soon a meter that did not answer is asked again, unless the interval is shorter. */
    private static final int RETRY_MILLIS = 10_000;

    private static final int MOST_REPEATS = 2;

    private enum State {
        /** Until it is time for the next readout. */
        RESTING,
        /** The NULs have been sent. */
        WAKING,
        /** The request has been sent. */
        ASKED,
        /** The identification has come: a pause before it is answered. */
        IDENTIFIED,
        /** The data are coming. */
        READING
    }

    private final Settings settings;
    private final SignOn signOn;
    private final BlockWatch watch = new BlockWatch();
    private State state = State.RESTING;
    private long waited; // in this state; while data come, since the last of them
    private long rest;
    private long sinceRequest;
    private int repeats;

    public ReadoutDialogue(Settings settings) {
        this.settings = settings;
        this.signOn = new SignOn(settings.address());
    }

    @Override
    public void opened(Line line) {
        begin(line);
    }

    @Override
    public void heard(byte[] bytes, int offset, int length, Line line) {
        for (int i = offset; i < offset + length; i++) {
            if (state == State.ASKED) {
                if (signOn.isAnsweredWith(bytes[i])) {
                    enter(State.IDENTIFIED);
                    byMode(line);
                }
            } else if (state == State.READING) {
                waited = 0;
                read(bytes[i], line);
            } else if (state == State.IDENTIFIED) {
                waited = 0; // mode A sends at once
                read(bytes[i], line);
            }
        }
    }

    @Override
    public void passed(long milliseconds, Line line) {
        waited += milliseconds;
        sinceRequest += milliseconds;
        switch (state) {
            case RESTING -> {
                if (waited >= rest) {
                    begin(line);
                }
            }
            case WAKING -> {
                if (waited >= WAKE_UP_MILLIS + AFTER_WAKE_UP_MILLIS) {
                    ask(line);
                }
            }
            case ASKED -> {
                if (waited >= SignOn.ANSWER_MILLIS) {
                    rest(line, RETRY_MILLIS);
                }
            }
            case IDENTIFIED -> {
                if (waited >= SignOn.REACTION_MILLIS) {
                    answer(line);
                }
            }
            case READING -> {
                if (waited >= LONGEST_GAP_MILLIS) {
                    signOff(line, RETRY_MILLIS);
                }
            }
        }
    }

    private void begin(Line line) {
        sinceRequest = 0;
        repeats = 0;
        if (settings.wakeUp()) {
            line.send(new byte[settings.startBaud() * WAKE_UP_MILLIS / 1000 / BITS_PER_CHARACTER]);
            enter(State.WAKING);
        } else {
            ask(line);
        }
    }

    private void ask(Line line) {
        signOn.send(line);
        enter(State.ASKED);
    }

    /** Modes A and B are not answered; in mode B the meter changes its speed by itself. */
    private void byMode(Line line) {
        watch.clear();
        char proposed = signOn.speed();
        if (Speeds.isModeB(proposed)) {
            line.speed(Speeds.ofModeB(proposed));
        }
        if (!Speeds.isModeC(proposed)) {
            enter(State.READING);
        }
    }

    private void answer(Line line) {
        char digit = Speeds.atMost(signOn.speed(), settings.highestBaud());
        line.send(new byte[] {0x06, '0', (byte) digit, '0', '\r', '\n'});
        if (digit != '0') { // which means: stay as you are
            line.speed(Speeds.ofModeC(digit));
        }
        watch.clear();
        enter(State.READING);
    }

    private void read(byte b, Line line) {
        switch (watch.take(b)) {
            case NOTHING -> {}
            case PARTIAL -> line.send(ACKNOWLEDGE.clone());
            case END -> signOff(line, settings.intervalMillis() - sinceRequest);
            case DAMAGED -> {
                if (repeats++ < MOST_REPEATS) {
                    line.send(REPEAT.clone());
                } else {
                    signOff(line, RETRY_MILLIS);
                }
            }
        }
    }

    private void signOff(Line line, long pause) {
        line.send(SIGN_OFF.clone());
        rest(line, pause);
    }

    private void rest(Line line, long pause) {
        line.speed(settings.startBaud());
        rest = Math.min(pause, settings.intervalMillis());
        enter(State.RESTING);
    }

    private void enter(State next) {
        state = next;
        waited = 0;
    }
}
