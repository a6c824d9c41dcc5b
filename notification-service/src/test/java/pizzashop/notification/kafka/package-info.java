@NullMarked
package pizzashop.notification.kafka;

import org.jspecify.annotations.NullMarked;
