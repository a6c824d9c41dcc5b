/** The kitchen's ears and mouth: order events in, ticket events out. */
@NullMarked
package pizzashop.kitchen.kafka;

import org.jspecify.annotations.NullMarked;
