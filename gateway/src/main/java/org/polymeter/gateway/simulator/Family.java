package org.polymeter.gateway.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.security.Keys;

/** The kinds of meters that can be simulated, each by its usual port; all numbers are invented. */
public enum Family {
    DSMR5("Dutch DSMR 5 with a gas meter", "P1", "Europe/Amsterdam", "NL", 3000),
    H1("Swedish H1 port", "P1", "Europe/Stockholm", "SE", 0),
    EMUCS("Belgian eMUCs with peaks and a water meter", "P1", "Europe/Brussels", "BE", 4000),
    SMARTY("Smarty, encrypted", "P1", "Europe/Luxembourg", "LU", 2000),
    E450("Landis+Gyr E450, blocks", "HDLC", "Europe/Zurich", "CH", 6000),
    E450_BARE("Landis+Gyr E450 without clock and number", "HDLC", "Europe/Zurich", "CH", 0),
    AIDON("Aidon, lists 1 to 3", "HDLC", "Europe/Oslo", "NO", 0),
    KAIFA("Kaifa MA304, lists without codes", "HDLC", "Europe/Oslo", "NO", 0),
    KAMSTRUP("Kamstrup, encrypted", "HDLC", "Europe/Copenhagen", "DK", 0),
    NETZ_NOE("Kaifa MA309, encrypted", "M-Bus", "Europe/Vienna", "AT", 5000),
    AM550("Iskraemeco AM550, segments", "HDLC", "Europe/Ljubljana", "SI", 5000),
    XT211("Sagemcom XT211, no link", "DLMS", "Europe/Prague", "CZ", 3000),
    SML("two-way meter, optical", "SML", "Europe/Berlin", "DE", 8000),
    MODE_D("IEC 62056-21 mode D", "text", "Europe/Berlin", "DE", 0),
    HEAT("heat meter", "M-Bus", "Europe/Vienna", "AT", 0),
    LINKY("Linky, standard mode", "TIC", "Europe/Paris", "FR", 3000),
    GPLUG("gPlug", "MQTT", "Europe/Zurich", "CH", 0),
    GPLUG_TARIFFS("gPlug with tariffs", "MQTT", "Europe/Zurich", "CH", 9000),
    AMSREADER("amsreader", "MQTT", "Europe/Oslo", "NO", 0);

    /** The example of the DLMS books: nobody can take it for a secret. */
    public static final String ENCRYPTION_KEY = "000102030405060708090A0B0C0D0E0F";

    /** Likewise. */
    public static final String AUTHENTICATION_KEY = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";

    /** The one of Luxembourg, which is published. */
    private static final String LUXEMBOURG = "00112233445566778899AABBCCDDEEFF";

    private static final Keys WRONG = keys("FFEEDDCCBBAA99887766554433221100", AUTHENTICATION_KEY);

    private final String title;
    private final String port;
    private final ZoneId zone;
    private final String country;
    private final long peakSunWatts;

    Family(String title, String port, String zone, String country, long peakSunWatts) {
        this.title = title;
        this.port = port;
        this.zone = ZoneId.of(zone);
        this.country = country;
        this.peakSunWatts = peakSunWatts;
    }

    /** As command lines say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The family of that word. */
    public static Optional<Family> named(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** For messages that tell people what they may write. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Family::word).toList();
    }

    /** The meter in a few words. */
    public String title() {
        return title;
    }

    /** What it sends on its port, in a word. */
    public String port() {
        return port;
    }

    /** Two letters. */
    public String country() {
        return country;
    }

    /** Where its clock is. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether it sends messages to a broker rather than bytes over a wire. */
    public boolean isMessage() {
        return port.equals("MQTT");
    }

    public boolean isEncrypted() {
        return this == SMARTY || this == KAMSTRUP || this == NETZ_NOE;
    }

    /** Its keys if nobody gives it others. */
    public Keys keys() {
        return keys(ENCRYPTION_KEY, this == SMARTY ? LUXEMBOURG : AUTHENTICATION_KEY);
    }

    /** What the roof of its household yields at noon. */
    long peakSunWatts() {
        return peakSunWatts;
    }

    /** One meter of this family that has not spoken yet. */
    SimulatedMeter meter(Keys keys) {
        return switch (this) {
            case DSMR5 -> dsmr5();
            case H1 -> new SwedishH1("h1");
            case EMUCS -> emucs();
            case SMARTY -> new Smarty("POL00000000000014", keys);
            case E450 -> e450();
            case E450_BARE -> e450Bare();
            case AIDON -> new Aidon("7359990000000016");
            case KAIFA -> new Kaifa("6970630000000017");
            case KAMSTRUP -> kamstrup(keys);
            case NETZ_NOE -> netzNoe(keys);
            case AM550 -> new Am550("ISK1030000000020");
            case XT211 -> new Xt211("5100000021");
            case SML -> new Sml(22, Instant.EPOCH);
            case MODE_D -> new PushedText("1POL0000000023");
            case HEAT -> new HeatMeter("70000024");
            case LINKY -> new Linky("012345000025");
            case GPLUG -> gplug();
            case GPLUG_TARIFFS -> gplugTariffs();
            case AMSREADER -> new AmsReader("6970630000000028");
        };
    }

    /** The same meter when somebody has given it a key that nobody knows. */
    SimulatedMeter withWrongKey() {
        return meter(WRONG);
    }

    private static Keys keys(String encryption, String authentication) {
        HexFormat hex = HexFormat.of();
        return Keys.of(hex.parseHex(encryption)).withAuthentication(hex.parseHex(authentication));
    }

    private static SimulatedMeter dsmr5() {
        return new Dsmr5("E0000000000000005", "G0000000000000006");
    }

    private static SimulatedMeter emucs() {
        return new BelgianEmucs("1POL0000000012", "8POL0000000013");
    }

    private static SimulatedMeter e450() {
        return new LandisGyrE450("lgz1030000000001", Optional.of("LGZ1030000000001"), ZoneId.of("Europe/Zurich"));
    }

    private static SimulatedMeter e450Bare() {
        return new LandisGyrE450("aew", Optional.empty(), ZoneId.of("Europe/Zurich"));
    }

    private static SimulatedMeter kamstrup(Keys keys) {
        return new Kamstrup("5706560000000018", keys);
    }

    private static SimulatedMeter netzNoe(Keys keys) {
        return new NetzNoe("181200000019", keys);
    }

    private static SimulatedMeter gplug() {
        return new Gplug("ELS40000001", ZoneId.of("Europe/Zurich"), false);
    }

    private static SimulatedMeter gplugTariffs() {
        return new Gplug("ISK40000002", ZoneId.of("Europe/Zurich"), true);
    }
}
