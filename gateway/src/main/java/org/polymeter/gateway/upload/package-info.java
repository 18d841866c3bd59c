/** What sinks share that send batches to a server by HTTP. Knows no formats. */
@NullMarked
package org.polymeter.gateway.upload;

import org.jspecify.annotations.NullMarked;
