/**
 * Tells the shop's owner of dead letters, those of all services: one mail for a burst,
 * whatever instance, process or server dies in between.
 */
@NullMarked
package pizzashop.notification.alert;

import org.jspecify.annotations.NullMarked;
