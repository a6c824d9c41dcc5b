@NullMarked
package pizzashop.order.groupcommit;

import org.jspecify.annotations.NullMarked;
