package org.polymeter.gateway.insight;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.insight.Calendar.Window;

/** Reads the words for a {@link Window}: {@code mon-fri, holiday}, {@code 7-20} and {@code nov-mar}. */
public final class WindowText {

    private static final String HOLIDAY = "holiday";
    private static final int LETTERS = 3;
    private static final Pattern HOURS =
            Pattern.compile("(\\d{1,2})(?::(00|15|30|45))?\\s*-\\s*(\\d{1,2})(?::(00|15|30|45))?");

    private WindowText() {}

    /** A window with what is given; what is empty is always. Empty if one of the texts is no such thing. */
    public static Optional<Window> window(String label, String days, String hours, String months) {
        Optional<Set<String>> dayWords = days.isEmpty() ? Optional.of(Set.of()) : days(days);
        Optional<LocalTime[]> times = hours.isEmpty() ? Optional.of(allDay()) : hours(hours);
        Optional<Set<Month>> monthSet = months.isEmpty() ? Optional.of(Set.of(Month.values())) : months(months);
        if (dayWords.isEmpty() || times.isEmpty() || monthSet.isEmpty()) {
            return Optional.empty();
        }
        Set<DayOfWeek> weekdays = new LinkedHashSet<>();
        for (String word : dayWords.get()) {
            if (!word.equals(HOLIDAY)) {
                weekdays.add(DayOfWeek.valueOf(word));
            }
        }
        boolean any = days.isEmpty();
        return Optional.of(new Window(
                label,
                any ? Set.of(DayOfWeek.values()) : weekdays,
                any || dayWords.get().contains(HOLIDAY),
                times.get()[0],
                times.get()[1],
                monthSet.get()));
    }

    public static boolean isDays(String text) {
        return days(text).isPresent();
    }

    public static boolean isHours(String text) {
        return hours(text).isPresent();
    }

    public static boolean isMonths(String text) {
        return months(text).isPresent();
    }

    /** Names of weekdays, and perhaps the word for holidays. */
    private static Optional<Set<String>> days(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            if (part.strip().equals(HOLIDAY)) {
                found.add(HOLIDAY);
                continue;
            }
            List<DayOfWeek> days = series(part, DayOfWeek.values());
            if (days.isEmpty()) {
                return Optional.empty();
            }
            days.forEach(day -> found.add(day.name()));
        }
        return Optional.of(found);
    }

    static Optional<Set<Month>> months(String text) {
        Set<Month> found = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            List<Month> months = series(part, Month.values());
            if (months.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(months);
        }
        return Optional.of(found);
    }

    private static Optional<LocalTime[]> hours(String text) {
        Matcher hours = HOURS.matcher(text.strip());
        if (!hours.matches()) {
            return Optional.empty();
        }
        Optional<LocalTime> from = time(hours.group(1), hours.group(2));
        Optional<LocalTime> to = time(hours.group(3), hours.group(4));
        return from.isPresent() && to.isPresent() && !from.equals(to)
                ? Optional.of(new LocalTime[] {from.get(), to.get()})
                : Optional.empty();
    }

    private static LocalTime[] allDay() {
        return new LocalTime[] {LocalTime.MIDNIGHT, LocalTime.MIDNIGHT};
    }

    /** 24 is midnight, too. */
    private static Optional<LocalTime> time(String hour, @Nullable String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = minute == null ? 0 : Integer.parseInt(minute);
        return hours < 24 || (hours == 24 && minutes == 0)
                ? Optional.of(LocalTime.of(hours % 24, minutes))
                : Optional.empty();
    }

    /** {@code fri-mon} goes round the end; empty if it is none. */
    private static <E extends Enum<E>> List<E> series(String text, E[] all) {
        String[] ends = text.strip().split("-", -1);
        int first = place(ends[0], all);
        int last = ends.length == 1 ? first : place(ends[1], all);
        if (ends.length > 2 || first < 0 || last < 0) {
            return List.of();
        }
        List<E> found = new ArrayList<>();
        for (int i = first; i != last; i = (i + 1) % all.length) {
            found.add(all[i]);
        }
        found.add(all[last]);
        return found;
    }

    /** By three letters of its English name; -1 if there is none. */
    private static <E extends Enum<E>> int place(String word, E[] all) {
        String letters = word.strip().toUpperCase(Locale.ROOT);
        for (int i = 0; i < all.length; i++) {
            if (letters.length() == LETTERS && all[i].name().startsWith(letters)) {
                return i;
            }
        }
        return -1;
    }
}
