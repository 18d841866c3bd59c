/** The web app, as files: what a browser is sent, unchanged. The app itself is in the resources, in plain JavaScript. */
@NullMarked
package org.polymeter.gateway.app;

import org.jspecify.annotations.NullMarked;
