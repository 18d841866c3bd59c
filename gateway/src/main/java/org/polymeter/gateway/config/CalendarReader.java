package org.polymeter.gateway.config;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.Calendar.Holidays;
import org.polymeter.gateway.insight.Calendar.Window;
import org.polymeter.gateway.insight.WindowText;

/** Reads which rate is when: {@code calendar} and {@code holidays} of a contract. */
final class CalendarReader {

    private CalendarReader() {}

    static Holidays holidays(Section section) {
        Set<LocalDate> dates = new HashSet<>();
        Set<MonthDay> yearly = new HashSet<>();
        for (String text : section.texts("holidays")) {
            Optional<LocalDate> date = Amounts.day(text);
            Optional<MonthDay> ofYears = Amounts.dayOfYears(text);
            date.ifPresent(dates::add);
            ofYears.ifPresent(yearly::add);
            if (date.isEmpty() && ofYears.isEmpty()) {
                section.unexpected("holidays", text, "days such as 2026-04-06, or 12-25 for every year");
            }
        }
        return new Holidays(dates, yearly);
    }

    /** Empty if the section has none. */
    static Optional<Calendar> read(Section section, Holidays holidays) {
        if (!section.has("calendar")) {
            return Optional.empty();
        }
        List<Window> windows = new ArrayList<>();
        for (Section line : section.sections("calendar", "line")) {
            window(line).ifPresent(windows::add);
            line.end();
        }
        if (!windows.isEmpty() && !windows.getLast().isAlways()) {
            section.problem(
                    "calendar",
                    "the last line of 'calendar' in " + section.what()
                            + " must hold whenever no other does, such as {rate: night}");
        }
        return Optional.of(new Calendar(windows, holidays));
    }

    private static Optional<Window> window(Section line) {
        Optional<String> rate = line.required("rate", "what prices are under, such as rate: day");
        String days = String.join(",", line.texts("days"));
        String hours = line.text("hours").orElse("");
        String months = String.join(",", line.texts("months"));
        check(line, "days", days, WindowText.isDays(days), "mon-fri, sat, holiday or the like");
        check(line, "hours", hours, WindowText.isHours(hours), "7-22, 6:30-20 or 22-6, in quarter hours");
        check(line, "months", months, WindowText.isMonths(months), "nov-mar, jul or the like");
        return rate.flatMap(label -> WindowText.window(label, days, hours, months));
    }

    private static void check(Section line, String key, String text, boolean sound, String expected) {
        if (!text.isEmpty() && !sound) {
            line.unexpected(key, text, expected);
        }
    }
}
