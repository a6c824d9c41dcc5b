@NullMarked
package pizzashop.order.cancellation;

import org.jspecify.annotations.NullMarked;
