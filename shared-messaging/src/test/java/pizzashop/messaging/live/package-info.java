@NullMarked
package pizzashop.messaging.live;

import org.jspecify.annotations.NullMarked;
