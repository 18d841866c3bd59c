package org.polymeter.gateway.access;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;

/** What a page of ours has filled in: a small JSON object, sent by one of our pages. */
final class Form {

    /** Bytes. */
    private static final int MOST = 4096;

    /** Who does something with it. */
    interface Reader {
        Answer read(Fields fields) throws IOException;
    }

    private Form() {}

    /** Answers with what the reader says, or with what is wrong with the form. */
    static Answer read(Call call, Reader reader) throws IOException {
        Optional<Answer.Problem> objection = SameSite.objection(call);
        if (objection.isPresent()) {
            return objection.get();
        }
        String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            return new Answer.Problem(
                    415,
                    "Unsupported Media Type",
                    "This is to be sent as application/json.",
                    Map.of("Connection", "close"));
        }
        byte[] body = call.body().read(MOST);
        Fields fields;
        try {
            fields = Fields.read(body);
        } catch (IOException e) {
            return Answer.Problem.badRequest("This is to be a JSON object, and " + e.getMessage() + ".");
        }
        return reader.read(fields);
    }
}
