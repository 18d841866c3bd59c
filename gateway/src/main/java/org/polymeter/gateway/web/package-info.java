/** What is known, by HTTP: REST, streams, metrics. Knows facts and their words; no sources, no brokers. */
@NullMarked
package org.polymeter.gateway.web;

import org.jspecify.annotations.NullMarked;
