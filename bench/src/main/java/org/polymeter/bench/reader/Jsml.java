package org.polymeter.bench.reader;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.openmuc.jsml.structures.EMessageBody;
import org.openmuc.jsml.structures.SmlFile;
import org.openmuc.jsml.structures.SmlListEntry;
import org.openmuc.jsml.structures.SmlMessage;
import org.openmuc.jsml.structures.responses.SmlGetListRes;
import org.openmuc.jsml.transport.Transport;

/** jSML: a file is read from a stream, checked and made a tree; codes, scalers and units are asked for. */
public final class Jsml implements Reader {

    /** By the clock on the wall; a process may have to wait for the processor. */
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Transport transport = new Transport();
    private int values;

    public Jsml() {
        transport.setTimeout(TIMEOUT_MILLIS);
    }

    @Override
    public long read(byte[] telegram) {
        try {
            return sum(transport.getSMLFile(new DataInputStream(new ByteArrayInputStream(telegram))));
        } catch (IOException e) {
            throw new IllegalStateException("jSML refuses a file", e);
        }
    }

    @Override
    public int values() {
        return values;
    }

    private long sum(SmlFile file) {
        long sum = 0;
        for (SmlMessage message : file.getMessages()) {
            if (message.getMessageBody().getTag() == EMessageBody.GET_LIST_RESPONSE) {
                SmlGetListRes list = message.getMessageBody().getChoice();
                SmlListEntry[] entries = list.getValList().getValListEntry();
                values = entries.length;
                for (SmlListEntry entry : entries) {
                    sum += entry.getObjName().getValue()[2]
                            + entry.getScaler().getVal()
                            + entry.getUnit().getVal();
                    sum += entry.getValue().getChoice().toString().length();
                }
            }
        }
        return sum;
    }
}
