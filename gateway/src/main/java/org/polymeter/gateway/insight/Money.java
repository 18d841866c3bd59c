package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Amounts as people see them: the only place where money is rounded. */
public final class Money {

    private Money() {}

    /**
     * To the smallest coin of the currency, half up, as invoices do. Round sums, not their parts: rounded lines may differ from
     * a rounded sum by a coin.
     *
     * @param currency ISO 4217
     */
    public static BigDecimal rounded(BigDecimal amount, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return amount.setScale(digits, RoundingMode.HALF_UP);
    }
}
