package org.polymeter.gateway.inspect;

import java.util.List;

/**
 * What was found in some bytes.
 *
 * @param bytes how many were looked at
 * @param isCut whether there are more: too many frames, or too much work
 * @param problem why nothing can be read from here on: a slip in a hex dump or in a key; empty if there is none
 * @param remarks of the whole: that no key is needed
 */
record Examination(List<Piece> pieces, long bytes, boolean isCut, String problem, List<String> remarks) {

    Examination {
        pieces = List.copyOf(pieces);
        remarks = List.copyOf(remarks);
    }
}
