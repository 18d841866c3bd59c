package org.polymeter.codec.dialogue;

/**
 * Reads a Siemens TD-3511 (Switzerland) in programming mode: sign-on at 300 baud, 19200 from then on,
 * and the data sets F001 (registers) and F009 (powers, voltages, currents) in turn for as long as the
 * meter answers.
 */
public final class Td3511Dialogue implements Dialogue {

    private static final int START_BAUD = 300;
    private static final int BAUD = 19_200;

    /** Programming mode at 19200 baud. */
    private static final byte[] ACKNOWLEDGE = {0x06, '0', '6', '1', '\r', '\n'};

    private static final byte[][] QUESTIONS = {question('1', 0x16), question('9', 0x1E)};

    /** With so much silence the answer to one question is over. */
    private static final int END_OF_ANSWER_MILLIS = 200;

    /** With so much silence the meter has left programming mode. */
    private static final int LONGEST_SILENCE_MILLIS = 5000;

    private enum State {
        /** The request has been sent. */
        ASKED,
        /** The identification has come: a pause before it is answered. */
        IDENTIFIED,
        /** Programming mode: the meter may have to say something before it is asked. */
        ENTERED,
        /** A data set has been asked for. */
        READING,
        /** Until it is time to ask again. */
        RESTING
    }

    private final SignOn signOn;
    private final long interval;
    private State state = State.ASKED;
    private long waited; // since this state began or, while something comes, since the last of it
    private long sinceRound;
    private boolean answered;
    private int question;
    private int echoed;

    /**
     * A dialogue that repeats both questions.
     *
     * @param address empty for the only meter on the line
     * @param intervalMillis from one round of questions to the next; 0 for as often as the meter can
     */
    public Td3511Dialogue(String address, long intervalMillis) {
        this.signOn = new SignOn(address);
        this.interval = intervalMillis;
    }

    @Override
    public void opened(Line line) {
        line.speed(START_BAUD);
        signOn.send(line);
        enter(State.ASKED);
    }

    @Override
    public void heard(byte[] bytes, int offset, int length, Line line) {
        for (int i = offset; i < offset + length && state == State.ASKED; i++) {
            if (signOn.isAnsweredWith(bytes[i])) {
                enter(State.IDENTIFIED);
            }
        }
        if (state == State.READING) {
            for (int i = offset; i < offset + length; i++) {
                answered |= !isEcho(bytes[i]);
            }
        }
        if (answered || state == State.ENTERED) {
            waited = 0;
        }
    }

    /** Optical heads hear what they send. */
    private boolean isEcho(byte b) {
        boolean echo = echoed < QUESTIONS[question].length && (b & 0x7F) == QUESTIONS[question][echoed];
        echoed++;
        return echo;
    }

    @Override
    public void passed(long milliseconds, Line line) {
        waited += milliseconds;
        sinceRound += milliseconds;
        switch (state) {
            case ASKED -> {
                if (waited >= LONGEST_SILENCE_MILLIS) {
                    opened(line);
                }
            }
            case IDENTIFIED -> {
                if (waited >= SignOn.REACTION_MILLIS) {
                    line.send(ACKNOWLEDGE.clone());
                    line.speed(BAUD);
                    enter(State.ENTERED);
                }
            }
            case ENTERED -> {
                if (waited >= END_OF_ANSWER_MILLIS) {
                    ask(0, line);
                }
            }
            case READING -> read(line);
            case RESTING -> {
                if (sinceRound >= interval) {
                    ask(0, line);
                }
            }
        }
    }

    private void read(Line line) {
        if (!answered && waited >= LONGEST_SILENCE_MILLIS) {
            opened(line);
        } else if (answered && waited >= END_OF_ANSWER_MILLIS) {
            if (question + 1 < QUESTIONS.length) {
                ask(question + 1, line);
            } else {
                enter(State.RESTING);
                passed(0, line);
            }
        }
    }

    private void ask(int number, Line line) {
        if (number == 0) {
            sinceRound = 0;
        }
        question = number;
        answered = false;
        echoed = 0;
        line.send(QUESTIONS[number].clone());
        enter(State.READING);
    }

    private void enter(State next) {
        state = next;
        waited = 0;
    }

    /** {@code SOH R2 STX F00n ETX}, its checksum, and the line end that this meter wants. */
    private static byte[] question(char dataSet, int checksum) {
        return new byte[] {0x01, 'R', '2', 0x02, 'F', '0', '0', (byte) dataSet, 0x03, (byte) checksum, '\r', '\n'};
    }
}
