package org.polymeter.gateway.adapter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prices as JSON: a list of objects that each have a time and a price, or a list of numbers, one after the other.
 *
 * @param prices by when they begin; empty if there is a fault
 * @param fault what is wrong and where, for people
 */
public record PriceMessage(NavigableMap<Instant, BigDecimal> prices, Optional<String> fault) {

    /** More than a week of quarter hours is no forecast. */
    private static final int MOST_PRICES = 1_000;

    /**
     * Where in a message things are: paths are JSON members joined by dots, list elements by their number.
     *
     * @param list of the list; empty: the message is the list
     * @param time of the time within an object of the list
     * @param price of the price within an object of the list
     * @param begin where the first of a list of numbers begins; empty: the midnight before the message came
     */
    public record Form(String list, String time, String price, Optional<String> begin) {}

    /**
     * Reads a message whole or not at all.
     *
     * @param step how long a price holds
     * @param midnight before it came; empty if nobody knows when it was sent
     */
    public static PriceMessage read(byte[] payload, Form form, Duration step, Optional<Instant> midnight) {
        Json message = JsonText.read(payload);
        if (message instanceof Json.Broken broken) {
            return fault(
                    "byte " + broken.offset() + ": expected " + broken.fault().expected());
        }
        Optional<Json> list = at(message, form.list());
        if (list.isEmpty() || !(list.get() instanceof Json.Elements elements)) {
            return fault(form.list().isEmpty() ? "it is no list" : "there is no list at '" + form.list() + "'");
        }
        if (elements.list().isEmpty() || elements.list().size() > MOST_PRICES) {
            return fault("the list has " + elements.list().size() + " prices, expected 1 to " + MOST_PRICES);
        }
        if (elements.list().getFirst() instanceof Json.Members) {
            return objects(elements.list(), form);
        }
        Optional<Instant> begin =
                form.begin().isPresent() ? at(message, form.begin().get()).flatMap(PriceMessage::time) : midnight;
        return begin.map(first -> numbers(elements.list(), first, step))
                .orElseGet(() -> fault(form.begin()
                        .map(path -> "there is no time with an offset at '" + path + "'")
                        .orElse("a list of numbers that the broker had kept does not say of which day it is")));
    }

    private static PriceMessage objects(List<Json> list, Form form) {
        NavigableMap<Instant, BigDecimal> prices = new TreeMap<>();
        for (int i = 0; i < list.size(); i++) {
            Optional<Instant> time = at(list.get(i), form.time()).flatMap(PriceMessage::time);
            Optional<BigDecimal> price = at(list.get(i), form.price()).flatMap(PriceMessage::number);
            if (time.isEmpty() || price.isEmpty()) {
                return fault("element " + i
                        + (time.isEmpty()
                                ? " has no time with an offset at '" + form.time() + "'"
                                : " has no number at '" + form.price() + "'"));
            }
            prices.put(time.get(), price.get());
        }
        return new PriceMessage(prices, Optional.empty());
    }

    private static PriceMessage numbers(List<Json> list, Instant begin, Duration step) {
        NavigableMap<Instant, BigDecimal> prices = new TreeMap<>();
        for (int i = 0; i < list.size(); i++) {
            Optional<BigDecimal> price = number(list.get(i));
            if (price.isEmpty()) {
                return fault("element " + i + " is no number");
            }
            prices.put(begin.plus(step.multipliedBy(i)), price.get());
        }
        return new PriceMessage(prices, Optional.empty());
    }

    private static Optional<Instant> time(Json value) {
        return switch (value) {
            case Json.Text text -> WrittenTime.read(text.text().strip());
            case Json.Digits digits -> WrittenTime.read(digits.literal());
            default -> Optional.empty();
        };
    }

    /** Of numbers and of numbers in quotes. */
    private static Optional<BigDecimal> number(Json value) {
        return switch (value) {
            case Json.Digits digits -> Decimal.of(digits.literal()).map(Decimal::value);
            case Json.Text text -> Decimal.of(text.text().strip()).map(Decimal::value);
            default -> Optional.empty();
        };
    }

    private static Optional<Json> at(Json value, String path) {
        if (path.isEmpty()) {
            return Optional.of(value);
        }
        if (!(value instanceof Json.Members members)) {
            return Optional.empty();
        }
        Map<String, Json> found = Paths.of(members);
        return Optional.ofNullable(found.get(path.toLowerCase(Locale.ROOT)));
    }

    private static PriceMessage fault(String what) {
        return new PriceMessage(new TreeMap<>(), Optional.of(what));
    }
}
