@NullMarked
package pizzashop.notification;

import org.jspecify.annotations.NullMarked;
