/** TIC, the customer information of French meters (Enedis-NOI-CPT-54E): frames of groups, each with a checksum. */
@NullMarked
package org.polymeter.codec.tic;

import org.jspecify.annotations.NullMarked;
