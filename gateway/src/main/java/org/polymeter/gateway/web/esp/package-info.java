/** What is known, in the words of esp-smart-meter's pages. Knows facts; nothing of HTTP. */
@NullMarked
package org.polymeter.gateway.web.esp;

import org.jspecify.annotations.NullMarked;
