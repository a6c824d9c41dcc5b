/**
 * Tells the customer by mail what becomes of an order, and the shop's owner what went
 * wrong.
 */
@NullMarked
package pizzashop.notification;

import org.jspecify.annotations.NullMarked;
