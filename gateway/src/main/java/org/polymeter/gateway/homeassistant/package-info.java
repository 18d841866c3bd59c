/** What Home Assistant has to be told to find meters by itself: the facts become its discovery messages. */
@NullMarked
package org.polymeter.gateway.homeassistant;

import org.jspecify.annotations.NullMarked;
