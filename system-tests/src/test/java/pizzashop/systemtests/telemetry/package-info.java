/**
 * What the services tell of themselves: spans as they export them, metrics as they are
 * scraped.
 */
@NullMarked
package pizzashop.systemtests.telemetry;

import org.jspecify.annotations.NullMarked;
