/**
 * The configuration: one YAML file becomes records, complete and checked before anything starts.
 * Whatever is wrong is named with file, line and what to write instead. Knows no sources and no
 * sinks; only what people may ask of them.
 */
@NullMarked
package org.polymeter.gateway.config;

import org.jspecify.annotations.NullMarked;
