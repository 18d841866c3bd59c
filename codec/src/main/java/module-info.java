/** Turns the bytes a smart meter sends into readings. Needs nothing but the JDK. */
module org.polymeter.codec {
    requires static transitive org.jspecify;

    exports org.polymeter.codec;
    exports org.polymeter.codec.dialogue;
    exports org.polymeter.codec.explain;
    exports org.polymeter.codec.frame;
    exports org.polymeter.codec.kind;
    exports org.polymeter.codec.observation;
    exports org.polymeter.codec.reading;
    exports org.polymeter.codec.security;
}
