package org.polymeter.gateway.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.plugtest.HtmlReport;
import org.polymeter.gateway.plugtest.JsonReport;
import org.polymeter.gateway.plugtest.MarkdownReport;
import org.polymeter.gateway.plugtest.Plugtest;
import org.polymeter.gateway.plugtest.Serials;
import org.polymeter.gateway.plugtest.TerminalReport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** In which form a plug-test is written. */
enum ReportForm {
    TABLE,
    MARKDOWN,
    HTML,
    JSON;

    /** Because picocli would shout the names of the constants. */
    static final class Word implements ITypeConverter<ReportForm> {

        @Override
        public ReportForm convert(String word) {
            for (ReportForm form : values()) {
                if (form.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return form;
                }
            }
            throw new TypeConversionException("expected table, markdown, html or json, but was '" + word + "'");
        }
    }

    /** What the end of a file's name says. */
    static ReportForm of(Optional<Path> file) {
        String name = file.map(Path::toString).orElse("").toLowerCase(Locale.ROOT);
        if (name.endsWith(".html") || name.endsWith(".htm")) {
            return HTML;
        }
        if (name.endsWith(".md")) {
            return MARKDOWN;
        }
        return name.endsWith(".json") ? JSON : TABLE;
    }

    String render(Plugtest test, Serials serials, boolean coloured) {
        return switch (this) {
            case TABLE -> TerminalReport.of(test, serials, coloured);
            case MARKDOWN -> MarkdownReport.of(test, serials);
            case HTML -> HtmlReport.of(test, serials);
            case JSON -> JsonReport.of(test, serials);
        };
    }
}
