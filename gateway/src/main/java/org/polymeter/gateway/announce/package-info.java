/** How the gateway is found in the local network without being told where it is: mDNS and DNS-SD. */
@NullMarked
package org.polymeter.gateway.announce;

import org.jspecify.annotations.NullMarked;
