/** Tells the customer by mail what becomes of an order. */
@NullMarked
package pizzashop.notification;

import org.jspecify.annotations.NullMarked;
