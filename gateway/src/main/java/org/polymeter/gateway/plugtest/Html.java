package org.polymeter.gateway.plugtest;

/** Writes HTML that is well-formed XML as well. Elements have to be closed; nobody checks. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    /** {@code attributes}: name, value, name, value … */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    Html element(String element, String text) {
        return open(element).text(text).close(element);
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** What is HTML already. */
    Html raw(String html) {
        out.append(html);
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "\uFFFD");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
