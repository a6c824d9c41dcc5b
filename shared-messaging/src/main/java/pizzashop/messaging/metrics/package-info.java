/** What outbox, desk and consumers tell in figures. */
@NullMarked
package pizzashop.messaging.metrics;

import org.jspecify.annotations.NullMarked;
