/** What is known, by HTTP: REST, streams, history, metrics. Knows facts and their words, and the history; no sources, no brokers. */
@NullMarked
package org.polymeter.gateway.web;

import org.jspecify.annotations.NullMarked;
