@NullMarked
package pizzashop.notification.alert;

import org.jspecify.annotations.NullMarked;
