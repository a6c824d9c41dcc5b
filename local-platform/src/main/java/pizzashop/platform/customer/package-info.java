/** A customer of the order-service, who knows its REST interface and nothing else. */
@NullMarked
package pizzashop.platform.customer;

import org.jspecify.annotations.NullMarked;
