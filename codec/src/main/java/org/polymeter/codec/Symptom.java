package org.polymeter.codec;

/** What the bytes of a wire look like when nothing can be read from them, and what is likely the cause. */
public enum Symptom {
    SILENT("nothing at all came: is the customer port switched on, its request line at 5 V, the cable at the right"
            + " pins? Some lists come once a minute, and meters that have to be asked say nothing by themselves"),
    SEVEN_BITS("it reads as text once the top bit is masked: this is a 7E1 line that was read as 8N1"),
    TEXT("it is text, but no telegram begins in it: was the capture edited, or does the meter have to be asked?"),
    DAMAGED("frames begin and end as they should, but their checksums are wrong: parity is set wrongly (8N1 for 8E1"
            + " or reverse), or the line disturbs"),
    CUT("frames begin but do not end: bytes are lost, or the capture was cut off"),
    INVERTED("nearly all bytes are 80 to FF and no text is among them: the line is inverted; a P1 cable has to invert"),
    INVERTED_OR_SPEED("mostly FF, FE, 00, F0, EC, 60: the line is inverted, or the speed is wrong"),
    TOO_SLOW("mostly 00, 80, F8: the line is faster than the speed that is set"),
    TOO_FAST("mostly 66, E6, 9E, 98 and their like: the line is slower than the speed that is set"),
    UNKNOWN("bytes come, but they are of no protocol known here: wrong speed or parity, or another protocol");

    private final String meaning;

    Symptom(String meaning) {
        this.meaning = meaning;
    }

    /** A sentence: what it looks like and what to do. */
    public String meaning() {
        return meaning;
    }
}
