package org.polymeter.gateway.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rate is when: the first window that holds an instant decides.
 *
 * @param windows in the order in which they are tried
 */
public record Calendar(List<Window> windows, Holidays holidays) {

    /**
     * Times of equal kind, on the wall clock.
     *
     * @param label what they are called
     * @param days of the week; a holiday is none of them
     * @param onHolidays whether holidays belong to it
     * @param from the first minute of a day
     * @param to the first minute that does not belong to it any more; not after {@code from}: they go past midnight, and
     *     each part is taken by the day it lies in
     */
    public record Window(
            String label, Set<DayOfWeek> days, boolean onHolidays, LocalTime from, LocalTime to, Set<Month> months) {

        public Window {
            days = Set.copyOf(days);
            months = Set.copyOf(months);
        }

        /** Always. */
        public static Window always(String label) {
            return new Window(
                    label,
                    Set.of(DayOfWeek.values()),
                    true,
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    Set.of(Month.values()));
        }

        boolean holds(ZonedDateTime time, boolean holiday) {
            return (holiday ? onHolidays : days.contains(time.getDayOfWeek()))
                    && months.contains(time.getMonth())
                    && holds(time.toLocalTime());
        }

        /** Whether nothing is outside of it. */
        public boolean isAlways() {
            return equals(always(label));
        }

        private boolean holds(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean ended = !time.isBefore(to);
            return from.isBefore(to) ? begun && !ended : begun || !ended;
        }
    }

    /** Days that are no working days, by their dates. */
    public record Holidays(Set<LocalDate> dates, Set<MonthDay> yearly) {

        public static final Holidays NONE = new Holidays(Set.of(), Set.of());

        public Holidays {
            dates = Set.copyOf(dates);
            yearly = Set.copyOf(yearly);
        }

        boolean has(LocalDate day) {
            return dates.contains(day) || yearly.contains(MonthDay.from(day));
        }
    }

    public Calendar {
        windows = List.copyOf(windows);
    }

    /** The label of an instant; empty if no window holds it. */
    Optional<String> label(ZonedDateTime time) {
        boolean holiday = holidays.has(time.toLocalDate());
        return windows.stream()
                .filter(window -> window.holds(time, holiday))
                .findFirst()
                .map(Window::label);
    }
}
