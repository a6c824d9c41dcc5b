@NullMarked
package pizzashop.order.kafka;

import org.jspecify.annotations.NullMarked;
