package org.polymeter.codec.text;

/**
 * The groups in parentheses behind one code, and their readers. A group may run over a line end, and
 * so may the list: the gas lines of DSMR 2 and 3 continue with a line that begins with a
 * parenthesis.
 */
public final class DataSet {

    /** Thirteen months of Belgian peaks take 42, ten power failures 22. */
    public static final int MOST_GROUPS = 64;

    private final int[] begins = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private final TimeText time = new TimeText();
    private final NumberText number = new NumberText();

    private byte[] bytes = new byte[0];
    private int begin;
    private int end;
    private int count;

    /**
     * Reads groups.
     *
     * @param code where the code stands
     * @param open where the first parenthesis stands
     * @return the index behind the last closing parenthesis, or the complement of the index of a
     *     group that is never closed
     */
    public int read(byte[] bytes, int code, int open, int limit) {
        this.bytes = bytes;
        begin = code;
        count = 0;
        int next = open;
        while (next < limit && bytes[next] == '(') {
            int close = next + 1;
            while (close < limit && bytes[close] != ')' && bytes[close] != '(') {
                close++;
            }
            if (close == limit || bytes[close] == '(') {
                return ~next;
            }
            if (count < MOST_GROUPS) {
                begins[count] = next + 1;
                ends[count++] = close;
            }
            end = close + 1;
            next = pastLineEnd(bytes, end, limit);
        }
        return end;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the code stands. */
    public int begin() {
        return begin;
    }

    /** Behind the last closing parenthesis. */
    public int end() {
        return end;
    }

    public int count() {
        return count;
    }

    /** Where the text in the parentheses begins. */
    public int begin(int group) {
        return begins[group];
    }

    /** Where the closing parenthesis stands. */
    public int end(int group) {
        return ends[group];
    }

    public boolean isEmpty(int group) {
        return begins[group] == ends[group];
    }

    public boolean isAllEmpty() {
        int i = 0;
        while (i < count && isEmpty(i)) {
            i++;
        }
        return i == count;
    }

    /** Reads a group as a time; what it is stays in {@link #time()} until the next. */
    public TimeText.Kind time(int group) {
        return group < count ? time.read(bytes, begins[group], ends[group]) : TimeText.Kind.NONE;
    }

    public TimeText time() {
        return time;
    }

    /** Reads a group as a number; it stays in {@link #number()} until the next. */
    public boolean isNumber(int group) {
        return group < count && number.read(bytes, begins[group], ends[group]);
    }

    /** Reads a group as an integer with a unit that has no asterisk before it. */
    public boolean isGlued(int group) {
        return number.readGlued(bytes, begins[group], ends[group]);
    }

    public NumberText number() {
        return number;
    }

    private static int pastLineEnd(byte[] bytes, int from, int limit) {
        int i = from < limit && bytes[from] == '\r' ? from + 1 : from;
        return i < limit && bytes[i] == '\n' ? i + 1 : i;
    }
}
