@NullMarked
package pizzashop.notification.receipt;

import org.jspecify.annotations.NullMarked;
