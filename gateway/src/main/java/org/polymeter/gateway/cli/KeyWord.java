package org.polymeter.gateway.cli;

import org.polymeter.codec.security.KeyText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A key on the command line. The text of a bad one is not repeated: it may be a slip away from the key. */
final class KeyWord implements ITypeConverter<KeyText> {

    @Override
    public KeyText convert(String text) {
        KeyText key = KeyText.of(text);
        if (!key.problem().isEmpty()) {
            throw new TypeConversionException(key.problem());
        }
        return key;
    }
}
