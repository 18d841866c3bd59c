package org.polymeter.gateway.access;

import java.util.List;
import java.util.Optional;

/**
 * Who is known here.
 *
 * @param password the owner's; empty as long as there is none
 * @param tokens of programs
 */
record Accounts(Optional<PasswordHash> password, List<ApiToken> tokens) {

    static final Accounts NONE = new Accounts(Optional.empty(), List.of());

    Accounts {
        tokens = List.copyOf(tokens);
    }

    Accounts with(PasswordHash other) {
        return new Accounts(Optional.of(other), tokens);
    }

    Accounts with(List<ApiToken> others) {
        return new Accounts(password, others);
    }

    /** Names the present password without telling anything of it; another password has another name. */
    String passwordName() {
        return password.map(hash -> Nonce.hash(hash.salt())).orElse("");
    }
}
