package org.polymeter.gateway.bundle;

import java.util.HexFormat;
import org.polymeter.codec.security.Keys;

/** The keys of every bundle, which are those of the examples in the books on DLMS: nobody's secret. */
final class TestKeys {

    static final String ENCRYPTION = "000102030405060708090A0B0C0D0E0F";
    static final String AUTHENTICATION = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";

    static final Keys KEYS = Keys.of(HexFormat.of().parseHex(ENCRYPTION))
            .withAuthentication(HexFormat.of().parseHex(AUTHENTICATION));

    private TestKeys() {}
}
